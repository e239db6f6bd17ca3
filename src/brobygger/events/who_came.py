"""Where those who came were from: by organisation and by sector, as the event's registration holds it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brobygger.events.models import Event
from brobygger.journal.models import Participation
from brobygger.organisations.models import Sector


@dataclass(frozen=True, slots=True)
class Share:
    """``n`` persons are ``percent`` of all; None where nobody counted them. ``unknown``: counted as an organisation by its words alone, since it is not on the list."""

    name: str
    n: int | None
    percent: int
    organisations: int = 0
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Whence:
    persons: int
    organisations: int
    by_sector: list[Share]
    by_organisation: list[Share]


def who_came(event: Event) -> Whence:
    """The largest first; whoever is from nowhere in particular last. One query."""
    persons = event.registration.persons or 0
    rows = list(Participation.objects.filter(registration=event.pk).select_related("organisation"))
    sectors: dict[str, list[Participation]] = {}
    for row in rows:
        sectors.setdefault(row.sector, []).append(row)
    names = dict(Sector.choices)
    by_sector = [_share(str(names[key]), found, persons, len({each.who for each in found} - {""})) for key, found in sectors.items() if key]
    by_organisation = [_share(str(each), [each], persons, unknown=bool(each.who) and each.organisation_id is None) for each in rows if each.who]
    rest = persons - sum(each.n or 0 for each in by_sector)
    unsaid = len({each.who for each in sectors.get("", [])} - {""})
    by_sector.sort(key=lambda each: (-(each.n or 0), each.name))
    by_organisation.sort(key=lambda each: (-(each.n or 0), each.name.casefold()))
    if rest > 0 or unsaid:
        by_sector.append(Share(_("sector not told"), max(rest, 0), _percent(max(rest, 0), persons), unsaid))
    if (others := persons - sum(each.n or 0 for each in by_organisation)) > 0:
        by_organisation.append(Share(_("from no organisation"), others, _percent(others, persons)))
    return Whence(persons, len({row.who for row in rows} - {""}), by_sector, by_organisation)


def _share(name: str, rows: list[Participation], persons: int, organisations: int = 0, *, unknown: bool = False) -> Share:
    known = [each.persons for each in rows if each.persons is not None]
    return Share(name, sum(known) if known else None, _percent(sum(known), persons), organisations, unknown)


def _percent(n: int, persons: int) -> int:
    return round(100 * n / persons) if persons else 0
