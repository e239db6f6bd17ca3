"""What events count beyond the registrations they stand on: what people thought of them, and the way of tours and relays."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.centres.models import Locality
from brobygger.events.models import Feedback, Stop
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.measures import NARROWS, show
from brobygger.journal.models import Registration, State
from brobygger.plan.measures import Evidence, Source, add

EVENTS = _("events")
_DAY = "event__registration__done_on"
_HELD = {"event__registration__state": State.HELD, "event__registration__draft": False}
_TO_PERCENT = 100 // Feedback.HIGHEST
_BENEATH = ("base", "kind", "theme", "target_group", "locality", "place", "network", "project", "mode")
_NARROWS: dict[str, Any] = {key: f"event__registration__{NARROWS[key]}" for key in _BENEATH}
_OF_STOP: dict[str, Any] = {**_NARROWS, "locality": "locality", "place": "locality"}


def _evaluated() -> QuerySet[Registration]:
    answered = Feedback.objects.filter(event=OuterRef("pk"))
    return Registration.objects.counting().filter(Exists(answered)).select_related("kind", "centre")


def _answers() -> QuerySet[Feedback]:
    return Feedback.objects.filter(**_HELD).annotate(percent=F("score") * _TO_PERCENT).select_related("event__registration__kind", "event__registration__centre")


def _show_answer(row: Feedback) -> Evidence:
    registration = row.event.registration
    return Evidence(registration.done_on, registration.title, f"{row.event.get_absolute_url()}bagefter/", str(registration.kind), row.score * _TO_PERCENT)


def _stops(*bases: BaseKind) -> QuerySet[Stop]:
    rows = Stop.objects.filter(**_HELD).select_related("locality", "event__registration__kind", "event__registration__centre")
    return rows.filter(event__registration__base__in=bases) if bases else rows


def _show_stop(row: Stop) -> Evidence:
    registration = row.event.registration
    said = " · ".join(str(each) for each in (registration.title, row.locality or "", row.means, f"{row.km} km" if row.km else "") if each)
    return Evidence(registration.done_on, row.place, f"{row.event.get_absolute_url()}stop/", said)


def _places(keys: Iterable[Any]) -> dict[Any, str]:
    return dict(Locality.objects.filter(pk__in=list(keys)).values_list("pk", "name"))


add("evaluations_done", Source(name=EVENTS, rows=_evaluated, show=show, on="done_on", narrows=NARROWS, watch=(Registration, Feedback)))
add("evaluation_score", Source(name=EVENTS, rows=_answers, show=_show_answer, on=_DAY, value="percent", narrows=_NARROWS, watch=(Registration, Feedback)))
add(
    "relay_km",
    Source(
        name=EVENTS, rows=lambda: _stops(BaseKind.RELAY).filter(km__isnull=False), show=_show_stop, on=_DAY, value="km", narrows=_OF_STOP, watch=(Registration, Stop),
    ),
)
_WHERE: dict[str, Any] = {"value": "locality", "distinct": True, "names": _places, "narrows": _OF_STOP, "watch": (Registration, Stop), "show": _show_stop, "on": _DAY, "name": EVENTS}
add("relay_localities", Source(rows=lambda: _stops(BaseKind.RELAY), **_WHERE))
add("localities_active", Source(rows=_stops, **_WHERE, defaults={"mode": ["held"]}))
