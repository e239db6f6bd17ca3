"""Each night, personal fields whose declared time is up are blanked, in every centre. The rows stay, so the counts stay."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.privacy import Declaration, Keep, declarations
from brobygger.people.actions import raised
from brobygger.people.holdings import of_the_centre


def run() -> int:
    """Blank all that is past its time as of today, everywhere; gives how many rows were touched."""
    today = timezone.localdate()
    touched = 0
    for centre in Centre.objects.all():
        with centre_in_force(centre), transaction.atomic():
            touched += sum(blank_expired(each, today) for each in declarations.values() if of_the_centre(each))
    with transaction.atomic():
        return touched + sum(blank_expired(each, today) for each in declarations.values() if not of_the_centre(each))


def blank_expired(declaration: Declaration, today: date) -> int:
    """Rows of one model, of the centre in force where they belong to one."""
    touched = 0
    by_keep: dict[Keep, dict[str, Any]] = {}
    for name, holding in declaration.fields.items():
        if holding.kind != "open" and holding.keep.months is not None:
            by_keep.setdefault(holding.keep, {})[name] = holding.blank
    for keep, blank in by_keep.items():
        still_there = Q()
        for name, value in blank.items():
            still_there |= ~Q(**{name: value})
        # By key: an UPDATE cannot follow a lookup over another table.
        rows = declaration.model._default_manager.filter(still_there, **{f"{_day(declaration.model, keep.after)}__lt": months_before(today, keep.months or 0)})
        keys = list(rows.order_by().values_list("pk", flat=True))
        if keys:
            touched += declaration.model._default_manager.filter(pk__in=keys).update(**blank, **raised(declaration.model))
    return touched


def _day(model: type[models.Model], lookup: str) -> str:
    """``lookup`` as a day: a moment is compared by its date."""
    *path, last = lookup.split("__")
    for step in path:
        found = model._meta.get_field(step).related_model
        assert isinstance(found, type)  # noqa: S101 -- as in holdings.leads_to
        model = found
    return f"{lookup}__date" if isinstance(model._meta.get_field(last), models.DateTimeField) else lookup


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))
