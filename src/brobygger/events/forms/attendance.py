"""Heads counted: one number from somewhere, or the lines of a signed sheet."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form
from brobygger.journal.actions import From
from brobygger.organisations.models import Sector
from brobygger.organisations.naming import by_name

MOST = 10_000


class HeadForm(Form):
    """``key`` is the page's own for this count, so that it is counted once though it is sent twice."""

    persons = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST, initial=1)
    whence = forms.CharField(label=gettext_lazy("From"), max_length=160, required=False, help_text=gettext_lazy("An association, “residents”, or nothing."))
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=[("", "–"), *Sector.choices], required=False)
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput(attrs={"data-own-key": ""}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whence"].widget.attrs |= {"list": "known-organisations", "autocomplete": "off"}

    def heads(self) -> list[From]:
        given = self.cleaned_data
        known = by_name().get(given["whence"].strip().lower())
        return [From(known, "" if known else given["whence"].strip(), given["sector"], given["persons"])]


class SheetForm(Form):
    lines = forms.CharField(
        label=gettext_lazy("One line each"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("“4 Røde Kors”, “12 borgere”. A line without a number is one person."),
    )
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput(attrs={"data-own-key": ""}))

    def clean_lines(self) -> str:
        text = str(self.cleaned_data["lines"])
        for line in text.splitlines():
            first = line.strip().partition(" ")[0]
            if first.isdecimal() and int(first) > MOST:
                raise ValidationError(_("“%(line)s” is more than can be right.") % {"line": line.strip()[:40]})
            if len(line) > 160:
                raise ValidationError(_("Write one organisation a line: %(text)s …") % {"text": line.strip()[:40]})
        return text

    def heads(self) -> list[From]:
        known = by_name()
        found = []
        for line in self.cleaned_data["lines"].splitlines():
            words = line.strip().rstrip(",")
            if not words:
                continue
            first, _space, rest = words.partition(" ")
            persons, name = (int(first), rest.strip()) if first.isdecimal() else (1, words)
            organisation = known.get(name.lower())
            found.append(From(organisation, "" if organisation else name, "", persons))
        return found
