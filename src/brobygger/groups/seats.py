"""The list of a group: who is on it, who has a seat, who is next.

A seat is given under the lock of the group's row, so that none is given twice however many come at once. Where somebody talks with each first, a
person gives the seats; else a free seat is given at once and moves on in the order people came. Those who wait for a theme that has no group stand
on the theme, and are asked when a group comes up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre, Theme
from brobygger.groups import letters, rules
from brobygger.groups.models import FirstTalk, Group, GroupState, Participant
from brobygger.groups.models.participants import ONCE
from brobygger.groups.places import free, locked

States: Final = Participant.State
WAITS_AT_MOST: Final = timedelta(days=365)  # after which one who still waits is forgotten


@dataclass(frozen=True, slots=True)
class Asking:
    """One who wants to be on a list: a first name, and a way to reach her."""

    name: str
    mail: str = ""
    phone: str = ""
    language: str = "da"


class Twice(ValidationError):
    """The mail is on the list already; ``participant`` is the one that is there."""

    def __init__(self, participant: Participant) -> None:
        super().__init__({"mail": _("This mail is on the list already.")})
        self.participant = participant


def join(asking: Asking, *, group: Group | None = None, theme: Theme | None = None, type_: str = "", centre: Centre, now: datetime, by: User | None = None) -> Participant:
    """Put one on the list of ``group``, or of ``theme`` for a group of ``type_`` that is not there yet; a mail says so.

    ValidationError where one cannot get on it now, and where the mail is there already (:class:`Twice`).
    """
    try:
        return _join(asking, group, theme, type_, centre=centre, now=now, by=by)
    except IntegrityError as error:
        if not any(name in str(error) for name in ONCE):
            raise
    rows = Participant.objects.alive().filter(mail__iexact=asking.mail)
    there = rows.filter(group=group).first() if group is not None else rows.filter(group=None, theme=theme, type=type_).first()
    if there is None:  # who had it has just left
        return join(asking, group=group, theme=theme, type_=type_, centre=centre, now=now, by=by)
    raise Twice(there)


@transaction.atomic
def _join(asking: Asking, group: Group | None, theme: Theme | None, type_: str, *, centre: Centre, now: datetime, by: User | None) -> Participant:
    row = locked(group) if group is not None else None
    if row is not None and (row.is_open_door or row.state == GroupState.ENDED or (by is None and not row.takes_people)):
        raise ValidationError(_("One cannot put oneself on this list any more."))
    if not asking.mail and not asking.phone:
        raise ValidationError({"mail": _("Write a mail or a telephone number, so that we can reach you.")})
    one = Participant(
        group=row, theme=theme if row is None else row.theme, type=row.type if row else type_, name=asking.name, mail=asking.mail, phone=asking.phone, language=asking.language,
        asked_at=now, queued_at=now, forget_on=localtime(now + WAITS_AT_MOST).date(), by=by,
    )
    one.save(force_insert=True)
    audit.record("signed up", one, by=by, now=now)
    if row is not None and not row.first_talk and _has_room(row, ahead=one):
        _seat(one, by=by, now=now)
    letters.welcome(one, row, centre, now=now)
    return one


def _has_room(group: Group, *, ahead: Participant) -> bool:
    """Whether there is a seat for her, and nobody waits before her."""
    left = free(group)
    return (left is None or left > 0) and not group.participants.waiting().exclude(pk=ahead.pk).exists()


def _seat(row: Participant, *, by: User | None, now: datetime) -> None:
    before = audit.values(row)
    row.state, row.seated_on = States.SEATED, localtime(now).date()
    row.forget_on = None  # while she is in it she is remembered
    row.save()
    audit.record("promoted", row, by=by, before=before, now=now)


@transaction.atomic
def give_seat(participant: Participant, *, centre: Centre, by: User, now: datetime) -> Participant:
    """Give one who waits a seat, whoever is before her: that is a person's decision. ValidationError where all seats are taken. Twice is once."""
    group, row = _both(participant)
    if row.state == States.SEATED:
        return row
    left = free(group)
    if left is not None and left <= 0:
        raise ValidationError(_("All seats are taken. Somebody must leave first, or there must be more seats."))
    _seat(row, by=by, now=now)
    letters.seated(row, group, centre, now=now)
    return row


@transaction.atomic
def answer(participant: Participant, *, wants: bool, centre: Centre, now: datetime, by: User | None = None) -> Participant:
    """One who was asked says whether she wants to be on the group's list; if not, she goes on waiting for another. Twice is once."""
    group, row = _both(participant)
    if row.state != States.ASKED:
        return row
    before = audit.values(row)
    if not wants:
        if not wait_on(row, by=by, now=now):
            leave_behind(row, on=localtime(now).date(), type_=row.type, by=by, now=now)
        return row
    row.state = States.WAITING  # in the place she has waited for, not behind who was quicker to answer
    row.save()
    audit.record("accepted", row, by=by, before=before, now=now)
    if not group.first_talk and _has_room(group, ahead=row):
        _seat(row, by=by, now=now)
    letters.welcome(row, group, centre, now=now)
    return row


@transaction.atomic
def leave(participant: Participant, *, centre: Centre, now: datetime, by: User | None = None) -> Participant:
    """Off the list, or out of the group; the seat goes on. Leaving twice is leaving once."""
    group = locked(participant.group) if participant.group is not None else None
    row = _now(participant)
    if row.state == States.LEFT:
        return row
    leave_behind(row, on=localtime(now).date(), type_=row.type, by=by, now=now)
    letters.left(row, group, centre, now=now)
    if group is not None:
        move_up(group, centre=centre, by=by, now=now)
    return row


