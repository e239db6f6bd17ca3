"""Every row of a list checked before anything is written: new, changed, as it is, or wrong, and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from brobygger.centres.models import Listed
from brobygger.core.tables import as_day
from brobygger.organisations import cvr
from brobygger.organisations.lists.columns import FIELDS
from brobygger.organisations.lists.known import Known, folded
from brobygger.organisations.models import LegalForm, Organisation, Sector
from brobygger.people.models import Person

PLAIN: Final = ("name", "also", "purpose", "mail", "phone", "website", "address")
NUMBERS: Final = ("member_count", "volunteer_count")
MANY: Final = ("themes", "target_groups")


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(slots=True)
class Line:
    """One row: what it is about, what it would change (field → was, is, in words), and what is wrong with it.

    ``values`` hold what is to be written, by field; a key means the row says something there.
    """

    number: int
    name: str
    state: State = State.SAME
    there: Organisation | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def check(rows: Sequence[Sequence[str]], chosen: Mapping[int, str], known: Known, *, first: int = 2) -> list[Line]:
    """A line for each row that says anything. ``chosen`` gives columns their fields; ``first`` is the number of the first row."""
    lines, seen = [], dict[str, int]()
    for number, row in enumerate(rows, first):
        said = {name: row[index].strip() for index, name in chosen.items() if index < len(row) and row[index].strip()}
        if not said:
            continue
        line = _line(number, said, known)
        key = f"o{line.there.pk}" if line.there else folded(line.name)
        if not line.wrong and key in seen:
            line.wrong.append(_("The same organisation stands in row %(n)s already.") % {"n": seen[key]})
        seen.setdefault(key, number)
        if line.wrong:
            line.state = State.WRONG
        elif line.there is None:
            line.state = State.NEW
        elif line.changes:
            line.state = State.CHANGED
        lines.append(line)
    return lines


def _line(number: int, said: dict[str, str], known: Known) -> Line:
    line = Line(number, said.get("name", ""))
    if not line.name:
        line.wrong.append(_("The row has no name."))
        return line
    for name, text in said.items():
        try:
            line.values[name] = _READERS[name](name, text, known)
        except ValidationError as error:
            line.wrong += [f"{FIELDS[name][0]}: {message}" for message in error.messages]
    if line.wrong:
        return line
    line.there = known.organisation(line.name, line.values.get("cvr", ""))
    if line.there is not None and folded(line.there.name) != folded(line.name):
        line.values.pop("name")  # found by its number or a nickname: the name it has here stays
    _compare(line, known)
    _membership(line, known)
    _contact(line, known)
    return line


def _compare(line: Line, known: Known) -> None:
    for name in (*PLAIN, "cvr", "sector", "legal_form", *NUMBERS, "welcomes_since", "locality", "parent"):
        if name in line.values:
            was = getattr(line.there, name) if line.there else None
            if was != line.values[name]:
                _say(line, name, was, line.values[name])
            elif line.there:
                del line.values[name]
    if line.there is not None and line.values.get("parent") == line.there:
        line.wrong.append(_("It cannot be a part of itself."))
    for name in MANY:
        if name in line.values:
            had = known.chosen[name].get(line.there.pk, set()) if line.there else set()
            more = [row for row in line.values[name] if row.pk not in had]
            if more:
                _say(line, name, None, ", ".join(str(row) for row in more))
            elif line.there:
                del line.values[name]


def _membership(line: Line, known: Known) -> None:
    start, end, kind = line.values.get("member_from"), line.values.get("member_to"), line.values.get("membership")
    if not (start or end or kind):
        return
    had = known.memberships.get(line.there.pk, []) if line.there else []
    if start is None:
        if line.there is None or not had:
            line.wrong.append(_("A member needs the day it became one."))
        return
    if end is not None and end < start:
        line.wrong.append(_("The membership ends before it begins."))
    if kind is None:
        if len({row.pk for row in known.types.values()}) != 1:
            line.wrong.append(_("A member needs a type of membership."))
            return
        kind = line.values["membership"] = next(iter(known.types.values()))
    same = next((row for row in had if row.starts_on == start), None)
    if same is not None:
        if end is not None and same.ends_on is None:
            _say(line, "member_to", None, end)
            line.values["ends"] = same
        return
    if any((row.ends_on is None or row.ends_on >= start) and (end is None or row.starts_on <= end) for row in had):
        line.wrong.append(_("It has a membership over the same days already, from another day. Change it on the organisation's page."))
        return
    line.values["joins"] = True
    _say(line, "membership", None, f"{kind}, {start.isoformat()}")


def _contact(line: Line, known: Known) -> None:
    name = line.values.get("contact_name", "")
    if not name:
        if line.values.keys() & {"contact_mail", "contact_phone"}:
            line.wrong.append(_("A contact needs a name."))
        return
    had = known.contacts.get(line.there.pk, []) if line.there else []
    same = next((each for each in had if folded(each.person.name) == folded(name)), None)
    typed = {field: line.values[f"contact_{field}"] for field in ("mail", "phone") if f"contact_{field}" in line.values}
    if same is None:
        line.values["speaks"] = known.persons.get((folded(name), folded(typed.get("mail", ""))))
        _say(line, "contact_name", None, name)
        return
    differ = {field: value for field, value in typed.items() if getattr(same.person, field) != value}
    if differ:
        line.values["corrects"] = (same.person, differ)
        for field_name, value in differ.items():
            _say(line, f"contact_{field_name}", getattr(same.person, field_name), value)


def _say(line: Line, name: str, was: Any, becomes: Any) -> None:
    line.changes.append((str(FIELDS[name][0]), "" if was is None else str(was), str(becomes)))


def _plain(name: str, text: str, _known: Known) -> str:
    if name == "website" and "://" not in text:
        text = f"https://{text}"
    return str(_column(Organisation, name).clean(text, None))


def _person(name: str, text: str, _known: Known) -> str:
    return str(_column(Person, name.removeprefix("contact_")).clean(text, None))


def _column(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _cvr(name: str, text: str, _known: Known) -> str:
    return str(_column(Organisation, name).clean(cvr.bare(text), None))


def _number(_name: str, text: str, _known: Known) -> int:
    bare = text.replace(".", "").replace(" ", "")
    if not bare.isascii() or not bare.isdecimal() or len(bare) > 8:
        raise ValidationError(_("“%(text)s” is no whole number.") % {"text": text[:40]})
    return int(bare)


def _day(_name: str, text: str, _known: Known) -> date:
    return as_day(text)


def _choice(choices: type[models.TextChoices]) -> Callable[[str, str, Known], str]:
    def read(_name: str, text: str, _known: Known) -> str:
        for value, label in _in_both_languages(choices):
            if folded(text) in (value, folded(label)):
                return value
        raise ValidationError(_("“%(text)s” is none of: %(choices)s.") % {"text": text[:40], "choices": ", ".join(str(label) for label in choices.labels)})

    return read


def _in_both_languages(choices: type[models.TextChoices]) -> Iterator[tuple[str, str]]:
    for language in ("da", "en"):
        with override(language):
            yield from [(str(value), str(label)) for value, label in choices.choices]


def _listed(rows: Callable[[Known], Mapping[str, Listed]]) -> Callable[[str, str, Known], Listed]:
    def read(_name: str, text: str, known: Known) -> Listed:
        found = rows(known).get(folded(text)) or rows(known).get(text[:4])  # "4200 Slagelse": the code alone
        if found is None:
            raise ValidationError(_("“%(text)s” is not on your list.") % {"text": text[:60]})
        return found

    return read


def _several(rows: Callable[[Known], Mapping[str, Listed]]) -> Callable[[str, str, Known], list[Listed]]:
    one = _listed(rows)

    def read(name: str, text: str, known: Known) -> list[Listed]:
        return [one(name, each.strip(), known) for each in text.replace(";", ",").split(",") if each.strip()]

    return read


def _parent(_name: str, text: str, known: Known) -> Organisation:
    found = known.organisations.get(folded(text))
    if found is None:
        raise ValidationError(_("“%(text)s” is not among your organisations.") % {"text": text[:60]})
    if found.parent_id is not None:
        raise ValidationError(_("“%(text)s” is itself a part of another.") % {"text": text[:60]})
    return found


_READERS: Final[dict[str, Callable[[str, str, Known], Any]]] = {
    **dict.fromkeys(PLAIN, _plain), **dict.fromkeys(NUMBERS, _number), "cvr": _cvr, "sector": _choice(Sector), "legal_form": _choice(LegalForm),
    "parent": _parent, "locality": _listed(lambda known: known.localities), "themes": _several(lambda known: known.themes),
    "target_groups": _several(lambda known: known.target_groups), "welcomes_since": _day, "membership": _listed(lambda known: known.types),
    "member_from": _day, "member_to": _day, "contact_name": _person, "contact_mail": _person, "contact_phone": _person,
}
