"""What the centre has before a list is read in: its organisations, lists and members, looked up without further queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from brobygger.centres.models import Listed, Locality, TargetGroup, Theme
from brobygger.organisations.models import Contact, Membership, MembershipType, Organisation
from brobygger.people.models import Person


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _by_name(rows: list[Listed]) -> dict[str, Listed]:
    """By name, and by the other words for it where no name says the same."""
    found = {folded(word): row for row in rows for word in row.other_words}
    return found | {folded(row.name): row for row in rows}


@dataclass(slots=True)
class Known:
    """Read once, in a number of queries that does not grow with the list."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    by_cvr: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    localities: dict[str, Listed] = field(default_factory=dict)
    themes: dict[str, Listed] = field(default_factory=dict)
    target_groups: dict[str, Listed] = field(default_factory=dict)
    types: dict[str, Listed] = field(default_factory=dict)
    memberships: dict[int, list[Membership]] = field(default_factory=lambda: defaultdict(list))
    contacts: dict[int, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[tuple[str, str], Person] = field(default_factory=dict)
    chosen: dict[str, dict[int, set[int]]] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Known":
        known = cls()
        rows = list(Organisation.objects.all())
        for row in rows:
            for word in row.other_words:
                known.organisations.setdefault(folded(word), row)
        for row in rows:
            known.organisations[folded(row.name)] = row
            if row.cvr:
                known.by_cvr[row.cvr].append(row)
        localities = list(Locality.objects.all())
        known.localities = {code: row for row in localities for code in row.postal_codes.split()} | _by_name([*localities])
        known.themes, known.target_groups = _by_name([*Theme.objects.all()]), _by_name([*TargetGroup.objects.all()])
        known.types = _by_name([*MembershipType.objects.filter(retired=False)])
        for membership in Membership.objects.filter(organisation__isnull=False).order_by("starts_on"):
            known.memberships[membership.organisation_id or 0].append(membership)
        for contact in Contact.objects.select_related("person"):
            known.contacts[contact.organisation_id].append(contact)
        for person in Person.objects.filter(erased_on=None):
            known.persons.setdefault((folded(person.name), folded(person.mail)), person)
        for name, through in (("themes", Organisation.themes.through), ("target_groups", Organisation.target_groups.through)):
            found: dict[int, set[int]] = defaultdict(set)
            end = "theme" if name == "themes" else "targetgroup"
            for organisation, other in through.objects.filter(organisation__in=[row.pk for row in rows]).values_list("organisation", end):
                found[organisation].add(other)
            known.chosen[name] = found
        return known

    def organisation(self, name: str, cvr: str) -> Organisation | None:
        """The one a row is about: by CVR number where only one has it, else by name or nickname."""
        if cvr and len(self.by_cvr.get(cvr, [])) == 1:
            return self.by_cvr[cvr][0]
        return self.organisations.get(folded(name))
