"""Which offers and organizations an address asks for, at the centre in force. What is not public is nowhere here."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from brobygger.api import terms
from brobygger.api.asking import Asked
from brobygger.api.entities import DAYS
from brobygger.api.identity import Kind, number
from brobygger.api.places import Places
from brobygger.centres.models import Centre, Change
from brobygger.directory.finding.asking import Wanted, find
from brobygger.directory.models import Offer, OfferTime
from brobygger.organisations.models import Organisation

MOST_FOUND: Final = 1000  # by words
PARTS: Final = ("themes", "target_groups", "situations", "localities", "times", "translations")
EARLIEST, LATEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def public() -> QuerySet[Any]:
    """All that is public, each with the moment of its last change as the trail has it: a state, a text, a confirmation."""
    last = Change.objects.filter(model=Offer._meta.label, row=OuterRef("pk")).order_by().values("row").annotate(last=Max("at")).values("last")
    moment = Greatest(Coalesce(Subquery(last, output_field=DateTimeField()), F("published_at")), F("published_at"))
    rows: QuerySet[Any] = Offer.objects.listed().public().annotate(last_modified=moment).order_by("pk")
    return rows


def services(asked: Asked, centre: Centre) -> QuerySet[Any]:
    rows = public()
    if asked.get("minimal"):  # ten thousand at a time, of which no more is said than this
        rows = rows.select_related(None).only("centre", "title")
    wanted = terms.of_offers(asked, centre)
    if wanted is None:
        return rows.none()
    rows = rows.filter(wanted)
    if asked["organization_id"] is not None:
        rows = rows.filter(provider=number(Kind.ORGANIZATION, centre.key, asked["organization_id"]))
    if asked["search"]:
        found = find(Wanted(words=asked["search"]), now=timezone.now(), limit=MOST_FOUND)
        rows = rows.filter(pk__in=[hit.offer.pk for hit in found.hits])
    since = asked["modified_after"]
    if since is not None and since > EARLIEST:
        rows = rows.filter(last_modified__gte=since) if since < LATEST else rows.none()
    if asked["minimum_age"] is not None:
        rows = rows.filter(age_from__gte=asked["minimum_age"])
    if asked["maximum_age"] is not None:
        rows = rows.filter(age_to__lte=asked["maximum_age"])
    return _at_hours(rows, asked)


def _at_hours(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """Those with one hour of the week that is all that is asked for."""
    said = {
        "weekday": DAYS.index(asked["day"]) if asked["day"] else None, "opens__gte": asked["start_time"], "closes__lte": asked["end_time"],
    }
    wanted = {name: value for name, value in said.items() if value is not None}
    return rows.filter(Exists(OfferTime.objects.filter(offer=OuterRef("pk"), **wanted))) if wanted else rows


def at_locations(asked: Asked, centre: Centre) -> QuerySet[Any]:
    """The offers that are somewhere: at a place or an address, or online."""
    rows = services(asked, centre).filter(~Q(place="") | ~Q(address="") | ~Q(postal_code="") | Q(online=True))
    code, metres = asked["postcode"], asked["proximity"]
    if code is None:
        return rows
    places = Places.of(centre)
    if metres is None:
        lives = _offered_in(places.with_code(code))
        return rows.filter(Q(postal_code=code) | lives | (Q(whole_municipality=True) if places.with_code(code) else Q()))
    near = places.around(code, metres)
    return rows.filter(Q(postal_code__in={each for place in near for each in place.postal_codes.split()}) | _offered_in(near))


def _offered_in(localities: list[Any]) -> Q:
    relation: Any = Offer.localities
    return Q(pk__in=relation.through.objects.filter(locality__in=[each.pk for each in localities]).values("offer"))


def organizations(asked: Asked, centre: Centre) -> QuerySet[Organisation]:
    """Those with an offer that is public: no other is named here."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(Exists(Offer.objects.public().filter(provider=OuterRef("pk")))).order_by("pk")
    for word in asked["search"].split():
        rows = rows.filter(Q(name__icontains=word) | Q(also__icontains=word))
    return rows


def service(identifier: UUID, centre: Centre) -> Offer | None:
    found: Offer | None = _one(public(), number(Kind.SERVICE, centre.key, identifier))
    return found


def at_location(identifier: UUID, centre: Centre) -> Offer | None:
    found: Offer | None = _one(public(), number(Kind.AT, centre.key, identifier))
    return found if found is not None and (found.place or found.address or found.postal_code or found.online) else None


def organization(identifier: UUID, centre: Centre) -> Organisation | None:
    found: Organisation | None = _one(organizations({"search": ""}, centre), number(Kind.ORGANIZATION, centre.key, identifier))
    return found


def _one(rows: QuerySet[Any], pk: int | None) -> Any:
    return None if pk is None else rows.filter(pk=pk).first()
