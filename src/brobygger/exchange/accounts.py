"""Accounts of hours, where a centre keeps them: of each association, what it has given and got. Sums of the swaps that took place; no figure is kept."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from brobygger.exchange.models import Exchange
from brobygger.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Account:
    organisation: Organisation
    given: int  # minutes
    got: int

    @property
    def balance(self) -> int:
        return self.given - self.got


def _took_place() -> Any:
    return Exchange.objects.filter(state=Exchange.State.DONE, minutes__isnull=False).order_by()


def of(organisation: Organisation) -> Account:
    given, got = (_took_place().filter(**{side: organisation}).aggregate(n=Sum("minutes"))["n"] or 0 for side in ("gives", "gets"))
    return Account(organisation, given, got)


def all_of_them() -> list[Account]:
    """Of every association that has given or got hours, by name; in three questions."""
    given, got = (dict(_took_place().filter(**{f"{side}__isnull": False}).values_list(side).annotate(n=Sum("minutes"))) for side in ("gives", "gets"))
    rows = Organisation.objects.filter(pk__in={*given, *got}).order_by("name", "pk")
    return [Account(row, given.get(row.pk, 0), got.get(row.pk, 0)) for row in rows]
