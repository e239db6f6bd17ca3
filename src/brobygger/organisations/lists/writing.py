"""The lines of a list as rows: many in one query of a kind, each with its line in the trail."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils import timezone

from brobygger.centres import audit
from brobygger.intake.words import folded
from brobygger.organisations import actions
from brobygger.organisations.lists.cells import MANY, NUMBERS
from brobygger.organisations.lists.checking import OWN
from brobygger.organisations.lists.lines import Line, Told
from brobygger.organisations.models import Contact, Membership, Organisation
from brobygger.people.models import Person

AT_ONCE: Final = 250
_END: Final = {"themes": "theme", "target_groups": "targetgroup", "localities": "locality"}


class Writing:
    """For rows that were compared with what is held, so that nobody has changed anything in between."""

    def __init__(self, by: Any, *, told: Callable[[int], None]) -> None:
        self.by, self.told, self.today = by, told, timezone.localdate()
        self.persons: dict[tuple[str, str], Person] = {}

    def write(self, lines: list[Line]) -> None:
        done = 0
        for step in ([line for line in lines if line.parent is None], [line for line in lines if line.parent is not None]):
            for batch in _batches(step):
                self._batch(batch)
                done += len(batch)
                self.told(done)

    def _batch(self, lines: list[Line]) -> None:
        of_persons, others = [line for line in lines if line.personal], [line for line in lines if not line.personal]
        self._organisations(others)
        self._chosen(others)
        self._persons_themselves(of_persons)
        self._contacts(others)
        self._memberships(lines)

    def _organisations(self, lines: list[Line]) -> None:
        new = []
        for line in lines:
            organisation = line.there if isinstance(line.there, Organisation) else Organisation()
            before = audit.values(organisation) if line.there else None
            own: dict[str, Any] = {name: line.values[name] for name in OWN if name in line.values}
            if "parent" in line.values:
                own["parent"] = line.parent.made if line.parent else line.values["parent"]
            if own.keys() & set(NUMBERS) and "figures_on" not in own:
                own["figures_on"] = self.today
            for name, value in own.items():
                setattr(organisation, name, value)
            line.made = organisation
            if line.there is None:
                new.append(organisation)
            elif own:
                organisation.save()
                audit.record("read in", organisation, by=self.by, before=before)
        Organisation.objects.bulk_create(new)
        for organisation in new:
            audit.record("read in", organisation, by=self.by)

    def _chosen(self, lines: list[Line]) -> None:
        for name in MANY:
            through: Any = getattr(Organisation, name).through
            through.objects.bulk_create(
                [through(organisation_id=line.made.pk, **{f"{_END[name]}_id": each.pk}) for line in lines for each in line.values.get(name, ())], ignore_conflicts=True,
            )

    def _persons_themselves(self, lines: list[Line]) -> None:
        new = []
        for line in lines:
            typed: dict[str, str] = {name: line.values[name] for name in ("mail", "phone") if name in line.values}
            if isinstance(line.there, Person):
                line.made = line.there
                self._correct(line.there, typed)
            else:
                line.made = Person(name=" ".join(line.name.split()), **typed)
                new.append(line.made)
        self._added(Person, new)

    def _contacts(self, lines: list[Line]) -> None:
        new: list[Person] = []
        told = [(line, each) for line in lines for each in line.people]
        for line, each in told:
            if each.person is None:
                each.person = self._somebody(each, line, new)
            elif each.corrects:
                self._correct(each.person, each.corrects)
        self._added(Person, new)
        contacts = []
        for line, each in told:
            said = {name: getattr(each.entry, name) for name in ("role", "title", "since", "until") if getattr(each.entry, name)}
            if each.contact is None:
                contacts.append(Contact(organisation=line.made, person=each.person, **said))
            elif each.role:
                before = audit.values(each.contact)
                for name, value in each.role.items():
                    setattr(each.contact, name, value)
                each.contact.save()
                audit.record("edited", each.contact, by=self.by, before=before)
        self._added(Contact, contacts)

    def _somebody(self, told: Told, line: Line, new: list[Person]) -> Person:
        """A new person; named twice with one mail, or twice in one row, she is one."""
        key = (folded(told.entry.name), folded(told.entry.mail) or f"row {line.number}")
        person = self.persons.get(key)
        if person is None:
            person = self.persons[key] = Person(name=told.entry.name, mail=told.entry.mail, phone=told.entry.phone)
            new.append(person)
        return person

    def _correct(self, person: Person, typed: dict[str, str]) -> None:
        if typed:
            actions.correct_person(person, **{"name": person.name, "mail": person.mail, "phone": person.phone, **typed}, by=self.by)

    def _memberships(self, lines: list[Line]) -> None:
        new = []
        for line in lines:
            member = {"person": line.made} if line.personal else {"organisation": line.made}
            place = line.values.get("locality") if line.personal else line.made.locality
            if line.joins:
                new.append(Membership(**member, locality=place, **line.joins))
            row = None
            if line.goes_on:
                row, kind = line.goes_on
                row = actions.change(row, to=kind, locality=place or row.locality, since=max(self.today, row.starts_on), by=self.by)
            if line.ends:
                there, last_day = line.ends
                actions.leave(row or there, last_day=last_day, reason="", by=self.by)
        self._added(Membership, new, verb="joined")

    def _added(self, model: Any, rows: list[Any], verb: str = "added") -> None:
        model.objects.bulk_create(rows)
        for row in rows:
            audit.record(verb, row, by=self.by)


def _batches(lines: list[Line]) -> Iterator[list[Line]]:
    for start in range(0, len(lines), AT_ONCE):
        yield lines[start : start + AT_ONCE]
