"""The places of a list: what is free, and who is where in the queue.

A place is taken by those who are confirmed and by those it is offered to. The queue is in the order of coming; the first whose whole party fits
is next. Who gives or moves a place holds the lock of the list's row meanwhile (``locked``), so that none is given twice however many come at once.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.events.models import Event, SignUp, SignUpList

States = SignUp.State


def locked(signup_list: SignUpList) -> SignUpList:
    """The list as it is now, and nobody else's until the transaction ends."""
    row: SignUpList = SignUpList.objects.select_for_update().get(pk=signup_list.pk)
    return row


def events_of(signup_list: SignUpList) -> list[Event]:
    return list(Event.objects.listed().filter(signup_list=signup_list).order_by("starts_at"))


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


def in_queue(signup: SignUp) -> int:
    """1 for the next in line."""
    ahead = signup.signup_list.signups.filter(state=States.WAITING).exclude(pk=signup.pk)
    earlier = ahead.filter(queued_at__lt=signup.queued_at).count() + ahead.filter(queued_at=signup.queued_at, pk__lt=signup.pk).count()
    return int(earlier) + 1


def outlook(signup_list: SignUpList, persons: int) -> int:
    """What one who signs up now would get: 0 for a place, else the number in the queue."""
    waiting = signup_list.signups.waiting()
    left = free(signup_list)
    waits = left is not None and (persons > left or waiting.filter(persons__lte=left).exists())
    return waiting.count() + 1 if waits else 0
