"""Walking through the rooms: what was seen in each, and the faults that were found. Faults from there to mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.reception.models import CheckPoint, Fault, FaultState, Inspection
from brobygger.rooms.models import Room

# What a centre can begin with.
USUAL: Final = ("Vinduer og døre er lukket", "Borde og stole står på plads", "Der er ryddet op og tømt skrald", "Lyset er slukket", "Projektor og ledninger er, hvor de skal være")


@dataclass(frozen=True, slots=True)
class Seen:
    """One room on the way through the house. ``fault``: something to mend, in a few words."""

    room: int
    amiss: tuple[int, ...] = ()
    note: str = ""
    fault: str = ""


@transaction.atomic
def lay_out_points(*, by: User, now: datetime) -> None:
    """Give the centre in force its first checklist, where it has none."""
    if not CheckPoint.objects.exists():
        for position, name in enumerate(USUAL):
            row = CheckPoint.objects.create(name=name, position=position)
            audit.record("added", row, by=by, now=now)


def points_by_room(rooms: Iterable[Room]) -> dict[int, list[CheckPoint]]:
    """What one looks for in each of them. Two questions."""
    points = [(point, {room.pk for room in point.rooms.all()}) for point in CheckPoint.objects.filter(retired=False).prefetch_related("rooms")]
    return {row.pk: [point for point, only in points if not only or row.pk in only] for row in rooms}


@transaction.atomic
def inspect(seen: Iterable[Seen], *, by: User, now: datetime) -> int:
    """Write down what was seen today; a room seen again has what was seen last. A fault that stands open in the same words is no second one. Gives how many rooms."""
    today, rows = localtime(now).date(), list(seen)
    rooms = {row.pk: row for row in Room.objects.select_for_update(of=("self",)).filter(pk__in=[each.room for each in rows]).order_by("pk")}
    for each in rows:
        room = rooms[each.room]
        row = Inspection.objects.filter(room=room, on=today).first() or Inspection(room=room, on=today)
        before = audit.values(row) if row.pk else None
        row.note, row.by = each.note, by
        row.save()
        row.amiss.set(each.amiss)
        audit.record("looked after" if before is None else "edited", row, by=by, before=before, now=now)
        if each.fault and not Fault.objects.unmended().filter(room=room, what=each.fault).exists():
            report(Fault(room=room, what=each.fault), by=by, now=now)
    return len(rows)


@transaction.atomic
def report(row: Fault, *, by: User | None, now: datetime) -> Fault:
    row.reported_on, row.reported_by = localtime(now).date(), by
    row.full_clean(exclude=["centre", "room", "organisation", "reported_by"])
    row.save()
    audit.record("reported", row, by=by, now=now)
    return row


@transaction.atomic
def become(row: Fault, state: FaultState, *, by: User, now: datetime) -> Fault:
    """Taken on, mended, or open again. Twice is once."""
    here: Fault = Fault.objects.select_for_update(of=("self",)).select_related("centre", "room").get(pk=row.pk)
    if here.state == state:
        return here
    before = audit.values(here)
    here.state = state
    here.mended_on = localtime(now).date() if state == FaultState.MENDED else None
    here.save()
    audit.record({FaultState.MENDING: "being mended", FaultState.MENDED: "mended"}.get(state, "reopened"), here, by=by, before=before, now=now)
    return here


@transaction.atomic
def keep(row: Fault, *, before: dict[str, Any], by: User, now: datetime) -> Fault:
    if row.effect and row.room is None:
        raise ValidationError({"effect": _("Say first which room it is in.")})
    row.save()
    audit.record("edited", row, by=by, before=before, now=now)
    return row


def seen_on(day: date) -> dict[int, Inspection]:
    """By room its inspection of ``day``."""
    return {row.room_id: row for row in Inspection.objects.listed().filter(on=day)}
