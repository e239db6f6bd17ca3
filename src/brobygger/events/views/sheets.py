"""Initiative sheets: one page for all that refer to it, its versions, and the stories told with it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.core.keys import key_of
from brobygger.core.pictures import served
from brobygger.core.versions import Stale
from brobygger.events import sheets as acts
from brobygger.events.comparing import compared
from brobygger.events.forms.sheets import SheetForm, StoryForm, VersionForm
from brobygger.events.models import Sheet, SheetVersion, Story
from brobygger.events.views.events import form_page
from brobygger.organisations.models import Network
from brobygger.plan.models import Plan
from brobygger.plan.permissions import visible_plans


@needs(May.SEE_EVENTS)
def sheets(request: StaffRequest, centre: str) -> HttpResponse:
    """All of them, with whose they are and when they were last kept."""
    rows = Sheet.objects.listed().prefetch_related("versions")
    return render(request, "events/sheets.html", {"rows": rows, "may_edit": request.access.may(May.EDIT_EVENTS)})


@needs(May.SEE_EVENTS)
def sheet(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """As it stands today, ready for print; its versions, and the stories that may be told."""
    row = get_object_or_404(Sheet.objects.listed(), pk=pk)
    today, may_edit = timezone.localdate(), request.access.may(May.EDIT_EVENTS)
    return _page(request, row, today=today, form=VersionForm(initial={"seen": row.version, "written_on": today}) if may_edit else None)


def _page(request: StaffRequest, row: Sheet, *, today: date, form: VersionForm | None) -> HttpResponse:
    versions = list(row.versions.select_related("written_by"))
    stories = [(each, each.usable_on(today)) for each in row.stories.all()]
    may_edit = request.access.may(May.EDIT_EVENTS)
    context = {
        "row": row, "parts": row.parts(), "versions": versions, "changed": not versions or versions[0].parts() != row.parts(), "may_edit": may_edit, "form": form, "today": today,
        "stories": stories if may_edit else [each for each in stories if each[1]], "project": visible_plans(request.access).filter(pk=row.project_id).first() if row.project_id else None,
    }
    return render(request, "events/initiative_sheet.html", context, status=422 if form is not None and form.errors else 200)


@needs(May.EDIT_EVENTS)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    """For the working group or the project it was asked for from."""
    network = Network.objects.filter(pk=key_of(request.GET.get("netvaerk", "")) or 0).first()
    project = Plan.objects.filter(kind=Plan.Kind.PROJECT, pk=key_of(request.GET.get("projekt", "")) or 0).first()
    today = timezone.localdate()
    initial: dict[str, Any] = {"network": network, "project": project, "title": network.name if network else ""}
    if network is not None:
        initial["represented"] = ", ".join(network.organisations_on(today).order_by("name").values_list("name", flat=True))
    form = SheetForm(request.POST or None, instance=Sheet(written_on=today, written_by=request.user), initial=initial)
    if request.method == "POST" and saved(form, by=request.user):
        messages.success(request, _("The sheet is here. Keep a version when it should stand as it is today."))
        return redirect(form.instance)
    back = reverse("events:network", args=[centre, network.pk]) if network else reverse("events:initiative_sheets", args=[centre])
    return form_page(request, form, title=_("New initiative sheet"), back=back, draft="sheet-new", lead=_("Challenge, idea, organisations, process, results and what comes next: one page that reports can use."))


@needs(May.EDIT_EVENTS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Sheet.objects.listed(), pk=pk)
    row.written_on, row.written_by = timezone.localdate(), request.user
    form = SheetForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("Saved."))
            return redirect(row)
        form.stand_on_theirs()
    return form_page(request, form, title=str(row), back=row.get_absolute_url(), draft=f"sheet-{pk}", lead=_("The versions that were kept stay as they are, with their dates."))


@needs(May.EDIT_EVENTS)
@require_POST
def keep(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Sheet.objects.listed(), pk=pk)
    form, today = VersionForm(request.POST), timezone.localdate()
    if form.is_valid():
        try:
            made = acts.keep_version(row, seen=form.cleaned_data["seen"], on=form.cleaned_data["written_on"], by=request.user, now=timezone.now())
        except Stale:
            messages.error(request, _("Somebody has written in the sheet since you saw it. Read it again, and keep it then."))
            return redirect(row)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The sheet is kept as it stands."))
            return redirect("events:sheet_version", centre=centre, pk=pk, kept=made.pk)
    return _page(request, row, today=today, form=form)


@needs(May.SEE_EVENTS)
def version(request: StaffRequest, centre: str, pk: int, kept: int) -> HttpResponse:
    """As it stood on a day; beside another version, word by word."""
    row = get_object_or_404(SheetVersion.objects.select_related("sheet__centre", "written_by"), sheet=pk, pk=kept)
    others = list(SheetVersion.objects.filter(sheet=pk).exclude(pk=kept))
    asked = key_of(request.GET.get("mod", ""))
    beside = next((each for each in others if each.pk == asked), None) if asked else None
    pairs = [(name, compared(getattr(beside, key), text)) for key, name, text in row.parts()] if beside else []
    context = {"row": row, "sheet": row.sheet, "parts": row.parts(), "others": others, "beside": beside, "pairs": [each for each in pairs if each[1]]}
    return render(request, "events/sheet_version.html", context)


@needs(May.EDIT_EVENTS)
def story(request: StaffRequest, centre: str, pk: int, story: int | None = None) -> HttpResponse:
    """A story or a picture with the yes that goes with it; taken back by a button, or taken out."""
    sheet = get_object_or_404(Sheet.objects.listed(), pk=pk)
    row = get_object_or_404(Story.objects.filter(sheet=pk), pk=story) if story is not None else Story(sheet=sheet, added_by=request.user)
    asked, now = request.POST.get("act", ""), timezone.now()
    if row.pk and asked == "back":
        acts.take_back(row, on=timezone.localdate(now), by=request.user, now=now)
        messages.success(request, _("“%(story)s” is out of all that is printed from today.") % {"story": row})
        return redirect(sheet)
    if row.pk and asked == "delete":
        acts.take_out(row, by=request.user, now=now)
        messages.success(request, _("“%(story)s” is taken out.") % {"story": row})
        return redirect(sheet)
    href = reverse("events:story_picture", args=[centre, pk, row.pk]) if row.pk else ""
    form = StoryForm(request.POST or None, request.FILES or None, instance=row, href=href)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("Saved."))
            return redirect(sheet)
        form.stand_on_theirs()
    context = {"form": form, "row": row, "sheet": sheet, "theirs": form.theirs}
    return render(request, "events/story_form.html", context, status=422 if form.errors else 200)


@needs(May.SEE_EVENTS)
def story_picture(request: StaffRequest, centre: str, pk: int, story: int) -> HttpResponseBase:
    """The picture: to those who may plan events always, to others as long as it may be shown."""
    row = get_object_or_404(Story.objects.filter(sheet=pk).exclude(picture=""), pk=story)
    if not request.access.may(May.EDIT_EVENTS) and not row.usable_on(timezone.localdate()):
        raise Http404
    return served(row.picture, to_all=False)
