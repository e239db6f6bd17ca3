"""Heads counted: one number from somewhere, or the lines of a signed sheet."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form
from brobygger.events.models import SignUp
from brobygger.journal.actions import From
from brobygger.organisations.models import Sector
from brobygger.organisations.naming import by_name, persons_among

MOST = 10_000


def refuse_persons(heads: Iterable[From]) -> None:
    """ValidationError where a head is said to come from a person we know of: heads are counted without names, and she is no organisation."""
    labels = [each.label for each in heads if each.label and not each.organisation]
    known = [*persons_among(labels), *SignUp.objects.filter(name__in=labels).values_list("name", flat=True)] if labels else []
    if known:
        raise ValidationError(
            _("“%(name)s” is a person, and here we count without names. Write where the person comes from, or “residents”.") % {"name": known[0]}
        )


class HeadForm(Form):
    """``key`` is the page's own for this count, so that it is counted once though it is sent twice."""

    persons = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST, initial=1)
    whence = forms.CharField(label=gettext_lazy("From"), max_length=160, required=False, help_text=gettext_lazy("An association, “residents”, or nothing."))
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=[("", "–"), *Sector.choices], required=False)
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput(attrs={"data-own-key": ""}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whence"].widget.attrs |= {"list": "known-organisations", "autocomplete": "off"}

    def clean_whence(self) -> str:
        whence = str(self.cleaned_data["whence"]).strip()
        refuse_persons([From(by_name().get(whence.lower()), whence)])
        return whence

    def heads(self) -> list[From]:
        given = self.cleaned_data
        known = by_name().get(given["whence"].lower())
        return [From(known, "" if known else given["whence"], given["sector"], given["persons"])]


class KioskForm(HeadForm):
    """As people fill it in themselves: a party, not a crowd."""

    MOST_AT_ONCE = 20
    persons = forms.IntegerField(label=gettext_lazy("How many are you?"), min_value=1, max_value=MOST_AT_ONCE, initial=1)


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
        refuse_persons(self._read(text))
        return text

    def heads(self) -> list[From]:
        return self._read(self.cleaned_data["lines"])

    def _read(self, text: str) -> list[From]:
        known = by_name()
        found = []
        for line in text.splitlines():
            words = line.strip().rstrip(",")
            if not words:
                continue
            first, _space, rest = words.partition(" ")
            persons, name = (int(first), rest.strip()) if first.isdecimal() else (1, words)
            organisation = known.get(name.lower())
            found.append(From(organisation, "" if organisation else name, "", persons))
        return found
