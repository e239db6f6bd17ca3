"""Copies at the desk: a line each, at the price of the day; and what they come to in a month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.times import UNDONE_WITHIN
from brobygger.reception.models import Copying, SheetPrice

# What a centre can begin with: kind of sheet, in colour, kroner.
USUAL: Final = (("Sort-hvid, A4", False, "0.50"), ("Farve, A4", True, "2.00"), ("Sort-hvid, A3", False, "1.00"), ("Farve, A3", True, "4.00"))


@transaction.atomic
def lay_out_prices(*, by: User, now: datetime) -> None:
    """Give the centre in force its first prices, where it has none."""
    if not SheetPrice.objects.exists():
        for position, (name, colour, each) in enumerate(USUAL):
            row = SheetPrice.objects.create(name=name, colour=colour, each=Decimal(each), position=position)
            audit.record("added", row, by=by, now=now)


@transaction.atomic
def write_down(row: Copying, *, by: User, now: datetime) -> Copying:
    """Keep copies taken, at what a sheet costs now. ValidationError for a day to come."""
    row.on = row.on or localtime(now).date()
    if row.on > localtime(now).date():
        raise ValidationError({"on": _("That day has not come yet.")})
    row.each, row.by, row.created_at = row.price.each, by, now
    row.full_clean(exclude=["centre", "by", "created_at"])
    row.save()
    audit.record("added", row, by=by, now=now)
    return row


@transaction.atomic
def take_back(row: Copying, *, by: User, now: datetime) -> bool:
    """Only one's own, and only the same day; whether it was that."""
    mine = Copying.objects.select_for_update(of=("self",)).filter(pk=row.pk, by=by, created_at__gt=now - UNDONE_WITHIN).first()
    if mine is None:
        return False
    audit.record("removed", mine, by=by, now=now)
    mine.delete()
    return True


@dataclass(frozen=True, slots=True)
class Line:
    """What one association took of one kind of sheet at one price."""

    organisation: int
    who: str
    kind: str
    colour: bool
    sheets: int
    each: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """What one association took of a month, in all."""

    organisation: int
    who: str
    black: int
    colour: int
    amount: Decimal


def month_of(day: date) -> tuple[date, date]:
    """Its first day, and the first of the next."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def lines(first: date, after: date) -> list[Line]:
    """Of each association what it took from ``first`` until before ``after``, by kind and price. One question."""
    rows: Any = Copying.objects.filter(on__gte=first, on__lt=after).order_by("organisation__name", "organisation", "price__position", "price__name", "each")
    found = rows.values_list("organisation", "organisation__name", "price__name", "price__colour", "each").annotate(n=Sum("sheets"))
    return [Line(pk, who, kind, colour, n, each, n * each) for pk, who, kind, colour, each, n in found]


def accounts(rows: list[Line]) -> list[Account]:
    """``lines`` added up, an association each."""
    by_whom: dict[int, list[Line]] = {}
    for row in rows:
        by_whom.setdefault(row.organisation, []).append(row)
    return [
        Account(pk, each[0].who, sum(row.sheets for row in each if not row.colour), sum(row.sheets for row in each if row.colour), sum((row.amount for row in each), Decimal(0)))
        for pk, each in by_whom.items()
    ]
