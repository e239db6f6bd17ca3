"""The upkeep of a garden: turns laid out by rule, swapped, given up and taken, done; and how much each association uses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.models import Organisation
from brobygger.reception import garden_letters
from brobygger.reception.models import UpkeepTurn
from brobygger.rooms.models import Booking, Premises

A_WEEK: Final = timedelta(days=7)
MOST_WEEKS: Final = 60


def weeks(first: date, last: date) -> list[date]:
    """The Mondays of the weeks from that of ``first`` to that of ``last``."""
    monday = first - timedelta(days=first.weekday())
    return [monday + number * A_WEEK for number in range(max((last - monday).days // 7 + 1, 0))]


@transaction.atomic
def lay_out(premises: Premises, organisations: Sequence[Organisation], *, first: date, last: date, by: User, now: datetime) -> int:
    """The associations in turn, a week each; weeks that have one already keep it, and count in the order. Gives how many are new. ValidationError for too long a time, or for nobody."""
    mondays = weeks(first, last)
    if not mondays:
        raise ValidationError({"last": _("It ends before it begins.")})
    if len(mondays) > MOST_WEEKS:
        raise ValidationError({"last": _("That is more than a year. Take one season at a time.")})
    if not organisations:
        raise ValidationError({"organisations": _("Who takes turns?")})
    Premises.objects.select_for_update().get(pk=premises.pk)
    there = set(UpkeepTurn.objects.filter(premises=premises, starts_on__in=mondays).values_list("starts_on", flat=True))
    made = 0
    for number, monday in enumerate(mondays):
        if monday not in there:
            row = UpkeepTurn(premises=premises, starts_on=monday, organisation=organisations[number % len(organisations)])
            row.save()
            audit.record("added", row, by=by, now=now)
            made += 1
    return made


@transaction.atomic
def swap(one: UpkeepTurn, other: UpkeepTurn, *, by: User, now: datetime) -> None:
    """Each has the other's week, and is told of it by one mail. ValidationError where one is done, they are one, or the same has both."""
    rows = {row.pk: row for row in UpkeepTurn.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk, other.pk]).order_by("pk")}
    if len(rows) != 2 or any(row.done_on for row in rows.values()):
        raise ValidationError(_("Choose two different weeks that are not done."))
    first, second = rows[one.pk], rows[other.pk]
    if first.organisation_id == second.organisation_id:
        raise ValidationError(_("The same has both weeks, so there is nothing to swap."))
    before = audit.values(first), audit.values(second)
    first.organisation_id, second.organisation_id = second.organisation_id, first.organisation_id
    for row, was in zip((first, second), before, strict=True):
        row.save()
        audit.record("swapped", row, by=by, before=was, now=now)
    garden_letters.swapped(*UpkeepTurn.objects.listed().filter(pk__in=rows).order_by("starts_on", "pk"), day=localtime(now).date())


@transaction.atomic
def change(turn: UpkeepTurn, organisation: Organisation | None, *, of: Organisation | None, by: User, now: datetime) -> bool:
    """Given up (``None``) by the one that has it, or taken where nobody has. ``of``: who has it, as was seen. Whether it still was so."""
    row = UpkeepTurn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    if row.done_on or row.organisation_id != (of.pk if of else None):
        return False
    before = audit.values(row)
    row.organisation = organisation
    row.save()
    audit.record("given up" if organisation is None else "taken", row, by=by, before=before, now=now)
    return True


@transaction.atomic
def done(turn: UpkeepTurn, *, by: User, now: datetime, undo: bool = False) -> UpkeepTurn:
    """It is done; or not after all. ValidationError before its week."""
    row: UpkeepTurn = UpkeepTurn.objects.select_for_update(of=("self",)).get(pk=turn.pk)
    today = localtime(now).date()
    if row.starts_on > today:
        raise ValidationError(_("That week has not come yet."))
    if bool(row.done_on) != undo:
        return row
    before = audit.values(row)
    row.done_on = None if undo else today
    row.save()
    audit.record("undone" if undo else "done", row, by=by, before=before, now=now)
    return row


@dataclass(frozen=True, slots=True)
class Use:
    """How much an association used a garden in a year, and did for it."""

    who: str
    bookings: int
    minutes: int
    turns: int
    done: int

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 1)


def use_of(premises: Premises, year: int) -> list[Use]:
    """By association, those that used it most first. Two questions."""
    held = Booking.objects.held().filter(room__premises=premises, held_on__year=year, organisation__isnull=False).order_by().values_list("organisation", "organisation__name")
    booked = {pk: (name, n, minutes or 0) for pk, name, n, minutes in held.annotate(n=Count("pk"), minutes=Sum("minutes"))}
    turns = UpkeepTurn.objects.filter(premises=premises, starts_on__year=year, organisation__isnull=False).order_by().values_list("organisation", "organisation__name")
    kept = {pk: (name, n, finished) for pk, name, n, finished in turns.annotate(n=Count("pk"), finished=Count("done_on"))}
    rows = [
        Use((booked.get(pk) or kept[pk])[0], *booked.get(pk, ("", 0, 0))[1:], *kept.get(pk, ("", 0, 0))[1:])
        for pk in {*booked, *kept}
    ]
    return sorted(rows, key=lambda each: (-each.bookings, -each.done, each.who))


def gardens() -> list[Premises]:
    """The places whose rooms have a season, or that have turns: one keeps them in order."""
    rows: Any = Premises.objects.filter(retired=False, rooms__season_from__isnull=False) | Premises.objects.filter(retired=False, upkeep__isnull=False)
    return list(rows.distinct())
