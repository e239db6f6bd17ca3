"""What events count beyond the registrations they stand on: what people thought of them, and the way of tours and relays."""

from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.events.actions import TOOL
from brobygger.events.models import Aboard, Event, Feedback, Minute, Point, SentInvitation, Stop
from brobygger.journal.base_kinds import EVENTS, BaseKind
from brobygger.journal.measures import MEETINGS, WHO, Of, distinct, narrows_of, never, places, registered, show
from brobygger.journal.models import Mode, Registration, State
from brobygger.journal.narrowing import Narrows, columns, some_of_those, those
from brobygger.organisations.models import Network, in_words
from brobygger.organisations.narrowing import CONDITIONS, WATCH
from brobygger.plan.measures import Evidence, Lookup, Source, add

TOOLS = _("events")
_WORK = "event__registration"
_DAY = f"{_WORK}__done_on"
_HELD = {f"{_WORK}__state": State.HELD, f"{_WORK}__draft": False}
_OURS = {"mode": [Mode.HELD.value]}
_TO_PERCENT = 100 // Feedback.HIGHEST
_TOURS = (BaseKind.TOUR,)
_RELAYS = (BaseKind.RELAY,)


def _along(key: str, values: list[Any]) -> Q:
    """Stops at which somebody was on board, or legs somebody was along on, to whom the condition holds."""
    return Q(Exists(Aboard.objects.filter(CONDITIONS[key](values, f"stop__{_DAY}"), stop=OuterRef("pk"))))


def _of_stops(*bases: BaseKind) -> Narrows:
    there: dict[str, Lookup] = {"locality": "locality", "place": "locality", **{key: partial(_along, key) for key in ("organisation", "sector")}}
    return Narrows({**columns(_WORK), **there}, bases or EVENTS, _WORK)


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


def _aboard() -> QuerySet[Aboard]:
    held = {f"stop__{key}": value for key, value in _HELD.items()}
    return Aboard.objects.filter(**held, **{f"stop__{_WORK}__base": BaseKind.TOUR}).select_related("organisation", "stop__event__registration__centre")


def _show_aboard(row: Aboard) -> Evidence:
    registration = row.stop.event.registration
    return Evidence(registration.done_on, str(row), f"{row.stop.event.get_absolute_url()}stop/", f"{registration.title} · {row.stop.place}")


add("evaluations_done", Source(name=TOOLS, rows=_evaluated, show=show, on="done_on", narrows=narrows_of(EVENTS), watch=(Registration, Feedback)))
add(
    "evaluation_score",
    Source(
        name=TOOLS, rows=_answers, show=_show_answer, on=_DAY, value="percent", watch=(Registration, Feedback),
        narrows=Narrows({**columns(_WORK), **some_of_those(("organisation", "sector"), _WORK)}, EVENTS, _WORK),
    ),
)
add(
    "relay_km",
    Source(
        name=TOOLS, rows=lambda: _stops(*_RELAYS).filter(km__isnull=False), show=_show_stop, on=_DAY, value="km", narrows=_of_stops(*_RELAYS), watch=(Registration, Stop),
        defaults=_OURS,
    ),
)
_WHERE: dict[str, Any] = {
    "name": TOOLS, "show": _show_stop, "on": _DAY, "value": "locality", "distinct": True, "names": places, "watch": (Registration, Stop), "defaults": _OURS,
}
add("relay_localities", Source(rows=lambda: _stops(*_RELAYS), narrows=_of_stops(*_RELAYS), **_WHERE))
add("localities_active", Source(rows=_stops, narrows=_of_stops(), **_WHERE))

# On a tour are those on board at its stops; where it has none, those who came along. Who came by to see the bus was not on it.
add(
    "tour_organisations",
    Source(
        name=TOOLS, rows=_aboard, show=_show_aboard, on=f"stop__{_DAY}", value="who", distinct=True, blank_is_nobody=True, names=in_words, defaults=_OURS,
        narrows=Narrows({**columns(f"stop__{_WORK}"), **those(f"stop__{_WORK}"), "locality": "stop__locality", "place": "stop__locality"}, _TOURS, f"stop__{_WORK}"),
        watch=(Registration, Stop, *WATCH),
    ),
)
_WITHOUT_STOPS = Of(frozenset(_TOURS), Q(tool=TOOL, event__stops__isnull=True), never)
add("tour_organisations", registered(_WITHOUT_STOPS, name=TOOLS, held=True, watch=(Stop,), **distinct(WHO)))


def _says_agenda(field: str) -> Q:
    return Q(**{f"{field}__icontains": "dagsorden"}) | Q(**{f"{field}__icontains": "agenda"})


def _with_agenda() -> Q:
    """Meetings with points on the agenda, with one in the invitation that was sent, or with a file that calls itself one."""
    day, mine = OuterRef("done_on"), OuterRef("pk")
    open_then = Point.objects.filter(Q(closed_on=None) | Q(closed_on__gte=day), network=OuterRef("network"), raised_on__lte=day)
    points = Q(Exists(Event.objects.filter(registration=mine))) & Q(Exists(open_then)) | Q(Exists(Minute.objects.filter(event=mine)))
    return points | Q(Exists(SentInvitation.objects.filter(_says_agenda("text"), event=mine))) | _says_agenda("attachment")


add(
    "network_meetings_with_agenda",
    registered(Of(MEETINGS.bases, MEETINGS.more & _with_agenda(), never), name=TOOLS, held=True, watch=(Network, Event, Point, Minute, SentInvitation)),
)
