"""Every row of a list checked before anything is written: new, changed, as it is, or wrong, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.intake.lines import State
from brobygger.intake.words import folded
from brobygger.organisations.alike import Index
from brobygger.organisations.lists import belonging, cells, speaking
from brobygger.organisations.lists.cells import MANY, NUMBERS, PLAIN
from brobygger.organisations.lists.columns import FIELDS
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import Line
from brobygger.organisations.models import Formal, LegalForm, Organisation, Sector
from brobygger.people.models import Person

OWN: Final = (*PLAIN, "cvr", "sector", "legal_form", *NUMBERS, "figures_on", "voluntary_social", "welcomes_since", "welcomes_until", "prospect_since", "locality")
OF_PERSONS: Final = ("name", "mail", "phone", "locality", "membership", "member_from", "member_to")
TOLD_EVERY: Final = 100
NEAR_UP_TO: Final = 2_000  # new rows whose names are compared letter by letter with those that are there


def check(
    rows: Sequence[Sequence[str]], chosen: Mapping[int, str], known: Known, *, same: Mapping[int, int] | None = None, first: int = 2,
    told: Callable[[int], None] | None = None,
) -> list[Line]:
    """A line for each row that says anything. ``chosen`` gives columns their fields; ``first`` is the number of the first row.

    ``same`` names the organisation that a row was said to be, by the row's number. ``told`` hears how many rows are through.
    """
    today, said, lines = timezone.localdate(), speaking.Said(), []
    for number, row in enumerate(rows, first):
        typed = {name: row[index].strip() for index, name in chosen.items() if index < len(row) and row[index].strip()}
        if typed:
            lines.append(_read(number, typed, known, (same or {}).get(number)))
        if told is not None and not (number - first) % TOLD_EVERY:
            told(number - first)
    _refuse_doubles(lines)
    _parents(lines, known)
    for line in lines:
        if not line.faults:
            _compare(line, known, today, said)
    for line in lines:
        if not line.faults and line.parent is not None and line.parent.faults:
            line.fault(_("What it is a part of stands in row %(n)s, which is wrong.") % {"n": line.parent.number}, "parent")
        line.state = State.WRONG if line.faults else State.NEW if line.there is None else State.CHANGED if line.changes else State.SAME
    return lines


def propose(lines: Iterable[Line]) -> None:
    """Say of each new organisation which of those that are there it may be."""
    new = [line for line in lines if line.state == State.NEW and not line.personal]
    index = Index() if new else None
    for line in new:
        if index is not None:
            own = {name: line.values[name] for name in ("name", "also", "cvr", "mail", "phone", "website") if name in line.values}
            line.likely = index.like(Organisation(**own), near=len(new) <= NEAR_UP_TO)


def _read(number: int, said: dict[str, str], known: Known, same: int | None) -> Line:
    line = Line(number, said, said.get("name", ""))
    if not line.name:
        line.fault(_("The row has no name."))
        return line
    for name, text in said.items():
        try:
            line.values[name] = cells.read(name, text, known)
        except ValidationError as error:
            for message in error.messages:
                line.fault(message, name)
    kind = line.values.get("membership")
    found = known.by_key.get(same or 0) or known.organisation(line.name, line.values.get("cvr", ""))
    line.personal = kind is not None and kind.formal == Formal.PERSON
    if line.personal and found is not None:
        line.fault(_("“%(type)s” is for persons, and %(name)s is an organisation.") % {"type": kind, "name": found}, "membership")
    if line.faults:
        return line
    if line.personal:
        _as_person(line, known)
        return line
    line.there = found
    if found is not None and folded(found.name) != folded(line.name):
        line.values.pop("name")  # found by its number or a nickname, or said to be this one: the name it has here stays
    return line


def _as_person(line: Line, known: Known) -> None:
    """A member in her own name: somebody the centre knows with this mail or telephone, or the one personal member of this name."""
    for name in [each for each in line.values if each not in OF_PERSONS]:
        line.notes.append(_("%(field)s is left out: a personal member has none here.") % {"field": FIELDS[name][0]})
        del line.values[name]
    line.values["name"] = " ".join(line.name.split())
    mail, phone = line.values.get("mail", ""), line.values.get("phone", "")
    if len(line.name) > 120:
        line.fault(_("The name is too long for a person's."), "name")
    line.there = known.person(line.name, mail, phone) if mail or phone else None
    alone = known.personal.get(folded(line.name), [])
    if line.there is None and len(alone) == 1 and not (mail and alone[0].mail):
        line.there = alone[0]


def _refuse_doubles(lines: Iterable[Line]) -> None:
    seen: dict[Any, int] = {}
    for line in lines:
        if line.personal:
            key: Any = ("p", line.there.pk if line.there else (folded(line.name), line.values.get("mail", ""), line.values.get("phone", "")))
        else:
            key = line.there.pk if line.there else folded(line.name)
        if not line.faults and key in seen:
            line.fault(_("The same organisation stands in row %(n)s already.") % {"n": seen[key]} if not line.personal else _("The same person stands in row %(n)s already.") % {"n": seen[key]})
        if line.name:
            seen.setdefault(key, line.number)


def _parents(lines: Iterable[Line], known: Known) -> None:
    """What each is a part of: an organisation that is there, or one in the same list, in whichever order they stand."""
    rows = [line for line in lines if not line.personal]
    by_name = {folded(line.name): line for line in reversed(rows)} | {line.there.pk: line for line in rows if line.there is not None}
    whole = set(known.whole)
    for line in rows:
        if (text := line.values.get("parent")) is None or line.faults:
            continue
        there = known.organisations.find(text)
        inside = by_name.get(there.pk if there is not None else folded(text))
        if there is None and inside is None:
            line.fault(_("“%(text)s” is not among your organisations.") % {"text": text[:60]}, "parent")
        elif inside is line:
            line.fault(_("It cannot be a part of itself."), "parent")
        elif (inside is not None and "parent" in inside.said) or (there is not None and there.parent_id is not None):
            line.fault(_("“%(text)s” is itself a part of another.") % {"text": text[:60]}, "parent")
        elif line.there is not None and line.there.pk in whole:
            line.fault(_("“%(name)s” has parts of its own, and a part cannot have parts. Move them first.") % {"name": line.there}, "parent")
        else:
            line.values["parent"], line.parent = there, inside if there is None else None


def _compare(line: Line, known: Known, today: date, said: speaking.Said) -> None:
    if line.personal:
        _compare_person(line, said)
        belonging.compare(line, known, today)
        return
    parent = line.values.pop("parent", None)
    there = line.there if isinstance(line.there, Organisation) else None
    if line.parent is not None or (parent is not None and (there is None or there.parent_id != parent.pk)):
        line.say("parent", there.parent if there else None, line.parent.name if line.parent else parent)
        line.values["parent"] = parent
    for name in OWN:
        if name in line.values:
            was = getattr(line.there, name) if line.there else None
            if not _equal(was, line.values[name]):
                line.say(name, _in_words(name, was), _in_words(name, line.values[name]))
            elif line.there:
                del line.values[name]
    _welcomes(line)
    for name in MANY:
        if name in line.values:
            had = known.chosen[name].get(line.there.pk, set()) if line.there else set()
            line.values[name] = more = [row for row in line.values[name] if row.pk not in had]
            if more:
                line.say(name, None, ", ".join(str(row) for row in more))
    belonging.compare(line, known, today)
    speaking.compare(line, known, today, said)


def _welcomes(line: Line) -> None:
    since, until = (line.values.get(name, getattr(line.there, name, None)) for name in ("welcomes_since", "welcomes_until"))
    if until is not None and since is None:
        line.fault(_("Since when were they ready?"), "welcomes_until")
    elif until is not None and until <= since:
        line.fault(_("It stops being ready before it is."), "welcomes_until")


def _compare_person(line: Line, said: speaking.Said) -> None:
    typed: dict[str, str] = {name: line.values.pop(name) for name in ("mail", "phone") if name in line.values}
    person = line.there
    assert person is None or isinstance(person, Person)  # noqa: S101 -- for the type checker
    who = person.pk if person else (folded(line.name), folded(typed["mail"]) if "mail" in typed else line.number)
    said.refuse_another(line, who, line.name, "mail" if "mail" in typed else "phone", typed)
    for name, value in typed.items():
        if person is None or getattr(person, name) != value:
            line.values[name] = value
            line.say(name, getattr(person, name) if person else None, value)
    line.values.pop("name", None)


def _equal(was: Any, becomes: Any) -> bool:
    if isinstance(was, str) and isinstance(becomes, str):
        return was.splitlines() == becomes.splitlines()  # a cell's line breaks are not a form's
    return bool(was == becomes)


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = {"sector": Sector, "legal_form": LegalForm}.get(name)
    return "" if value is None else str(choices(value).label) if choices and value else str(value)
