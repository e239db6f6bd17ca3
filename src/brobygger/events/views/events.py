"""The office's pages of events: the list, one event, and how it is planned, changed, moved, cancelled and repeated."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.models import Change
from brobygger.core.downloads import list_file
from brobygger.core.forms import Form
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.times import local
from brobygger.core.versions import Stale
from brobygger.events import actions, listing, places, series, telling
from brobygger.events.forms.events import (
    BELOW,
    OWN,
    SCOPES,
    CancelForm,
    CopyForm,
    EventForm,
    MoveForm,
    NewEventForm,
)
from brobygger.events.forms.house import choice_of, chosen_instead, refused
from brobygger.events.forms.repeating import ChangeRuleForm, ProlongForm, RepeatForm
from brobygger.events.letters import when, where
from brobygger.events.models import Event
from brobygger.events.offspring import beginnings, offspring
from brobygger.journal.models import Kind, Registration, State
from brobygger.journal.shown import targets_once_held
from brobygger.organisations.models import Network
from brobygger.plan.belonging import targets_counting

ON_A_PAGE = 50
SHOWN = 10
VIEWS = ("kommende", "tidligere", "kladder", "aflyste")


@needs(May.SEE_EVENTS)
def events(request: StaffRequest, centre: str) -> HttpResponse:
    """Those to come; or those that were, drafts, the cancelled; by words and kind."""
    now = timezone.now()
    which = request.GET.get("vis", "") if request.GET.get("vis") in VIEWS else VIEWS[0]
    rows, works = Event.objects.all(), Registration.objects.filter(tool=actions.TOOL)
    words, kind = request.GET.get("q", "").strip()[:100], request.GET.get("slags", "")
    if words:
        rows = rows.filter(Q(registration__title__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words))
    if kind:
        rows = rows.filter(registration__kind=key_of(kind) or 0)
    cancelled = Q(registration__state=State.CANCELLED)
    if which == "aflyste":
        rows = rows.order_by("-starts_at", "-pk")
    elif which == "tidligere":
        rows = rows.filter(ends_at__lt=now).order_by("-starts_at", "-pk")
    else:
        rows = rows.filter(ends_at__gte=now)
    if which == "kladder":
        rows = rows.filter(published_at=None)
    # Counted by way of the registrations an event stands on: joined, PostgreSQL would go through every registration there is.
    counted = rows.filter(registration__in=works.filter(state=State.CANCELLED) if which == "aflyste" else works.exclude(state=State.CANCELLED))
    rows = rows.filter(cancelled) if which == "aflyste" else rows.exclude(cancelled)
    if format_ := request.GET.get("format", ""):
        return _file(rows, format_)
    page, query = page_of(rows, request.GET, ON_A_PAGE, counted=counted)
    filters = [Filter("q", _("Words"), words)]
    if kinds := list(Kind.objects.filter(pk__in=works.order_by().values("kind").distinct()).values_list("pk", "name")):
        filters.append(Filter("slags", _("Kind"), kind, lines=kinds))
    context = {
        "page": page, "query": query, "which": which, "filters": filters, "columns": listing.columns(), "lines": [*listing.cells(page.object_list, centre=centre)],
        "kept": {"vis": which}, "show_all": f"?vis={which}" if words or kind else "", "may_edit": request.access.may(May.EDIT_EVENTS),
    }
    return render(request, "events/events.html", context)


def _file(rows: Any, kind: str) -> HttpResponse:
    headers = [str(each) for each in (_("Day"), _("Begins at"), _("Ends at"), _("Title"), _("Kind"), _("Place"), _("State"), _("Places"), _("Signed up"), _("Waiting"), _("Came"), _("Public"))]
    taken, waiting = listing.signed_up(rows.exclude(signup_list=None).order_by().values("signup_list"))
    lines = [
        [row.day, f"{local(row.starts_at):%H.%M}", f"{local(row.ends_at):%H.%M}", row.registration.title, row.registration.kind.name, where(row),
         str(row.registration.get_state_display()), row.signup_list.capacity if row.signup_list else None, taken.get(row.signup_list_id, 0) if row.signup_list else None,
         waiting.get(row.signup_list_id, 0) if row.signup_list else None, row.registration.persons, str(_("yes") if row.published_at else _("no"))]
        for row in rows.listed()
    ]
    return list_file(str(_("Events")), headers, lines, kind=kind)


@needs(May.SEE_EVENTS)
def event(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One event: what it is, how many are coming, what counts it, and what can be done with it now."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    now = timezone.now()
    context: dict[str, Any] = {
        "row": row, "registration": row.registration, "when": when(row), "where": where(row), "now": now, "may_edit": request.access.may(May.EDIT_EVENTS), "scopes": SCOPES if row.series_id else (),
        "may_check_in": request.access.may(May.CHECK_IN), "is_over": row.ends_at <= now, "has_begun": local(row.starts_at).date() <= timezone.localdate(),
        "targets": targets_counting(row.registration) if row.is_held else targets_once_held(row.registration), "co_hosts": row.registration.co_hosts.all(),
        "others": Event.objects.listed().filter(series=row.series_id) if row.series_id else [],
        "history": Change.objects.filter(Q(model=Event._meta.label) | Q(model=Registration._meta.label), row=row.pk).select_related("by")[:30],
        "tasks": row.tasks.select_related("owner", "done_by"), "came_of_it": row.came_of_it.all(), "offspring": [link for give in offspring.values() for link in give(request.access, row.registration)],
        "beginnings": [link for give in beginnings.values() for link in give(request.access, row.registration)], "today": timezone.localdate(), "materials": row.materials.all(),
        "whence": row.registration.participations.select_related("organisation") if row.is_held else [],
    }
    if row.signup_list:
        alive = row.signup_list.signups.alive()
        context |= {"taken": alive.with_place().persons(), "waiting": alive.waiting().persons(), "free": places.free(row.signup_list), "open": row.takes_signups(now)}
    return render(request, "events/event.html", context)


@needs(May.EDIT_EVENTS)
def new(request: StaffRequest, centre: str) -> HttpResponse:
    """Plan an event: from nothing, or standing on work that is registered already (``registrering``)."""
    given = request.GET.get("registrering", "")
    below = get_object_or_404(Registration.objects.select_related("kind"), pk=key_of(given) or 0, tool="") if given else None
    registration = below or Registration()
    initial = {"takes_signups": below is None, "responsible": request.user.pk} | ({"day": below.done_on} if below else _asked_for(request))
    form = NewEventForm(chosen_instead(request.POST) or None, request.FILES or None, instance=Event(), registration=registration, initial=initial)
    if request.method == "POST" and form.is_valid():
        row, now = form.instance, timezone.now()
        row.starts_at, row.ends_at = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
        try:
            made = actions.plan(
                row, registration, co_hosts=form.cleaned_data["co_hosts"], takes_signups=form.cleaned_data["takes_signups"], capacity=form.cleaned_data["capacity"],
                room=form.cleaned_data.get("room"), by=request.user, now=now,
            )
        except ValidationError as error:
            refused(form, error)
            form.add_error(None, error)
        else:
            said = _("“%(title)s” is written down as held. Say under Attendance who came.") if made.is_held else _("“%(title)s” is planned. It is a draft until you publish it.")
            messages.success(request, said % {"title": registration.title})
            return redirect(made)
    return form_page(request, form, title=_("New event"), template="events/event_form.html")


def _asked_for(request: StaffRequest) -> dict[str, Any]:
    """What the page that led here knows already: the network (``netvaerk``) and what it is to count as (``grund``)."""
    found: dict[str, Any] = {}
    if (network := Network.objects.filter(pk=key_of(request.GET.get("netvaerk")) or 0).first()) is not None:
        found |= {"network": network.pk, "theme": network.theme_id, "title": f"{network}: " if request.GET.get("grund") else ""}
    if (base := request.GET.get("grund", "")) and (kind := Kind.objects.filter(base=base, retired=False).first()) is not None:
        found |= {"kind": kind.pk, "title": f"{kind.name.capitalize()}, {network}" if network else kind.name}
    return found


@needs(May.EDIT_EVENTS)
def edit(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    registration = row.registration
    before = audit.values(row), audit.values(registration)
    form = EventForm(chosen_instead(request.POST) or None, request.FILES or None, instance=row, registration=registration)
    if request.method == "POST":
        if form.is_valid():
            own, below = [name for name in OWN if name in form.changed_data], [name for name in BELOW if name in form.changed_data]
            try:
                n = series.edit(
                    row, registration, form.cleaned_data.get("scope", series.THIS), before=before, own=own, below=below, co_hosts=form.cleaned_data["co_hosts"],
                    by=request.user, now=timezone.now(), chosen=choice_of(form),
                )
            except ValidationError as error:
                refused(form, error, elsewhen=False)
                form.add_error(None, error)
            except Stale:
                form.theirs = Event.objects.listed().get(pk=pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            else:
                messages.success(request, _("“%(title)s” is saved.") % {"title": registration.title} + (" " + ngettext("So is %(n)s other date.", "So are %(n)s other dates.", n) % {"n": n} if n else ""))
                return redirect(row)
        form.stand_on_theirs()
    return form_page(request, form, title=_("Edit the event"), row=row, template="events/event_form.html")


@needs(May.EDIT_EVENTS)
def move(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    form = MoveForm(chosen_instead(request.POST) or None, event=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        now, scope = timezone.now(), given.get("scope", series.THIS)
        dates = [row, *series.reached(row, scope)]
        if _done(form, lambda: series.move(
            row, scope, starts_at=given["starts_at"], ends_at=given["ends_at"], reason=given["reason"], centre=request.centre, by=request.user, now=now, chosen=choice_of(form),
        )):
            messages.success(request, _("“%(title)s” has its new time.") % {"title": row} + _told(request, dates if given["ends_at"] > now else []))
            return redirect(row)
    return form_page(request, form, title=_("Move “%(title)s”") % {"title": row}, row=row, lead=_("It is %(when)s now.") % {"when": when(row)}, button=_("Move the event"))


@needs(May.EDIT_EVENTS)
def cancel(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    form, now = CancelForm(request.POST or None, event=row), timezone.now()
    if request.method == "POST" and form.is_valid():
        scope = form.cleaned_data.get("scope", series.THIS)
        dates = [row, *series.reached(row, scope)]
        if _done(form, lambda: series.cancel(row, scope, reason=form.cleaned_data["reason"], centre=request.centre, by=request.user, now=now)):
            messages.success(request, _("“%(title)s” is cancelled.") % {"title": row} + _told(request, dates))
            return redirect(row)
    if row.ends_at <= now:
        lead = _("Its day has passed. It is put down as not having taken place, and nobody is written to.")
        return form_page(request, form, title=_("“%(title)s” did not take place") % {"title": row}, row=row, lead=lead, button=_("It did not take place"), danger=True)
    lead = _told(request, [row]).strip() or _("Nobody has signed up or been invited, so nobody is written to.")
    return form_page(request, form, title=_("Cancel “%(title)s”") % {"title": row}, row=row, lead=lead, button=_("Cancel the event"), danger=True)


def _told(request: StaffRequest, dates: list[Event]) -> str:
    """How many are told by mail, and who has left no address and must be called."""
    now = timezone.now()
    rows = [each for each in dates if each.ends_at > now]
    n, silent = len(telling.readers(rows, by=request.user, now=now)), telling.unreached(rows)
    said = " " + ngettext("%(n)s person is told by mail.", "%(n)s people are told by mail.", n) % {"n": n} if n else ""
    if silent:
        said += " " + _("No mail address is known of %(names)s: give them a call.") % {"names": ", ".join(silent[:SHOWN]) + (" …" if len(silent) > SHOWN else "")}
    return said


@needs(May.EDIT_EVENTS)
def copy(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The same again on another day, as a draft."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    form = CopyForm(chosen_instead(request.POST) or None, event=row)
    if request.method == "POST" and form.is_valid():
        made: list[Event] = []
        given = form.cleaned_data
        if _done(form, lambda: made.append(actions.copy(row, starts_at=given["starts_at"], ends_at=given["ends_at"], by=request.user, now=timezone.now(), chosen=choice_of(form)))):
            messages.success(request, _("Copied. This is the new one, a draft with the same texts and the same sign-up; nobody has signed up yet."))
            return redirect(made[0])
    return form_page(request, form, title=_("Copy “%(title)s”") % {"title": row}, row=row, lead=_("Texts, picture, tasks, materials, sign-up and questions come along. People do not."), button=_("Copy it"))


@needs(May.EDIT_EVENTS)
def repeat(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Let it come again by a rule; or let a series go on."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    if row.series is not None:
        go_on = ProlongForm(request.POST or None)
        if request.method == "POST" and go_on.is_valid() and row.series is not None:
            own, given = row.series, go_on.cleaned_data
            if given["day"] and _done(go_on, lambda: series.add_date(row, given["day"], by=request.user, now=timezone.now())):
                messages.success(request, _("The series has one date more."))
                return redirect(row)
            if given["until"] and _done(go_on, lambda: series.prolong(own, until=given["until"], by=request.user, now=timezone.now())):
                messages.success(request, _("The series goes on."))
                return redirect(row)
        return form_page(request, go_on, title=_("Let the series go on"), row=row, button=_("Let it go on"))
    form = RepeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _done(form, lambda: series.repeat(row, form.rule(), skipped=given["skipped"], whole=bool(given["whole"]), by=request.user, now=timezone.now())):
            n = Event.objects.filter(series=Event.objects.get(pk=pk).series_id).count()
            messages.success(request, ngettext("It is a series of %(n)s date now.", "It is a series of %(n)s dates now.", n) % {"n": n})
            return redirect(row)
    return form_page(request, form, title=_("Repeat “%(title)s”") % {"title": row}, row=row, lead=_("The first is %(when)s.") % {"when": when(row)}, button=_("Make the dates"))


@needs(May.EDIT_EVENTS)
def change_rule(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """From this date on the series comes by another rule."""
    row = get_object_or_404(Event.objects.listed().filter(series__isnull=False), pk=pk)
    form = ChangeRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _done(form, lambda: series.change_rule(row, form.rule(), skipped=form.cleaned_data["skipped"], by=request.user, now=timezone.now())):
        messages.success(request, _("The series comes by the new rule from this date on."))
        return redirect(row)
    lead = _("This date, %(when)s, is the first by the new rule. Drafts after it go and new dates are made; the dates before it stay.") % {"when": when(row)}
    return form_page(request, form, title=_("Another rule from this date on"), row=row, lead=lead, button=_("Make the dates"))


@needs(May.EDIT_EVENTS)
@require_POST
def act(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The plain acts: publish and take back (also a whole series), reinstate, delete a draft."""
    row = get_object_or_404(Event.objects.listed(), pk=pk)
    now, what = timezone.now(), request.POST.get("act", "")
    scope = request.POST.get("scope", "") if request.POST.get("scope") in {series.FOLLOWING, series.ALL} else series.THIS
    try:
        if what == "publish":
            n = series.publish(row, series.ALL if row.series_id else series.THIS, by=request.user, now=now)
            messages.success(request, ngettext("It is public now.", "All %(n)s dates are public now.", n) % {"n": n})
        elif what == "unpublish":
            n = series.unpublish(row, scope, by=request.user, now=now)
            messages.success(request, ngettext("It is a draft again, and no longer public.", "%(n)s dates are drafts again, and no longer public.", n) % {"n": n})
        elif what == "reinstate":
            n = series.reinstate(row, scope, centre=request.centre, by=request.user, now=now)
            messages.success(request, ngettext("It takes place after all.", "%(n)s dates take place after all.", n) % {"n": n} + (_told(request, [row]) if n == 1 else ""))
        elif what == "delete":
            n = series.delete(row, scope, by=request.user, now=now)
            messages.success(request, ngettext("The draft “%(title)s” is deleted.", "%(n)s drafts of “%(title)s” are deleted.", n) % {"title": row, "n": n})
            return redirect("events:events", centre=centre)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row)


def _done(form: Form, act: Any) -> bool:
    """Carry ``act`` out; False where the form now says why not, beside the field where there is one."""
    try:
        act()
    except ValidationError as error:
        refused(form, error)
        if hasattr(error, "error_dict") and not set(error.error_dict) <= set(form.fields):
            form.add_error(None, error.messages)
        else:
            form.add_error(None, error)
        return False
    return True


def form_page(
    request: StaffRequest, form: Any, *, title: str, row: Event | None = None, lead: str = "", button: str = "", danger: bool = False, deletable: bool = False,
    template: str = "events/form.html", back: str = "", draft: str = "",
) -> HttpResponse:
    """A form on its own page; ``back`` is the address it came from, of the event unless another is given."""
    context = {
        "form": form, "title": title, "row": row, "lead": lead, "button": button or _("Save"), "danger": danger, "deletable": deletable, "theirs": getattr(form, "theirs", None),
        "draft": draft or (f"event-{row.pk}-{row.version}" if row else "event-new"), "back": back or (row.get_absolute_url() if row else f"/{request.centre.key}/kontor/arrangementer/"),
        "with_files": form.is_multipart(),
    }
    return render(request, template, context, status=422 if form.errors else 200)
