"""Finding a room: in words or field by field, by a day or a day of the week, free ones first and what comes near."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.times import moment
from brobygger.organisations.own import organisations_of
from brobygger.rooms import listing
from brobygger.rooms.asking import Wish, understand
from brobygger.rooms.finding import search
from brobygger.rooms.free import Span
from brobygger.rooms.models import Feature, OpenTo, Room

SHOWN = ("name", "capacity", "step_free", "open_to", "opens", "closes", "weekends", "season_from", "season_to", "buffer_minutes", "position", "premises__name", "centre__key")
WEEKS, MOST, ON_A_PAGE = 6, 60, 12


@open_to_all
def find(request: HttpRequest, centre: str) -> HttpResponse:
    """What is free for a wish. The typed line fills the fields, which say what was understood and can be put right."""
    today = timezone.localdate()
    features = list(Feature.objects.filter(retired=False).values_list("pk", "name"))
    words = request.GET.get("q", "").strip()[:200]
    wish = understand(words, features, today=today) if words else _wish(request)
    rows: Any = Room.objects.select_related("premises", "centre").only(*SHOWN)
    rows = rows.in_use() if _is_office(request) else rows.public()
    if wish.persons:
        rows = rows.filter(capacity__gte=min(wish.persons, 5000))
    for feature in wish.features:
        rows = rows.filter(features=feature)
    if wish.step_free:
        rows = rows.filter(step_free=True)
    days, wrong = _spans(wish, today)
    page, query = page_of(search(rows[:MOST], days, now=timezone.now()) if days else [], request.GET, ON_A_PAGE)
    book_at = _booking_at(request, centre)
    context = {
        "q": words, "wish": wish, "wrong": wrong, "days": days, "filters": _fields(wish, features), "asked": bool(request.GET), "rooms": [] if days else list(rows[:MOST]),
        "cards": listing.found_cards(page, book_at),
        "page": page, "query": query,
    }
    return render(request, "rooms/find.html", context)


def _wish(request: HttpRequest) -> Wish:
    """Field by field; what makes no sense is left out."""
    given = request.GET
    weekday = key_of(given.get("ugedag"))
    feature = key_of(given.get("udstyr"))
    return Wish(
        persons=key_of(given.get("antal")), features=(feature,) if feature else (), step_free=given.get("trin") == "fri", day=_parsed(parse_date, given.get("dag")),
        weekday=weekday if weekday is not None and weekday < 7 else None, begins=_parsed(parse_time, given.get("fra")), ends=_parsed(parse_time, given.get("til")),
    )


def _parsed(parse: Any, text: str | None) -> Any:
    try:
        return parse(text or "")
    except ValueError:
        return None


def _spans(wish: Wish, today: date) -> tuple[list[Span], str]:
    """The times asked for: on the day, or on the next such days of the week; and a sentence where one cannot be."""
    if wish.begins is None or (wish.day is None and wish.weekday is None):
        return [], ""
    ends = wish.ends or time(min(wish.begins.hour + 2, 23), wish.begins.minute)
    first = wish.day or today + timedelta(days=((wish.weekday or 0) - today.weekday()) % 7)
    days = [first + timedelta(weeks=week) for week in range(1 if wish.day else WEEKS)]
    found = []
    for day in days:
        try:
            starts = moment(day, wish.begins)
            until = moment(day + timedelta(days=1) if ends == time() else day, ends)
        except (ValidationError, OverflowError) as error:
            return [], " ".join(getattr(error, "messages", [_("Write a year between %(first)s and %(last)s.") % {"first": 1800, "last": 2199}]))
        if until <= starts:
            return [], str(_("It ends before it begins."))
        found.append(Span(starts.astimezone(UTC), until.astimezone(UTC)))
    now: datetime = timezone.now()
    kept = [each for each in found if each.ends > now]
    return kept, "" if kept else str(_("This time has passed."))


def _fields(wish: Wish, features: list[tuple[int, str]]) -> list[Filter]:
    return [
        Filter("antal", _("For how many"), wish.persons or "", kind="number"), Filter("udstyr", _("With"), wish.features[0] if wish.features else "", lines=features), Filter("trin", _("Access"), "fri" if wish.step_free else "", lines=[("fri", _("step-free"))]),
        Filter("dag", _("Day"), wish.day.isoformat() if wish.day else "", kind="date"), Filter("ugedag", _("Or day of the week"), "" if wish.weekday is None else wish.weekday, lines=list(WEEKDAYS.items())),
        Filter("fra", _("From"), f"{wish.begins:%H:%M}" if wish.begins else "", kind="time"), Filter("til", _("To"), f"{wish.ends:%H:%M}" if wish.ends else "", kind="time"),
    ]


def _is_office(request: HttpRequest) -> bool:
    access = getattr(request, "access", None)
    return access is not None and access.may(May.BOOK_ROOMS)


def _booking_at(request: HttpRequest, centre: str) -> Callable[[Room, Span], str]:
    """Where this reader books: in the office, for her association, for herself; else where associations sign in. Asked once for all rooms."""
    access, own = getattr(request, "access", None), reverse("own:own", args=[centre])
    page, persons = "", request.GET.get("antal", "")
    if _is_office(request):
        page = reverse("rooms:new", args=[centre])
    elif access is not None and access.may(May.OWN_ORGANISATION):
        mine = organisations_of(access.user, timezone.localdate())
        page = reverse("own_rooms:book", args=[centre, mine[0].pk]) if len(mine) == 1 else ""

    def address(room: Room, span: Span) -> str:
        here = page or (reverse("rooms_public:book", args=[centre, room.pk]) if room.open_to == OpenTo.EVERYBODY and access is None else "")
        start, end = localtime(span.starts), localtime(span.ends)
        query = {"lokale": room.pk, "dag": f"{start:%Y-%m-%d}", "fra": f"{start:%H:%M}", "til": f"{end:%H:%M}", "antal": persons}
        return f"{here}?{urlencode({name: value for name, value in query.items() if value})}" if here else own

    return address
