"""A group's meetings: planned by its rhythm, held with the number of those who came, moved and cancelled with a reason.

Each stands on a registration of the journal, which is what counts. Of an open café one taps how many came today; two who tap at once add up.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.groups.models import Group, GroupMeeting, GroupState
from brobygger.groups.places import locked
from brobygger.journal import actions as journal
from brobygger.journal.models import Mode, Registration, State

TOOL = "group"
MOST = 1000  # who come to one meeting


@transaction.atomic
def plan(group: Group, days: Iterable[date], *, by: User, now: datetime) -> list[GroupMeeting]:
    """Put down meetings to come on ``days``; one there already on a day is left as it is. A day that has passed was held, and the number is asked for."""
    row = locked(group)
    if row.state == GroupState.ENDED:
        raise ValidationError(_("It has ended already."))
    there = _days(row)
    return [_make(row, day, persons=None, by=by, now=now) for day in sorted(set(days)) if day not in there]


def days_of(first: date, weeks: int, n: int) -> list[date]:
    return [first + timedelta(weeks=weeks * place) for place in range(n)]


@transaction.atomic
def hold(meeting: GroupMeeting, *, persons: int | None, absent: int | None = None, by: User | None, now: datetime) -> GroupMeeting:
    """It took place, so many came, and so many of those who have a seat did not; None: nobody counted. ``by`` is None behind a facilitator's link.

    ValidationError before its day, where it was cancelled, and for a number that cannot be.
    """
    group = locked(meeting.group)
    row: GroupMeeting = GroupMeeting.objects.listed().get(pk=meeting.pk)
    if row.registration.done_on > localtime(now).date():
        raise ValidationError(_("This day is still to come."))
    if row.registration.state == State.CANCELLED:
        raise ValidationError(_("The meeting is cancelled."))
    _count(row, persons, by=by, now=now)
    if row.absent != absent:
        before = audit.values(row)
        row.absent = absent
        row.save()
        audit.record("edited", row, by=by, before=before, now=now)
    _begin(group, row.registration.done_on, by=by, now=now)
    return row


@transaction.atomic
def came_today(group: Group, *, add: int = 0, exactly: int | None = None, by: User, now: datetime) -> GroupMeeting:
    """Today's meeting with so many more, or ``exactly`` so many; made where there is none. Never below nought. ValidationError for what rests or is over."""
    row = locked(group)
    today = localtime(now).date()
    if row.state in {GroupState.ENDED, GroupState.PAUSED}:
        raise ValidationError(_("It does not meet now. Let it go on first."))
    there = today_of(row, today)
    if there is not None and there.registration.state == State.CANCELLED:
        raise ValidationError(_("Today’s meeting is cancelled."))
    if there is None:
        there = _make(row, today, persons=None, by=by, now=now)
    had = there.registration.persons or 0
    _count(there, max(had + add, 0) if exactly is None else exactly, by=by, now=now)
    _begin(row, today, by=by, now=now)
    return there


def today_of(group: Group, today: date) -> GroupMeeting | None:
    row: GroupMeeting | None = GroupMeeting.objects.listed().filter(group=group, registration__done_on=today).order_by("pk").first()
    return row


@transaction.atomic
def move(meeting: GroupMeeting, *, to: date, reason: str, by: User, now: datetime) -> GroupMeeting:
    """To another day, for a reason. ValidationError where it was held, or there is one on that day."""
    group = locked(meeting.group)
    row: GroupMeeting = GroupMeeting.objects.listed().get(pk=meeting.pk)
    registration = row.registration
    if registration.state not in {State.PLANNED, State.MOVED}:
        raise ValidationError(_("Only what is to come can be moved."))
    if to == registration.done_on:
        return row
    if to in _days(group):
        raise ValidationError({"to": _("The group meets on that day already.")})
    if not reason:
        raise ValidationError({"reason": _("Say why it is moved.")})
    before = audit.values(registration)
    registration.moved_from = registration.moved_from or registration.done_on
    registration.done_on, registration.state, registration.reason = to, State.MOVED, reason
    registration.full_clean(exclude=["created_by"])
    registration.save()
    audit.record("moved", registration, by=by, before=before, now=now)
    return row


