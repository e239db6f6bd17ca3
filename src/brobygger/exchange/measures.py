"""What the exchange counts. A swap is made when both have said yes, on the day the second did, as long as neither calls it off: that is what a fair tallies and
what stands on a slip. Hours count once it is said that it took place.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.exchange.models import Category, Exchange
from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Choice, Evidence, Source, add, narrowings


def _either(path: str = "") -> Callable[[list[Any]], Q]:
    """Of those who give or get: asked of the row's own keys, so that a swap between two that are wanted counts once."""
    return lambda values: Q(**{f"gives{path}__in": values}) | Q(**{f"gets{path}__in": values})


def _show(on: str, amount: str = "") -> Callable[[Exchange], Evidence]:
    return lambda row: Evidence(getattr(row, on), row.title, row.get_absolute_url(), f"{row.giver} → {row.getter}", getattr(row, amount) if amount else None)


_NARROWS: dict[str, Any] = {
    "exchange_category": "category", "locality": "locality", "place": "locality", "organisation": _either(), "association": _either(), "sector": _either("__sector"),
}
add("exchanges_made", Source(name=_("swaps"), rows=lambda: Exchange.objects.listed().made(), show=_show("agreed_on"), on="agreed_on", narrows=_NARROWS, watch=(Exchange, Organisation)))
add("exchange_hours", Source(
    name=_("swaps"), rows=lambda: Exchange.objects.listed().filter(state=Exchange.State.DONE, minutes__isnull=False), show=_show("done_on", "minutes"), on="done_on", value="minutes", narrows=_NARROWS, watch=(Exchange, Organisation),
))
narrowings.add("exchange_category", Choice(_("category of the exchange"), lambda: Category.objects.values_list("pk", "name")))
