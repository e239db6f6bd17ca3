"""Applications for money: the pipeline by state with its sums, one with its texts and annexes, and the steps it takes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.money import decimal
from brobygger.core.paging import page_of
from brobygger.projects import seeking
from brobygger.projects.forms.seeking import ApplicationForm, StepForm
from brobygger.projects.models import Fund, FundApplication, Project
from brobygger.projects.seeking import STEPS, State
from brobygger.projects.views.pages import form_page, removed

ON_A_PAGE = 50
DOES = {State.DRAFT: gettext_lazy("Begin to write"), State.SENT: gettext_lazy("It is sent"), State.GRANTED: gettext_lazy("It is granted"), State.REFUSED: gettext_lazy("It is refused"), State.WITHDRAWN: gettext_lazy("Give it up")}


@needs(May.SEE_PROJECTS)
def applications(request: StaffRequest, centre: str) -> HttpResponse:
    """The own ones by state with how much they ask for and got; those that associations were helped with apart."""
    words, fund, project = request.GET.get("q", "").strip()[:100], request.GET.get("fond", ""), request.GET.get("projekt", "")
    which = request.GET.get("vis", "")
    rows: Any = FundApplication.objects.listed()
    rows = rows.exclude(organisation=None) if which == "hjulpet" else rows.own()
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(fund__name__icontains=words) | Q(organisation__name__icontains=words) | Q(pk__in=FundApplication.objects.filter(texts__text__icontains=words).values("pk")))
    if fund:
        rows = rows.filter(fund=key_of(fund) or 0)
    if project:
        rows = rows.filter(project=key_of(project) or 0)
    sums = {state: (n, asked or 0, granted or 0) for state, n, asked, granted in rows.order_by().values_list("state").annotate(n=Count("pk"), asked_sum=Sum("asked"), granted_sum=Sum("granted")).values_list("state", "n", "asked_sum", "granted_sum")}
    if which in State.values:
        rows = rows.filter(state=which)
    elif which not in {"alle", "hjulpet"}:
        rows = rows.open()
    rows = rows.order_by("deadline", "-sent_on", "pk")
    if kind := request.GET.get("format", ""):
        headers = [str(each) for each in (_("What it is for"), _("Fund"), _("State"), _("Sum asked for"), _("Granted"), _("Apply by"), _("Sent on"), _("Answer expected"), _("Answered on"), _("Project"), _("Association"), _("Responsible"))]
        lines = [
            [
                row.title, row.fund.name, str(row.get_state_display()), decimal(row.asked) if row.asked else None, decimal(row.granted) if row.granted else None, row.deadline, row.sent_on, row.answer_by, row.answered_on,
                str(row.project or ""), str(row.organisation or ""), str(row.responsible or ""),
            ]
            for row in rows
        ]
        return list_file(_("Applications"), headers, lines, kind=kind)
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    filters = [
        Filter("q", _("Words"), words), Filter("fond", _("Fund"), fund, lines=Fund.objects.filter(applications__isnull=False).distinct().values_list("pk", "name")),
        Filter("projekt", _("Project"), project, lines=[(row.pk, row.plan.title) for row in Project.objects.select_related("plan")]),
    ]
    context = {
        "page": page, "query": query, "states": [(state, *sums.get(state, (0, 0, 0))) for state in State], "which": which, "filters": filters, "kept": {"vis": which}, "today": timezone.localdate(),
        "show_all": f"?vis={which}" if words or fund or project else "", "may_edit": request.access.may(May.EDIT_PROJECTS),
    }
    return render(request, "projects/applications.html", context)


@needs(May.SEE_PROJECTS)
def application(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One application: where it stands, what can become of it now, its texts and annexes."""
    row = get_object_or_404(FundApplication.objects.listed().select_related("grant__centre", "consultation__registration__centre"), pk=pk)
    annexes = list(row.annexes.all())
    context = {
        "row": row, "texts": row.texts.select_related("copied_from__application"), "annexes": annexes, "ready": sum(bool(each.ready_on) for each in annexes), "today": timezone.localdate(),
        "steps": [(state.value, DOES[state]) for state in STEPS[row.state]], "may_edit": request.access.may(May.EDIT_PROJECTS), "may_edit_money": request.access.may(May.EDIT_MONEY), "grant": getattr(row, "grant", None),
        "history": Change.objects.filter(model=FundApplication._meta.label, row=pk).select_related("by")[:20], "may_see_work": request.access.may(May.SEE_WORK),
    }
    return render(request, "projects/application.html", context)


