"""The volunteers that the office's list shows, as its address asks for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from brobygger.core.keys import key_of
from brobygger.matching.masks import MOST
from brobygger.matching.models import Volunteer

State = Volunteer.State
POOL: Final = "pulje"
UNCONFIRMED: Final = "ubekraeftet"
VIEWS: Final = {
    POOL: (gettext_lazy("In the pool"), Volunteer.POOL), "nye": (gettext_lazy("Have written"), (State.ENQUIRY, State.TALK)), "aktive": (gettext_lazy("Active"), (State.ACTIVE,)),
    UNCONFIRMED: (gettext_lazy("Not confirmed yet"), ()), "pause": (gettext_lazy("Take a break"), (State.PAUSED,)), "vaek": (gettext_lazy("Put away"), (State.ARCHIVED,)),
}


def view(asked: Mapping[str, Any]) -> str:
    return asked["vis"] if asked.get("vis") in VIEWS else POOL


def given(asked: Mapping[str, Any]) -> dict[str, str]:
    """``q``: words, ``om``: an interest, ``sted``: a locality, ``vej``: the way to us; empty where nothing is asked for."""
    return {name: str(asked.get(name, "")).strip()[:100] for name in ("q", "om", "sted", "vej")}


def volunteers(asked: Mapping[str, Any], today: date) -> Any:
    which, wanted = view(asked), given(asked)
    rows: Any = Volunteer.objects.pool(today) if which == POOL else Volunteer.objects.unconfirmed() if which == UNCONFIRMED else Volunteer.objects.filter(state__in=VIEWS[which][1])
    if wanted["q"]:
        rows = rows.filter(Q(person__name__icontains=wanted["q"]) | Q(person__mail__icontains=wanted["q"]) | Q(person__phone__icontains=wanted["q"]) | Q(group_name__icontains=wanted["q"]))
    about = key_of(wanted["om"])
    if about is not None and about <= MOST:
        rows = rows.annotate(of_interest=F("interests").bitand(1 << about)).exclude(of_interest=0)
    if wanted["sted"]:
        rows = rows.filter(locality=key_of(wanted["sted"]) or 0)
    if wanted["vej"]:
        rows = rows.filter(way=key_of(wanted["vej"]) or 0)
    return rows
