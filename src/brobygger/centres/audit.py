"""The trail of changes, written in the action's own transaction.

A field declared personal in a context's ``privacy.py`` is named as changed and its content left out, so that erasing a
person leaves nothing behind here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.privacy import declarations

HIDDEN = "•"
UNINTERESTING = frozenset({"id", "centre", "version", "created_at", "updated_at"})


def values(row: models.Model) -> dict[str, Any]:
    """The row's own fields as plain JSON, to be compared before and after."""
    return {
        field.name: _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in UNINTERESTING
    }


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
    return Change.objects.create(
        at=now or timezone.now(),
        by=by if by is not None and by.pk else None,
        verb=verb,
        model=row._meta.label,
        row=row.pk,
        label="" if personal_label else str(row)[:200],
        fields=changed,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