@needs(May.EDIT_PROJECTS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    if pk:
        row = get_object_or_404(FundApplication.objects.listed(), pk=pk)
    else:
        row = FundApplication(responsible=request.user, fund=Fund.objects.filter(pk=key_of(request.GET.get("fond")) or 0).first(), project=Project.objects.filter(pk=key_of(request.GET.get("projekt")) or 0).first())
    if pk and removed(request, lambda: seeking.discard(row, by=request.user, now=timezone.now()), said=_("“%(name)s” is taken out.") % {"name": row}):
        return redirect("projects:applications", centre=centre)
    title = str(row) if pk else _("New application")
    removing = request.POST.get("act") == "remove"
    form = ApplicationForm(None if removing else request.POST or None, instance=row)
    if request.method == "POST" and not removing:
        if saved(form, by=request.user):
            return redirect(row)
        form.stand_on_theirs()
    back = row.get_absolute_url() if pk else reverse("projects:applications", args=[centre])
    removal = _("The application is gone, with its texts and annexes. One that was sent stays.") if pk and row.state in (State.IDEA, State.DRAFT) else ""
    return form_page(request, form, title=title, back=back, draft=f"application-{pk or 'new'}", removal=removal)


@needs(May.EDIT_PROJECTS)
def step(request: StaffRequest, centre: str, pk: int, state: str) -> HttpResponse:
    """A step with its day; to begin to write needs none, and is one press."""
    row = get_object_or_404(FundApplication.objects.listed(), pk=pk)
    if state not in State.values or state == State.IDEA:
        raise Http404
    wanted, today, now = State(state), timezone.localdate(), timezone.now()
    asks = wanted in (State.SENT, State.GRANTED, State.REFUSED)
    form = StepForm(request.POST or None, state=wanted, initial={"on": today, "granted": row.asked})
    if request.method == "POST" and (not asks or form.is_valid()):
        given = form.cleaned_data if asks else {}
        try:
            seeking.step(row, wanted, on=given.get("on", today), granted=given.get("granted"), answer=given.get("answer", ""), by=request.user, now=now)
        except ValidationError as error:
            if not asks:
                messages.error(request, " ".join(error.messages))
                return redirect(row)
            known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
            form.add_error(None, error if known else error.messages)
        else:
            undo = f"undo:{reverse('projects:step_back', args=[centre, pk])}"
            messages.success(request, _("“%(name)s” is %(state)s now.") % {"name": row, "state": wanted.label}, extra_tags=undo)
            return redirect(row)
    elif not asks:
        return redirect(row)
    missing = row.annexes.filter(ready_on=None).count() if wanted == State.SENT else 0
    lead = ngettext("%(n)s annex is not ready.", "%(n)s annexes are not ready.", missing) % {"n": missing} if missing else ""
    return form_page(request, form, title=f"{DOES[wanted]}: {row}", back=row.get_absolute_url(), draft=f"application-{pk}-{state}", button=str(DOES[wanted]), lead=lead)


@needs(May.EDIT_PROJECTS)
@require_POST
def step_back(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(FundApplication.objects.listed(), pk=pk)
    try:
        there = seeking.step_back(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(name)s” is %(state)s again.") % {"name": row, "state": there.get_state_display()})
    return redirect(row)
