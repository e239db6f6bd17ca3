"""Heads counted: one number from somewhere, or the lines of a signed sheet."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.forms import Form
from brobygger.events.models import Event, SignUp
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
    """``key`` is the page's own for this count, so that it is counted once though it is sent twice. ``event`` where whoever made the form says so."""

    event: Event | None = None

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
    """A signed sheet: the numbers of those who signed up and signed, and the others as heads."""

    numbers = forms.CharField(
        label=gettext_lazy("Numbers of those who have signed"), max_length=2000, required=False, help_text=gettext_lazy("As on the printed sheet: 1-5, 8, 12."),
    )
    lines = forms.CharField(
        label=gettext_lazy("Those who just came, one line each"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("“4 Røde Kors”, “12 borgere”. A line without a number is one person."),
    )
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput(attrs={"data-own-key": ""}))

    def clean_numbers(self) -> list[int]:
        found: set[int] = set()
        for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", str(self.cleaned_data["numbers"]).strip())):
            if not part:
                continue
            whole = re.fullmatch(r"(\d{1,5})(?:-(\d{1,5}))?", part)
            if whole is None or int(whole[2] or whole[1]) < int(whole[1]):
                raise ValidationError(_("“%(part)s” is no number of a line. Write 1-5, 8, 12.") % {"part": part[:20]})
            found.update(range(int(whole[1]), min(int(whole[2] or whole[1]), int(whole[1]) + MOST) + 1))
        return sorted(found)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("numbers") and not str(given.get("lines", "")).strip():
            raise ValidationError(_("Write the numbers of those who have signed, or a line for those who just came."))
        return given

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
