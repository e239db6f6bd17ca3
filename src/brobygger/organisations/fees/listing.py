"""The list of charges: of each the few columns that are shown, and what stands in the cells."""

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any, Final

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.core.listing import Column, below, link, quiet, said, tag, together, unseen
from brobygger.core.money import in_kroner
from brobygger.organisations.models import Charge

READ: Final = ("pk", "reference", "amount", "due_on", "mailed_on", "closed", "paid", "membership__organisation__name", "membership__person__name")


def columns() -> list[Column]:
    return [
        Column(_("Member"), named=False), *map(Column, (_("Reference"), _("State"), _("To be paid by"))), Column(_("Amount"), "num"), Column(_("Paid"), "num"),
        Column(unseen(_("Tick as paid")), named=False),
    ]


def cells(rows: Any, *, request: HttpRequest, centre: str, today: date) -> Iterator[list[object]]:
    """A line of the table for each of ``rows``, a page of charges with what is paid."""
    office, not_mailed, past_due = f"/{centre}/kontor/kontingent/", below(_("not mailed")), _("past due")
    has_paid, sent_along = _("Has paid"), _sent_along(request)
    for key, reference, amount, due_on, mailed_on, closed, paid, organisation, person in rows.values_list(*READ):
        row = Charge(amount=amount, closed=closed, due_on=due_on)
        row.paid = paid
        member, late = organisation or person, row.owed and due_on < today
        much = together(" ", quiet(_("%(much)s kr. too much") % {"much": in_kroner(row.too_much)})) if row.too_much else ""
        yield [
            together(link(f"{office}{key}/", member), "" if mailed_on or not row.owed else not_mailed), reference, together(tag(f"{row.state.label}, {past_due}", style="bad") if late else tag(row.state.label), much), said(due_on, "DATE_FORMAT"),
            in_kroner(amount), in_kroner(paid), _button(f"{office}{key}/betalt/", member, has_paid, sent_along) if row.owed else "",
        ]


def _button(url: str, member: str, words: str, sent_along: str) -> SafeString:
    """The form that ticks one as paid."""
    button = f'<button class="ds-button" data-variant="secondary" data-size="sm">{escape(words)}{unseen(f": {member}")}</button>'
    return SafeString(f'<form class="no-print" method="post" action="{url}">{sent_along}{button}</form>')


def _sent_along(request: HttpRequest) -> str:
    back = escape(request.get_full_path())
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}"><input type="hidden" name="next" value="{back}">'
