"""Whom a row of a list names as speaking for an organisation, held against the contacts it has."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from brobygger.intake.words import folded
from brobygger.organisations.lists.cells import SETS, Entry
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import Line, Told
from brobygger.organisations.models import Contact
from brobygger.people.models import Person

_ROLES = {"chair": Contact.Role.CHAIR.value, "treasurer": Contact.Role.TREASURER.value}


class Said:
    """What the list has said of each person's mail and telephone so far. Two rows that say different things would undo each other for ever."""

    def __init__(self) -> None:
        self.of: dict[tuple[Any, str], tuple[str, int]] = {}

    def refuse_another(self, line: Line, who: Any, name: str, field: str, said: dict[str, str]) -> None:
        for each, value in said.items():
            before, number = self.of.setdefault((who, each), (value, line.number))
            if before != value:
                line.fault(_("Row %(n)s says something else of %(name)s: %(said)s.") % {"n": number, "name": name, "said": before}, field)


def compare(line: Line, known: Known, today: date, said: Said) -> None:
    """Plan the contacts the row names. ``line.values`` gives up its fields of contacts."""
    had = list(known.contacts.get(line.there.pk, ())) if line.there is not None else []
    for entry in list(_entries(line)):
        fits = had if entry.until else [each for each in had if each.until is None or each.until >= today]
        contact = _same(entry, fits)
        if contact is not None:
            had.remove(contact)
        typed = {name: value for name in ("mail", "phone") if (value := getattr(entry, name))}
        told = Told(entry, contact, contact.person if contact else _somebody(entry, line, known))
        if told.person is not None:
            person = told.person
            # Who is found by her mail or telephone elsewhere gets only what she lacks; a contact of this very organisation is corrected.
            told.corrects = {name: value for name, value in typed.items() if getattr(person, name) != value and (contact is not None or not getattr(person, name))}
        said.refuse_another(line, _who(told.person, entry, line), entry.name, entry.field, typed)
        if contact is None:
            line.say(entry.field, None, entry.name)
        else:
            told.role = {name: value for name in ("role", "title", "since", "until") if (value := getattr(entry, name)) and getattr(contact, name) != value}
            if "role" in told.role:
                line.say(entry.field, contact.get_role_display(), f"{entry.name}, {Contact.Role(entry.role).label}")
            elif told.role:
                line.say(entry.field, None, ", ".join(str(value) for value in (entry.name, *told.role.values())))
        for name, value in told.corrects.items():
            if told.person is not None:
                line.say(entry.field.replace("_name", f"_{name}"), getattr(told.person, name), value)
        if contact is None or told.role or told.corrects:
            line.people.append(told)


def _entries(line: Line) -> Iterator[Entry]:
    for who in SETS:
        name, mail, phone = (line.values.pop(f"{who}_{what}", "") for what in ("name", "mail", "phone"))
        role = line.values.pop(f"{who}_role", "") or _ROLES.get(who, "")
        if name:
            yield Entry(name, mail, phone, role, field=f"{who}_name")
        elif mail or phone:
            line.fault(_("A contact needs a name."), f"{who}_mail" if mail else f"{who}_phone")
    yield from line.values.pop("contacts", ())


def _same(entry: Entry, had: list[Contact]) -> Contact | None:
    """The contact it is already: the one that fits in all that is said, else by name and role, else one whose role nobody has said yet."""
    named = [each for each in had if folded(each.person.name) == folded(entry.name)]

    def fits(each: Contact, names: tuple[str, ...]) -> bool:
        return all(not getattr(entry, name) or getattr(each.person if name in ("mail", "phone") else each, name) == getattr(entry, name) for name in names)

    for names in (("mail", "phone", "role", "title", "since", "until"), ("mail", "role"), ("role",)):
        for each in named:
            if fits(each, names):
                return each
    return next((each for each in named if each.role == Contact.Role.CONTACT and not each.title), None)


def _somebody(entry: Entry, line: Line, known: Known) -> Person | None:
    """Whom the centre knows by this name: with this mail or telephone, or as a contact of this very organisation in another role."""
    if (entry.mail or entry.phone) and (found := known.person(entry.name, entry.mail, entry.phone)) is not None:
        return found
    here = known.contacts.get(line.there.pk, ()) if line.there is not None else ()
    same = [each.person for each in here if folded(each.person.name) == folded(entry.name)]
    return next((person for person in same if not entry.mail or not person.mail or person.mail == entry.mail), None)


def _who(person: Person | None, entry: Entry, line: Line) -> Any:
    """By what a person is told from others within the list."""
    if person is not None:
        return person.pk
    return (folded(entry.name), folded(entry.mail)) if entry.mail else (folded(entry.name), line.number)
