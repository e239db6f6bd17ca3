"""The office's list of offers: of each the few columns that are shown, and what stands in the cells."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from brobygger.core.listing import Column, below, link, said, tag, together
from brobygger.directory.models import Offer
from brobygger.plan.periods import add_months

READ: Final = ("pk", "title", "provider__name", "state", "place", "whole_municipality", "verified_on", "interval", "edited_on", "changed_by_provider")


class Narrowed(NamedTuple):
    """What the list is narrowed to, for papers that are made of it."""

    theme: int | None = None
    place: int | None = None


class Line(NamedTuple):
    """What ``READ`` reads of an offer."""

    pk: int
    title: str
    provider: str
    state: str
    place: str
    whole_municipality: bool
    verified_on: date | None
    interval: int
    edited_on: date | None
    changed: bool


def columns() -> list[Column]:
    return [Column(_("Offer"), named=False), *map(Column, (_("Where"), _("Confirmed"), _("Changed"), _("State")))]


def cells(rows: Any, *, centre: str, today: date) -> Iterator[list[object]]:
    """A line of the table for each of ``rows``, a page of offers; with one question."""
    for each in (Line(*row) for row in rows.values_list(*READ)):
        late = each.state == Offer.State.PUBLISHED and each.verified_on is not None and add_months(each.verified_on, each.interval) <= today
        yield [
            together(link(f"/{centre}/kontor/tilbud/{each.pk}/", each.title), below(each.provider)), each.place or (_("the whole municipality") if each.whole_municipality else ""),
            together(said(each.verified_on, "SHORT_DATE_FORMAT"), tag(_("to be confirmed"), style="bad") if late else ""), said(each.edited_on, "SHORT_DATE_FORMAT"),
            together(Offer.State(each.state).label, tag(_("changed by the provider")) if each.changed else ""),
        ]
