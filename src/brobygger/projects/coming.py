"""Days that projects and money know of: deadlines of funds and applications, answers, instalments, reports, and when grants end."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.core.money import in_kroner
from brobygger.projects import seeking
from brobygger.projects.models import FundApplication, Grant, Instalment, ReportDate


def _money(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Instalments awaited, reports to hand in, and the last day of a grant's money."""
    if not reader.may(May.SEE_PROJECTS):
        return
    for row in Instalment.objects.filter(received_on=None, due_on__gte=start, due_on__lte=end).select_related("grant__centre"):
        text = _("%(amount)s kr. from “%(grant)s”") % {"amount": in_kroner(row.amount), "grant": row.grant}
        yield Coming(f"instalment-{row.pk}", row.due_on, text, f"{row.grant.get_absolute_url()}#rater", gettext_lazy("instalment"), mine=row.grant.responsible_id == reader.user.pk)
    for report in ReportDate.objects.filter(handed_in_on=None, due_on__gte=start, due_on__lte=end).select_related("grant__centre"):
        url = f"{report.grant.get_absolute_url()}#afrapportering"
        yield Coming(f"report-date-{report.pk}", report.due_on, f"{report}: {report.grant}", url, gettext_lazy("to be handed in"), mine=report.grant.responsible_id == reader.user.pk, is_task=True)
    last = Q(carried_until=None, ends_on__gte=start, ends_on__lte=end) | Q(carried_until__gte=start, carried_until__lte=end)
    for grant in Grant.objects.filter(last).select_related("centre"):
        yield Coming(f"grant-end-{grant.pk}", grant.last_day, grant.title, grant.get_absolute_url(), gettext_lazy("last day of a grant"), mine=grant.responsible_id == reader.user.pk)


def _seeking(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Last days to apply, of funds and of applications that are not sent; and days on which an answer is expected."""
    if not reader.may(May.SEE_PROJECTS):
        return
    for due in seeking.calendar(start, (end - start).days):
        yield Coming(f"fund-{due.deadline.pk}-{due.on.year}", due.on, due.deadline.fund.name, due.deadline.fund.get_absolute_url(), gettext_lazy("deadline of a fund"))
    rows = FundApplication.objects.listed().filter(
        Q(state__in=["idea", "draft"], deadline__gte=start, deadline__lte=end) | Q(state="sent", answer_by__gte=start, answer_by__lte=end)
    )
    for row in rows:
        mine = row.responsible_id == reader.user.pk
        if row.state == FundApplication.State.SENT:
            yield Coming(f"answer-{row.pk}", row.answer_by or end, row.title, row.get_absolute_url(), gettext_lazy("answer expected"), mine=mine)
        else:
            yield Coming(f"apply-{row.pk}", row.deadline or end, row.title, row.get_absolute_url(), gettext_lazy("apply by"), mine=mine, is_task=True)


coming.add("projects.money", _money)
coming.add("projects.seeking", _seeking)
