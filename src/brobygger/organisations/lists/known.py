"""What the centre has before a list is read in: its organisations, lists, members and persons, looked up without further queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from brobygger.centres.models import Listed, Locality, TargetGroup, Theme
from brobygger.centres.scoping import centre_id_in_force
from brobygger.intake.words import Words, folded
from brobygger.organisations.models import Contact, Membership, MembershipType, Organisation
from brobygger.people.models import Person

_THROUGH: Final = {"themes": "theme", "target_groups": "targetgroup", "localities": "locality"}


@dataclass(slots=True)
class Known:
    """Read once, in a number of queries that does not grow with the list."""

    organisations: Words
    localities: Words
    themes: Words
    target_groups: Words
    types: Words
    by_key: dict[int, Organisation] = field(default_factory=dict)
    by_cvr: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    whole: set[int] = field(default_factory=set)  # those that have parts
    memberships: dict[tuple[str, int], list[Membership]] = field(default_factory=lambda: defaultdict(list))
    contacts: dict[int, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[tuple[str, str], Person] = field(default_factory=dict)
    personal: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    chosen: dict[str, dict[int, set[int]]] = field(default_factory=dict)

    @classmethod
    def now(cls, *, lock: bool = False) -> "Known":
        """As it stands. With ``lock`` organisations and persons are held until the transaction ends, so that it goes on standing so."""
        organisations, persons = Organisation.objects.all(), Person.objects.filter(erased_on=None)
        if lock:
            organisations, persons = organisations.select_for_update().order_by("pk"), persons.select_for_update().order_by("pk")
        rows, localities = list(organisations), list(Locality.objects.all())
        place, kind = {row.pk: row for row in localities}, list(MembershipType.objects.all())
        known = cls(
            Words(rows), Words(localities, [(code, row) for row in localities for code in row.postal_codes.split()]), Words(Theme.objects.all()),
            Words(TargetGroup.objects.all()), Words(kind), {row.pk: row for row in rows}, whole={row.parent_id for row in rows if row.parent_id},
        )
        for row in rows:
            row.locality, row.parent = place.get(row.locality_id or 0), known.by_key.get(row.parent_id or 0)
            if row.cvr:
                known.by_cvr[row.cvr].append(row)
        by_pk, kinds = {row.pk: row for row in persons}, {row.pk: row for row in kind}
        for person in by_pk.values():
            for said in filter(None, (folded(person.mail), "".join(person.phone.split()))):
                known.persons.setdefault((folded(person.name), said), person)
        for membership in Membership.objects.order_by("starts_on", "pk"):
            membership.type, membership.locality = kinds[membership.type_id], place.get(membership.locality_id or 0)
            if membership.organisation_id in known.by_key:
                membership.organisation = known.by_key[membership.organisation_id]
                known.memberships["o", membership.organisation_id].append(membership)
            elif membership.person_id in by_pk:
                person = membership.person = by_pk[membership.person_id]
                known.memberships["p", person.pk].append(membership)
                if person not in known.personal[folded(person.name)]:
                    known.personal[folded(person.name)].append(person)
        for contact in Contact.objects.filter(person__erased_on=None):
            if contact.person_id not in by_pk:
                continue  # added since the persons were asked for
            contact.person = by_pk[contact.person_id]
            known.contacts[contact.organisation_id].append(contact)
        for name, end in _THROUGH.items():
            found: dict[int, set[int]] = defaultdict(set)
            for organisation, other in getattr(Organisation, name).through.objects.filter(organisation__centre_id=centre_id_in_force()).values_list("organisation", end):
                found[organisation].add(other)
            known.chosen[name] = found
        return known

    def organisation(self, name: str, cvr: str) -> Organisation | None:
        """The one a row is about: by CVR number where only one has it, else by name or nickname."""
        if cvr and len(self.by_cvr.get(cvr, [])) == 1:
            return self.by_cvr[cvr][0]
        found: Organisation | None = self.organisations.find(name)
        return found

    def person(self, name: str, mail: str, phone: str) -> Person | None:
        """Somebody of this name with this mail, or where no mail is said, this telephone."""
        return self.persons.get((folded(name), folded(mail) if mail else "".join(phone.split())))

    def usual_type(self) -> Listed | None:
        """The one type an organisation can have, where there is no choice."""
        fit = [row for row in self.types.rows if not row.retired and row.formal != "person"]
        return fit[0] if len(fit) == 1 else None
