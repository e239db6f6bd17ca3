"""Places given out: signing up, the queue, offers, leaving and changing.

All of it happens under the lock of the list's row, so that no place is given twice however many come at once. A place is taken by those who are
confirmed and by those it is offered to. The queue is in the order of coming; the first whose whole party fits is next. Close to the start, or where the
list says so, a free place is given at once; else it is offered, and goes on when the offer is not answered in time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.events import attendance, companions
from brobygger.events.companions import Named
from brobygger.events.letters import tell
from brobygger.events.models import Answer, Event, SignUp, SignUpList
from brobygger.events.models.signups import MOST_PERSONS
from brobygger.events.times import local, moment
from brobygger.journal.models import State
from brobygger.organisations.models import Organisation

TOO_LATE_TO_ASK: Final = timedelta(hours=6)  # an offer must leave somebody else the time to answer the next
States: Final = SignUp.State


@dataclass(frozen=True, slots=True)
class Asking:
    """One who wants to sign up, as the form has it. ``answers``: question's key → text; each list takes those to its own questions."""

    name: str
    mail: str = ""
    organisation: Organisation | None = None
    label: str = ""
    persons: int = 1
    note: str = ""
    language: str = "da"
    answers: Mapping[int, str] = field(default_factory=dict)
    others: Sequence[Named] = ()


class Twice(ValidationError):
    """The mail is signed up already; ``signup`` is the one that is there."""

    def __init__(self, signup: SignUp) -> None:
        super().__init__({"mail": _("Somebody has signed up with this mail already.")})
        self.signup = signup


@transaction.atomic
def sign_up(signup_lists: Sequence[SignUpList], asking: Asking, *, centre: Centre, now: datetime, by: User | None = None) -> list[SignUp]:
    """Give a place, or one in the queue, on each of ``signup_lists`` (several: dates of a series), and write so in one mail.

    ``by`` is a colleague who signs somebody up: then the times and limits of the form do not hold. ValidationError where sign-up is closed,
    the party too large, or the mail there already (:class:`Twice`); then nothing is kept on any of them.
    """
    made: list[tuple[SignUp, list[Event]]] = []
    for each in sorted(signup_lists, key=lambda row: row.pk):  # in one order, so that two who ask for the same dates never wait for each other
        locked = _locked(each)
        events = _events(locked)
        if by is None:
            _refuse_closed(locked, events, asking, now)
        made.append((_give(locked, asking, together=made[0][0].token if made else "", now=now, by=by), events))
    first = made[0][0]
    if len(made) > 1:
        first.together = first.token
        first.save(update_fields=["together"])
    confirmed = [(signup, events) for signup, events in made if signup.state == States.CONFIRMED]
    if confirmed:
        _confirm(confirmed[0][0], [event for _signup, events in confirmed for event in events], centre, now)
    for signup, events in made:
        if signup.state == States.WAITING:
            _confirm(signup, events, centre, now)
    return [signup for signup, _events_ in made]


def _give(locked: SignUpList, asking: Asking, *, together: str, now: datetime, by: User | None) -> SignUp:
    if asking.persons > MOST_PERSONS:
        raise ValidationError({"persons": _("At most %(n)s in one sign-up.") % {"n": MOST_PERSONS}})
    if asking.mail and (there := locked.signups.alive().filter(mail__iexact=asking.mail).first()) is not None:
        raise Twice(there)
    free = free_places(locked)
    waits = free is not None and (asking.persons > free or locked.signups.waiting().filter(persons__lte=free).exists())
    signup = SignUp(
        signup_list=locked, name=asking.name, mail=asking.mail, organisation=asking.organisation, label="" if asking.organisation else asking.label,
        persons=asking.persons, note=asking.note, language=asking.language, state=States.WAITING if waits else States.CONFIRMED, signed_up_at=now, queued_at=now, by=by,
        together=together,
    )
    signup.save(force_insert=True)
    if asking.answers:
        own = locked.questions.filter(pk__in=asking.answers).values_list("pk", flat=True)
        Answer.objects.bulk_create(Answer(signup=signup, question_id=question, text=asking.answers[question]) for question in own if asking.answers[question])
    companions.keep(signup, asking.others, by=by, now=now)
    audit.record("signed up", signup, by=by, now=now)
    return signup


