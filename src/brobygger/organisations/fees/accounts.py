"""The fees as the accounts want them: money in and out on its day, on the centre's account, with a text and a reference. Fees carry no VAT."""

from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from brobygger.core.money import decimal
from brobygger.core.spreadsheets import Value
from brobygger.organisations.models import FeeSettings, Payment


def lines(how: FeeSettings, start: date, end: date) -> tuple[list[str], list[list[Value]]]:
    """Headings and a line for each payment from ``start`` to ``end``, both days with, in the order of the days."""
    headings = [str(each) for each in (_("Date"), _("Account"), _("Text"), _("Amount"), _("Reference"), _("VAT"), _("Source"))]
    rows = between(start, end).select_related("charge__membership__organisation", "charge__membership__person")
    return headings, [
        [row.paid_on, how.account, _text(row, how), decimal(row.amount), row.charge.reference, _("no VAT"), str(row.get_source_display())] for row in rows
    ]


def between(start: date, end: date) -> "models.QuerySet[Payment]":
    return Payment.objects.filter(paid_on__gte=start, paid_on__lte=end).order_by("paid_on", "pk")


def _text(row: Payment, how: FeeSettings) -> str:
    said = _("Membership fee %(year)s, %(name)s") % {"year": how.label(row.charge.year), "name": row.charge.member}
    return f"{said} ({row.get_source_display()})" if row.amount < 0 else said
