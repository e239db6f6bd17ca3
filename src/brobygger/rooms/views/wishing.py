"""What all pages have in common where a room is wished for: the first values from the address, the attempt, and what can be had instead."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_date, parse_time

from brobygger.core.keys import key_of
from brobygger.rooms.finding import Alternative, alternatives
from brobygger.rooms.forms.booking import typed_of
from brobygger.rooms.models import Booking
from brobygger.rooms.rules import Who
from brobygger.rooms.taking import Taken
from brobygger.rooms.views.house import put

INSTEAD = "instead"


def first_values(asked: QueryDict) -> dict[str, Any]:
    """``lokale``, ``dag``, ``fra`` and ``til``, as the day's table and the search lead here; what makes no sense is left out."""
    found: dict[str, Any] = {"room": key_of(asked.get("lokale"))}
    for name, word, parse in (("day", "dag", parse_date), ("begins", "fra", parse_time), ("ends", "til", parse_time)):
        try:
            found[name] = parse(asked.get(word, ""))
        except ValueError:
            continue
    if persons := key_of(asked.get("antal")):
        found["persons"] = persons
    return {name: value for name, value in found.items() if value is not None}


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent; where one of the alternatives was chosen, with its room and time."""
    if request.method != "POST":
        return None
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


def attempt(form: Any, act: Callable[[], Booking], who: Who, *, now: datetime) -> tuple[Booking | None, list[Alternative]]:
    """The booking; or none, with what stands in the way on the form, and what can be had instead."""
    try:
        return act(), []
    except Taken as error:
        form.add_error(None, error.messages)
        return None, alternatives(error.wish, who, now=now)
    except ValidationError as error:
        put(form, error)
    return None, []
