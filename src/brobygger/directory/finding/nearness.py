"""How far it is from where somebody is to where an offer is, by the places of the centre's localities on the map."""

from collections.abc import Collection
from math import asin, cos, radians, sin, sqrt

from brobygger.directory.finding.known import Place

STEPS = (0.0, 8.0, 16.0, 30.0)  # kilometres: here, the next village, the next town, further
EARTH = 6371.0


def here(postal_code: str, places: Collection[Place]) -> list[Place]:
    """The localities of a postal code; where none has it, those whose code lies nearest among the ones that begin alike."""
    exact = [place for place in places if postal_code in place.codes]
    if exact or not postal_code.isdigit():
        return exact
    apart = {place.pk: min((abs(int(code) - int(postal_code)) for code in place.codes if code[:2] == postal_code[:2]), default=None) for place in places}
    near = min((each for each in apart.values() if each is not None), default=None)
    return [place for place in places if near is not None and apart[place.pk] == near]


def bands(start: Collection[Place], places: Collection[Place]) -> list[list[Place]]:
    """The localities by how far they are from ``start``, the nearest first; those without a place on the map last."""
    points = [place.at for place in start if place.at is not None]
    steps: list[list[Place]] = [[] for _step in (*STEPS, None)]
    began = {place.pk for place in start}
    for place in places:
        if place.pk in began:
            steps[0].append(place)
        elif place.at is None or not points:
            steps[-1].append(place)
        else:
            far = min(kilometres(place.at, point) for point in points)
            steps[next((number for number, step in enumerate(STEPS) if far <= step), len(STEPS))].append(place)
    return [step for step in steps if step]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    north, east, north_too, east_too = map(radians, (*one, *other))
    half = sin((north_too - north) / 2) ** 2 + cos(north) * cos(north_too) * sin((east_too - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
