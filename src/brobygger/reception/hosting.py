"""The hosts: a week of shifts carried on by rule, who is host on a day, and shifts that nobody has taken."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.core.times import moment
from brobygger.matching import serving
from brobygger.matching.models import Opportunity, Shift
from brobygger.reception.models import HostRota


def rota() -> HostRota:
    """What the centre in force has chosen, or what stands until it has."""
    return HostRota.objects.select_related("job__centre").first() or HostRota()


@transaction.atomic
def carry_on(job: Opportunity, monday: date, weeks: int, *, by: User, now: datetime) -> int:
    """Put up the shifts of the week from ``monday`` in each of the next ``weeks`` too, at the same times of day; those that are there already stay alone. Gives how many are new."""
    Opportunity.objects.select_for_update(of=("self",)).get(pk=job.pk)
    pattern = list(_between(job, monday, monday + timedelta(days=7)))
    if not pattern:
        raise ValidationError(_("There are no shifts that week to go on from."))
    there = set(_between(job, monday, monday + timedelta(days=7 * (weeks + 1))).values_list("starts_at", "ends_at"))
    made = 0
    for week in range(1, weeks + 1):
        for row in pattern:
            span = (_later(row.starts_at, week), _later(row.ends_at, week))
            if span not in there:
                serving.put_up(job, [span], places=row.places, note=row.note, by=by, now=now)
                there.add(span)
                made += 1
    return made


def _later(at: datetime, weeks: int) -> datetime:
    """The same time of day so many weeks later, in Danish time."""
    local = localtime(at)
    return moment(local.date() + timedelta(weeks=weeks), local.time())


def _between(job: Opportunity, first: date, after: date) -> Any:
    return Shift.objects.filter(opportunity=job, starts_at__gte=moment(first, time()), starts_at__lt=moment(after, time()))


@dataclass(frozen=True, slots=True)
class Host:
    """A shift of a day: ``names`` are the first names of those who have it and have said that theirs may be shown."""

    shift: Shift
    names: list[str]
    taken: int

    @property
    def is_empty(self) -> bool:
        return not self.taken


def hosts(first: date, after: date) -> list[Host]:
    """The shifts from ``first`` until before ``after``, in their order. In few questions."""
    chosen = rota()
    if chosen.job is None:
        return []
    rows = _between(chosen.job, first, after).order_by("starts_at", "pk").prefetch_related("taken__volunteer__person")
    return [Host(row, [each.volunteer.first_name for each in row.taken.all() if each.volunteer.named_since and each.volunteer.first_name], len(row.taken.all())) for row in rows]
