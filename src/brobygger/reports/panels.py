"""Papers offered on others' pages: a plan's follow-up and the plan itself, a meeting's follow-up and its pack."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.board.models import Meeting
from brobygger.core.papers import Paper, papers
from brobygger.plan.models import Plan
from brobygger.reports import service_certificate as _certificate  # noqa: F401 -- it adds its own paper


def offered(request: HttpRequest, row: object) -> Iterable[Paper]:
    access: Access | None = getattr(request, "access", None)
    if access is None:
        return
    key = access.centre.key
    if isinstance(row, Plan):
        if access.may(May.SEE_REPORTS):
            yield Paper(_("Follow-up report"), f"{reverse('reports:followup', args=[key])}?plan={row.pk}")
        if access.may(May.SEE_PLAN):
            yield Paper(_("The plan as a document"), reverse("reports:plan", args=[key, row.pk]))
    elif isinstance(row, Meeting) and access.may(May.SEE_BOARD):
        if access.may(May.SEE_REPORTS):
            yield Paper(_("Follow-up report"), f"{reverse('reports:followup', args=[key])}?meeting={row.pk}")
        yield Paper(_("Board pack") if row.kind == Meeting.Kind.BOARD else _("Papers for the meeting"), reverse("reports:pack", args=[key, row.pk]))


papers.add("reports", offered)