@transaction.atomic
def cancel(meeting: GroupMeeting, *, reason: str, by: User, now: datetime) -> GroupMeeting:
    """It does not take place, or did not, for a reason; it never counts as held. ValidationError where people are counted in it."""
    locked(meeting.group)
    row: GroupMeeting = GroupMeeting.objects.listed().get(pk=meeting.pk)
    registration = row.registration
    if registration.state == State.CANCELLED:
        return row
    if not reason:
        raise ValidationError({"reason": _("Say why it is cancelled.")})
    if registration.state == State.HELD and registration.persons:
        raise ValidationError(_("People have been counted as having come. Take the count away first."))
    before = audit.values(registration)
    registration.state, registration.reason = State.CANCELLED, reason
    registration.full_clean(exclude=["created_by"])
    registration.save()
    audit.record("cancelled", registration, by=by, before=before, now=now)
    return row


@transaction.atomic
def rota(group: Group, wanted: Mapping[int, Iterable[int]], *, by: User, now: datetime) -> int:
    """Who hosts which of the meetings to come: facilitators' keys by the meeting's. Others than the group's own are passed over; gives how many meetings changed."""
    row = locked(group)
    own = set(row.facilitators.values_list("pk", flat=True))
    changed = 0
    for each in GroupMeeting.objects.listed().to_come().filter(group=row, pk__in=wanted).prefetch_related("hosts"):
        had, have = sorted(host.pk for host in each.hosts.all()), sorted(own.intersection(wanted[each.pk]))
        if had != have:
            each.hosts.set(have)
            audit.record("edited", each, by=by, before=audit.values(each), extra={"hosts": [had, have]}, now=now)
            changed += 1
    return changed


@transaction.atomic
def remove(meeting: GroupMeeting, *, by: User, now: datetime) -> None:
    """Take one out that was put down by mistake; the figures fall back."""
    locked(meeting.group)
    registration = Registration.objects.get(pk=meeting.pk)
    audit.record("removed", meeting, by=by, now=now)
    meeting.delete()
    journal.delete(registration, by=by, now=now)


@transaction.atomic
def drop_those_to_come(group: Group, *, by: User, now: datetime) -> None:
    """Those after today, of a group that has ended. Those that have passed stay, to be counted."""
    today = localtime(now).date()
    for each in GroupMeeting.objects.listed().to_come().filter(group=group, registration__done_on__gt=today):
        remove(each, by=by, now=now)


def _make(group: Group, day: date, *, persons: int | None, by: User, now: datetime) -> GroupMeeting:
    today = localtime(now).date()
    registration = Registration(
        kind=group.kind, done_on=day, title=group.title, format=group.format, theme=group.theme, target_group=group.target_group, locality=group.locality, project=group.project,
        persons=persons, minutes=_minutes(group), tool=TOOL, state=State.PLANNED, mode=Mode.OFFERED if group.organisation_id else Mode.HELD,
    )
    journal.register(registration, co_hosts=[group.organisation_id] if group.organisation_id else [], by=by, today=today, now=now)
    meeting = GroupMeeting(registration=registration, group=group, at=group.at)
    meeting.save(force_insert=True)
    return meeting


def _count(row: GroupMeeting, persons: int | None, *, by: User | None, now: datetime) -> None:
    if persons is not None and not 0 <= persons <= MOST:
        raise ValidationError({"persons": _("This is more than can be right.")})
    registration = Registration.objects.select_for_update(of=("self",)).select_related("kind").get(pk=row.pk)
    before, was = audit.values(registration), registration.state
    registration.persons, registration.state = persons, State.HELD
    registration.save()
    audit.record("held" if was != State.HELD else "edited", registration, by=by, before=before, now=now)
    row.registration = registration


def _begin(group: Group, day: date, *, by: User | None, now: datetime) -> None:
    """A group that has met has started: what nobody had said is said by its first meeting."""
    if group.state in {GroupState.GATHERING, GroupState.STARTING}:
        before = audit.values(group)
        group.state, group.started_on, group.starting_on = GroupState.RUNNING, day, group.starting_on or day
        group.save()
        audit.record("started", group, by=by, before=before, now=now)


def _days(group: Group) -> set[date]:
    return set(GroupMeeting.objects.filter(group=group).exclude(registration__state=State.CANCELLED).values_list("registration__done_on", flat=True))


def _minutes(group: Group) -> int | None:
    if group.at is None or group.until is None or group.until <= group.at:
        return None
    return (group.until.hour - group.at.hour) * 60 + group.until.minute - group.at.minute