@transaction.atomic
def change(
    signup: SignUp, *, name: str, organisation: Organisation | None, label: str, persons: int, centre: Centre, now: datetime, by: User | None = None, others: Sequence[Named] | None = None,
) -> SignUp:
    """Correct a sign-up; ``others``, where given, are those who come with it by name. Fewer persons free places for others; more are given only where there is room, and while one can sign up. Else ValidationError."""
    locked = _locked(signup.signup_list)
    row = _alive(signup)
    before = audit.values(row)
    if by is None and persons > max(locked.most_persons, row.persons):
        raise ValidationError({"persons": ngettext("At most %(n)s person in one sign-up.", "At most %(n)s persons in one sign-up.", locked.most_persons) % {"n": locked.most_persons}})
    more = persons - row.persons
    if more > 0 and by is None and not any(each.takes_signups(now) for each in _events(locked)):
        raise ValidationError({"persons": _("One can no longer sign up, so there can be no more of you. Call us if that is a pity.")})
    if more > 0 and row.state != States.WAITING:
        free = free_places(locked)
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
    locked = _locked(signup.signup_list)
    row: SignUp = SignUp.objects.select_related("signup_list").get(pk=signup.pk)
    if row.state == States.LEFT:
        return row
    events = _events(locked)
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
    locked = _locked(signup.signup_list)
    row = _alive(signup, gettext_lazy("The offer is no longer open, and the place has gone to the next."))
    if row.state == States.CONFIRMED:
        return row
    if row.state != States.OFFERED or row.offered_until is None or row.offered_until <= now:
        raise ValidationError(_("The offer is no longer open, and the place has gone to the next."))
    before = audit.values(row)
    row.state, row.offered_until = States.CONFIRMED, None
    row.save()
    audit.record("accepted place", row, by=None, before=before, now=now)
    _confirm(row, _events(locked), centre, now)
    return row


@transaction.atomic
def promote(signup_list: SignUpList, *, centre: Centre, now: datetime) -> list[SignUp]:
    """Let offers that are up go, and give what is free to those who wait, in their order. Gives those who moved up."""
    locked = _locked(signup_list)
    events = _events(locked)
    for row in list(locked.signups.filter(state=States.OFFERED, offered_until__lte=now)):
        _end(row, by=None, now=now, expired=True)
        tell(
            row, events, centre, subject=gettext_lazy("The place was offered to somebody else: %(title)s"),
            lines=[gettext_lazy("You were offered a place and did not answer in time, so it has gone on to the next. You are welcome to sign up again.")],
            now=now, once="expired",
        )
    coming = [each for each in events if each.ends_at > now and each.registration.state != State.CANCELLED]
    free = free_places(locked)
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
        row.state, row.offered_until = (States.CONFIRMED, None) if until is None else (States.OFFERED, until)
        row.save()
        audit.record("promoted", row, by=None, before=before, now=now)
        if until is None:
            _confirm(row, events, centre, now, moved_up=True)
        else:
            _offer(row, events, centre, now)
        free = None if free is None else free - row.persons
        moved.append(row)
    return moved


@transaction.atomic
def let_in(signup: SignUp, *, centre: Centre, by: User, now: datetime) -> SignUp:
    """Give somebody who waits a place, also where it is full: a colleague's decision, by which the list grows by as many places."""
    locked = _locked(signup.signup_list)
    row = _alive(signup)
    if row.state == States.CONFIRMED:
        return row
    before = audit.values(row)
    free = free_places(locked)
    if free is not None and row.state == States.WAITING and row.persons > free and locked.capacity is not None:
        had = audit.values(locked)
        locked.capacity += row.persons - free
        locked.save()
        audit.record("edited", locked, by=by, before=had, now=now)
    row.state, row.offered_until = States.CONFIRMED, None
    row.save()
    audit.record("promoted", row, by=by, before=before, now=now)
    _confirm(row, _events(locked), centre, now, moved_up=True)
    return row


@transaction.atomic
def follow(signup_list: SignUpList, *, was: datetime, now: datetime) -> None:
    """After its events have moved: the days on which sign-up opens and closes keep their distance to the first (``was`` its time before), and no open
    offer outlasts its beginning. What has opened or closed already stays so.
    """
    row, events = _locked(signup_list), _events(signup_list)
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


