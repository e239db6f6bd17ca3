"""The plan of a centre that moves in: a document, read in on pages of its own."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.intake.kinds import Brought, Step, steps
from brobygger.plan.models import Plan

LATEST = 5


def _latest(centre: str) -> Iterator[Brought]:
    for plan in Plan.objects.filter(kind=Plan.Kind.CORE).order_by("-created_at")[:LATEST]:
        yield Brought(str(plan), plan.created_at, reverse("plan:plan", kwargs={"centre": centre, "pk": plan.pk}))


steps.add("plan", Step(_("The plan"), _("The document your board has adopted: Word, PDF, a spreadsheet or a page. What you brought along before it is counted in it at once."), 60, May.IMPORT_PLAN, "plan:import", _latest))
