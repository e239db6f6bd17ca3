"""A collection's page, and one row of it: of one centre, or of all one after the other. The number of queries of a page does not depend on its rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from brobygger.api import finding, terms
from brobygger.api.asking import Asked, size
from brobygger.api.offers import Data, Services
from brobygger.api.places import Places
from brobygger.api.providers import Providers
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.directory.models import Offer
from brobygger.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Collection:
    """``rows`` those asked for, in an order that stays; ``one`` of them by identifier; ``write`` some of them, as the page or the row's own address has them."""

    rows: Callable[[Asked, Centre], Any]
    one: Callable[[UUID, Centre], Any]
    write: Callable[[Sequence[Any], Asked, Centre, bool], Iterable[Data]]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, with what the standard says around it."""

    total: int
    number: int
    size: int
    contents: list[Data]

    @classmethod
    def of(cls, collection: Collection, asked: Asked, centres: Sequence[Centre]) -> Self:
        number, most = asked["page"], size(asked)
        first, total, contents = (number - 1) * most, 0, list[Data]()
        for centre in centres:
            with centre_in_force(centre):
                rows = collection.rows(asked, centre)
                there = rows.count() if isinstance(rows, QuerySet) else len(rows)
                start, end = max(first - total, 0), min(first + most - total, there)
                if start < end:
                    contents += collection.write(list(rows[start:end]), asked, centre, False)
                total += there
        return cls(total, number, most, contents)

    def as_data(self) -> Data:
        pages = -(-self.total // self.size)
        return {
            "total_items": self.total, "total_pages": pages, "page_number": self.number, "size": len(self.contents), "first_page": self.number == 1, "last_page": self.number >= pages,
            "empty": not self.contents, "contents": self.contents,
        }


def single(collection: Collection, identifier: UUID, asked: Asked, centres: Sequence[Centre]) -> Data | None:
    for centre in centres:
        with centre_in_force(centre):
            row = collection.one(identifier, centre)
            if row is not None:
                return next(iter(collection.write([row], asked, centre, True)))
    return None


def _services(rows: Sequence[Offer], asked: Asked, centre: Centre, whole: bool) -> list[Data]:
    full = whole or asked["full"]
    if full and not asked.get("minimal"):
        prefetch_related_objects(rows, *finding.PARTS)
    writes = Services([] if asked.get("minimal") else rows, Places.of(centre) if full else Places(centre))
    write = writes.minimal if asked.get("minimal") else writes.full if full else writes.listed
    return [write(row) for row in rows]


def _at_locations(rows: Sequence[Offer], asked: Asked, centre: Centre, whole: bool) -> list[Data]:
    full = whole or asked["full"]
    prefetch_related_objects(rows, *(finding.PARTS if full else ("localities",)))
    writes = Services(rows, Places.of(centre))
    return [writes.at_full(row) if full else writes.at_listed(row) for row in rows]


def _organizations(rows: Sequence[Organisation], asked: Asked, centre: Centre, whole: bool) -> list[Data]:
    full = whole or asked["full"] or asked["full_service"]
    places = Places.of(centre) if full else Places(centre)
    writes = Providers(rows, places)
    if not full:
        return [writes.part(row) for row in rows]
    offers = list(finding.public().filter(provider__in=[row.pk for row in rows]))
    if asked["full_service"]:
        prefetch_related_objects(offers, *finding.PARTS)
    services = Services(offers if asked["full_service"] else [], places)
    theirs: dict[int, list[Data]] = {}
    for offer in offers:
        theirs.setdefault(offer.provider_id, []).append(services.full(offer) if asked["full_service"] else services.named(offer))
    return [writes.full(row, theirs.get(row.pk, [])) for row in rows]


def _taxonomies(rows: Sequence[Any], asked: Asked, centre: Centre, whole: bool) -> list[Data]:
    return [terms.written_taxonomy(kind, centre) for kind in rows]


def _terms(rows: Sequence[terms.Term], asked: Asked, centre: Centre, whole: bool) -> list[Data]:
    return [terms.written(each, centre) for each in rows]


COLLECTIONS: Final[dict[str, Collection]] = {
    "services": Collection(finding.services, finding.service, _services),
    "organizations": Collection(finding.organizations, finding.organization, _organizations),
    "service_at_locations": Collection(finding.at_locations, finding.at_location, _at_locations),
    "taxonomies": Collection(terms.taxonomies, terms.taxonomy, _taxonomies),
    "taxonomy_terms": Collection(terms.terms, terms.term, _terms),
}
