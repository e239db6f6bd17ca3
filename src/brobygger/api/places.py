"""Where an offer is: a postal address as far as one was written, and the place of its locality on the map."""

import re
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final, Self

from brobygger.centres.models import Centre, Locality
from brobygger.directory.models import Offer

EARTH: Final = 6_371_000  # metres from its middle
_WRITTEN: Final = re.compile(r"^(?P<street>.*?)[\s,]*\b(?P<code>\d{4})\s+(?P<city>[^\d,]+)$")


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    code: str
    city: str


@dataclass(frozen=True)
class Places:
    """The localities of the centre in force, read once for a page."""

    centre: Centre
    localities: list[Locality] = field(default_factory=list)

    @classmethod
    def of(cls, centre: Centre) -> Self:
        return cls(centre, list(Locality.objects.order_by("position", "pk")))

    def with_code(self, code: str) -> list[Locality]:
        return [each for each in self.localities if code and code in each.postal_codes.split()]

    def locality_of(self, offer: Offer) -> Locality | None:
        """The one it lies in as far as is known: by its postal code, of its own localities first; else the only one it has."""
        own = [each.pk for each in offer.localities.all()]
        there = self.with_code(offer.postal_code or self.written(offer.address, "").code)
        if there:
            return next((each for each in there if each.pk in own), there[0])
        return next((each for each in self.localities if each.pk in own), None) if len(own) == 1 else None

    def written(self, line: str, code: str, near: Locality | None = None) -> Address:
        """Street, postal code and town of an address on one line, "Nørregade 5, 4220 Korsør". What it does not say is taken from ``near`` and the centre."""
        said = _WRITTEN.match(line.strip())
        street, found, city = (said["street"].strip(" ,"), said["code"], said["city"].strip()) if said else (line.strip(), "", "")
        code = code or found
        if not city:
            there = [near] if near and code in near.postal_codes.split() else self.with_code(code)
            city = there[0].name if there else near.name if near else self.region
        return Address(street, code, city)

    @property
    def region(self) -> str:
        """What stands for a province: the municipality."""
        return self.centre.municipality or self.centre.name

    def around(self, code: str, metres: int) -> list[Locality]:
        """The localities within so many metres of the one with this postal code."""
        return [each for each in self.localities if any(_apart(each, middle) <= metres for middle in self.with_code(code))]


def _apart(one: Locality, other: Locality) -> float:
    """Metres between the two on the round earth; without end where one has no place on the map."""
    degrees: tuple[Any, ...] = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in degrees:
        return float("inf")
    north, east, other_north, other_east = (radians(float(each)) for each in degrees)
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(half, 1)))
