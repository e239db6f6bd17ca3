"""Money sought and granted, as the plan counts it. What associations were helped to apply for is a consultation, and is counted there."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import DecimalField, ExpressionWrapper, F, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from brobygger.plan.measures import Choice, Evidence, Source, add, narrowings
from brobygger.projects.models import Fund, FundApplication, Grant, Project

NARROWS = {"fund": "fund", "theme": "theme", "project": "project__plan"}


def _applications(**wanted: Any) -> QuerySet[FundApplication]:
    found: QuerySet[FundApplication] = FundApplication.objects.own().filter(**wanted).select_related("fund", "centre")
    return found


def _in_kroner(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    """Each with ``kroner``: what ``field`` says in øre. Øre are added up before they are left out; SQLite would divide whole numbers, so it is told to multiply."""
    exact = DecimalField(max_digits=18, decimal_places=2)
    found: QuerySet[Any] = rows.annotate(kroner=ExpressionWrapper(F(field) * Value(Decimal("0.01"), output_field=exact), output_field=exact))
    return found


def _show(row: FundApplication, *, on: str, amount: str) -> Evidence:
    oere = getattr(row, amount)
    return Evidence(getattr(row, on), row.title, row.get_absolute_url(), row.fund.name, oere // 100 if oere is not None else None)


def _show_grant(row: Grant) -> Evidence:
    return Evidence(row.granted_on, row.title, row.get_absolute_url(), row.fund.name if row.fund else "", row.amount // 100)


add(
    "applications_sent",
    Source(
        name=_("applications"), rows=partial(_applications, sent_on__isnull=False), show=partial(_show, on="sent_on", amount="asked"), on="sent_on",
        narrows=NARROWS, watch=(FundApplication, Project),
    ),
)
add(
    "applications_granted",
    Source(
        name=_("applications"), rows=partial(_applications, state=FundApplication.State.GRANTED), show=partial(_show, on="answered_on", amount="granted"), on="answered_on",
        narrows=NARROWS, watch=(FundApplication, Project),
    ),
)
# A grant is counted as the grant it became; until it is written down, as the answer that promised it. Never as both.
add(
    "amount_granted",
    Source(
        name=_("grants"), rows=lambda: _in_kroner(Grant.objects.select_related("fund", "centre"), "amount"), show=_show_grant, on="granted_on", value="kroner",
        narrows={"fund": "fund", "theme": "application__theme", "project": "project__plan"}, watch=(Grant, FundApplication, Project),
    ),
)
add(
    "amount_granted",
    Source(
        name=_("granted, and not written down as a grant yet"), rows=lambda: _in_kroner(_applications(state=FundApplication.State.GRANTED, grant=None), "granted"),
        show=partial(_show, on="answered_on", amount="granted"), on="answered_on", value="kroner", narrows=NARROWS, watch=(Grant, FundApplication, Project),
    ),
)
narrowings.add("fund", Choice(_("fund"), lambda: Fund.objects.values_list("pk", "name"), watch=(Fund,)))
