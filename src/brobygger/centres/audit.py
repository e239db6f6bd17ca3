"""The trail of changes, written in the action's own transaction.

A field declared personal in a context's ``privacy.py`` is named as changed and its content left out, so that erasing a
person leaves nothing behind here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.privacy import declarations

HIDDEN = "•"
_gathering: ContextVar[list[Change] | None] = ContextVar("lines_gathered", default=None)
UNINTERESTING = frozenset({"id", "centre", "version", "created_at", "updated_at", "unwritten"})


def values(row: models.Model) -> dict[str, Any]:
    """The row's own fields as plain JSON, to be compared before and after."""
    return {
        field.name: _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in UNINTERESTING
    }


@contextmanager
def together() -> Iterator[None]:
    """Within the block lines are gathered and written in one go at its end, in their order: for actions on very many rows.

    ``record`` gives the lines back unsaved meanwhile. A block that ends in an error writes none, as its transaction keeps nothing.
    """
    gathered: list[Change] = []
    token = _gathering.set(gathered)
    try:
        yield
    finally:
        _gathering.reset(token)
    Change.objects.bulk_create(gathered, batch_size=500)


def record(
    verb: str,
    row: models.Model,
    *,
    by: Any,
    before: Mapping[str, Any] | None = None,
    extra: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Change | None:
    """Write one line: the fields of ``row`` that differ from ``before`` as ``[was, is]``. None when nothing differs.

    Without ``before`` the row is new or gone, and all its filled fields are written.
    """
    after = values(row)
    if before is None:
        changed = {name: [None, value] for name, value in after.items() if value not in (None, "", [], {})}
    else:
        changed = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    for name, value in (extra or {}).items():
        changed[name] = _plain(value) if not isinstance(value, list) else [_plain(each) for each in value]
    if before is not None and not changed:
        return None
    declaration = declarations.get(row._meta.label)
    for name in changed:
        if declaration and name in declaration.fields and declaration.fields[name].kind != "open":
            changed[name] = [HIDDEN, HIDDEN]
    personal_label = declaration is not None and any(
        holding.kind != "open" for holding in declaration.fields.values()
    )
    line = Change(
        at=now or timezone.now(),
        by=by if by is not None and by.pk else None,
        verb=verb,
        model=row._meta.label,
        row=row.pk,
        label="" if personal_label else str(row)[:200],
        fields=changed,
    )
    gathered = _gathering.get()
    if gathered is None:
        line.save()
    else:
        gathered.append(line)
    return line


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
