"""Meetings of a group: planned by a rhythm, counted (of an open café by one tap), moved and cancelled."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.core.keys import key_of
from brobygger.groups import meetings as acts
from brobygger.groups.forms.meetings import ChangeForm, CountForm, PlanForm
from brobygger.groups.models import Group, GroupMeeting
from brobygger.groups.views.groups import form_page, put
from brobygger.journal.models import State
from brobygger.journal.shown import targets_once_held
from brobygger.plan.belonging import targets_counting

MOST_IN_ROTA = 30  # meetings to come on one page
STEP = 20  # the most that one tap adds or takes


@needs(May.EDIT_GROUPS)
def plan(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    form = PlanForm(request.POST or None, group=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = acts.plan(row, acts.days_of(given["first"], given["weeks"], given["n"]), by=request.user, now=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            n = len(made)
            messages.success(request, ngettext("%(n)s meeting is planned.", "%(n)s meetings are planned.", n) % {"n": n})
            return redirect(row)
    return form_page(request, form, title=_("Plan meetings"), back=row.get_absolute_url(), lead=row.title, button=_("Plan them"))


@needs(May.EDIT_GROUPS)
def rota(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Who hosts which of the meetings to come, ticked on one page."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    rows = list(GroupMeeting.objects.listed().to_come().filter(group=row, registration__done_on__gte=timezone.localdate()).prefetch_related("hosts").order_by("registration__done_on", "pk")[:MOST_IN_ROTA])
    if request.method == "POST":
        wanted = {each.pk: [key for text in request.POST.getlist(f"m{each.pk}") if (key := key_of(text))] for each in rows}
        acts.rota(row, wanted, by=request.user, now=timezone.now())
        messages.success(request, _("The rota is saved."))
        return redirect("groups:rota", centre=centre, pk=pk)
    lines = [(each, {host.pk for host in each.hosts.all()}) for each in rows]
    return render(request, "groups/rota.html", {"row": row, "lines": lines, "facilitators": row.facilitators.on(timezone.localdate()).select_related("person")})


@needs(May.CHECK_IN)
@require_POST
def today(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One tap: so many more or fewer came today; or the number, typed. Saved at once."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    add, exactly = _whole(request.POST.get("add"), least=-STEP, most=STEP), _whole(request.POST.get("persons"), least=0, most=acts.MOST)
    wrong = ""
    try:
        if add is not None:
            acts.came_today(row, add=add, by=request.user, now=timezone.now())
        elif exactly is not None:
            acts.came_today(row, exactly=exactly, by=request.user, now=timezone.now())
        else:
            wrong = _("Write how many came, as a number.")
    except ValidationError as error:
        wrong = " ".join(error.messages)
    if getattr(request, "htmx", False):
        context = {"row": row, "today_meeting": acts.today_of(row, timezone.localdate()), "wrong": wrong}
        return render(request, "groups/today.html", context, status=200)
    if wrong:
        messages.error(request, wrong)
    return redirect(f"{row.get_absolute_url()}#i-dag")


def _whole(text: str | None, *, least: int, most: int) -> int | None:
    """The number that ``text`` writes, or None where it writes none within the limits."""
    said = (text or "").strip()
    if not said.removeprefix("-").isdecimal() or len(said) > 6:
        return None
    return int(said) if least <= int(said) <= most else None


@needs(May.CHECK_IN)
def meeting(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One meeting: when, how many came, what counts it."""
    row = get_object_or_404(GroupMeeting.objects.listed().select_related("registration__theme", "registration__locality", "group__centre"), pk=pk)
    work = row.registration
    is_held, today = work.state == State.HELD, timezone.localdate()
    form = CountForm(request.POST or None, group=row.group, initial={"persons": work.persons, "absent": row.absent})
    possible = work.done_on <= today and work.state != State.CANCELLED
    if request.method == "POST" and possible and form.is_valid():
        try:
            acts.hold(row, persons=form.cleaned_data["persons"], absent=form.cleaned_data.get("absent"), by=request.user, now=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, _("It is counted."))
            return redirect(row.group)
    context: dict[str, Any] = {
        "row": row, "work": work, "form": form if possible else None, "held": is_held, "may_edit": request.access.may(May.EDIT_GROUPS),
        "targets": targets_counting(work) if is_held else targets_once_held(work),
    }
    return render(request, "groups/meeting.html", context, status=422 if form.errors else 200)


@needs(May.EDIT_GROUPS)
def change(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """To another day, or not at all, with why; or out, where it was put down by mistake."""
    row = get_object_or_404(GroupMeeting.objects.listed().select_related("group__centre"), pk=pk)
    what, now = request.POST.get("act", ""), timezone.now()
    if request.method == "POST" and what == "delete":
        acts.remove(row, by=request.user, now=now)
        messages.success(request, _("The meeting is taken out, and the figures fall back."))
        return redirect(row.group)
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and what != "cancel" and form.cleaned_data["to"] is None:
        form.add_error("to", _("To which day?"))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if what == "cancel":
                acts.cancel(row, reason=given["reason"], by=request.user, now=now)
                messages.success(request, _("The meeting is cancelled."))
            else:
                acts.move(row, to=given["to"], reason=given["reason"], by=request.user, now=now)
                messages.success(request, _("The meeting is moved."))
        except ValidationError as error:
            put(form, error)
        else:
            return redirect(row)
    return form_page(request, form, title=_("Move or cancel the meeting"), back=row.get_absolute_url(), template="groups/change_meeting.html", row=row)
