"""What all pages have in common where a room is wished for: the first values from the address, the attempt, and what can be had instead."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import formats
from django.utils.dateparse import parse_date, parse_time

from brobygger.accounts.models import User
from brobygger.core.keys import key_of
from brobygger.core.recurrence import Rule
from brobygger.rooms import waiting
from brobygger.rooms.booking import book
from brobygger.rooms.finding import Alternative, alternatives
from brobygger.rooms.forms.booking import typed_of, when_of
from brobygger.rooms.models import Booking, Waiting
from brobygger.rooms.rules import Who
from brobygger.rooms.series import SKIP, THIS, Clash, Conflicts, book_series, move, prolong
from brobygger.rooms.shown import span
from brobygger.rooms.taking import Taken
from brobygger.rooms.views.house import put

INSTEAD, DATE, WAIT = "instead", "date-", "wait"
MOST_ASKED = 20  # dates for which alternatives are looked for; nobody chooses for more by hand


def first_values(asked: QueryDict, own: Any) -> dict[str, Any]:
    """``lokale``, ``dag``, ``fra`` and ``til``, as the day's table and the search lead here; what makes no sense is left out. ``kopi``: all of a booking among ``own`` but its day."""
    like = own.filter(pk=key_of(asked.get("kopi")) or 0).first() if "kopi" in asked else None
    found: dict[str, Any] = {**(_copied(like) if like is not None else {}), "room": key_of(asked.get("lokale")) or (like.room_id if like else None)}
    for name, word, parse in (("day", "dag", parse_date), ("begins", "fra", parse_time), ("ends", "til", parse_time)):
        with suppress(ValueError):
            found[name] = parse(asked.get(word, "")) or found.get(name)
    if persons := key_of(asked.get("antal")):
        found["persons"] = persons
    return {name: value for name, value in found.items() if value is not None}


def _copied(like: Booking) -> dict[str, Any]:
    when = when_of(like)
    what = {name: getattr(like, name) for name in ("purpose", "persons", "ticketed", "name", "mail", "phone")}
    return {"begins": when["begins"], "ends": when["ends"], **what, "set_up": like.set_up_id, "organisation": like.organisation_id}


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent; where one of the alternatives was chosen, with its room and time."""
    if request.method != "POST":
        return None
    if INSTEAD not in request.POST:
        return request.POST
    data = request.POST.copy()
    room, _sign, rest = data.get(INSTEAD, "").partition("~")
    starts, _sign, ends = rest.partition("~")
    try:
        chosen = typed_of(int(room), datetime.fromisoformat(starts), datetime.fromisoformat(ends))
    except (ValueError, OverflowError):
        return data
    data.update(dict.fromkeys(chosen, ""))
    for name, value in chosen.items():
        data[name] = str(value or "")
    return data


@dataclass(frozen=True, slots=True)
class Conflict:
    """A date of a series that cannot be had, as a form asks about it."""

    day: date
    when: str
    why: str
    options: list[tuple[str, str]]

    @property
    def name(self) -> str:
        return f"{DATE}{self.day:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a wish: bookings; or none, with what can be had instead, or the dates of a series that somebody must choose for."""

    made: list[Booking] = field(default_factory=list)
    others: list[Alternative] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    settled: list[tuple[str, str]] = field(default_factory=list)
    may_wait: bool = False  # for the time that is taken
    waiting: Waiting | None = None


def choices_of(data: QueryDict) -> dict[date, str]:
    """What was chosen for dates that could not be had."""
    found: dict[date, str] = {}
    for name, value in data.items():
        if name.startswith(DATE) and isinstance(value, str) and value:
            with suppress(ValueError):
                if day := parse_date(name.removeprefix(DATE)):
                    found[day] = value
    return found


def attempt(form: Any, act: Callable[[dict[date, str]], list[Booking]], who: Who, *, now: datetime, leave: str, may_wait: bool = False, by: User | None = None) -> Outcome:
    """Do it; or say on the form what stands in the way. ``leave``: the words for a date that is left out, or as it is. ``may_wait``: for a time that is taken one can wait."""
    choices = choices_of(form.data)
    try:
        return Outcome(made=act(choices))
    except Taken as error:
        if may_wait and WAIT in form.data:
            try:
                return Outcome(waiting=waiting.wait(error.wish, who, by=by, now=now))
            except ValidationError as refusal:
                put(form, refusal)
        else:
            form.add_error(None, error.messages)
        return Outcome(others=alternatives(error.wish, who, now=now), may_wait=may_wait)
    except Conflicts as error:
        form.add_error(None, error.messages)
        asked = [_conflict(each, who, now=now, leave=leave, ask=number < MOST_ASKED) for number, each in enumerate(error.found)]
        open_days = {each.day for each in error.found}
        return Outcome(conflicts=asked, settled=[(f"{DATE}{day:%Y-%m-%d}", key) for day, key in choices.items() if day not in open_days])
    except ValidationError as error:
        put(form, error)
    return Outcome()


def make(row: Booking, rule: Rule | None, who: Who, choices: dict[date, str], *, by: User | None, now: datetime) -> list[Booking]:
    """A booking, or the series that it begins."""
    return [book(row, who, by=by, now=now)] if rule is None else book_series(row, rule, choices, who, by=by, now=now)


def moved(row: Booking, form: Any, who: Who, choices: dict[date, str], *, by: User | None, now: datetime) -> list[Booking]:
    """A booking moved as the form says, and those of its series that the form reaches."""
    given = form.cleaned_data
    return move(row, given.get("scope", THIS), choices, who, room=given["room"], starts_at=given["starts_at"], ends_at=given["ends_at"], by=by, now=now)


def prolonged(row: Booking, form: Any, who: Who, choices: dict[date, str], *, by: User | None, now: datetime) -> list[Booking]:
    assert row.series is not None  # noqa: S101 -- for the type checker: the view asked for one of a series
    return prolong(row.series, choices, who, until=form.cleaned_data["until"], by=by, now=now)


def dates_of(row: Booking) -> list[Booking]:
    """The dates of its series, in their order; none for a single one."""
    return list(Booking.objects.listed().filter(series=row.series_id).order_by("starts_at", "pk")) if row.series_id else []


def _conflict(clash: Clash, who: Who, *, now: datetime, leave: str, ask: bool) -> Conflict:
    """With what can be had instead, for as many dates as somebody looks through."""
    row = clash.booking
    near = alternatives(row, who, now=now) if row is not None and ask else []
    options = [(SKIP, leave), *((each.key, f"{each.room.name}, {span(each.starts_at, each.ends_at, year=False)}") for each in near)]
    when = span(row.starts_at, row.ends_at, year=False) if row is not None else formats.date_format(clash.day, "l j. F")
    return Conflict(clash.day, when, clash.why, options)
