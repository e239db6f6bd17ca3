"""What a telephone at the door sends: ticks and heads gathered while there was no connection. And the worker that keeps the list on it.

Each of what is sent gets its own answer, and the telephone lets go of nothing but what was answered.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, open_to_all
from brobygger.events import attendance as acts
from brobygger.events.attendance import Tick
from brobygger.events.forms.attendance import HeadForm
from brobygger.events.models import Attendance, Event

AT_ONCE: Final = 1000
SCRIPTS: Final = Path(__file__).parent.parent / "static" / "events"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one telephone sent; ``heads`` are forms as yet unlooked at."""

    ticks: list[Tick]
    heads: list[dict[str, str]]


def take(request: StaffRequest, row: Event, now: datetime) -> JsonResponse:
    """Keep what can be kept, and say of each what became of it: "t12" is the tick of sign-up 12, "tc7" of one who comes with it, "h…" the count with that key."""
    try:
        gathered = _read(request.body, now)
    except ValidationError as error:
        return JsonResponse({"wrong": " ".join(error.messages)}, status=400)
    kept: list[str] = []
    refused: dict[str, str] = {}
    if gathered.ticks:
        try:
            why = acts.tick_each(row, gathered.ticks, by=request.user, now=now)
        except ValidationError as error:  # of the event as a whole
            why = {each.mark: " ".join(error.messages) for each in gathered.ticks}
        refused |= {f"t{mark}": said for mark, said in why.items()}
        kept += [f"t{each.mark}" for each in gathered.ticks if each.mark not in why]
    for each in gathered.heads:
        if said := _count(request, row, each, now):
            refused[f"h{each['key']}"] = said
        else:
            kept.append(f"h{each['key']}")
    return JsonResponse({"kept": kept, "refused": refused, **standing(row), "now": timezone.now().isoformat()})


def standing(row: Event) -> dict[str, Any]:
    """Who has come by now: a tick's ``mark`` → persons, and all heads."""
    marks = {acts.mark_of(signup, companion): n for signup, companion, n in Attendance.objects.filter(event=row).values_list("signup", "companion", "persons")}
    heads = row.head_counts.aggregate(n=Sum("persons"))["n"] or 0
    return {"marks": marks, "heads": heads, "came": sum(marks.values()) + heads}


def _count(request: StaffRequest, row: Event, given: dict[str, str], now: datetime) -> str:
    """Why this count cannot be kept; empty where it was."""
    form = HeadForm(given)
    if not form.is_valid():
        return " ".join(str(message) for messages in form.errors.values() for message in messages)
    try:
        acts.count_heads(row, form.heads(), by=request.user, now=now, key=given["key"])
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _read(body: bytes, now: datetime) -> Gathered:
    """ValidationError where it is not what our page sends.

    The telephone says what its own clock shows, so that one that is ten minutes slow does not lose against one that is right.
    """
    try:
        given = json.loads(body)
        slow = now - _moment(given.get("now"), now)
        ticks = [
            Tick(
                int(each["signup"]), None if each["persons"] is None else int(each["persons"]), _moment(each["at"], now) + slow,
                companion=int(each["companion"]) if each.get("companion") else None,
            )
            for each in given.get("ticks", [])[:AT_ONCE]
        ]
        heads = [{name: str(each.get(name, "")) for name in ("persons", "whence", "sector")} | {"key": str(each["key"])} for each in given.get("heads", [])[:AT_ONCE]]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise ValidationError(_("What your browser sent could not be understood. Reload the page and try again.")) from error
    if not (ticks or heads) or not all(each["key"] for each in heads):
        raise ValidationError(_("What your browser sent could not be understood. Reload the page and try again."))
    return Gathered(ticks, heads)


def _moment(said: object, now: datetime) -> datetime:
    found = parse_datetime(str(said))
    return found if found is not None and timezone.is_aware(found) else now


@open_to_all
def worker(request: HttpRequest, centre: str) -> HttpResponse:
    """The script that keeps the door's list on a telephone and sends what waits there, at an address that never changes. It holds no data."""
    text = "\n".join((SCRIPTS / name).read_text(encoding="utf-8") for name in ("door-queue.js", "door-worker.js"))
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Service-Worker-Allowed": f"/{centre}/kontor/", "Cache-Control": "no-cache"})
