"""Talks: times put up without overlap, booked by volunteers, held, cancelled, followed up."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import POLICY, May
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.registry import Registry
from brobygger.matching import letters, volunteering
from brobygger.matching.models import ShiftTaken, TalkTime, Volunteer, VolunteerTalk

State = VolunteerTalk.State
HOLDING = (State.BOOKED, State.HELD)
MEETING: Final = sorted(role for role, may in POLICY.items() if May.EDIT_VOLUNTEERS in may)
LOOKED_AT: Final = 300  # free times, of which those are offered at which the one who is met has nothing else

Stretch = tuple[int, datetime, datetime]  # an account's key, and from when until when it is taken
busy: Registry[Callable[[datetime, datetime], Iterable[Stretch]]] = Registry("busy")
"""When staff have talks of other kinds between two moments, as a context above knows it; in a bounded number of questions."""


def free_times(now: datetime) -> Any:
    """The times to come that nobody has."""
    taken = VolunteerTalk.objects.filter(state__in=HOLDING, time__isnull=False).values("time")
    return _with_staff(TalkTime.objects.filter(starts_at__gt=now), now).exclude(pk__in=taken).select_related("by")


def _with_staff(times: Any, now: datetime) -> Any:
    """Of ``times`` those of people who still meet volunteers here: the times of one who has left are nobody's to book."""
    here = RoleAssignment.objects.on(localtime(now).date()).filter(role__in=MEETING).order_by()
    return times.filter(by__is_active=True, by__in=here.values("user"))


def with_nobody(now: datetime) -> Any:
    """Talks agreed on with somebody who no longer meets volunteers here: nobody is told of them, and the volunteer would wait in vain."""
    met = _with_staff(TalkTime.objects.order_by(), now)
    return VolunteerTalk.objects.listed().filter(Q(time=None) | ~Q(time__in=met.values("pk")), state=State.BOOKED).order_by("time__starts_at", "pk")


def bookable(now: datetime, *, most: int) -> list[TalkTime]:
    """The free times at which the one who is met has no other talk, the first ``most`` of them."""
    times = list(free_times(now)[:LOOKED_AT])
    if not times:
        return []
    taken = [each for give in busy.values() for each in give(times[0].starts_at, max(each.ends_at for each in times))]
    return [time for time in times if not any(_overlaps(time, each) for each in taken)][:most]


def _overlaps(time: TalkTime, stretch: Stretch) -> bool:
    who, start, end = stretch
    return who == time.by_id and start < time.ends_at and time.starts_at < end


def has_a_talk(user: User, start: datetime, end: datetime) -> bool:
    """Whether a volunteer has booked a talk with ``user`` that overlaps. Ask under the lock of the account."""
    return VolunteerTalk.objects.filter(state=State.BOOKED, time__by=user, time__starts_at__lt=end, time__ends_at__gt=start).exists()


@transaction.atomic
def add_times(times: Iterable[tuple[datetime, datetime]], *, place: str, by: User, now: datetime) -> int:
    """Put up one's own times; one that is there already stays. ValidationError for one that overlaps another. Gives how many are new."""
    User.objects.select_for_update().get(pk=by.pk)  # who puts up times from two windows does it one after the other
    there, made = list(TalkTime.objects.filter(by=by, ends_at__gt=now)), 0
    for starts_at, ends_at in times:
        clash = next((each for each in there if each.starts_at < ends_at and starts_at < each.ends_at), None)
        if clash is not None and (clash.starts_at, clash.ends_at) == (starts_at, ends_at):
            continue
        row = TalkTime(by=by, starts_at=starts_at, ends_at=ends_at, place=place)
        if clash is not None:
            raise ValidationError(_("%(time)s overlaps a time that is there: %(other)s.") % {"time": row, "other": clash})
        row.save()
        audit.record("added", row, by=by, now=now)
        there.append(row)
        made += 1
    return made


@transaction.atomic
def take_out(time: TalkTime, *, by: User, now: datetime) -> None:
    """ValidationError where somebody has it."""
    row = TalkTime.objects.select_for_update().get(pk=time.pk)
    if row.talks.filter(state__in=HOLDING).exists():
        raise ValidationError(_("Somebody has booked that time. Cancel the talk first."))
    audit.record("removed", row, by=by, now=now)
    row.delete()


@transaction.atomic
def book(volunteer: Volunteer, time: TalkTime, *, centre: Centre, now: datetime) -> VolunteerTalk:
    """She takes a free time; a talk she had booked is moved to it. ValidationError where somebody was quicker, where whom she meets has another talk, or she a shift."""
    gone = ValidationError({"time": _("Somebody else has just taken that time. Choose another.")})
    Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
    locked = _with_staff(TalkTime.objects.select_for_update(of=("self",)).select_related("by").filter(pk=time.pk, starts_at__gt=now), now).first()
    if locked is None or locked.talks.filter(state__in=HOLDING).exclude(volunteer=volunteer).exists():
        raise gone
    row = VolunteerTalk.objects.listed().filter(volunteer=volunteer, state=State.BOOKED).first() or VolunteerTalk(volunteer=volunteer)
    if row.pk and row.time_id == locked.pk:
        return row
    _refuse_two_at_once(volunteer, locked)
    before = audit.values(row) if row.pk else None
    row.time, row.sequence = locked, row.sequence + 1 if row.pk else 0
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise gone from error
    audit.record("moved" if before else "booked", row, by=None, before=before, now=now)
    volunteering.heard(volunteer, now)
    volunteering.settle(volunteer, by=None, now=now)
    letters.talk_is_booked(row, locked, centre, now=now)
    return row


