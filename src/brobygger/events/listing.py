"""The office's list of events: of each the few columns that are shown, and what stands in the cells."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import Sum
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.core.listing import Column, below, link, said, tag, together
from brobygger.core.times import local
from brobygger.events.letters import where
from brobygger.events.models import SignUp
from brobygger.journal.models import State

READ: Final = (
    "pk", "starts_at", "place", "online_link", "published_at", "series", "signup_list", "signup_list__capacity", "registration__title", "registration__state",
    "registration__persons", "registration__kind__name",
)


class Line(NamedTuple):
    """What ``READ`` reads of an event."""

    pk: int
    starts_at: datetime
    place: str
    online_link: str
    published_at: datetime | None
    series: int | None
    signup_list: int | None
    capacity: int | None
    title: str
    state: str
    persons: int | None
    kind: str


def columns() -> list[Column]:
    return [Column(_("When"), "day", named=False), Column(_("What"), named=False), Column(_("Where")), Column(_("Signed up"), "num"), Column(_("Came"), "num")]


def cells(rows: Any, *, centre: str) -> Iterator[list[object]]:
    """A line of the table for each of ``rows``, a page of events; with two questions, however many they are."""
    found = [Line(*row) for row in rows.values_list(*READ)]
    taken, waiting = signed_up([each.signup_list for each in found if each.signup_list])
    of_series, of, base = _("one of a series"), _("of"), f"/{centre}/kontor/arrangementer/"
    for each in found:
        kind = f"{each.kind} · {of_series}" if each.series else each.kind
        yield [
            short_when(each.starts_at), together(link(f"{base}{each.pk}/", each.title), state_tag(each.state, is_draft=each.published_at is None), below(kind)), where(each),
            _coming(taken.get(each.signup_list, 0), each.capacity, waiting.get(each.signup_list, 0), of) if each.signup_list else "",
            ("?" if each.persons is None else each.persons) if each.state == State.HELD else "",
        ]


def short_when(at: datetime) -> str:
    """"Tue 3 Mar 2026 17.00"."""
    start = local(at)
    return f"{said(start.date(), 'D j. b Y')} {start:%H.%M}"


def state_tag(state: str, *, is_draft: bool) -> SafeString:
    """A word for what is not simply planned and public."""
    if state == State.CANCELLED:
        return tag(_("cancelled"), style="bad")
    draft, moved = is_draft and state != State.HELD, state == State.MOVED
    return together(tag(_("draft")) if draft else "", tag(_("moved")) if moved else "")


def signed_up(lists: Any) -> tuple[dict[int | None, int], dict[int | None, int]]:
    """Persons with a place, or one offered, on each of ``lists``; and those who wait for one."""
    taken: dict[int | None, int] = {}
    waiting: dict[int | None, int] = {}
    counted = SignUp.objects.filter(signup_list__in=lists, state__in=[SignUp.State.CONFIRMED, SignUp.State.OFFERED, SignUp.State.WAITING])
    for key, state, n in counted.order_by().values_list("signup_list", "state").annotate(n=Sum("persons")):
        held = waiting if state == SignUp.State.WAITING else taken
        held[key] = held.get(key, 0) + n
    return taken, waiting


def _coming(taken: int, capacity: int | None, waiting: int, of: str) -> object:
    places = f"{taken} {of} {capacity}" if capacity else str(taken)
    return together(places, below(_("%(n)s waiting") % {"n": waiting})) if waiting else places
