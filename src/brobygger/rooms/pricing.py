"""Which price class holds for whom, and what an hour costs. Pure but for the classes it is given."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from brobygger.organisations.models import LegalForm, Organisation, Sector
from brobygger.rooms.models import Booker, BookerTerms, PriceClass, Room

_PUBLIC_SECTORS = {Sector.MUNICIPALITY, Sector.REGION, Sector.COUNCIL, Sector.POLITICS, Sector.EDUCATION, Sector.CIVIL_SOCIETY, Sector.OTHER_CENTRE}


@dataclass(frozen=True, slots=True)
class Price:
    """What an hour costs, and by which class."""

    price_class: PriceClass | None
    hourly: Decimal


FREE = Price(None, Decimal(0))


def kind_of(organisation: Organisation | None) -> Booker:
    """Which kind of booker an organisation usually is; who comes without one is private."""
    if organisation is None or organisation.sector == Sector.COMPANY or organisation.legal_form == LegalForm.COMPANY:
        return Booker.PRIVATE
    if organisation.voluntary_social:
        return Booker.VOLUNTARY
    return Booker.PUBLIC if organisation.sector in _PUBLIC_SECTORS else Booker.PRIVATE


def price(room: Room, organisation: Organisation | None, *, ticketed: bool, classes: Iterable[PriceClass], terms: BookerTerms | None = None) -> Price:
    """``classes`` are those in use, in their order. An event with tickets always pays: at least the cheapest class that is not free."""
    rows = list(classes)
    if not room.charged or not rows:
        return FREE
    own = terms.price_class if terms and terms.price_class else next((row for row in rows if row.booker == kind_of(organisation)), None)
    paid = min((row for row in rows if row.hourly), key=lambda row: row.hourly, default=None)
    if ticketed and paid is not None and (own is None or own.hourly < paid.hourly):
        own = paid
    return Price(own, own.hourly) if own is not None else FREE
