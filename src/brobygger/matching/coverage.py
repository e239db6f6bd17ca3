"""How far the talks reach: of those who write that they want to volunteer, how many are met; and what the ways to us bring."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractMonth

from brobygger.matching.models import Match, Volunteer, VolunteerHours, VolunteerTalk


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of those who wrote in a period (``enquiries``), with how many there has been a talk (``met``), then or since; ``percent`` is None where nobody wrote.

    A share of the same rows, so never more than all of them. What is registered in one line in the journal is nobody in particular and no part of it.
    """

    enquiries: int
    met: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.met / self.enquiries) if self.enquiries else None


def of(start: date, end: date) -> Coverage:
    found = Volunteer.objects.filter(enquired_on__gte=start, enquired_on__lte=end).aggregate(wrote=Count("pk"), met=Count("pk", filter=_reached()["samtale"]))
    return Coverage(found["wrote"], found["met"])


def of_year(day: date) -> Coverage:
    """From the first of January to ``day``."""
    return of(date(day.year, 1, 1), day)


def _reached() -> dict[str, Q]:
    """How far somebody has come, as the figures' addresses say it."""
    of: dict[str, Any] = {"samtale": VolunteerTalk.objects.held(), "begyndt": Match.objects.filter(started_on__isnull=False), "stadig": Match.objects.filter(lasting_on__isnull=False)}
    given: Any = VolunteerHours.objects.approved()
    return {**{word: Q(pk__in=rows.order_by().values("volunteer")) for word, rows in of.items()}, "timer": Q(pk__in=given.order_by().values("match__volunteer"))}


def by_way(start: date, end: date) -> list[dict[str, Any]]:
    """Of those who wrote in the period, for each way to us: how many, as how many persons, with how many there was a talk, how many have begun somewhere, how many
    were still there after three months, and the approved hours they have given since, wherever; so that campaigns can be judged. Two questions.
    """
    rows: Any = Volunteer.objects.filter(enquired_on__gte=start, enquired_on__lte=end)
    reached = _reached()
    found = rows.order_by().values("way", "way__name").annotate(
        n=Count("pk"), people=Sum("persons"), talks=Count("pk", filter=reached["samtale"]), started=Count("pk", filter=reached["begyndt"]), lasting=Count("pk", filter=reached["stadig"]),
    )
    given: Any = VolunteerHours.objects.approved().filter(match__volunteer__enquired_on__gte=start, match__volunteer__enquired_on__lte=end)
    minutes = dict(given.order_by().values_list("match__volunteer__way").annotate(n=Sum("minutes")))
    return [{**each, "hours": minutes.get(each["way"], 0) / 60} for each in found.order_by("-n", "way__name")]


def behind(start: date, end: date, *, way: int | None, what: str) -> Any:
    """Those behind a figure of a way (None: nobody said); ``what`` is how far they have come, or any other word for all who wrote."""
    rows: Any = Volunteer.objects.listed().filter(enquired_on__gte=start, enquired_on__lte=end, way=way)
    return rows.filter(_reached().get(what, Q()))


def by_month(year: int) -> list[tuple[date, int, int]]:
    """For each month those who wrote here, and talks held here."""
    wrote = dict(Volunteer.objects.filter(enquired_on__year=year).order_by().annotate(month=ExtractMonth("enquired_on")).values_list("month").annotate(n=Count("pk")))
    held = dict(VolunteerTalk.objects.held().filter(held_on__year=year).order_by().annotate(month=ExtractMonth("held_on")).values_list("month").annotate(n=Count("pk")))
    return [(date(year, month, 1), wrote.get(month, 0), held.get(month, 0)) for month in range(1, 13)]