@transaction.atomic
def move_up(group: Group, *, centre: Centre, by: User | None, now: datetime) -> list[Participant]:
    """Give what is free to those who wait, in their order; where somebody talks with each first, nothing moves by itself."""
    row = locked(group)
    if row.first_talk or row.is_open_door or row.state == GroupState.ENDED:
        return []
    waiting = list(row.participants.waiting())
    left = free(row)
    moved = waiting if left is None else waiting[:left]
    for each in moved:
        _seat(each, by=by, now=now)
        letters.seated(each, row, centre, now=now)
    return moved


@transaction.atomic
def change(participant: Participant, *, name: str, mail: str, phone: str, by: User, now: datetime) -> Participant:
    """Correct how one is called and reached."""
    row = _now(participant)
    before = audit.values(row)
    row.name, row.mail, row.phone = name, mail, phone
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if not any(each in str(error) for each in ONCE):
            raise
        raise ValidationError({"mail": _("This mail is on the list already.")}) from error
    audit.record("edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def move(participant: Participant, to: Group, *, centre: Centre, by: User, now: datetime) -> Participant:
    """On to the list of another group, which fits better. Who had a seat leaves it behind, and it goes on counting there.

    ValidationError where her mail is on that list already, or one cannot get on it.
    """
    for pk in sorted({participant.group_id or to.pk, to.pk}):  # in one order, so that two never wait for each other
        locked(Group(pk=pk))
    row = _now(participant)
    there = locked(to)
    if row.state == States.LEFT or there.is_open_door or there.state == GroupState.ENDED:
        raise ValidationError(_("One cannot put oneself on this list any more."))
    if row.mail and there.participants.alive().filter(mail__iexact=row.mail).exclude(pk=row.pk).exists():
        raise ValidationError(_("This mail is on the list already."))
    had = row.group if row.state == States.SEATED else None
    if had is not None:
        leave_behind(row, on=localtime(now).date(), type_=row.type, by=by, now=now)
        row = Participant(
            name=row.name, mail=row.mail, phone=row.phone, language=row.language, asked_at=now, queued_at=now, forget_on=localtime(now + WAITS_AT_MOST).date(), by=by,
        )
    before = audit.values(row) if row.pk else None
    row.group, row.theme, row.type, row.state, row.queued_at = there, there.theme, there.type, States.WAITING, now
    row.save()
    audit.record("moved", row, by=by, before=before, now=now)
    letters.welcome(row, there, centre, now=now)
    if had is not None:
        move_up(had, centre=centre, by=by, now=now)
    return row


def wait_on(participant: Participant, *, by: User | None, now: datetime) -> bool:
    """Whether one who waits for a group that is no more goes on waiting for another about the same theme. Call under the group's lock."""
    row = participant
    if row.state == States.SEATED or row.theme_id is None:
        return False
    if row.mail and Participant.objects.on_themes().filter(theme=row.theme_id, type=row.type, mail__iexact=row.mail).exists():
        return False
    before = audit.values(row)
    row.group, row.state = None, States.WAITING
    row.save()
    audit.record("moved", row, by=by, before=before, now=now)
    return True


def leave_behind(participant: Participant, *, on: date, type_: str, by: User | None, now: datetime) -> None:
    """One is on it no more, from ``on``, and is forgotten after the days that the centre keeps such a thing. Call under the group's lock."""
    had = audit.values(participant)
    participant.state, participant.left_on = States.LEFT, max(on, participant.seated_on or on)
    participant.forget_on = rules.forget_on(type_, max(on, localtime(now).date()))
    participant.save()
    audit.record("gave up the place", participant, by=by, before=had, now=now)
    for talk in participant.talks.filter(state=FirstTalk.State.BOOKED):  # nobody is to wait for her, and the time is free
        before = audit.values(talk)
        talk.state = FirstTalk.State.ABSENT
        talk.save()
        audit.record("cancelled", talk, by=by, before=before, now=now)


@transaction.atomic
def ask_those_waiting(group: Group, waiting: Sequence[int], *, centre: Centre, by: User, now: datetime) -> int:
    """Ask those on the theme's list (``waiting``: their keys) whether they want to be on ``group``'s. Gives how many were asked."""
    row = locked(group)
    asked = 0
    for each in Participant.objects.select_for_update(of=("self",)).filter(group=None, theme=row.theme, type=row.type, state=States.WAITING, pk__in=waiting):
        if each.mail and row.participants.alive().filter(mail__iexact=each.mail).exists():
            continue
        before = audit.values(each)
        each.group, each.state = row, States.ASKED
        each.save()
        audit.record("asked", each, by=by, before=before, now=now)
        letters.asked(each, row, centre, now=now)
        asked += 1
    return asked


def _both(participant: Participant) -> tuple[Group, Participant]:
    """The group under its lock, and the participant as she is now. ValidationError where she is in none, or has left."""
    if participant.group is None:
        raise ValidationError(_("There is no group for it yet."))
    group = locked(participant.group)
    row = _now(participant)
    if row.state == States.LEFT:
        raise ValidationError(_("She or he has left the list."))
    return group, row


def _now(participant: Participant) -> Participant:
    """As she is now, and nobody else's to change. Where a group is locked too, that comes first."""
    row: Participant = Participant.objects.select_for_update(of=("self",)).select_related("group", "theme").get(pk=participant.pk)
    return row
