"""Frameworks are laid out, written, arranged and followed by a new edition. From the first closed round on an edition's points stand as they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.versions import Stale
from brobygger.quality.models import Framework, Point
from brobygger.quality.shapes import SHAPES, Shape

_CARRIED = ("name", "source", "link", "text", "kind", "scale", "every", "responsible_id")


def held(framework: int, *, version: int | None = None) -> Framework:
    """The framework, held until the transaction ends. Stale where it is no longer at ``version``."""
    found: Framework = Framework.objects.select_for_update(of=("self",)).select_related("centre").get(pk=framework)
    if version is not None and found.version != version:
        raise Stale(f"Framework {framework}")
    return found


def is_settled(framework: Framework) -> bool:
    """Whether a round of it is closed, so that its points no longer change."""
    return framework.rounds.filter(closed_at__isnull=False).exists()


def _open(framework: int) -> Framework:
    found = held(framework)
    if is_settled(found):
        raise ValidationError(_("A round of it is closed, so its points stand as they were answered. Make a new edition to change them."))
    return found


@transaction.atomic
def begin(framework: Framework, shape: str, *, by: User, now: datetime) -> Framework:
    """A new framework with the points of a shape, all without words."""
    how = SHAPES[shape]
    framework.kind = how.kind
    if not framework.scale:
        framework.scale = [str(step) for step in how.steps]
    framework.save()
    audit.record("added", framework, by=by, now=now)
    _lay_out(framework, how)
    return framework


def _lay_out(framework: Framework, how: Shape) -> None:
    for place in range(how.themes):
        theme = Point.objects.create(framework=framework, level=Point.Level.THEME, position=place)
        for at in range(how.criteria):
            criterion = Point.objects.create(framework=framework, parent=theme, level=Point.Level.CRITERION, position=at)
            Point.objects.bulk_create(Point(framework=framework, parent=criterion, level=Point.Level.INDICATOR, position=each) for each in range(how.indicators))


@transaction.atomic
def keep(framework: Framework, *, before: Mapping[str, Any], by: User, now: datetime) -> Framework:
    """An edited framework. The scale is no longer changed once answers are given by it."""
    there = held(framework.pk, version=framework.version)
    if there.scale != framework.scale and there.rounds.filter(answers__isnull=False).exists():
        raise ValidationError({"scale": _("Answers have been given by this scale. Make a new edition to change it.")})
    framework.save()
    audit.record("edited", framework, by=by, before=before, now=now)
    return framework


@transaction.atomic
def add(point: Point, *, by: User, now: datetime) -> Point:
    """A new point, last among those beside it."""
    _open(point.framework_id)
    if point.parent is not None and point.parent.answers.exists():
        raise ValidationError(_("“%(point)s” has been answered itself, so nothing can be hung under it.") % {"point": point.parent})
    point.position = Point.objects.filter(framework=point.framework_id, parent=point.parent_id).count()
    point.save()
    audit.record("added", point, by=by, now=now)
    return point


@transaction.atomic
def write(point: Point, *, before: Mapping[str, Any], by: User, now: datetime) -> Point:
    _open(point.framework_id)
    point.save()
    audit.record("edited", point, by=by, before=before, now=now)
    return point


@transaction.atomic
def write_all(framework: Framework, texts: Mapping[int, str], *, by: User, now: datetime) -> int:
    """The words of many points at once, as a page with all of them sends; gives how many changed."""
    _open(framework.pk)
    changed = 0
    for point in Point.objects.filter(framework=framework, pk__in=texts):
        if point.title != texts[point.pk]:
            before = audit.values(point)
            point.title = texts[point.pk]
            point.save()
            audit.record("edited", point, by=by, before=before, now=now)
            changed += 1
    return changed


@transaction.atomic
def move(point: Point, step: int, *, by: User, now: datetime) -> None:
    """One place up (−1) or down (1) beside its own; at the end it stays."""
    _open(point.framework_id)
    rows = list(Point.objects.filter(framework=point.framework_id, parent=point.parent_id).order_by("position", "pk"))
    at = next((place for place, each in enumerate(rows) if each.pk == point.pk), None)
    if at is None or not 0 <= at + step < len(rows):
        return
    rows[at], rows[at + step] = rows[at + step], rows[at]
    for place, each in enumerate(rows):
        if each.position != place:
            before = audit.values(each)
            each.position = place
            each.save()
            audit.record("reordered", each, by=by, before=before, now=now)


@transaction.atomic
def take_out(point: Point, *, by: User, now: datetime) -> None:
    """With all below it. ValidationError where somebody has answered it."""
    _open(point.framework_id)
    keys = _with_below(point)
    if any(Point.objects.filter(pk__in=keys, **{f"{what}__isnull": False}).exists() for what in ("answers", "evidence", "improvements")):
        raise ValidationError(_("Somebody has answered this, so it stays. A new edition can leave it out."))
    audit.record("deleted", point, by=by, now=now)
    point.delete()


def _with_below(point: Point) -> list[int]:
    found, level = [point.pk], [point.pk]
    while level:
        level = list(Point.objects.filter(parent__in=level).values_list("pk", flat=True))
        found += level
    return found


@transaction.atomic
def new_edition(framework: Framework, edition: str, *, by: User, now: datetime) -> Framework:
    """The same points under another edition, free to be changed; each remembers which it descends from. The old one is used no longer."""
    old = held(framework.pk)
    made = Framework(edition=edition, copied_from=old, **{name: getattr(old, name) for name in _CARRIED})
    made.full_clean(exclude=["centre"])
    made.save()
    copies: dict[int, Point] = {}
    for level in Point.Level.values:
        for point in Point.objects.filter(framework=old, level=level):
            parent = copies[point.parent_id] if point.parent_id else None
            copies[point.pk] = Point.objects.create(framework=made, parent=parent, level=level, position=point.position, title=point.title, text=point.text, first_id=point.origin)
    before = audit.values(old)
    old.retired = True
    old.save()
    audit.record("edited", old, by=by, before=before, now=now)
    audit.record("copied", made, by=by, now=now)
    return made
