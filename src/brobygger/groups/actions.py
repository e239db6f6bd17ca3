"""A group's life: kept, shown, about to start, running, at rest, over. Each step in its order, with its day."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.groups import letters, meetings, rules, seats
from brobygger.groups.models import Break, Facilitator, Group, GroupMeeting, GroupState, Participant, Supervision
from brobygger.groups.places import locked
from brobygger.organisations.actions import somebody
from brobygger.people.models import Person


@transaction.atomic
def keep(group: Group, *, before: dict[str, object] | None, by: User, now: datetime) -> Group:
    """Keep a group, new or edited. A new one gathers people from today, and staff alone see it. ValidationError where more have a seat than there are seats."""
    if before is None:
        group.gathering_since = localtime(now).date()
    else:
        taken = locked(group).participants.seated().count()
        if group.seats is not None and group.seats < taken:
            raise ValidationError({"seats": _("%(n)s have a seat already. Write at least that many.") % {"n": taken}})
    if group.kind_id is None:
        group.kind = rules.kind_of(group.type)
    group.full_clean(exclude=["centre"])
    group.save()
    audit.record("added" if before is None else "edited", group, by=by, before=before, now=now)
    if before is not None:
        seats.move_up(group, centre=group.centre, by=by, now=now)  # there may be more seats now, or nobody to talk with first
    return group


@transaction.atomic
def publish(group: Group, *, by: User, now: datetime) -> Group:
    """Show it in the public overview. Twice is once."""
    row = locked(group)
    if row.published_at is None:
        before = audit.values(row)
        row.published_at, row.proposed_at = now, None
        row.save()
        audit.record("published", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def look_at(group: Group, *, by: User, now: datetime) -> Group:
    """The centre has looked at what the association changed. Twice is once."""
    row = locked(group)
    if row.proposed_at is not None:
        before = audit.values(row)
        row.proposed_at = None
        row.save()
        audit.record("approved", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def unpublish(group: Group, *, by: User, now: datetime) -> Group:
    """Take it off the public pages; those on its list stay there."""
    row = locked(group)
    before = audit.values(row)
    row.published_at = None
    row.save()
    audit.record("unpublished", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def get_ready(group: Group, *, by: User, now: datetime) -> Group:
    """There are enough, or soon: it is about to start."""
    row = locked(group)
    if row.state == GroupState.GATHERING:
        before = audit.values(row)
        row.state, row.starting_on = GroupState.STARTING, localtime(now).date()
        row.save()
        audit.record("changed", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def start(group: Group, *, on: date, by: User, now: datetime) -> Group:
    """It runs from ``on``, and counts from then. Its meetings are planned, where the rhythm says when. ValidationError for a day to come, and for one that runs or is over."""
    row = locked(group)
    if row.state not in {GroupState.GATHERING, GroupState.STARTING}:
        raise ValidationError(_("It has started already."))
    if on > localtime(now).date():
        raise ValidationError({"on": _("This day is still to come.")})
    before = audit.values(row)
    row.state, row.started_on, row.starting_on = GroupState.RUNNING, on, row.starting_on or on
    row.save()
    audit.record("started", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def pause(group: Group, *, on: date, reason: str, by: User, now: datetime) -> Group:
    """It rests from ``on``. ValidationError where it does not run, or the day lies before it started."""
    row = locked(group)
    if row.state != GroupState.RUNNING:
        raise ValidationError(_("It does not run."))
    _not_before(row, on, now)
    before = audit.values(row)
    row.state = GroupState.PAUSED
    row.save()
    Break.objects.create(group=row, since=on, reason=reason)
    audit.record("changed", row, by=by, before=before, extra={"reason": reason}, now=now)
    return row


@transaction.atomic
def resume(group: Group, *, on: date, by: User, now: datetime) -> Group:
    """It runs again from ``on``. ValidationError where it does not rest, or the day lies before the break."""
    row = locked(group)
    rest = row.breaks.filter(until=None).first()
    if row.state != GroupState.PAUSED or rest is None:
        raise ValidationError(_("It does not have a break."))
    if on < rest.since or on > localtime(now).date():
        raise ValidationError({"on": _("Choose a day from %(day)s until today.") % {"day": f"{rest.since:%d.%m.%Y}"}})
    before = audit.values(row)
    rest.until, row.state = on, GroupState.RUNNING
    rest.save()
    row.save()
    audit.record("taken_up", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def end(group: Group, *, on: date, reason: str, asks: bool, centre: Centre, by: User, now: datetime) -> int:
    """It is over. Those who had a seat are told, asked what they gained if it ``asks``, and forgotten after the centre's days; those who waited go
    on waiting for another about the same theme.

    Meetings still to come are taken out. Gives how many were written to. ValidationError where it is over already, or the day is impossible.
    """
    row = locked(group)
    if row.state == GroupState.ENDED:
        raise ValidationError(_("It has ended already."))
    _not_before(row, on, now)
    before = audit.values(row)
    for rest in row.breaks.filter(until=None):
        rest.until = max(on, rest.since)
        rest.save()
    row.state, row.ended_on, row.ended_because = GroupState.ENDED, on, reason
    row.save()
    audit.record("closed", row, by=by, before=before, now=now)
    meetings.drop_those_to_come(row, by=by, now=now)
    told = 0
    for each in row.participants.alive():
        was = each.state
        if seats.wait_on(each, by=by, now=now):
            told += letters.waits_on(each, row, centre, now=now)
            continue
        seats.leave_behind(each, on=on, type_=row.type, by=by, now=now)
        told += letters.over(each, row, centre, had_seat=was == Participant.State.SEATED, asks=asks, now=now)
    for carrier in row.facilitators.filter(until=None):
        carrier.until = max(on, carrier.since)
        carrier.save()
    return told


@transaction.atomic
def delete(group: Group, *, by: User, now: datetime) -> None:
    """Take a group out that came to nothing. ValidationError once it has started, met, or has anybody on its list: then it is ended, so that it can be explained."""
    row = locked(group)
    if row.started_on is not None or row.meetings.exists() or row.participants.exists():
        raise ValidationError(_("Somebody has been on its list, or it has met. End it instead: then one can see later what became of it."))
    audit.record("removed", row, by=by, now=now)
    row.delete()


@transaction.atomic
def carry(group: Group, *, known: Person | None, name: str, mail: str, phone: str, since: date, by: User, now: datetime) -> Facilitator:
    """Somebody carries it from ``since``: a person who is ``known``, else a new one. ValidationError where she does already."""
    row = locked(group)
    if known is not None and row.facilitators.filter(person=known, until=None).exists():
        raise ValidationError({"known": _("She or he carries it already.")})
    made = Facilitator.objects.create(group=row, person=somebody(known, name=name, mail=mail, phone=phone, by=by), since=since)
    audit.record("added", made, by=by, now=now)
    return made


@transaction.atomic
def let_go(facilitator: Facilitator, *, on: date, by: User, now: datetime) -> None:
    """She carries it no more after ``on``."""
    locked(facilitator.group)
    row = Facilitator.objects.get(pk=facilitator.pk)
    if row.until is None:
        before = audit.values(row)
        row.until = max(on, row.since)
        row.save()
        audit.record("edited", row, by=by, before=before, now=now)
        for meeting in GroupMeeting.objects.filter(hosts=row, registration__done_on__gt=row.until):
            meeting.hosts.remove(row)


@transaction.atomic
def note_supervision(group: Group, *, on: date, by_whom: str, minutes: int, by: User, now: datetime) -> Supervision:
    """Write down that its facilitators had supervision. ValidationError for a day to come."""
    if on > localtime(now).date():
        raise ValidationError({"on": _("This day is still to come.")})
    made = Supervision(group=group, held_on=on, by_whom=by_whom, minutes=minutes)
    made.full_clean(exclude=["centre"])
    made.save()
    audit.record("added", made, by=by, now=now)
    row = locked(group)
    if row.supervision_asked_on is not None and on >= row.supervision_asked_on:  # what was asked for was given
        before = audit.values(row)
        row.supervision_asked_on = None
        row.save()
        audit.record("edited", row, by=by, before=before, now=now)
    return made


@transaction.atomic
def remove_supervision(supervision: Supervision, *, by: User, now: datetime) -> None:
    audit.record("removed", supervision, by=by, now=now)
    supervision.delete()


def _not_before(row: Group, on: date, now: datetime) -> None:
    if on > localtime(now).date():
        raise ValidationError({"on": _("This day is still to come.")})
    if row.started_on is not None and on < row.started_on:
        raise ValidationError({"on": gettext_lazy("It had not started then.")})
