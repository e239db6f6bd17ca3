"""How far the talks reach: of those who write that they want to volunteer, how many are met; and what the ways to us bring."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractMonth

from brobygger.matching.models import Volunteer, VolunteerTalk
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period


@dataclass(frozen=True, slots=True)
class Coverage:
    """``talks`` ÷ ``enquiries`` in per cent; None where nobody wrote. Both as the plan counts them: here and registered in one line."""

    enquiries: int
    talks: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.talks / self.enquiries) if self.enquiries else None


def of(start: date, end: date) -> Coverage:
    enquiries, talks = (Demand(key, Period(start, end)) for key in ("volunteer_enquiries", "volunteer_talks"))
    found = count([enquiries, talks])
    wrote, met = found[enquiries], found[talks]
    return Coverage(wrote if isinstance(wrote, int) else 0, met if isinstance(met, int) else 0)


def of_year(day: date) -> Coverage:
    """From the first of January to ``day``."""
    return of(date(day.year, 1, 1), day)


def by_way(start: date, end: date) -> list[dict[str, Any]]:
    """For each way to us how many wrote, as how many persons, and with how many there was a talk; so that campaigns can be judged."""
    rows: Any = Volunteer.objects.filter(enquired_on__gte=start, enquired_on__lte=end)
    met = VolunteerTalk.objects.held().order_by().values("volunteer")
    found = rows.order_by().values("way__name").annotate(n=Count("pk"), people=Sum("persons"), talks=Count("pk", filter=Q(pk__in=met)))
    return list(found.order_by("-n", "way__name"))


def by_month(year: int) -> list[tuple[date, int, int]]:
    """For each month those who wrote here, and talks held here."""
    wrote = dict(Volunteer.objects.filter(enquired_on__year=year).order_by().annotate(month=ExtractMonth("enquired_on")).values_list("month").annotate(n=Count("pk")))
    held = dict(VolunteerTalk.objects.held().filter(held_on__year=year).order_by().annotate(month=ExtractMonth("held_on")).values_list("month").annotate(n=Count("pk")))
    return [(date(year, month, 1), wrote.get(month, 0), held.get(month, 0)) for month in range(1, 13)]
