"""The places of a list: what is free, and who is where in the queue.

A place is taken by those who are confirmed and by those it is offered to. The queue is in the order of coming; the first whose whole party fits
is next. Who gives or moves a place holds the lock of the list's row meanwhile (``locked``), so that none is given twice however many come at once.
Where a list has no limit, those who sign up need not wait for each other: they hold it together (``held``) against those who would change it.
"""

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Count, DateTimeField, IntegerField, Min, Q, Sum
from django.utils.translation import gettext as _

from brobygger.core.prepared import Given, Prepared
from brobygger.events.models import Event, SignUp, SignUpList

States: Final = SignUp.State
_LIST: Final = Given("signup_list", BigIntegerField())

# What is read while a crowd waits for the lock.
_locked = Prepared(lambda: SignUpList.objects.select_for_update().filter(pk=_LIST))
_events = Prepared(lambda: Event.objects.briefly().filter(signup_list=_LIST).order_by("starts_at"))
_WHEN: Final = ("published_at", "registration__state", "starts_at", "ends_at")
_open = Prepared(lambda: Event.objects.filter(signup_list=_LIST).order_by().values_list(*_WHEN))
_held = Prepared(lambda: Event.objects.filter(signup_list=_LIST, signup_list__version=Given("version", IntegerField())).order_by().values_list(*_WHEN), shared=SignUpList)
_standing = Prepared(lambda: SignUp.objects.filter(signup_list=_LIST).order_by().values("signup_list").annotate(
    taken=Sum("persons", filter=Q(state__in=[States.CONFIRMED, States.OFFERED]), default=0), smallest=Min("persons", filter=Q(state=States.WAITING)),
    waiting=Count("pk", filter=Q(state=States.WAITING)),
).values_list("taken", "smallest", "waiting"))
_ahead = Prepared(lambda: SignUp.objects.filter(signup_list=_LIST, state=States.WAITING).filter(
    Q(queued_at__lt=Given("since", DateTimeField())) | Q(queued_at=Given("since", DateTimeField()), pk__lt=Given("signup", BigIntegerField())),
).order_by().values("signup_list").annotate(n=Count("pk")).values_list("n", flat=True))


def locked(signup_list: SignUpList) -> SignUpList:
    """The list as it is now, and nobody else's until the transaction ends."""
    (row,) = _locked(signup_list=signup_list.pk)
    return row


def held(signup_list: SignUpList) -> list[tuple[Any, ...]]:
    """What decides whether one can sign up for each of its events, where the list is as it was read: it then stays so until the transaction ends,
    for this and all others who hold it likewise. Nothing where it has been changed meanwhile.
    """
    return _held(signup_list=signup_list.pk, version=signup_list.version)


def events_of(signup_list: SignUpList) -> list[Event]:
    """Its events in their order, briefly."""
    return _events(signup_list=signup_list.pk)


def takes_signups(signup_list: SignUpList, now: datetime, *, held: list[tuple[Any, ...]] | None = None) -> bool:
    """Whether one can sign up for any of its events now; those just ``held`` are not asked for again."""
    return any(signup_list.takes(now, *event) for event in held or _open(signup_list=signup_list.pk))


def alive(signup: SignUp, gone: object = None) -> SignUp:
    """The sign-up as it is now. ValidationError where it has been taken out, in the words of ``gone``."""
    row: SignUp = SignUp.objects.select_related("signup_list", "organisation").get(pk=signup.pk)
    if row.state == States.LEFT:
        raise ValidationError(str(gone) if gone else _("This sign-up has been taken out. Sign up again if you want to come."))
    return row


def free(signup_list: SignUpList) -> int | None:
    """Places that nobody has or is offered; None where there is no limit. Never below nought."""
    if signup_list.capacity is None:
        return None
    return max(signup_list.capacity - signup_list.signups.with_place().persons(), 0)


def outlook(signup_list: SignUpList, persons: int) -> int:
    """What one who signs up now would get: 0 for a place, else the number in the queue: where there is no room, or some for somebody before."""
    if signup_list.capacity is None:
        return 0
    taken, smallest, waiting = _standing.one(signup_list=signup_list.pk) or (0, None, 0)
    left = max(signup_list.capacity - taken, 0)
    return waiting + 1 if persons > left or (smallest is not None and smallest <= left) else 0


def in_queue(signup: SignUp) -> int:
    """1 for the next in line."""
    return 1 + (_ahead.one(signup_list=signup.signup_list_id, since=signup.queued_at, signup=signup.pk) or 0)
