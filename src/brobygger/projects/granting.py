"""Grants and their parts, kept so that the sums hold: whoever writes one holds the grant, so that two never write at once.

Shares, lines and instalments may each come to the grant and no more; a line is not moved below nought; and what was spent stays within the period.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.money import in_kroner
from brobygger.core.versions import Stale
from brobygger.projects.models import (
    AllocationChange,
    BudgetLine,
    Expense,
    FundApplication,
    Grant,
    Instalment,
    Payer,
    ReportDate,
)
from brobygger.projects.standing import standing

Before = Mapping[str, Any] | None


def held(grant: int) -> Grant:
    """The grant, held until the transaction ends."""
    found: Grant = Grant.objects.select_for_update(of=("self",)).select_related("centre").get(pk=grant)
    return found


def _refuse_more(sum_: int, most: int, sentence: str, field: str | None = "amount") -> None:
    """Raise ValidationError with ``sentence``, which names the sum, the most and what is too much."""
    if sum_ > most:
        said = sentence % {"sum": in_kroner(sum_), "grant": in_kroner(most), "more": in_kroner(sum_ - most)}
        raise ValidationError({field: said} if field else said)


def _check_sums(grant: Grant) -> None:
    """What the rows as written come to, against the grant as it is to be."""
    now = standing(grant)
    _refuse_more(now.promised, grant.amount, _("The shares come to %(sum)s kr. and the grant is %(grant)s kr.: %(more)s kr. too much."))
    _refuse_more(now.laid_out, grant.amount, _("The budget comes to %(sum)s kr. and the grant is %(grant)s kr.: %(more)s kr. too much."))
    _refuse_more(now.received + now.awaited, grant.amount, _("The instalments come to %(sum)s kr. and the grant is %(grant)s kr.: %(more)s kr. too much."))


def _refuse_to_come(row: Any, field: str, now: datetime) -> None:
    """What has happened has happened on a day there has been: a slip of the year would count money that nobody has."""
    day: date | None = getattr(row, field)
    if day is not None and day > localtime(now).date():
        raise ValidationError({field: _("That day has not come yet.")})


def _write(row: Any, *, before: Before, by: User, now: datetime) -> None:
    row.save()
    audit.record("added" if before is None else "edited", row, by=by, before=before, now=now)


@transaction.atomic
def keep(grant: Grant, *, before: Before = None, by: User, now: datetime) -> Grant:
    """A grant, new or changed; one of an application has its fund as the payer from the start. Below what is laid out, promised or spent outside its new period it is refused, with the figures."""
    for field in ("granted_on", "paid_back_on"):
        _refuse_to_come(grant, field, now)
    if grant.pk:
        if held(grant.pk).version != grant.version:
            raise Stale(f"Grant {grant.pk}")
        _check_sums(grant)
        spent = Expense.objects.of(grant.pk).aggregate(first=Min("on"), last=Max("on"))
        if spent["first"] and spent["first"] < grant.starts_on:
            raise ValidationError({"starts_on": _("Something was spent on %(day)s already.") % {"day": date_format(spent["first"], "j. F Y")}})
        if spent["last"] and spent["last"] > grant.last_day:
            field = "carried_until" if grant.carried_until else "ends_on"
            raise ValidationError({field: _("Something was spent on %(day)s, after that day.") % {"day": date_format(spent["last"], "j. F Y")}})
        if grant.paid_back is not None:
            left = grant.amount - standing(grant).spent
            _refuse_more(grant.paid_back, left, _("%(sum)s kr. is %(more)s kr. more than what is left: %(grant)s kr."), "paid_back")
    elif grant.application is not None:
        _refuse_unless_granted(grant.application)
    _write(grant, before=before, by=by, now=now)
    if before is None and grant.application is not None:
        keep_payer(Payer(grant=grant, name=grant.application.fund.name, amount=grant.amount), by=by, now=now)
    return grant


def _refuse_unless_granted(application: FundApplication) -> None:
    """A grant is written down once, of an application that was granted; two who do so at once do it one after the other."""
    row = FundApplication.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if row.state != FundApplication.State.GRANTED or Grant.objects.filter(application=row).exists():
        raise ValidationError(_("This grant is written down already, or the application is not granted any more."))


def _kept_part(row: Any, check: Callable[[Grant], None], *, before: Before, by: User, now: datetime) -> Any:
    """Write ``row`` while its grant is held, then look whether all still holds; ValidationError undoes it."""
    was, version = row.pk, getattr(row, "version", 1)
    try:
        with transaction.atomic():
            grant = held(row.grant_id)
            row.validate_constraints()  # again, since a colleague may have been first
            _write(row, before=before, by=by, now=now)
            check(grant)
    except ValidationError:
        row.pk, row.version = was, version
        row._state.adding = was is None
        raise
    return row


def keep_payer(row: Payer, *, before: Before = None, by: User, now: datetime) -> Payer:
    kept: Payer = _kept_part(row, _check_sums, before=before, by=by, now=now)
    return kept


def keep_line(row: BudgetLine, *, before: Before = None, by: User, now: datetime) -> BudgetLine:
    """A line of the budget, new at the end or changed."""
    if row.pk is None:
        row.position = (BudgetLine.objects.filter(grant=row.grant_id).aggregate(last=Max("position"))["last"] or 0) + 1
    kept: BudgetLine = _kept_part(row, _check_budget, before=before, by=by, now=now)
    return kept


def _check_budget(grant: Grant) -> None:
    """The budget within the grant, and no line below nought."""
    _check_sums(grant)
    for each in standing(grant).lines:
        if each.laid_out < 0:
            said = _("“%(line)s” would come to %(sum)s kr. A line cannot go below nought.") % {"line": each.line, "sum": in_kroner(each.laid_out)}
            raise ValidationError({"amount": said})


def move(row: AllocationChange, *, before: Before = None, by: User, now: datetime) -> AllocationChange:
    """Money moved within the budget, as somebody decided."""
    for line in (row.source, row.target):
        if line is not None and line.grant_id != row.grant_id:
            raise ValidationError(_("The line is of another grant."))
    _refuse_to_come(row, "decided_on", now)
    row.made_by = row.made_by or by
    kept: AllocationChange = _kept_part(row, _check_budget, before=before, by=by, now=now)
    return kept


def keep_instalment(row: Instalment, *, before: Before = None, by: User, now: datetime) -> Instalment:
    if row.payer is not None and row.payer.grant_id != row.grant_id:
        raise ValidationError({"payer": _("It does not pay this grant.")})
    _refuse_to_come(row, "received_on", now)
    kept: Instalment = _kept_part(row, _check_sums, before=before, by=by, now=now)
    return kept


def keep_report_date(row: ReportDate, *, before: Before = None, by: User, now: datetime) -> ReportDate:
    _refuse_to_come(row, "handed_in_on", now)
    kept: ReportDate = _kept_part(row, lambda _grant: None, before=before, by=by, now=now)
    return kept


@transaction.atomic
def receive(instalment: Instalment, *, on: date | None, by: User, now: datetime) -> Instalment:
    """The money has come, or (None) it has not after all."""
    held(instalment.grant_id)
    row = Instalment.objects.get(pk=instalment.pk)
    before = audit.values(row)
    row.received_on = on
    row.save()
    audit.record("received" if on else "undone", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def hand_in(report: ReportDate, *, on: date | None, by: User, now: datetime) -> ReportDate:
    """It is handed in, or (None) it is not after all."""
    held(report.grant_id)
    row = ReportDate.objects.get(pk=report.pk)
    before = audit.values(row)
    row.handed_in_on = on
    row.save()
    audit.record("handed in" if on else "undone", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def take_out(row: Any, *, by: User, now: datetime) -> None:
    """A part of a grant that was a mistake. A line with money moved or spent on it, and a payer whose instalments are here, stay."""
    grant = held(row.grant_id)
    if isinstance(row, BudgetLine) and (row.expenses.exists() or row.moved_from.exists() or row.moved_to.exists()):
        raise ValidationError(_("Money was spent on “%(name)s”, or moved to or from it. Take that out first.") % {"name": row})
    if isinstance(row, Payer) and Instalment.objects.filter(payer=row).exists():
        raise ValidationError(_("“%(name)s” has instalments here. Take them out first.") % {"name": row})
    audit.record("deleted", row, by=by, now=now)
    row.delete()
    if isinstance(row, AllocationChange):
        _check_budget(grant)


@transaction.atomic
def discard(grant: Grant, *, by: User, now: datetime) -> None:
    """A grant that was written down by mistake, with its parts. ValidationError once money has come, was spent or paid back, hours are paid or something is handed in: then it has happened."""
    row = held(grant.pk)
    parts: tuple[tuple[bool, str], ...] = (
        (Expense.objects.of(row.pk).exists() or row.paid_hours.exists(), _("Money was spent of it. Take that out first.")),
        (row.instalments.filter(received_on__isnull=False).exists() or row.paid_back is not None, _("Money has come or gone back. Take that out first.")),
        (row.report_dates.filter(handed_in_on__isnull=False).exists(), _("Something was handed in to those who pay. Take that out first.")),
    )
    for stands, why in parts:
        if stands:
            raise ValidationError(why)
    audit.record("deleted", row, by=by, now=now)
    for rows in (row.changes, row.instalments, row.imports, row.lines):  # each before what it stands on
        rows.all().delete()
    row.delete()
