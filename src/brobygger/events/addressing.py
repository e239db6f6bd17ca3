"""Whom one writes to of those who signed up for an event: about that event."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.addressing import AddressedList, Addressee, Asked, lists
from brobygger.core.keys import key_of
from brobygger.events.letters import when
from brobygger.events.models import Event, SignUp

PLACE: Final = "plads"
QUEUE: Final = "venter"
WAYS: Final = ((PLACE, gettext_lazy("those who have a place")), (QUEUE, gettext_lazy("those who wait")), ("alle", pgettext_lazy("signed up", "both")))
States: Final = SignUp.State


def _event(asked: Asked) -> Event | None:
    if (key := key_of(asked.get("arrangement"))) is None:
        return None
    row: Event | None = Event.objects.listed().filter(pk=key, signup_list__isnull=False).first()
    return row


def _signed_up(asked: Asked, _today: date) -> Iterable[Addressee]:
    row = _event(asked)
    if row is None:
        return
    states = {PLACE: [States.CONFIRMED, States.OFFERED], QUEUE: [States.WAITING]}.get(SIGNED_UP.way(asked), [States.CONFIRMED, States.OFFERED, States.WAITING])
    because = _("you have signed up for “%(event)s”") % {"event": row}
    for name, mail, organisation, called, workplace in SignUp.objects.filter(signup_list=row.signup_list, state__in=states).order_by("signed_up_at", "pk").values_list("name", "mail", "organisation", "organisation__name", "label"):
        yield Addressee(name, mail, because, None, organisation, called or workplace)


def _called(asked: Asked) -> str:
    row = _event(asked)
    return f"{row}, {when(row)}" if row else ""


SIGNED_UP: Final = lists.add("signups", AddressedList(May.EDIT_EVENTS, _called, lambda asked: f"arrangementer/{key_of(asked.get('arrangement'))}/tilmeldte/", _signed_up, WAYS))
