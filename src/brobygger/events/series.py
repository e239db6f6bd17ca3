"""Events that come again: made from one by a rule, changed one by one, from one on, or all of them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.recurrence import MOST, Rule, check_skipped, days
from brobygger.core.times import local, moment
from brobygger.events import actions, house
from brobygger.events.models import Event, Series, SignUpList
from brobygger.events.telling import CANCELLED, CHANGED, MOVED, REINSTATED, Telling, heard_of
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
    by_rule = days(text, first, skipped) if until >= first else []
    fresh = [day for day in by_rule if day not in had and day > last]
    if not fresh:
        raise ValidationError(_("By its rule nothing more comes until then."))
    row.rule = text
    row.save()
    like = max(there, key=lambda each: each.series_day or each.day)
    return _make(like, row, fresh, by=by, now=now)


@transaction.atomic
def add_date(event: Event, day: date, *, by: User, now: datetime) -> Event:
    """One more date of the series than its rule gives, like ``event``. ValidationError where there is one on that day."""
    row: Series = Series.objects.select_for_update(of=("self",)).get(events=event.pk)
    there = list(Event.objects.listed().filter(series=row))
    if any(day in {each.day, each.series_day} for each in there):
        raise ValidationError({"day": _("The series has that day already.")})
    if len(there) >= MOST:
        raise ValidationError(_("That is more than %(n)s dates, or longer than three years. Let it end sooner; it can be prolonged later.") % {"n": MOST})
    (made,) = _make(event, row, [day], by=by, now=now, shift=0)
    return made


@transaction.atomic
def change_rule(event: Event, rule: Rule, *, skipped: Sequence[date] = (), by: User, now: datetime) -> int:
    """From ``event`` on it comes by another rule: dates after it that somebody has heard of stay, the drafts among them go, and new ones are made.

    The series is cut in two: what was before keeps its rule. ValidationError as for :func:`repeat`, and where one signed up once for all of it.
    """
    old: Series = Series.objects.select_for_update(of=("self",)).get(events=event.pk)
    if old.whole:
        raise ValidationError(_("One has signed up for the whole of it, so its rule cannot be changed. Move, cancel or add single dates."))
    later = [each for each in held_fast(event, FOLLOWING) if each.series_id == old.pk]
    known = heard_of(later)
    if known:
        day = min(each.day for each in later if each.pk in known)
        raise ValidationError(_("People know of the date on %(day)s already. Cancel or move it first, then change the rule.") % {"day": f"{day:%d.%m.%Y}"})
    for each in later:
        actions.delete(each, by=by, now=now)
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    row.series, row.series_day = None, None
    row.save()
    made = repeat(row, rule, skipped=skipped, by=by, now=now)
    if not Event.objects.filter(series=old).exists():
        old.delete()
    return Event.objects.filter(series=made).count()


def reached(event: Event, scope: str) -> list[Event]:
    """The events of the series that a change reaches: those still to come, from this one on or all. The event itself is not among them."""
    if scope == THIS or event.series_id is None:
        return []
    rows = Event.objects.listed().filter(series=event.series_id, ends_at__gt=timezone.now()).exclude(pk=event.pk).exclude(registration__state__in=[State.CANCELLED, State.HELD])
    if scope == FOLLOWING:
        rows = rows.filter(starts_at__gt=event.starts_at)
    return list(rows.order_by("starts_at"))


@transaction.atomic
def edit(
    event: Event, registration: Registration, scope: str, *, before: tuple[dict[str, object], dict[str, object]], own: Iterable[str], below: Iterable[str],
    co_hosts: Sequence[int], by: User, now: datetime, chosen: house.Choice | None = None,
) -> int:
    """Keep an edited event, and carry what was changed (its fields ``own``, its registration's ``below``) over to those that ``scope`` reaches.

    Gives how many others. Raises ValidationError and Stale.
    """
    together = sorted(co_hosts) != sorted(registration.co_hosts.values_list("pk", flat=True))
    others, telling = held_fast(event, scope), Telling(CHANGED, registration.centre)
    actions.edit(event, registration, before=before, co_hosts=co_hosts, by=by, now=now, telling=telling, chosen=chosen)
    for row in others:
        was = audit.values(row), audit.values(row.registration)
        _set(row, event, own)
        _set(row.registration, registration, below)
        actions.edit(row, row.registration, before=was, co_hosts=co_hosts if together else None, by=by, now=now, telling=telling, chosen=chosen)
    telling.send(by=by, now=now)
    return len(others)


@transaction.atomic
def move(event: Event, scope: str, *, starts_at: datetime, ends_at: datetime, reason: str, centre: Centre, by: User, now: datetime, chosen: house.Choice | None = None) -> int:
    """Move ``event``, and those that ``scope`` reaches by as many days and to the same time of day, all of them to the ``chosen`` room where one was. Gives how many were moved."""
    others, telling = held_fast(event, scope), Telling(MOVED, centre, reason)
    later = local(starts_at).date() - event.day
    begins, ends = local(starts_at).time(), local(ends_at).time()
    longer = local(ends_at).date() - local(starts_at).date()
    def one(row: Event, begin: datetime, end: datetime) -> None:
        try:
            actions.move(row, starts_at=begin, ends_at=end, reason=reason, centre=centre, by=by, now=now, telling=telling, chosen=chosen)
        except house.RoomTaken as error:
            raise error.on(row.day if others else None) from error

    ordered = sorted([event, *others], key=lambda row: row.starts_at, reverse=starts_at > event.starts_at)  # so that none needs the room of one that has not moved yet
    for row in ordered:
        day = row.day + later
        if row is event:
            one(row, starts_at, ends_at)
        else:
            one(row, moment(day, begins), moment(day + longer, ends))
    if others and event.series_id is not None:  # what comes after moves with them
        own: Series = Series.objects.select_for_update(of=("self",)).get(events=event.pk)
        own.shifted += later.days
        own.save()
    telling.send(by=by, now=now)
    return 1 + len(others)


@transaction.atomic
def cancel(event: Event, scope: str, *, reason: str, centre: Centre, by: User, now: datetime) -> int:
    rows, telling = [event, *held_fast(event, scope)], Telling(CANCELLED, centre, reason)
    for row in rows:
        actions.cancel(row, reason=reason, centre=centre, by=by, now=now, telling=telling)
    telling.send(by=by, now=now)
    return len(rows)


@transaction.atomic
def publish(event: Event, scope: str, *, by: User, now: datetime) -> int:
    rows = [event, *held_fast(event, scope)]
    for row in rows:
        actions.publish(row, by=by, now=now)
    return len(rows)


@transaction.atomic
def reinstate(event: Event, scope: str, *, centre: Centre, by: User, now: datetime) -> int:
    """Take a cancelled date up again, and those cancelled that ``scope`` reaches."""
    rows = [event]
    if scope != THIS and event.series_id is not None:
        cancelled = Event.objects.listed().filter(series=event.series_id, registration__state=State.CANCELLED, ends_at__gt=now).exclude(pk=event.pk).order_by("pk")
        rows += list(cancelled.filter(starts_at__gt=event.starts_at) if scope == FOLLOWING else cancelled)
    telling = Telling(REINSTATED, centre)
    for row in rows:
        actions.reinstate(row, centre=centre, by=by, now=now, telling=telling)
    telling.send(by=by, now=now)
    return len(rows)


@transaction.atomic
def unpublish(event: Event, scope: str, *, by: User, now: datetime) -> int:
    rows = [event, *held_fast(event, scope)]
    for row in rows:
        _on_its_day(row, partial(actions.unpublish, row, by=by, now=now))
    return len(rows)


@transaction.atomic
def delete(event: Event, scope: str, *, by: User, now: datetime) -> int:
    """Take drafts out; all that ``scope`` reaches or, where one of them must stay, none. Gives how many."""
    rows = [*held_fast(event, scope), event]
    for row in rows:
        _on_its_day(row, partial(actions.delete, row, by=by, now=now))
    if event.series_id is not None and not Event.objects.filter(series=event.series_id).exists():
        Series.objects.filter(pk=event.series_id).delete()
    return len(rows)


def _on_its_day(row: Event, act: Callable[[], object]) -> None:
    """Carry ``act`` out; where it is refused, the sentence says on which date."""
    try:
        act()
    except ValidationError as error:
        said = f"{row.day:%d.%m.%Y}: " if row.series_id is not None else ""
        raise ValidationError([f"{said}{each}" for each in error.messages]) from error


def held_fast(event: Event, scope: str) -> list[Event]:
    """Those that ``scope`` reaches beside the event, all of them locked in one order, so that two who change a series never wait for each other."""
    rows = reached(event, scope)
    keys = [event.pk, *(row.pk for row in rows)]
    lists = list(Event.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("signup_list", flat=True))
    list(SignUpList.objects.select_for_update().filter(pk__in=[each for each in lists if each]).order_by("pk").values_list("pk", flat=True))
    house.hold_all(keys)
    return reached(event, scope)


def _set(row: Any, like: Any, names: Iterable[str]) -> None:
    for name in names:
        setattr(row, name, getattr(like, name))


def _make(pattern: Event, series: Series, wanted: Iterable[date], *, by: User, now: datetime, shift: int | None = None) -> list[Event]:
    """Dates like ``pattern`` on the days that the rule has, ``shift`` days later: by as much as the series has been moved, unless it says else."""
    later = timedelta(days=series.shifted if shift is None else shift)
    start, end = local(pattern.starts_at), local(pattern.ends_at)
    longer = end.date() - start.date()
    made, taken = [], []
    for named in wanted:
        day = named + later
        begin, until = moment(day, start.time()), moment(day + longer, end.time())
        try:
            fresh = actions.copy(pattern, starts_at=begin, ends_at=until, by=by, now=now, series=series, series_day=named, signup_list=pattern.signup_list if series.whole else None)
        except house.RoomTaken as error:  # all such dates are named at once
            taken += error.on(day).messages
            continue
        if pattern.published_at is not None:
            actions.publish(fresh, by=by, now=now)
        made.append(fresh)
    if taken:
        raise ValidationError(taken)
    return made
