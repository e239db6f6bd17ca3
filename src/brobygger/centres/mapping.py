"""Localities as a map without tiles: each a circle at its place, as large as what is counted there. Pure: places and counts in, a drawing out.

What has no place known stands in the list beside it; where nothing has one, the list is all there is. The template ``centres/locality_map.html``
shows both, so a map is never the only way to a number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt
from typing import Final

WIDTH: Final = 360.0  # as wide as a small telephone, so that the words on it are never smaller than elsewhere
LOWEST: Final = 200.0
HIGHEST: Final = 420.0
SMALLEST: Final = 13.0
LARGEST: Final = 30.0
MARGIN: Final = 52.0
STEPS: Final = 60  # of moving circles apart that lie on each other


@dataclass(frozen=True, slots=True)
class Spot:
    """Something counted at a place; ``url`` leads to what was counted. Without coordinates it is listed alone."""

    name: str
    n: int
    url: str
    latitude: float | None = None
    longitude: float | None = None

    @property
    def placed(self) -> bool:
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True)
class Dot:
    """A spot as it is drawn."""

    spot: Spot
    x: float
    y: float
    radius: float

    @property
    def label_y(self) -> float:
        return self.y + self.radius + 13


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map: its dots from the largest to the smallest, its height, and all spots in the order they came."""

    dots: Sequence[Dot]
    spots: Sequence[Spot]
    width: float
    height: float

    @property
    def unplaced(self) -> list[Spot]:
        return [each for each in self.spots if not each.placed]


def drawn(spots: Iterable[Spot]) -> Drawing:
    """North is up, and distances are right for a country as small as ours."""
    every = list(spots)
    placed = [each for each in every if each.placed and each.n > 0]
    if not placed:
        return Drawing([], every, WIDTH, 0)
    middle = cos(radians(sum(each.latitude or 0 for each in placed) / len(placed)))
    flat = [((each.longitude or 0) * middle, -(each.latitude or 0)) for each in placed]
    left, top = min(x for x, _y in flat), min(y for _x, y in flat)
    wide, high = max(x for x, _y in flat) - left, max(y for _x, y in flat) - top
    inner = WIDTH - 2 * MARGIN
    scale = min(inner / wide if wide else inner, (HIGHEST - 2 * MARGIN) / high if high else inner)
    height = max(LOWEST, high * scale + 2 * MARGIN)
    away_x, away_y = (WIDTH - wide * scale) / 2, (height - high * scale) / 2
    most = max(each.n for each in placed)
    radii = [SMALLEST + (LARGEST - SMALLEST) * sqrt(each.n / most) for each in placed]
    at = _apart([(away_x + (x - left) * scale, away_y + (y - top) * scale) for x, y in flat], radii, height)
    dots = [Dot(spot, round(x, 1), round(y, 1), round(radius, 1)) for spot, (x, y), radius in zip(placed, at, radii, strict=True)]
    return Drawing(sorted(dots, key=lambda each: -each.spot.n), every, WIDTH, round(height, 1))


def _apart(at: list[tuple[float, float]], radii: list[float], height: float) -> list[tuple[float, float]]:
    """Circles that lie on each other give way, each by half, and stay on the map."""
    found = list(at)
    for _step in range(STEPS):
        moved = False
        for one in range(len(found)):
            for other in range(one):
                (x, y), (far_x, far_y) = found[one], found[other]
                wanted, distance = radii[one] + radii[other] + 2, hypot(x - far_x, y - far_y)
                if distance >= wanted:
                    continue
                moved = True
                toward_x, toward_y = ((x - far_x) / distance, (y - far_y) / distance) if distance else (1.0, 0.0)
                by = (wanted - distance) / 2
                found[one] = _within(x + toward_x * by, y + toward_y * by, radii[one], height)
                found[other] = _within(far_x - toward_x * by, far_y - toward_y * by, radii[other], height)
        if not moved:
            break
    return found


def _within(x: float, y: float, radius: float, height: float) -> tuple[float, float]:
    return min(max(x, radius + 1), WIDTH - radius - 1), min(max(y, radius + 1), height - radius - 16)
