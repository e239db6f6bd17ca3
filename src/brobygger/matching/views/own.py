"""An association's volunteer jobs, on its own pages: written there, sent to the centre, seen to be public."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.paging import page_of
from brobygger.matching import opportunities
from brobygger.matching.forms.opportunities import OpportunityForm
from brobygger.matching.models import Opportunity
from brobygger.matching.patterns import PATTERNS
from brobygger.matching.views.opportunities import beginning
from brobygger.organisations.own import own_or_404, own_page

ON_A_PAGE = 30


@needs(May.OWN_ORGANISATION)
def jobs(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    own = own_or_404(request, pk)
    page, query = page_of(Opportunity.objects.listed().filter(organisation=own.organisation).order_by("-pk"), request.GET, ON_A_PAGE)
    return own_page(request, own, "matching/own_jobs.html", {"page": page, "query": query}, here="jobs")


@needs(May.OWN_ORGANISATION)
def job(request: StaffRequest, centre: str, pk: int, job: int | None = None) -> HttpResponse:
    """Write or change one. A change of what is public shows at once, and stands in the trail."""
    own = own_or_404(request, pk)
    rows = Opportunity.objects.select_related("centre").filter(organisation=own.organisation)
    row = get_object_or_404(rows, pk=job) if job else Opportunity(organisation=own.organisation, created_by=request.user, contact_mail=own.organisation.mail)
    act = request.POST.get("act", "")
    if job and act in {"yes", "filled", "closed"}:
        return _ended(request, row, act)
    form = OpportunityForm(request.POST or None, instance=row, association=True, initial=beginning(request.GET.get("begynd", "")) if not job else None)
    if request.method == "POST":
        was_public = row.state == Opportunity.State.PUBLISHED
        if saved(form, by=request.user, added="added by itself", edited="edited by itself"):
            if act == "send" and not was_public:
                opportunities.send(row, by=request.user, centre=request.centre, now=own.now)
                messages.success(request, _("It is sent to the centre. You get a mail when it is public."))
            else:
                messages.success(request, _("“%(title)s” is saved.") % {"title": row.title})
            return redirect("own_matching:jobs", centre=centre, pk=pk)
        form.stand_on_theirs()
    context = {
        "form": form, "row": row if job else None, "patterns": [] if job else [(key, each["name"]) for key, each in PATTERNS.items()], "theirs": form.theirs,
        "draft": f"own-job-{pk}-{job or 'new'}-{row.version}", "may_send": row.state not in {Opportunity.State.PUBLISHED, Opportunity.State.WAITING}, "is_public": row.state == Opportunity.State.PUBLISHED,
    }
    return own_page(request, own, "matching/own_job.html", context, here="jobs", status=422 if form.errors else 200)


def _ended(request: StaffRequest, row: Opportunity, act: str) -> HttpResponse:
    own = own_or_404(request, row.organisation_id or 0)
    try:
        if act == "yes":
            opportunities.confirm(row, by=request.user, now=own.now)
        else:
            opportunities.end(row, act, by=request.user, now=own.now)
        messages.success(request, _("Thank you. The centre knows."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("own_matching:jobs", centre=request.centre.key, pk=own.organisation.pk)