def _refuse_two_at_once(volunteer: Volunteer, time: TalkTime) -> None:
    """Nobody is in two places at once: not who is met, whose account is locked for it, nor the volunteer, whose row is locked already."""
    User.objects.select_for_update().get(pk=time.by_id)
    if any(_overlaps(time, each) for give in busy.values() for each in give(time.starts_at, time.ends_at)):
        raise ValidationError({"time": _("Somebody else has just taken that time. Choose another.")})
    clash = ShiftTaken.objects.filter(volunteer=volunteer, shift__starts_at__lt=time.ends_at, shift__ends_at__gt=time.starts_at).select_related("shift__opportunity").first()
    if clash is not None:
        raise ValidationError({"time": _("You have a shift at that time: %(title)s, %(when)s.") % {"title": clash.shift.opportunity.title, "when": clash.shift}})


@transaction.atomic
def take_over(talk: VolunteerTalk, *, by: User, now: datetime) -> None:
    """``by`` meets her at the same time and place instead, of one who has left. ValidationError where that one is still here, or ``by`` is taken then."""
    volunteering.one_at_a_time(talk.volunteer_id)
    row: VolunteerTalk | None = with_nobody(now).select_for_update(of=("self",)).filter(pk=talk.pk, time__isnull=False).first()
    if row is None or row.time is None:
        raise ValidationError(_("Somebody meets her already, or the talk is off."))
    User.objects.select_for_update().get(pk=by.pk)
    start, end = row.time.starts_at, row.time.ends_at
    elsewhere = any(who == by.pk and begins < end and start < ends for give in busy.values() for who, begins, ends in give(start, end))
    if elsewhere or TalkTime.objects.filter(by=by, starts_at__lt=end, ends_at__gt=start).exists():
        raise ValidationError(_("You have another talk at that time, or have put up a time that overlaps it."))
    time = TalkTime.objects.get(pk=row.time.pk)
    before = audit.values(time)
    time.by = by
    time.save()
    audit.record("edited", time, by=by, before=before, now=now)


@transaction.atomic
def cancel(talk: VolunteerTalk, *, by: User | None, centre: Centre, now: datetime, absent: bool = False) -> None:
    """Not held after all: by her (``by`` is None), by us, or she did not come. The time is free again. Twice is once."""
    volunteering.one_at_a_time(talk.volunteer_id)
    row: VolunteerTalk = VolunteerTalk.objects.select_for_update(of=("self",)).select_related("volunteer__person", "time__by", "centre").get(pk=talk.pk)
    if row.state != State.BOOKED:
        return
    before = audit.values(row)
    row.state, row.sequence = State.ABSENT if absent else State.CANCELLED, row.sequence + 1
    row.save()
    audit.record("cancelled", row, by=by, before=before, now=now)
    volunteering.settle(row.volunteer, by=by, now=now)
    if row.time is not None and row.time.starts_at > now:
        letters.talk_is_off(row, row.time, centre, ours=by is not None, now=now)


@transaction.atomic
def hold(row: VolunteerTalk, *, by: User, now: datetime) -> VolunteerTalk:
    """Keep what was talked about: the talk was held, and counts on its day. Her who came is ready."""
    volunteering.one_at_a_time(row.volunteer_id)
    there = VolunteerTalk.objects.select_for_update(of=("self",)).filter(pk=row.pk).first() if row.pk else None
    before = audit.values(there) if there is not None else None
    if there is not None and there.state in {State.CANCELLED, State.ABSENT}:
        raise ValidationError(_("This talk was cancelled. Write a new one."))
    row.state, row.held_on, row.talked_by = State.HELD, row.held_on or localtime(now).date(), row.talked_by or by
    if row.follow_up_on is None or (there is not None and (there.follow_up, there.follow_up_on) != (row.follow_up, row.follow_up_on)):
        row.follow_up_done_on = None
    row.save()
    audit.record("held" if before is None or before["state"] != State.HELD else "edited", row, by=by, before=before, now=now)
    volunteering.heard(row.volunteer, now)
    volunteering.settle(row.volunteer, by=by, now=now)
    return row


def followed_up(row: VolunteerTalk, *, by: User, now: datetime) -> None:
    """The next step is taken. Twice is once."""
    day: date = localtime(now).date()
    if VolunteerTalk.objects.filter(pk=row.pk, follow_up_done_on=None).update(follow_up_done_on=day):
        audit.record("done", VolunteerTalk.objects.get(pk=row.pk), by=by, before=audit.values(row), now=now)


def remind(centre: Centre, *, now: datetime, before: datetime) -> None:
    """Write to those who have a talk from ``now`` to ``before``, once for each time it has."""
    for row in VolunteerTalk.objects.listed().filter(state=State.BOOKED, time__starts_at__gt=now, time__starts_at__lte=before):
        if row.time is not None:
            letters.talk_is_soon(row, row.time, centre)


def _out(volunteer: Volunteer, *, by: User | None, now: datetime) -> None:
    """Who leaves does not come: her time is free."""
    for row in VolunteerTalk.objects.select_for_update(of=("self",)).filter(volunteer=volunteer, state=State.BOOKED):
        before = audit.values(row)
        row.state, row.sequence = State.CANCELLED, row.sequence + 1
        row.save()
        audit.record("cancelled", row, by=by, before=before, now=now)


def _forget(volunteer: Volunteer) -> None:
    """That it was held, when, and what came of it stays; what was said does not."""
    for row in VolunteerTalk.objects.filter(volunteer=volunteer):
        row.why = row.likes = row.frame = row.agreed = row.follow_up = ""
        row.follow_up_on = None
        row.save()


volunteering.going_out.add("talks", _out)
volunteering.forgetting.add("talks", _forget)
