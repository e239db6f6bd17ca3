"""What a grant asks for ahead of its dates: money that should come, something to hand in, an end with money left, a line that is overdrawn. Clean reads, for pages and reports alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet

from brobygger.projects.models import Grant, Instalment, ReportDate
from brobygger.projects.standing import Standing, standings

HAND_IN_AHEAD: Final = timedelta(days=45)
ENDS_AHEAD: Final = timedelta(days=60)
ENDED_AGO: Final = timedelta(days=120)  # what was left then has been spoken of with those who pay, or is forgotten


@dataclass(frozen=True, slots=True)
class Left:
    """A grant that ends, or has ended, with money neither spent nor paid back."""

    now: Standing
    on: date


def late_instalments(today: date) -> QuerySet[Instalment]:
    """Money that should have come by now and is not written down as received."""
    return Instalment.objects.filter(received_on=None, due_on__lte=today).select_related("grant__centre", "payer").order_by("due_on", "pk")


def to_hand_in(today: date) -> QuerySet[ReportDate]:
    """What is to be handed in within the next weeks, and what is late."""
    return ReportDate.objects.filter(handed_in_on=None, due_on__lte=today + HAND_IN_AHEAD).select_related("grant__centre").order_by("due_on", "pk")


def ending(today: date) -> QuerySet[Grant]:
    """Grants whose last day to spend is near, or has not long gone."""
    last = Q(carried_until=None, ends_on__gte=today - ENDED_AGO, ends_on__lte=today + ENDS_AHEAD) | Q(carried_until__gte=today - ENDED_AGO, carried_until__lte=today + ENDS_AHEAD)
    return Grant.objects.filter(last).select_related("centre").order_by(F("carried_until").asc(nulls_first=True), "ends_on", "pk")


def left_over(grants: list[Grant]) -> list[Left]:
    """Those of them with money left."""
    known = standings(grants)
    return [Left(known[row.pk], row.last_day) for row in grants if known[row.pk].left > 0]


def overdrawn(grants: list[Grant]) -> list[Standing]:
    """Those of them that have a line overdrawn."""
    return [now for now in standings(grants).values() if now.overdrawn]
