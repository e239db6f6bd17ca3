"""A network's meetings: the agenda of its open points, what was said of each, and what is carried on to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.times import local
from brobygger.core.versions import Stale
from brobygger.events.models import Event, Minute, Point


@dataclass(frozen=True, slots=True)
class Item:
    """A point on a meeting's agenda. ``earlier`` counts the meetings before that spoke of it; ``closed`` is whether this one ended it."""

    point: Point
    said: str
    earlier: int
    closed: bool


def agenda(event: Event) -> list[Item]:
    """The points of the meeting's network that were open when it was held: new ones, and those carried over. Three queries."""
    network = event.registration.network_id
    if network is None:
        return []
    day = event.day
    points = Point.objects.filter(network=network).select_related("owner")
    # On a meeting's agenda stands what was raised by its day and not closed before it; and whatever was spoken of there.
    rows = list(points.filter(Q(raised_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gte=day)) | Q(minutes__event=event)).distinct())
    here = dict(Minute.objects.filter(event=event).values_list("point", "text"))
    earlier: dict[int, int] = {}
    for point in Minute.objects.filter(point__in=rows, event__starts_at__lt=event.starts_at).exclude(event=event).values_list("point", flat=True):
        earlier[point] = earlier.get(point, 0) + 1
    return [Item(each, here.get(each.pk, ""), earlier.get(each.pk, 0), closed=each.closed_on == day and each.pk in here) for each in rows]


def agenda_in_words(event: Event) -> str:
    """The agenda as plain numbered lines, for the invitation."""
    lines = []
    for number, item in enumerate(agenda(event), 1):
        more = [item.point.who, date_format(item.point.due_on, "j. F Y") if item.point.due_on else ""]
        said = ", ".join(part for part in more if part)
        lines.append(f"{number}. {item.point.title}" + (f" ({said})" if said else ""))
        if item.point.text:
            lines.append("   " + item.point.text.replace("\n", "\n   "))
    return "\n".join(lines)


@transaction.atomic
def keep_point(point: Point, *, event: Event | None = None, before: dict[str, object] | None, by: User, now: datetime) -> Point:
    """Keep a point, new or edited. A new one is put last on the agenda. Raises ValidationError and Stale."""
    if point.pk is None:
        point.raised_on, point.raised_at = local(now).date(), event
        if event is not None and event.day < point.raised_on:
            point.raised_on = event.day
        last = Point.objects.filter(network=point.network_id).order_by("-position").values_list("position", flat=True).first()
        point.position = min((last or 0) + 1, 32_000)
    point.full_clean(exclude=["centre", "raised_at"])
    point.save()
    audit.record("edited" if before is not None else "added", point, by=by, before=before, now=now)
    return point


@transaction.atomic
def close_point(point: Point, *, closed: bool, by: User, now: datetime) -> None:
    """It is done or dealt with; or it is open after all. Twice is once."""
    row = Point.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if bool(row.closed_on) == closed:
        return
    before = audit.values(row)
    row.closed_on = local(now).date() if closed else None
    row.save()
    audit.record("closed" if closed else "reopened", row, by=by, before=before, now=now)


@transaction.atomic
def move_point(point: Point, *, up: bool, by: User, now: datetime) -> None:
    """One place up or down among the network's open points; at the end it stays where it is."""
    rows = list(Point.objects.select_for_update(of=("self",)).filter(network=point.network_id, closed_on=None).order_by("position", "pk"))
    place = next((number for number, each in enumerate(rows) if each.pk == point.pk), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, 1):
        if row.position != number:
            before, row.position = audit.values(row), number
            row.save()
            if row.pk == point.pk:
                audit.record("edited", row, by=by, before=before, now=now)


@transaction.atomic
def remove_point(point: Point, *, by: User, now: datetime) -> None:
    """Take a point out that came in by mistake. ValidationError once a meeting has spoken of it: that is in its minutes, so it is closed instead."""
    row = Point.objects.select_for_update(of=("self",)).get(pk=point.pk)
    if row.minutes.exists():
        raise ValidationError(_("A meeting has spoken of it, and that stands in its minutes. Mark it as done instead."))
    audit.record("removed", row, by=by, now=now)
    row.delete()


@transaction.atomic
def minute(event: Event, said: Mapping[int, str], closed: set[int], minutes: str, *, version: int | None = None, by: User, now: datetime) -> None:
    """Write the minutes of a meeting: a text for each point, those it ended, and the rest in words. What is not ended is carried on.

    ``closed`` closes as of the meeting's day. Stale where somebody else has saved since ``version``.
    """
    row = Event.objects.select_for_update(of=("self",)).select_related("registration").get(pk=event.pk)
    if version is not None and version != row.version:
        raise Stale
    before = audit.values(row)
    items = {item.point.pk: item for item in agenda(row)}
    changed = {}
    for pk, item in items.items():
        text = said.get(pk, item.said).strip()
        if text != item.said or (pk in closed and not item.closed):
            Minute.objects.update_or_create(point=item.point, event=row, defaults={"text": text})
            changed[pk] = item.point.title
        _close_at(row, item, pk in closed, by=by, now=now)
    row.minutes = minutes
    row.save()
    audit.record("minuted", row, by=by, before=before, extra={"points": sorted(changed.values())} if changed else None, now=now)


def _close_at(event: Event, item: Item, closed: bool, *, by: User, now: datetime) -> None:
    if closed == item.closed:
        return
    point = Point.objects.select_for_update(of=("self",)).get(pk=item.point.pk)
    before = audit.values(point)
    point.closed_on = event.day if closed else None
    point.save()
    audit.record("closed" if closed else "reopened", point, by=by, before=before, now=now)
