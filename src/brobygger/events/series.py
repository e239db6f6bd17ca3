"""Events that come again: made from one by a rule, changed one by one, from one on, or all of them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.events import actions
from brobygger.events.models import Event, Series, SignUpList
from brobygger.events.recurrence import Rule, check_skipped, days
from brobygger.events.telling import CANCELLED, CHANGED, MOVED, Telling
from brobygger.events.times import local, moment
from brobygger.journal.models import Registration, State

THIS, FOLLOWING, ALL = "this", "following", "all"


@transaction.atomic
def repeat(event: Event, rule: Rule, *, skipped: Sequence[date] = (), whole: bool = False, by: User, now: datetime) -> Series:
    """Let ``event`` be the first of a series and make the others: the same time of day each day, whatever the clock does in between.

    ``whole``: one sign-up for all of them; else each has a list of its own. ValidationError for a rule that gives nothing more or too much,
    and for days left out twice or that it has not.
    """
    row: Event = Event.objects.select_for_update(of=("self",)).select_related("registration", "signup_list").get(pk=event.pk)
    if row.series_id is not None:
        raise ValidationError(_("It is part of a series already."))
    text = rule.text(row.day)
    if skipped:
        check_skipped(text, row.day, list(skipped))
    wanted = days(text, row.day, skipped)
    if wanted in ([], [row.day]):
        raise ValidationError(_("By this rule it does not come again. Let it end later."))
    if row.day not in wanted:
        raise ValidationError(_("The first date cannot be left out: it is this event."))
    series = Series.objects.create(rule=text, skipped=[f"{day:%Y-%m-%d}" for day in skipped], whole=whole)
    row.series, row.series_day = series, row.day
    row.save()
    audit.record("repeated", row, by=by, before=None, extra={"rule": text}, now=now)
    _make(row, series, [day for day in wanted if day != row.day], by=by, now=now)
    return series


@transaction.atomic
def prolong(series: Series, *, until: date, by: User, now: datetime) -> list[Event]:
    """Let the series go on to ``until``, a day with. Gives the new events, which are like the last. ValidationError where that is no longer."""
    row: Series = Series.objects.select_for_update().get(pk=series.pk)
    there = list(Event.objects.listed().filter(series=row).order_by("starts_at"))
    if not there:
        raise ValidationError(_("Nothing is left of the series."))
    first = min(each.series_day or each.day for each in there)
    parts = [part for part in row.rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    text = ";".join([*parts, f"UNTIL={until:%Y%m%d}T000000"])
    had = {each.series_day for each in there}
    skipped = [date.fromisoformat(day) for day in row.skipped]
    last = max(day for day in had if day)
    fresh = [day for day in days(text, first, skipped) if day not in had and day > last]
    if not fresh:
        raise ValidationError(_("By its rule nothing more comes until then."))
    row.rule = text
    row.save()
    return _make(there[-1], row, fresh, by=by, now=now)


def reached(event: Event, scope: str) -> list[Event]:
    """The events of the series that a change reaches: those still to come, from this one on or all. The event itself is not among them."""
    if scope == THIS or event.series_id is None:
        return []
    rows = Event.objects.listed().filter(series=event.series_id).exclude(pk=event.pk).exclude(registration__state__in=[State.CANCELLED, State.HELD])
    if scope == FOLLOWING:
        rows = rows.filter(starts_at__gt=event.starts_at)
    return list(rows.order_by("starts_at"))


@transaction.atomic
def edit(
    event: Event, registration: Registration, scope: str, *, before: tuple[dict[str, object], dict[str, object]], own: Iterable[str], below: Iterable[str],
    co_hosts: Sequence[int], by: User, now: datetime,
) -> int:
    """Keep an edited event, and carry what was changed (its fields ``own``, its registration's ``below``) over to those that ``scope`` reaches.

    Gives how many others. Raises ValidationError and Stale.
    """
    together = sorted(co_hosts) != sorted(registration.co_hosts.values_list("pk", flat=True))
    others, telling = _held_fast(event, scope), Telling(CHANGED, registration.centre)
    actions.edit(event, registration, before=before, co_hosts=co_hosts, by=by, now=now, telling=telling)
    for row in others:
        was = audit.values(row), audit.values(row.registration)
        _set(row, event, own)
        _set(row.registration, registration, below)
        actions.edit(row, row.registration, before=was, co_hosts=co_hosts if together else None, by=by, now=now, telling=telling)
    telling.send(by=by, now=now)
    return len(others)


@transaction.atomic
def move(event: Event, scope: str, *, starts_at: datetime, ends_at: datetime, reason: str, centre: Centre, by: User, now: datetime) -> int:
    """Move ``event``, and those that ``scope`` reaches by as many days and to the same time of day. Gives how many were moved."""
    others, telling = _held_fast(event, scope), Telling(MOVED, centre, reason)
    later = local(starts_at).date() - event.day
    begins, ends = local(starts_at).time(), local(ends_at).time()
    longer = local(ends_at).date() - local(starts_at).date()
    actions.move(event, starts_at=starts_at, ends_at=ends_at, reason=reason, centre=centre, by=by, now=now, telling=telling)
    for row in others:
        day = row.day + later
        actions.move(row, starts_at=moment(day, begins), ends_at=moment(day + longer, ends), reason=reason, centre=centre, by=by, now=now, telling=telling)
    telling.send(by=by, now=now)
    return 1 + len(others)


@transaction.atomic
def cancel(event: Event, scope: str, *, reason: str, centre: Centre, by: User, now: datetime) -> int:
    rows, telling = [event, *_held_fast(event, scope)], Telling(CANCELLED, centre, reason)
    for row in rows:
        actions.cancel(row, reason=reason, centre=centre, by=by, now=now, telling=telling)
    telling.send(by=by, now=now)
    return len(rows)


@transaction.atomic
def publish(event: Event, scope: str, *, by: User, now: datetime) -> int:
    rows = [event, *_held_fast(event, scope)]
    for row in rows:
        actions.publish(row, by=by, now=now)
    return len(rows)


def _held_fast(event: Event, scope: str) -> list[Event]:
    """Those that ``scope`` reaches beside the event, all of them locked in one order, so that two who change a series never wait for each other."""
    rows = reached(event, scope)
    keys = [event.pk, *(row.pk for row in rows)]
    lists = list(Event.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("signup_list", flat=True))
    list(SignUpList.objects.select_for_update().filter(pk__in=[each for each in lists if each]).order_by("pk").values_list("pk", flat=True))
    return reached(event, scope)


def _set(row: Any, like: Any, names: Iterable[str]) -> None:
    for name in names:
        setattr(row, name, getattr(like, name))


def _make(pattern: Event, series: Series, wanted: Iterable[date], *, by: User, now: datetime) -> list[Event]:
    start, end = local(pattern.starts_at), local(pattern.ends_at)
    longer = end.date() - start.date()
    made = []
    for day in wanted:
        fresh = actions.copy(
            pattern, starts_at=moment(day, start.time()), ends_at=moment(day + longer, end.time()), by=by, now=now,
            series=series, signup_list=pattern.signup_list if series.whole else None,
        )
        if pattern.published_at is not None:
            actions.publish(fresh, by=by, now=now)
        made.append(fresh)
    return made
