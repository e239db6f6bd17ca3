"""The queue moves: who leaves, changes or answers an offer makes room, and the next in line has it.

Close to the start, or where the list says so, a free place is given at once; else it is offered, and goes on when the offer is not answered in
time. All of it happens under the list's lock (see :mod:`brobygger.events.places`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.times import local, moment
from brobygger.events import attendance, companions, places
from brobygger.events.companions import Named
from brobygger.events.letters import confirm, offer, tell
from brobygger.events.models import Event, SignUp, SignUpList
from brobygger.journal.models import State
from brobygger.organisations.models import Organisation

TOO_LATE_TO_ASK: Final = timedelta(hours=6)  # an offer must leave somebody else the time to answer the next
States: Final = SignUp.State


@transaction.atomic
def change(
    signup: SignUp, *, name: str, organisation: Organisation | None, label: str, persons: int, centre: Centre, now: datetime, by: User | None = None, others: Sequence[Named] | None = None,
) -> SignUp:
    """Correct a sign-up; ``others``, where given, are those who come with it by name. Fewer persons free places for others; more are given only where there is room, and while one can sign up. Else ValidationError."""
    locked = places.locked(signup.signup_list)
    row = places.alive(signup)
    before = audit.values(row)
    if by is None and persons > max(locked.most_persons, row.persons):
        raise ValidationError({"persons": ngettext("At most %(n)s person in one sign-up.", "At most %(n)s persons in one sign-up.", locked.most_persons) % {"n": locked.most_persons}})
    more = persons - row.persons
    if more > 0 and by is None and not places.takes_signups(locked, now):
        raise ValidationError({"persons": _("One can no longer sign up, so there can be no more of you. Call us if that is a pity.")})
    if more > 0 and row.state != States.WAITING:
        free = places.free(locked)
        if free is not None and more > free:
            raise ValidationError({"persons": ngettext("There is only %(n)s place more.", "There are only %(n)s places more.", free) % {"n": free} if free else _("There are no more places.")})
    if more > 0 and row.state == States.WAITING:
        row.queued_at = now  # a larger party waits from now on: else it would stand before those it has overtaken
    row.name, row.organisation, row.label, row.persons = name, organisation, "" if organisation else label, persons
    row.save()
    if others is None and persons <= row.companions.count():
        raise ValidationError({"persons": _("You have named more than come. Write how many you are, the one who signs up among them.")})
    if others is not None:
        companions.keep(row, others, by=by, now=now)
    audit.record("edited", row, by=by, before=before, now=now)
    if more < 0:
        promote(locked, centre=centre, now=now)
    return row


@transaction.atomic
def leave(signup: SignUp, *, centre: Centre, now: datetime, by: User | None = None) -> SignUp:
    """Give the place back; the next in the queue has it or is offered it. Leaving twice is leaving once.

    Who was ticked off as having come no longer counts. ValidationError where one would leave by oneself what is over.
    """
    list(Event.objects.select_for_update(of=("self",)).filter(signup_list=signup.signup_list_id).order_by("pk").values_list("pk", flat=True))
    locked = places.locked(signup.signup_list)
    row: SignUp = SignUp.objects.select_related("signup_list").get(pk=signup.pk)
    if row.state == States.LEFT:
        return row
    events = places.events_of(locked)
    if by is None and events and all(each.ends_at <= now for each in events):
        raise ValidationError(_("It is over, so there is nothing to leave."))
    _end(row, by=by, now=now)
    for event in events:
        if not event.is_cancelled and event.attendance.filter(signup=row).exists():
            attendance.recount(event, by=by, now=now)
    tell(
        row, events, centre, subject=gettext_lazy("You have left: %(title)s"), lines=[gettext_lazy("Your sign-up has been taken out, and the place goes to somebody else.")],
        now=now, once="left",
    )
    promote(locked, centre=centre, now=now)
    return row


@transaction.atomic
def accept(signup: SignUp, *, centre: Centre, now: datetime) -> SignUp:
    """Take the place that was offered. ValidationError where the offer is up; accepting twice is accepting once."""
    locked = places.locked(signup.signup_list)
    row = places.alive(signup, gettext_lazy("The offer is no longer open, and the place has gone to the next."))
    if row.state == States.CONFIRMED:
        return row
    if row.state != States.OFFERED or row.offered_until is None or row.offered_until <= now:
        raise ValidationError(_("The offer is no longer open, and the place has gone to the next."))
    before = audit.values(row)
    row.state, row.offered_until = States.CONFIRMED, None
    row.save()
    audit.record("accepted place", row, by=None, before=before, now=now)
    confirm(row, places.events_of(locked), centre, now)
    return row


@transaction.atomic
def promote(signup_list: SignUpList, *, centre: Centre, now: datetime) -> list[SignUp]:
    """Let offers that are up go, and give what is free to those who wait, in their order. Gives those who moved up."""
    locked = places.locked(signup_list)
    events = places.events_of(locked)
    for row in list(locked.signups.filter(state=States.OFFERED, offered_until__lte=now)):
        _end(row, by=None, now=now, expired=True)
        tell(
            row, events, centre, subject=gettext_lazy("The place was offered to somebody else: %(title)s"),
            lines=[gettext_lazy("You were offered a place and did not answer in time, so it has gone on to the next. You are welcome to sign up again.")],
            now=now, once="expired",
        )
    coming = [each for each in events if each.ends_at > now and each.registration.state != State.CANCELLED]
    free = places.free(locked)
    moved: list[SignUp] = []
    if not coming:
        return moved
    until = _answer_by(locked, coming, now)
    for row in list(locked.signups.waiting()):
        if free is not None and free <= 0:
            break
        if free is not None and row.persons > free:
            continue
        before = audit.values(row)
        row.unwritten = False
        row.state, row.offered_until = (States.CONFIRMED, None) if until is None else (States.OFFERED, until)
        row.save()
        audit.record("promoted", row, by=None, before=before, now=now)
        if until is None:
            confirm(row, events, centre, now, moved_up=True)
        else:
            offer(row, events, centre, now)
        free = None if free is None else free - row.persons
        moved.append(row)
    return moved


@transaction.atomic
def let_in(signup: SignUp, *, centre: Centre, by: User, now: datetime) -> SignUp:
    """Give somebody who waits a place, also where it is full: a colleague's decision, by which the list grows by as many places."""
    locked = places.locked(signup.signup_list)
    row = places.alive(signup)
    if row.state == States.CONFIRMED:
        return row
    before = audit.values(row)
    free = places.free(locked)
    if free is not None and row.state == States.WAITING and row.persons > free and locked.capacity is not None:
        had = audit.values(locked)
        locked.capacity += row.persons - free
        locked.save()
        audit.record("edited", locked, by=by, before=had, now=now)
    row.unwritten = False
    row.state, row.offered_until = States.CONFIRMED, None
    row.save()
    audit.record("promoted", row, by=by, before=before, now=now)
    confirm(row, places.events_of(locked), centre, now, moved_up=True)
    return row