def outlook(signup_list: SignUpList, persons: int) -> int:
    """What one who signs up now would get: 0 for a place, else the number in the queue."""
    waiting = signup_list.signups.waiting()
    free = free_places(signup_list)
    waits = free is not None and (persons > free or waiting.filter(persons__lte=free).exists())
    return waiting.count() + 1 if waits else 0


def free_places(signup_list: SignUpList) -> int | None:
    """Places that nobody has or is offered; None where there is no limit. Never below nought."""
    if signup_list.capacity is None:
        return None
    return max(signup_list.capacity - signup_list.signups.with_place().persons(), 0)


def place_in_queue(signup: SignUp) -> int:
    """1 for the next in line."""
    ahead = signup.signup_list.signups.filter(state=States.WAITING).exclude(pk=signup.pk)
    earlier = ahead.filter(queued_at__lt=signup.queued_at).count() + ahead.filter(queued_at=signup.queued_at, pk__lt=signup.pk).count()
    return int(earlier) + 1


@transaction.atomic
def keep_list(signup_list: SignUpList, *, before: dict[str, object], centre: Centre, by: User, now: datetime) -> None:
    """Keep the list as it has been edited. ValidationError where fewer places are left than have been given out; more go to those who wait."""
    taken = _locked(signup_list).signups.with_place().persons()
    if signup_list.capacity is not None and signup_list.capacity < taken:
        raise ValidationError({"capacity": ngettext(
            "%(n)s place has been given out already. Write at least that many, or take somebody out first.",
            "%(n)s places have been given out already. Write at least that many, or take somebody out first.", taken,
        ) % {"n": taken}})
    signup_list.save()
    audit.record("edited", signup_list, by=by, before=before, now=now)
    promote(signup_list, centre=centre, now=now)


def _locked(signup_list: SignUpList) -> SignUpList:
    row: SignUpList = SignUpList.objects.select_for_update().get(pk=signup_list.pk)
    return row


def _events(signup_list: SignUpList) -> list[Event]:
    return list(Event.objects.listed().filter(signup_list=signup_list).order_by("starts_at"))


def _alive(signup: SignUp, gone: object = None) -> SignUp:
    row: SignUp = SignUp.objects.select_related("signup_list", "organisation").get(pk=signup.pk)
    if row.state == States.LEFT:
        raise ValidationError(str(gone) if gone else _("This sign-up has been taken out. Sign up again if you want to come."))
    return row


def _refuse_closed(signup_list: SignUpList, events: Iterable[Event], asking: Asking, now: datetime) -> None:
    if not any(each.takes_signups(now) for each in events):
        raise ValidationError(_("One cannot sign up for this any more."))
    if asking.persons > signup_list.most_persons:
        n = signup_list.most_persons
        raise ValidationError({"persons": ngettext("At most %(n)s person in one sign-up.", "At most %(n)s persons in one sign-up.", n) % {"n": n}})


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


def _confirm(row: SignUp, events: list[Event], centre: Centre, now: datetime, *, moved_up: bool = False) -> None:
    if row.state == States.WAITING:
        place = place_in_queue(row)
        tell(
            row, events, centre, subject=gettext_lazy("You are on the waiting list: %(title)s"),
            lines=[lambda: _("It is full for now. You are number %(n)s in the queue, and you get a mail as soon as there is a place.") % {"n": place}], now=now,
        )
        return
    lines = [gettext_lazy("A place has become free, and it is yours.") if moved_up else gettext_lazy("You have a place.")]
    tell(row, events, centre, subject=gettext_lazy("You are signed up: %(title)s"), lines=lines, now=now, invite=True)


def _offer(row: SignUp, events: list[Event], centre: Centre, now: datetime) -> None:
    tell(
        row, events, centre, subject=gettext_lazy("There is a place for you: %(title)s"),
        lines=[
            gettext_lazy("A place has become free, and you are next. Say yes on the page below."),
            lambda: _("The place is yours until %(moment)s; then it goes on to the next.") % {"moment": formats.date_format(localtime(row.offered_until), "j. F H.i")},
        ],
        now=now, once=f"offer-{now:%Y%m%d%H%M%S}",
    )
