"""The office's pages of opportunities: the list, one, and what is done with it."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.models import Change
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.listing import Column, Filter, below, link, said, tag, together
from brobygger.core.paging import page_of
from brobygger.matching import candidates, opportunities
from brobygger.matching.forms.opportunities import OpportunityForm, SendBackForm
from brobygger.matching.models import Opportunity, Topic
from brobygger.matching.patterns import PATTERNS
from brobygger.matching.topics import described, in_words, names_of
from brobygger.organisations.models import Organisation
from brobygger.plan.markdown import as_html

ON_A_PAGE: Final = 50
SUGGESTED: Final = 8
State = Opportunity.State
VIEWS: Final = {
    "aabne": (gettext_lazy("Public"), (State.PUBLISHED,)), "venter": (gettext_lazy("Wait for approval"), (State.WAITING,)), "kladder": (gettext_lazy("Drafts"), (State.DRAFT,)),
    "afsluttede": (gettext_lazy("Ended"), (State.FILLED, State.EXPIRED, State.CLOSED)),
}


@needs(May.SEE_OPPORTUNITIES)
def jobs(request: StaffRequest, centre: str) -> HttpResponse:
    """By state, words and association."""
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else "aabne"
    words, whose = request.GET.get("q", "").strip()[:100], request.GET.get("forening", "")
    rows = Opportunity.objects.filter(state__in=VIEWS[which][1])
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(tasks__icontains=words) | Q(organisation__name__icontains=words))
    if whose:
        rows = rows.filter(organisation=key_of(whose) or 0)
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    page, query = page_of(rows.listed(), request.GET, ON_A_PAGE)
    having = Organisation.objects.filter(pk__in=Opportunity.objects.order_by().values("organisation")).values_list("pk", "name")
    context = {
        "page": page, "query": query, "which": which, "views": [(key, label) for key, (label, _states) in VIEWS.items()],
        "filters": [Filter("q", _("Words"), words), Filter("forening", _("Association"), whose, lines=list(having))], "kept": {"vis": which}, "show_all": f"?vis={which}" if words or whose else "",
        "columns": [Column(_("What"), named=False), Column(_("Where")), Column(_("When")), Column(_("Public until"), "day")],
        "lines": [[together(link(row.get_absolute_url(), row.title), _late(row), below(row.host)), row.where, row.when, said(row.expires_on, "j. b Y")] for row in page],
        "may_edit": request.access.may(May.EDIT_OPPORTUNITIES),
    }
    return render(request, "matching/opportunities.html", context)


def _late(row: Opportunity) -> object:
    return "" if row.state in {State.PUBLISHED, State.DRAFT, State.WAITING} else tag(row.get_state_display())


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("Title"), _("Association"), _("State"), _("Where"), _("When"), _("Age"), _("First public"), _("Public until"), _("What it is about"))]
    names = names_of(Topic.Sort.INTEREST)
    lines = [[row.title, row.host, str(row.get_state_display()), row.where, row.when, row.age, row.published_on, row.expires_on, in_words(row.interests, names)] for row in rows.listed()]
    return list_file(str(_("Volunteer jobs")), headers, lines, kind=kind)


@needs(May.SEE_OPPORTUNITIES)
def job(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One opportunity as it stands, and what can be done with it now."""
    row = get_object_or_404(Opportunity.objects.listed().select_related("theme", "target_group", "created_by"), pk=pk)
    may_edit = request.access.may(May.EDIT_OPPORTUNITIES)
    back = SendBackForm(request.POST if request.POST.get("act") == "back" else None)
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied
        if (answer := _acted(request, row, back)) is not None:
            return answer
    context = {
        "row": row, "tasks": as_html(row.tasks), "text": as_html(row.text), **described(row),
        "may_edit": may_edit, "may_publish": row.state in opportunities.MAY_PUBLISH, "back": back, "is_public": row.state == State.PUBLISHED, "waits": row.state == State.WAITING,
        "matches": row.matches.listed()[:ON_A_PAGE] if request.access.may(May.SEE_VOLUNTEERS) else [], "suggestions": candidates.for_opportunity(row, timezone.localdate(), most=SUGGESTED) if row.state == State.PUBLISHED and request.access.may(May.EDIT_VOLUNTEERS) else [],
        "may_match": request.access.may(May.EDIT_VOLUNTEERS), "preparations": row.preparations.count() if request.access.may(May.SEE_VOLUNTEERS) else 0,
        "history": Change.objects.filter(model=Opportunity._meta.label, row=row.pk).select_related("by")[:20], "may_see": request.access.may(May.SEE_ORGANISATIONS),
    }
    return render(request, "matching/opportunity.html", context, status=422 if back.errors else 200)


def _acted(request: StaffRequest, row: Opportunity, back: SendBackForm) -> HttpResponse | None:
    """Carry out what was pressed; None where the form now says why not."""
    act, now = request.POST.get("act", ""), timezone.now()
    try:
        if act == "publish":
            opportunities.publish(row, by=request.user, now=now)
            messages.success(request, _("“%(title)s” is public.") % {"title": row.title})
        elif act == "confirm":
            opportunities.confirm(row, by=request.user, now=now)
            messages.success(request, _("It stays public for three months more."))
        elif act in {"filled", "closed"}:
            opportunities.end(row, act, by=request.user, now=now)
            messages.success(request, _("“%(title)s” is no longer public.") % {"title": row.title})
        elif act == "copy":
            return redirect("matching:edit_job", centre=request.centre.key, pk=opportunities.copy(row, by=request.user, now=now).pk)
        elif act == "back":
            if not back.is_valid():
                return None
            opportunities.send_back(row, words=back.cleaned_data["words"], by=request.user, now=now)
            messages.success(request, _("The association gets your words by mail."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(row)


@needs(May.EDIT_OPPORTUNITIES)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """Write it, from nothing, from a beginning (``begynd``), or from what is said elsewhere (``titel``, ``tekst``)."""
    row = get_object_or_404(Opportunity.objects.select_related("centre"), pk=pk) if pk else Opportunity(created_by=request.user)
    initial = beginning(request.GET.get("begynd", "")) | ({"organisation": key_of(request.GET.get("organisation"))} if "organisation" in request.GET else {})
    initial |= {name: request.GET[word][:most] for word, name, most in (("titel", "title", 140), ("tekst", "tasks", 4000)) if word in request.GET}
    form = OpportunityForm(request.POST or None, instance=row, initial=initial if not pk else None)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(title)s” is saved.") % {"title": row.title})
            return redirect(row)
        form.stand_on_theirs()
    context = {"form": form, "row": row if pk else None, "patterns": [] if pk else [(key, each["name"]) for key, each in PATTERNS.items()], "theirs": form.theirs, "draft": f"job-{pk or 'new'}-{row.version}"}
    return render(request, "matching/opportunity_form.html", context, status=422 if form.errors else 200)


def beginning(key: str) -> dict[str, Any]:
    """The words a pattern gives to begin with."""
    return {name: str(words) for name, words in PATTERNS.get(key, {}).items() if name != "name"}
