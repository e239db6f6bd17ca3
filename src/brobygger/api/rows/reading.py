"""Rows given to programs: a page at a time in the order of their keys, which no change moves; one alone; and what has changed or gone since a moment.

What has changed is read in the audit trail, so a row that was changed within the same minute may be given twice, and none is left out: the next question
begins at ``as_of``, some time before now, since a transaction that was begun earlier may be in force later.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.db.models import F, Max, Model, Q
from django.utils.translation import gettext as _

from brobygger.api.rows.asking import LARGEST_KEY, Asked, cursor
from brobygger.api.rows.kinds import given, giver
from brobygger.api.rows.problems import Problem
from brobygger.centres.models import Change
from brobygger.core.resources import Resource

OVERLAP: Final = timedelta(minutes=5)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    items: list[Row]
    next: str | None
    deleted: list[Row] | None = None
    as_of: datetime | None = None

    def as_data(self) -> dict[str, Any]:
        said: dict[str, Any] = {"items": self.items, "next": self.next}
        return said if self.deleted is None else {**said, "deleted": self.deleted, "as_of": given(self.as_of)}


def listed(resource: Resource, asked: Asked, *, persons: bool, now: datetime) -> Page:
    """A page. ``persons``: whether personal fields are given."""
    rows = resource.all().filter(**asked.filters).filter(pk__gt=asked.after)
    if asked.since is None:
        items = _items(resource, rows.order_by("pk"), persons=persons, most=asked.limit + 1)
        more = len(items) > asked.limit
        items = items[: asked.limit]
        return Page(items, cursor(items[-1]["id"]) if more else None)
    items = _items(resource, rows.filter(_changed(resource, asked.since)).order_by("pk"), persons=persons, most=asked.limit + 1)
    gone = _gone(resource, asked)
    last = sorted([*(row["id"] for row in items), *(row["id"] for row in gone)])[: asked.limit]
    more = len(items) + len(gone) > asked.limit
    until = last[-1] if more else LARGEST_KEY
    page = Page([row for row in items if row["id"] <= until], cursor(until) if more else None, [row for row in gone if row["id"] <= until], now - OVERLAP)
    return page


def one(resource: Resource, key: int, *, persons: bool) -> Row:
    """Raises Problem where there is none, or it is another centre's."""
    if not 0 < key <= LARGEST_KEY or not (found := _items(resource, resource.all().filter(pk=key), persons=persons, most=1, alone=True)):
        raise Problem(404, _("There is no %(what)s with the key %(key)s here.") % {"what": resource.model._meta.verbose_name, "key": key})
    return found[0]


def etag(data: Any) -> str:
    """Stands for the very content, whatever it was made from."""
    return f'"{sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()[:32]}"'


def _items(resource: Resource, rows: Any, *, persons: bool, most: int, alone: bool = False) -> list[Row]:
    columns = [each for each in resource.columns if persons or not each.personal]
    plain = [each for each in columns if not each.many]
    names, givers = ["id", *(each.name for each in plain)], [(each.name, give) for each in plain if (give := giver(each)) is not None]
    items = [dict(zip(names, line, strict=True)) for line in rows.values_list("pk", *(each.path for each in plain))[:most]]
    for name, give in givers:
        for row in items:
            if row[name] is not None:
                row[name] = give(row[name])
    keys = [row["id"] for row in items]
    for each in columns:
        if each.many:
            _fill(items, each.name, _many(each.field, keys), [])
    for name, filled in resource.filled.items():
        if (persons or not filled.personal) and (alone or not filled.alone):
            _fill(items, name, filled.find(keys) if keys else {}, filled.usual)
    return items


def _fill(items: Sequence[Row], name: str, found: Any, usual: Any) -> None:
    for row in items:
        row[name] = found.get(row["id"], usual)


def _many(field: Any, keys: Sequence[int]) -> dict[int, list[int]]:
    """The keys at the other end of a relation of many, for each of the rows."""
    found: dict[int, list[int]] = {}
    if keys:
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        for one_, other in field.remote_field.through._default_manager.filter(**{f"{source}__in": keys}).order_by(target).values_list(source, target).distinct():
            if other is not None:
                found.setdefault(one_, []).append(other)
    return found


def _lines(model: str, since: datetime) -> Any:
    return Change.objects.filter(model=model, at__gte=since, row__isnull=False)


def _changed(resource: Resource, since: datetime) -> Q:
    found = Q(pk__in=_lines(resource.model._meta.label, since).values("row"))
    for model, path in resource.below.items():
        found |= Q(**{f"{path}__in": _lines(model, since).values("row")})
    return found


def _gone(resource: Resource, asked: Asked) -> list[Row]:
    """Those that the trail names since then and that are not there any more. What is there and was never for programs is not told of."""
    assert asked.since is not None  # noqa: S101 -- asked where something is asked since
    lines = _lines(resource.model._meta.label, asked.since).filter(row__gt=asked.after).exclude(row__in=resource.model._default_manager.order_by().values("pk"))
    found = lines.order_by("row").values(key=F("row")).annotate(at=Max("at"))[: asked.limit + 1]
    return [{"id": line["key"], "deleted_at": given(line["at"])} for line in found]


def rows_of(resource: Resource, lines: Iterable[tuple[str, int]]) -> dict[tuple[str, int], set[int]]:
    """Of which rows of the resource a change of each of ``lines`` (a model's label and a key) is one, whether they are still there or not."""
    found: dict[tuple[str, int], set[int]] = {}
    for label, keys in _by_model(lines).items():
        if label == resource.model._meta.label:
            for key in keys:
                found.setdefault((label, key), set()).add(key)
        if path := resource.below.get(label):
            for row, key in resource.all().filter(**{f"{path}__in": keys}).values_list("pk", path):
                found.setdefault((label, key), set()).add(row)
    return found


def _by_model(lines: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for label, key in lines:
        found.setdefault(label, set()).add(key)
    return found


def standing(resource: Resource, keys: Collection[int]) -> tuple[set[int], set[int]]:
    """Which of ``keys`` are rows that programs see, and which are gone. Those that are in neither are there, and not for programs to know of."""
    seen = set(resource.all().filter(pk__in=keys).values_list("pk", flat=True))
    gone = set(keys) - seen
    return seen, gone - set(resource.model._default_manager.filter(pk__in=gone).values_list("pk", flat=True)) if gone else gone


def locked(resource: Resource, key: int) -> Model:
    """The row for a change, held until the transaction ends. Raises Problem where there is none."""
    row: Model | None = None
    if 0 < key <= LARGEST_KEY and resource.all().filter(pk=key).exists():
        row = resource.model._default_manager.select_for_update().filter(pk=key).first()
    if row is None:
        raise Problem(404, _("There is no %(what)s with the key %(key)s here.") % {"what": resource.model._meta.verbose_name, "key": key})
    return row
