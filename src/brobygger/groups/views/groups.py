"""The office's pages of groups: the list, one group, its form, the steps in its life, and what the centre has decided for each type."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change, Theme
from brobygger.centres.saving import saved
from brobygger.core.downloads import list_file
from brobygger.core.forms import ModelForm
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.versions import Stale
from brobygger.groups import actions, afterwards, listing, places, upcoming
from brobygger.groups.forms.groups import GroupForm, RuleForm, StepForm
from brobygger.groups.meetings import today_of
from brobygger.groups.models import Group, GroupMeeting, GroupState, GroupType, TypeRule
from brobygger.groups.shown import owner, rhythm, starts, where
from brobygger.journal.models import State

ON_A_PAGE, SHOWN, MOST_TO_COME = 50, 30, 60
VIEWS = ("nu", "samler", "sluttede", "alle")


@needs(May.SEE_GROUPS)
def groups(request: StaffRequest, centre: str) -> HttpResponse:
    """Those that live; or those that gather people, those that have ended, all. By words, type, theme and whose."""
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else VIEWS[0]
    words, type_, theme, whose = request.GET.get("q", "").strip()[:100], request.GET.get("type", ""), request.GET.get("tema", ""), request.GET.get("hvis", "")
    rows = _narrowed(Group.objects.all(), which, words, type_, theme, whose)
    if format_ := request.GET.get("format", ""):
        every = list(rows.listed().counted())
        held = held_of(every)
        return list_file(str(_("Groups")), listing.headers(), [listing.line(row, held) for row in every], kind=format_)
    page, query = page_of(rows.listed().counted().order_by(*(rows.query.order_by or ("title", "pk"))), request.GET, ON_A_PAGE)
    shown = list(page.object_list)
    filters = [
        Filter("q", _("Words"), words), Filter("type", _("Type"), type_, lines=GroupType.choices),
        Filter("tema", _("Theme"), theme, lines=Theme.objects.filter(pk__in=Group.objects.order_by().values("theme").distinct()).values_list("pk", "name")),
        Filter("hvis", _("Whose"), whose, lines=[("vores", _("the centre’s own")), ("foreningers", _("associations’"))]),
    ]
    context = {
        "page": page, "query": query, "which": which, "filters": filters, "columns": listing.columns(), "lines": [*listing.cells(shown, held_of(shown))], "kept": {"vis": which},
        "show_all": f"?vis={which}" if words or type_ or theme or whose else "", "may_edit": request.access.may(May.EDIT_GROUPS),
    }
    return render(request, "groups/groups.html", context)


def _narrowed(rows: Any, which: str, words: str, type_: str, theme: str, whose: str) -> Any:
    if which == "sluttede":
        rows = rows.filter(state=GroupState.ENDED).order_by("-ended_on", "-pk")
    elif which == "samler":
        rows = rows.filter(state__in=[GroupState.GATHERING, GroupState.STARTING])
    elif which == "nu":
        rows = rows.exclude(state=GroupState.ENDED)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words))
    if type_ in GroupType.values:
        rows = rows.filter(type=type_)
    if theme:
        rows = rows.filter(theme=key_of(theme) or 0)
    if whose in {"vores", "foreningers"}:
        rows = rows.filter(organisation__isnull=whose == "vores")
    return rows


def held_of(rows: list[Group]) -> dict[int, int]:
    """How many meetings each has held."""
    found = GroupMeeting.objects.held().filter(group__in=[row.pk for row in rows]).order_by().values_list("group").annotate(n=Count("pk"))
    return dict(found)


@needs(May.SEE_GROUPS)
def group(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One group: what it is, how many wait and are in it, its meetings, and what can be done with it now. Names only for those who may edit."""
    row = get_object_or_404(Group.objects.listed().counted(), pk=pk)
    today, may_edit = timezone.localdate(), request.access.may(May.EDIT_GROUPS)
    met = GroupMeeting.objects.listed().filter(group=row).prefetch_related("hosts__person")
    to_come = list(met.to_come().filter(registration__done_on__gte=today).order_by("registration__done_on", "pk")[:MOST_TO_COME])
    past = met.exclude(registration__state__in=[State.PLANNED, State.MOVED], registration__done_on__gte=today).order_by("-registration__done_on", "-pk")
    held = row.meetings.held().aggregate(n=Count("pk"), came=Sum("registration__persons"))
    met_today = today_of(row, today)
    last = row.supervisions.first() if may_edit else None
    context: dict[str, Any] = {
        "row": row, "rhythm": rhythm(row), "where": where(row), "starts": starts(row), "owner": owner(row), "may_edit": may_edit, "may_count": request.access.may(May.CHECK_IN), "today": today,
        "free": places.free(row), "to_come": to_come, "past": past[:SHOWN], "more": max(past.count() - SHOWN, 0), "held": held["n"], "came": held["came"] or 0, "today_meeting": met_today,
        "next": to_come[0] if to_come else None,
        "breaks": row.breaks.all(), "results": afterwards.results(row), "counts_today": met_today is not None or (row.is_open_door and row.weekday in {None, today.weekday()}),
    }
    if may_edit:
        context |= {
            "facilitators": row.facilitators.on(today).select_related("person"), "supervision": last,
            "supervision_due": upcoming.due_on(row, last.held_on if last else None) if row.supervision_weeks and row.state == GroupState.RUNNING and not row.is_open_door else None,
            "history": Change.objects.filter(model=Group._meta.label, row=row.pk).select_related("by")[:20],
            "removable": row.started_on is None and not row.meetings.exists() and not row.participants.exists(),
        }
    return render(request, "groups/group.html", context)


