"""How many of each type of member have answered, once a sending is closed and where it tells of nobody whether she has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from brobygger.organisations.models import Membership
from brobygger.organisations.models.members import in_force
from brobygger.surveys.models import Sending
from brobygger.surveys.protecting import FEW


@dataclass(frozen=True, slots=True)
class Rate:
    """Of ``asked`` by personal links, how many used theirs."""

    label: str
    asked: int
    answered: int

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0

    @property
    def tells_of_nobody(self) -> bool:
        """At least five have answered, and five have not: neither who knows of one, nor who knows of four, knows of another."""
        return self.answered >= FEW and self.asked - self.answered >= FEW


def by_type(sending: Sending, *, protect: bool) -> list[Rate]:
    """By the type of membership they had when it was opened. Nothing while it is open, since two looks would tell who came between; nothing once it is forgotten who was asked."""
    if sending.opened_on is None or (protect and sending.closed_on is None):
        return []
    links = list(sending.links.values_list("organisation", "person", "spent"))
    types = _types(sending.opened_on)
    counted: dict[str, list[bool]] = {}
    for organisation, person, spent in links:
        counted.setdefault(types.get(("o", organisation)) or types.get(("p", person)) or "", []).append(spent)
    rates = [Rate(label or _("no members"), len(spent), sum(spent)) for label, spent in sorted(counted.items(), key=lambda each: (not each[0], each[0]))]
    found = protected(rates) if protect else rates
    return found if len(found) > 1 and any(label for label in counted) else []


def protected(rates: Iterable[Rate]) -> list[Rate]:
    """Those that tell of nobody; the rest together, with as many of the smallest as it takes until they tell of nobody either. Nothing where that is all of them."""
    shown = [each for each in rates if each.tells_of_nobody]
    rest = [each for each in rates if not each.tells_of_nobody]
    while rest and not (others := _together(rest)).tells_of_nobody:
        if not shown:
            return []
        smallest = min(shown, key=lambda each: (each.asked, each.label))
        shown.remove(smallest)
        rest.append(smallest)
    return [*shown, others] if rest else shown


def _together(rates: list[Rate]) -> Rate:
    return Rate(_("the others together"), sum(each.asked for each in rates), sum(each.answered for each in rates))


def _types(day: date) -> dict[tuple[str, int | None], str]:
    found: dict[tuple[str, int | None], str] = {}
    for organisation, person, name in Membership.objects.filter(in_force(day)).order_by("pk").values_list("organisation", "person", "type__name"):
        found["o" if organisation else "p", organisation or person] = name
    return found
