"""The office's pages of initiatives: the list, one of them with its talks, its form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.advice import actions, following
from brobygger.advice.forms.initiatives import CarrierForm, InitiativeForm
from brobygger.advice.models import Carrier, Initiative
from brobygger.advice.views.consultations import form_page
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.journal.models import Registration

ENDED = 50  # to a page


@needs(May.SEE_WORK)
def initiatives(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that are talked about, those that run, those that ended; what ended gathers over the years and comes a page at a time."""
    rows = Initiative.objects.listed().prefetch_related("consultations", "carriers__person")
    if kind := request.GET.get("format", ""):
        return _file(list(rows), kind)
    going = list(rows.filter(ended_on=None))
    ended, query = page_of(rows.exclude(ended_on=None), request.GET, ENDED)
    groups = [
        (_("Being talked about"), [each for each in going if not each.started_on], None), (_("Running"), [each for each in going if each.started_on], None), (_("Ended"), list(ended), ended),
    ]
    context = {"groups": groups, "query": query, "may_edit": request.access.may(May.EDIT_WORK), "any": bool(going or ended)}
    return render(request, "advice/initiatives.html", context)


def _file(rows: list[Initiative], kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("Name"), _("The idea"), _("First talk"), _("Running since"), _("Ended on"), _("Why it ended"), _("Association"), _("Network"), _("Grew out of"), _("Talks"),
        _("Theme"), _("Locality"), _("Target group"), _("Carried by"), _("Next step"), _("No later than"), _("Who does it"))]
    lines = [
        [
            row.name, row.idea, row.begun_on, row.started_on, row.ended_on, row.ended_because, str(row.organisation or ""), str(row.network or ""), str(row.grown_from or ""),
            len(row.consultations.all()), str(row.theme or ""), str(row.locality or ""), str(row.target_group or ""), ", ".join(str(each) for each in row.carriers.all()),
            row.next_step if not row.next_done_on else "", row.next_on if not row.next_done_on else None, str(row.next_owner or "") if not row.next_done_on else "",
        ]
        for row in rows
    ]
    return list_file(str(_("Initiatives")), headers, lines, kind=kind)


@needs(May.SEE_WORK)
def initiative(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Initiative.objects.listed(), pk=pk)
    form = CarrierForm(request.POST or None) if request.access.may(May.EDIT_WORK) else None
    if request.method == "POST" and form is not None:
        if done := _acted(request, row):
            return done
        if form.is_valid() and _carried(request, row, form):
            return redirect(row)
    talks = row.consultations.select_related("registration__centre", "registration__kind").order_by("registration__done_on", "pk")
    context = {"row": row, "talks": talks, "carriers": row.carriers.select_related("person"), "form": form, "may_edit": form is not None}
    return render(request, "advice/initiative.html", context, status=422 if form is not None and form.errors else 200)


def _acted(request: StaffRequest, row: Initiative) -> HttpResponse | None:
    """The plain acts: the next step is done or not, they were heard from, somebody carries it no more."""
    now, what = timezone.now(), request.POST.get("act", "")
    if what in {"done", "undone"}:
        actions.take_next_step(row, done=what == "done", by=request.user, now=now)
        messages.success(request, _("The next step is done.") if what == "done" else _("The next step is open again."))
    elif what == "heard":
        following.heard(row, by=request.user, now=now)
        messages.success(request, _("Good. You are reminded when it has been quiet again for as long."))
    elif what == "let_go":
        carrier = get_object_or_404(Carrier.objects.select_related("person"), initiative=row, pk=key_of(request.POST.get("carrier")) or 0)
        following.let_go(carrier, by=request.user)
        messages.success(request, _("%(name)s is off the list.") % {"name": carrier})
    else:
        return None
    return redirect(row)


def _carried(request: StaffRequest, row: Initiative, form: CarrierForm) -> bool:
    try:
        made = following.carry(row, **form.cleaned_data, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("%(name)s carries it.") % {"name": made})
    return True


@needs(May.EDIT_WORK)
def edit_initiative(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """An initiative, new or changed; ``af`` is the work it grew out of, an event or a course."""
    source = Registration.objects.filter(pk=key_of(request.GET.get("af")) or 0).first()
    row = get_object_or_404(Initiative, pk=pk) if pk else _new(source)
    form = InitiativeForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("advice:initiative", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    back = f"/{centre}/kontor/sparring/initiativer/{pk}/" if pk else f"/{centre}/kontor/sparring/initiativer/"
    lead = _("It grew out of “%(title)s”.") % {"title": source} if source else ""
    return form_page(request, form, title=row.name if pk else _("New initiative"), back=back, lead=lead)


def _new(source: Registration | None) -> Initiative:
    """A new one; of the work it grew out of it takes day, theme, place and whom it is for."""
    if source is None:
        return Initiative(begun_on=timezone.localdate())
    return Initiative(begun_on=min(source.done_on, timezone.localdate()), grown_from=source, theme=source.theme, locality=source.locality, target_group=source.target_group)