@needs(May.EDIT_GROUPS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    """A group, new or changed."""
    row = get_object_or_404(Group.objects.listed(), pk=pk) if pk else Group()
    before = audit.values(row) if pk else None
    form = GroupForm(request.POST or None, instance=row)
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.keep(row, before=before, by=request.user, now=timezone.now())
            except Stale:
                form.theirs = Group.objects.get(pk=row.pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                said = _("“%(title)s” is saved.") if pk else _("“%(title)s” is made. Only colleagues see it until you publish it.")
                messages.success(request, said % {"title": row})
                return redirect(row)
        form.stand_on_theirs()
    title = _("Edit the group") if pk else _("New group")
    return form_page(request, form, title=title, back=row.get_absolute_url() if pk else f"/{centre}/kontor/grupper/", template="groups/group_form.html")


@needs(May.EDIT_GROUPS)
def step(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """It starts, has a break, goes on, ends: on which day, and why (``skridt``)."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    which = request.GET.get("skridt", "start")
    words = {
        "start": (_("Start “%(title)s”"), _("From this day it counts as started. You can plan its meetings afterwards."), _("It starts")),
        "pause": (_("Let “%(title)s” have a break"), _("It keeps its people and its list. It stands as having a break on the public page."), _("It has a break")),
        "resume": (_("Let “%(title)s” go on"), "", _("It goes on")),
        "end": (_("End “%(title)s”"), _("Those in it are told by mail. Their names, mails and telephone numbers are deleted some time afterwards; the counts stay."), _("It ends")),
    }
    if which not in words:
        which = "start"
    title, lead, button = words[which]
    form, now = StepForm(request.POST or None, step=which), timezone.now()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if which == "start":
                actions.start(row, on=given["on"], by=request.user, now=now)
            elif which == "pause":
                actions.pause(row, on=given["on"], reason=given["reason"], by=request.user, now=now)
            elif which == "resume":
                actions.resume(row, on=given["on"], by=request.user, now=now)
            else:
                told = actions.end(row, on=given["on"], reason=given["reason"], asks=given["asks"], centre=request.centre, by=request.user, now=now)
                messages.success(request, ngettext("%(n)s person is told by mail.", "%(n)s persons are told by mail.", told) % {"n": told})
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, _("“%(title)s” is saved.") % {"title": row})
            return redirect(row)
    return form_page(request, form, title=title % {"title": row}, back=row.get_absolute_url(), lead=lead, button=button, danger=which == "end")


@needs(May.EDIT_GROUPS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The plain acts: shown to the public or not, about to start, taken out."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    now, what = timezone.now(), request.POST.get("act", "")
    try:
        if what == "publish":
            actions.publish(row, by=request.user, now=now)
            messages.success(request, _("“%(title)s” stands in the public overview.") % {"title": row})
        elif what == "unpublish":
            actions.unpublish(row, by=request.user, now=now)
            messages.success(request, _("“%(title)s” is taken off the public pages.") % {"title": row})
        elif what == "looked":
            actions.look_at(row, by=request.user, now=now)
        elif what == "ready":
            actions.get_ready(row, by=request.user, now=now)
        elif what == "delete":
            actions.delete(row, by=request.user, now=now)
            messages.success(request, _("“%(title)s” is deleted.") % {"title": row})
            return redirect("groups:groups", centre=centre)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row)


@needs(May.RUN_CENTRE)
def rules(request: StaffRequest, centre: str) -> HttpResponse:
    """For each type: how many waiting are enough, what one can wait for, and how long participants are kept."""
    there = {row.type: row for row in TypeRule.objects.all()}
    wanted = request.POST.get("type", "")
    forms = [
        RuleForm(request.POST if wanted == type_ else None, instance=there.get(type_) or TypeRule(type=type_), prefix=type_) for type_ in (GroupType.SELF_HELP, GroupType.INTEREST)
    ]
    for form in forms:
        if form.is_bound and saved(form, by=request.user):
            messages.success(request, _("It is saved."))
            return redirect("groups:rules", centre=centre)
    return render(request, "groups/rules.html", {"forms": forms}, status=422 if any(form.errors for form in forms) else 200)


def put(form: Any, error: ValidationError) -> None:
    """An action's refusal beside the field it is about, where the form has that."""
    if hasattr(error, "error_dict"):
        for name, each in error.error_dict.items():
            form.add_error(name if name in form.fields else None, [sentence for one in each for sentence in one.messages])
    else:
        form.add_error(None, error.messages)


def form_page(
    request: StaffRequest, form: Any, *, title: str, back: str, lead: str = "", button: str = "", danger: bool = False, template: str = "groups/form.html", **more: Any
) -> HttpResponse:
    """A form on its own page; ``back`` is the address it came from."""
    row = form.instance if isinstance(form, ModelForm) else None
    context = {
        "form": form, "title": title, "back": back, "lead": lead, "button": button or _("Save"), "danger": danger, "theirs": getattr(form, "theirs", None),
        "draft": f"{row._meta.model_name}-{row.pk or 'new'}-{getattr(row, 'version', 1)}" if row is not None else f"groups-{request.path}", **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
