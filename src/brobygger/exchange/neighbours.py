"""Exchange across centres: only what is public of those that have chosen each other, and nothing else of theirs."""

from typing import Any

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_id_in_force
from brobygger.exchange.models import ExchangePost, ExchangeRules


def rules() -> ExchangeRules:
    """Those of the centre in force; what holds where it has chosen nothing."""
    return ExchangeRules.objects.first() or ExchangeRules()


def mutual() -> list[Centre]:
    """The centres that the one in force exchanges with: both have said so. One question."""
    here = centre_id_in_force()
    chosen_here = ExchangeRules.neighbours.through.objects.filter(exchangerules__centre=here).values("centre")
    choosing_us = ExchangeRules.everywhere.filter(neighbours=here).values("centre")
    return list(Centre.objects.filter(pk__in=chosen_here).filter(pk__in=choosing_us).order_by("name"))


def public(centres: list[Centre]) -> Any:
    """The public posts of the centre in force and of ``centres``, newest first."""
    own = centre_id_in_force()
    rows = ExchangePost.everywhere.filter(state=ExchangePost.State.OPEN, centre__in=[own, *(each.pk for each in centres)])
    return rows.select_related("organisation", "category", "locality", "centre").order_by("-published_on", "-pk")
