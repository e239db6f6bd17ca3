"""Whom a consultation was for, as one would write it: names with commas between, a number in front of those who were several."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.cpr import refuse_cpr
from brobygger.journal.actions import From
from brobygger.journal.models import Participation
from brobygger.organisations.naming import by_name

LONGEST_NAME = 160


class ClientsField(forms.CharField):
    """Gives a ``From`` for each client. ``there`` are the affiliations that stand already: what else is known of them
    stays with their name. ``names`` are those that were written, each once.
    """

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "label": gettext_lazy("With whom"), "required": False, "max_length": 2000,
            "help_text": gettext_lazy("An association, or a few words for a group. Several: with commas between, and a number in front: “2 SIND, Røde Kors”. Never a citizen’s name."),
        }
        super().__init__(**{**given, **kwargs})
        self.there: list[Participation] = []
        self.names: list[str] = []

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, Iterable) and not isinstance(value, str) else value

    def clean(self, value: Any) -> list[From]:
        organisations = by_name()
        before = {str(each).lower(): each for each in self.there}
        names: dict[str, int | None] = {**dict.fromkeys(before), **organisations, **{name: each.organisation_id for name, each in before.items()}}
        found: dict[tuple[int | None, str], From] = {}
        self.names = []
        for persons, name in _cut(super().clean(value), names):
            if len(name) > LONGEST_NAME:
                raise ValidationError(_("“%(text)s …” is too long for a name. Put commas between several.") % {"text": name[:40]})
            refuse_cpr(name)
            organisation, old = names.get(name.lower()), before.get(name.lower())
            key = (organisation, "" if organisation else name.lower())
            if (same := found.get(key)) is not None:  # named twice, it is one
                persons = (same.persons or 0) + (persons or 0) or None
            else:
                self.names.append(name)
            found[key] = From(organisation, "" if organisation else name, old.sector if old else "", persons, old.names if old else "")
        return list(found.values())


def written(affiliations: Iterable[Participation]) -> str:
    """The affiliations as the field takes them."""
    return ", ".join(f"{each.persons} {each}" if each.persons else str(each) for each in affiliations)


def _cut(text: str, known: Mapping[str, object]) -> Iterator[tuple[int | None, str]]:
    """Cut at the commas, but never within a name that is known: it may hold a comma of its own."""
    rest = [part.strip() for part in text.replace("\n", ",").replace(";", ",").split(",")]
    widest = 1 + max((name.count(",") for name in known), default=0)
    while rest:
        for taken in range(min(widest, len(rest)), 0, -1):
            persons, name = _counted(", ".join(rest[:taken]), known)
            if taken == 1 or name.lower() in known:
                break
        if name:
            yield persons, name
        del rest[:taken]


def _counted(text: str, known: Mapping[str, object]) -> tuple[int | None, str]:
    """A number in front is persons, unless the name itself begins with one."""
    first, _space, rest = text.partition(" ")
    if text.lower() in known or not (first.isdecimal() and rest.strip() and len(first) < 6):
        return None, text
    return int(first) or None, rest.strip()
