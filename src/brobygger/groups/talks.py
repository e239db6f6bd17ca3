"""The first talk with one who waits: agreed on, held with one of four outcomes, or not held. Nothing else of it is kept."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.groups import letters, seats
from brobygger.groups.models import FirstTalk, Group, Participant
from brobygger.groups.places import locked
from brobygger.matching import talking

Outcome = FirstTalk.Outcome
LENGTH: Final = timedelta(minutes=45)  # that a talk is reckoned to take


@transaction.atomic
def agree(participant: Participant, *, on: date, at: time | None, with_whom: User | None, centre: Centre, by: User, now: datetime) -> FirstTalk:
    """A talk on a day; agreed on anew, it is the same talk on another day. A mail says when. ValidationError where ``with_whom`` has another talk at that time."""
    row = _locked(participant)
    if row.state == Participant.State.LEFT:
        raise ValidationError(_("She or he has left the list."))
    talk = row.talks.filter(state=FirstTalk.State.BOOKED).first() or FirstTalk(participant=row)
    if with_whom is not None and at is not None:
        _refuse_two_at_once(with_whom, _begins(on, at), talk)
    before = audit.values(talk) if talk.pk else None
    talk.on, talk.at, talk.with_whom = on, at, with_whom
    talk.save()
    audit.record("planned", talk, by=by, before=before, now=now)
    if on >= localtime(now).date():
        letters.talk_agreed(talk, row, centre, now=now)
    return talk


@transaction.atomic
def held(participant: Participant, *, on: date, outcome: str, other: Group | None, seat: bool, centre: Centre, by: User, now: datetime) -> FirstTalk:
    """It was held, and led to ``outcome``: a ``seat`` at once where the group fits, the list of an ``other`` group, or off the list.

    ValidationError for a day to come, for a seat where none is free, and where another group is said to fit and cannot take her.
    """
    row = _locked(participant)
    if on > localtime(now).date():
        raise ValidationError({"on": _("This day is still to come.")})
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Say what came of it.")})
    if outcome != Outcome.OTHER_GROUP:
        other = None
    talk = row.talks.filter(state=FirstTalk.State.BOOKED).first() or FirstTalk(participant=row, with_whom=by)
    before = audit.values(talk) if talk.pk else None
    talk.on, talk.state, talk.outcome = on, FirstTalk.State.HELD, outcome
    talk.save()
    audit.record("held", talk, by=by, before=before, now=now)
    if outcome == Outcome.FITS and seat and row.group is not None:
        seats.give_seat(row, centre=centre, by=by, now=now)
    elif other is not None and other.pk != row.group_id:
        seats.move(row, other, centre=centre, by=by, now=now)
    elif outcome in {Outcome.OTHER_HELP, Outcome.NO}:
        seats.leave(row, centre=centre, by=by, now=now)
    return talk


@transaction.atomic
def not_held(talk: FirstTalk, *, by: User, now: datetime) -> None:
    """It did not take place; she goes on waiting."""
    row: FirstTalk = FirstTalk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    if row.state == FirstTalk.State.BOOKED:
        before = audit.values(row)
        row.state = FirstTalk.State.ABSENT
        row.save()
        audit.record("cancelled", row, by=by, before=before, now=now)


def _begins(day: date, at: time) -> datetime:
    return datetime.combine(day, at, get_default_timezone())


def _refuse_two_at_once(user: User, start: datetime, talk: FirstTalk) -> None:
    """Under the lock of the account: of two who agree on talks with the same person at once, the second sees the first."""
    User.objects.select_for_update().get(pk=user.pk)
    end = start + LENGTH
    if any(each[0] == user.pk for each in taken(start, end, but=talk.pk)) or talking.has_a_talk(user, start, end):
        raise ValidationError({"at": _("%(name)s has another talk at that time. Choose another.") % {"name": user}})


def taken(start: datetime, end: datetime, *, but: int | None = None) -> Iterable[talking.Stretch]:
    """The talks agreed on that overlap: with whom, from when until when."""
    days = (localtime(start - LENGTH).date(), localtime(end).date())
    rows: Any = FirstTalk.objects.filter(state=FirstTalk.State.BOOKED, on__range=days, at__isnull=False, with_whom__isnull=False)
    rows = rows.exclude(pk=but) if but else rows
    for day, at, who in rows.order_by().values_list("on", "at", "with_whom"):
        begins = _begins(day, at)
        if begins < end and start < begins + LENGTH:
            yield who, begins, begins + LENGTH


def _locked(participant: Participant) -> Participant:
    """She as she is now, under the lock of her group first, as seats are given."""
    if participant.group is not None:
        locked(participant.group)
    row: Participant = Participant.objects.select_for_update(of=("self",)).select_related("group").get(pk=participant.pk)
    return row