@transaction.atomic
def follow(signup_list: SignUpList, *, was: datetime, now: datetime) -> None:
    """After its events have moved: the days on which sign-up opens and closes keep their distance to the first (``was`` its time before), and no open
    offer outlasts its beginning. What has opened or closed already stays so.
    """
    row, events = places.locked(signup_list), places.events_of(signup_list)
    begins = min(each.starts_at for each in events)
    if row.opens_at is not None and row.opens_at > now:
        row.opens_at = as_far(row.opens_at, was, begins)
    if row.closes_at is not None and row.closes_at > now:
        row.closes_at = as_far(row.closes_at, was, begins)
        if row.opens_at is not None and row.closes_at <= row.opens_at:
            row.closes_at = row.opens_at + timedelta(minutes=1)
    row.save()
    row.signups.filter(state=States.OFFERED, offered_until__gt=begins).update(offered_until=begins)


def as_far(at: datetime, was: datetime, begins: datetime) -> datetime:
    """``at`` as many days from ``begins`` as it was from ``was``, at the same time of day."""
    day = local(at).date() + (local(begins).date() - local(was).date())
    time_of_day = local(at).time()
    try:
        return moment(day, time_of_day)
    except ValidationError:  # the hour that summer time leaves out
        return moment(day, time_of_day.replace(hour=time_of_day.hour + 1))


@transaction.atomic
def keep_list(signup_list: SignUpList, *, before: dict[str, object], centre: Centre, by: User, now: datetime) -> None:
    """Keep the list as it has been edited. ValidationError where fewer places are left than have been given out; more go to those who wait."""
    taken = places.locked(signup_list).signups.with_place().persons()
    if signup_list.capacity is not None and signup_list.capacity < taken:
        raise ValidationError({"capacity": ngettext(
            "%(n)s place has been given out already. Write at least that many, or take somebody out first.",
            "%(n)s places have been given out already. Write at least that many, or take somebody out first.", taken,
        ) % {"n": taken}})
    signup_list.save()
    audit.record("edited", signup_list, by=by, before=before, now=now)
    promote(signup_list, centre=centre, now=now)


def _end(row: SignUp, *, by: User | None, now: datetime, expired: bool = False) -> None:
    before = audit.values(row)
    row.state, row.left_at, row.offered_until, row.expired = States.LEFT, now, None, expired
    row.save()
    audit.record("gave up the place", row, by=by, before=before, now=now)


def _answer_by(signup_list: SignUpList, coming: list[Event], now: datetime) -> datetime | None:
    """Until when an offer made now is open; None where the place is given at once."""
    until = now + timedelta(hours=signup_list.offer_hours)
    last = coming[0].starts_at - TOO_LATE_TO_ASK
    return None if signup_list.offer_hours == 0 or now >= last else min(until, last)
