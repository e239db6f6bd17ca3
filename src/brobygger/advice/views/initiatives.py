"""The office's pages of initiatives: the list, one of them with its talks, its form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.advice.forms.consultations import InitiativeForm
from brobygger.advice.models import Initiative
from brobygger.advice.views.consultations import form_page
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.journal.models import Registration


@needs(May.SEE_WORK)
def initiatives(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that are talked about, those that run, those that ended."""
    rows = list(Initiative.objects.select_related("organisation", "network", "grown_from__centre").prefetch_related("consultations"))
    if kind := request.GET.get("format", ""):
        return _file(rows, kind)
    context = {
        "groups": [
            (_("Being talked about"), [each for each in rows if not each.started_on and not each.ended_on]), (_("Running"), [each for each in rows if each.started_on and not each.ended_on]),
            (_("Ended"), [each for each in rows if each.ended_on]),
        ],
        "may_edit": request.access.may(May.EDIT_WORK), "any": bool(rows),
    }
    return render(request, "advice/initiatives.html", context)


def _file(rows: list[Initiative], kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("Name"), _("The idea"), _("First talk"), _("Running since"), _("Ended on"), _("Why it ended"), _("Association"), _("Network"), _("Grew out of"), _("Talks"))]
    lines = [
        [
            row.name, row.idea, row.begun_on, row.started_on, row.ended_on, row.ended_because, str(row.organisation or ""), str(row.network or ""), str(row.grown_from or ""),
            len(row.consultations.all()),
        ]
        for row in rows
    ]
    return list_file(str(_("Initiatives")), headers, lines, kind=kind)


@needs(May.SEE_WORK)
def initiative(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Initiative.objects.select_related("organisation", "network", "grown_from__centre"), pk=pk)
    talks = row.consultations.select_related("registration__centre", "registration__kind").order_by("registration__done_on", "pk")
    return render(request, "advice/initiative.html", {"row": row, "talks": talks, "may_edit": request.access.may(May.EDIT_WORK)})


@needs(May.EDIT_WORK)
def edit_initiative(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """An initiative, new or changed; ``af`` is the work it grew out of, an event or a course."""
    source = Registration.objects.filter(pk=key_of(request.GET.get("af")) or 0).first()
    row = get_object_or_404(Initiative, pk=pk) if pk else Initiative(begun_on=source.done_on if source else timezone.localdate(), grown_from=source)
    form = InitiativeForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("advice:initiative", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    back = f"/{centre}/kontor/sparring/initiativer/{pk}/" if pk else f"/{centre}/kontor/sparring/initiativer/"
    lead = _("It grew out of “%(title)s”.") % {"title": source} if source else ""
    return form_page(request, form, title=row.name if pk else _("New initiative"), back=back, lead=lead)
