"""The office's pages of networks and working groups: where each stands, its meetings, points, members and sheets."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.keys import key_of
from brobygger.core.versions import Stale
from brobygger.events import meetings
from brobygger.events import networks as acts
from brobygger.events.forms.around import PointForm
from brobygger.events.forms.networks import MemberForm, MembersForm, NetworkForm, StepForm
from brobygger.events.models import Event, Point
from brobygger.events.views.events import form_page
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration, State
from brobygger.organisations.models import Network, NetworkMember
from brobygger.people.models import Person

SHOWN = 40
QUIET = timedelta(days=183)  # a network without a meeting so long is shown as quiet


@needs(May.SEE_ORGANISATIONS)
def networks(request: StaffRequest, centre: str) -> HttpResponse:
    """Networks that run, that are wished for, that have closed; and the working groups, active and resting."""
    today = timezone.localdate()
    rows = list(Network.objects.select_related("theme"))
    members = dict(NetworkMember.objects.on(today).filter(organisation__isnull=False).order_by().values_list("network").annotate(Count("organisation", distinct=True)))
    last = dict(Registration.objects.events().filter(network__isnull=False).order_by().values_list("network").annotate(Max("done_on")))
    count = dict(Registration.objects.of(BaseKind.NETWORK_MEETING).filter(network__isnull=False).order_by().values_list("network").annotate(Count("pk")))
    shown = [(row, count.get(row.pk, 0), last.get(row.pk), members.get(row.pk, 0)) for row in rows]
    running = [each for each in shown if not each[0].is_working_group and each[0].started_on and not each[0].closed_on]
    groups = [each for each in shown if each[0].is_working_group]
    context = {
        "running": running, "wished": [each for each in shown if not each[0].is_working_group and not each[0].started_on and not each[0].closed_on],
        "groups": groups, "formed": sum(1 for each in groups if each[0].started_on), "active": sum(1 for each in groups if each[0].started_on and not each[0].closed_on and not each[0].resting_since),
        "closed": [each for each in shown if not each[0].is_working_group and each[0].closed_on], "quiet_since": today - QUIET, "today": today,
        "may_edit": request.access.may(May.EDIT_EVENTS), "any": bool(rows),
    }
    return render(request, "events/networks.html", context)


@needs(May.SEE_ORGANISATIONS)
def network(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One network: how far it has come, what comes next, and all that belongs to it."""
    row = get_object_or_404(Network.objects.select_related("theme"), pk=pk)
    may_edit, today, now = request.access.may(May.EDIT_EVENTS), timezone.localdate(), timezone.now()
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = _members_form(request, row) if may_edit else None
    if isinstance(form, HttpResponse):
        return form
    taken = acts.steps(row)
    held = Event.objects.listed().filter(registration__network=row)
    coming = held.filter(ends_at__gte=now).exclude(registration__state=State.CANCELLED).order_by("starts_at")
    work = Registration.objects.listed().filter(network=row, draft=False).exclude(state=State.PLANNED).order_by("-done_on", "-pk")
    points = list(row.points.select_related("owner").annotate(n=Count("minutes")))
    day = _day(request.GET.get("dag", "")) or today
    belongings = [each for each in row.belongings.select_related("organisation", "person") if each.person is None or each.person.erased_on is None]
    belongings.sort(key=lambda each: (list(NetworkMember.Role.values).index(each.role) == 0, str(each).casefold()))
    now_in = {each.pk for each in belongings if (each.since is None or each.since <= day) and (each.until is None or each.until >= day)}
    context: dict[str, Any] = {
        "row": row, "steps": taken, "next": acts.next_step(taken), "coming": list(coming[:SHOWN]), "work": list(work[:SHOWN]), "may_edit": may_edit, "form": form,
        "open": [each for each in points if each.closed_on is None], "closed": sorted((each for each in points if each.closed_on), key=lambda each: each.closed_on or today, reverse=True)[:SHOWN],
        "members": [each for each in belongings if each.organisation_id and each.pk in now_in], "persons": [each for each in belongings if each.person_id and each.pk in now_in],
        "former": [each for each in belongings if each.pk not in now_in], "day": day, "targets": acts.targets_of(row, today), "today": today,
        "sheets": row.sheets.listed(), "grown_from": acts.came_from(row),
    }
    return render(request, "events/network.html", context, status=422 if form is not None and form.errors else 200)


def _members_form(request: StaffRequest, row: Network) -> MembersForm | HttpResponse:
    """The form of the members, filled in; or the way on, once it is kept or a person is let go."""
    if "person" in request.POST:
        key = request.POST["person"]
        person = get_object_or_404(Person, pk=key_of(key) or 0)
        acts.let_go(row, person, by=request.user, now=timezone.now())
        messages.success(request, _("“%(name)s” is no longer in it.") % {"name": person})
        return redirect("events:network", centre=request.centre.key, pk=row.pk)
    form = MembersForm(request.POST or None, initial={"organisations": list(row.organisations_on(timezone.localdate()).order_by("name"))})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        acts.set_members(row, organisations=given["organisations"], name=given["name"], mail=given["mail"], by=request.user, now=timezone.now())
        messages.success(request, _("The members are saved."))
        return redirect("events:network", centre=request.centre.key, pk=row.pk)
    return form


@needs(May.EDIT_EVENTS)
def member(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Since when somebody is in a network, until when, and as what."""
    row = get_object_or_404(NetworkMember.objects.select_related("network", "organisation", "person"), pk=pk)
    before = audit.values(row)
    form = MemberForm(request.POST or None, instance=row)
    if request.method == "POST":
        if form.is_valid():
            try:
                acts.keep_member(row, by=request.user, before=before, now=timezone.now())
            except ValidationError as error:
                form.add_error(None, error)
            except Stale:
                form.theirs = NetworkMember.objects.get(pk=row.pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            else:
                messages.success(request, _("“%(name)s” is saved.") % {"name": row})
                return redirect("events:network", centre=centre, pk=row.network_id)
        form.stand_on_theirs()
    return form_page(request, form, title=_("%(name)s in %(network)s") % {"name": row, "network": row.network}, back=_back(centre, row.network_id))


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


@needs(May.EDIT_EVENTS)
def edit(request: StaffRequest, centre: str, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Network, pk=pk) if pk else Network(form=request.GET.get("form", "") if request.GET.get("form") in Network.Form.values else Network.Form.PROFESSIONAL)
    title = row.name if pk else _("New network or working group")
    if pk and request.POST.get("act") == "delete":
        return _delete(request, row)
    form = NetworkForm(request.POST or None, instance=row)
    if request.method == "POST":
        if saved(form, by=request.user):
            _grown(request, row)
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("events:network", centre=centre, pk=row.pk)
        form.stand_on_theirs()
    return form_page(request, form, title=title, back=_back(centre, pk), deletable=bool(pk), draft=f"network-{row.pk}-{row.version}" if pk else "network-new")


def _grown(request: StaffRequest, row: Network) -> None:
    """A new group that grew out of an event is tied to it (``af`` in the address)."""
    given = request.GET.get("af", "")
    event = Event.objects.filter(pk=key_of(given) or 0).first()
    if event is not None:
        event.came_of_it.add(row)
        audit.record("edited", event, by=request.user, before=audit.values(event), extra={"came_of_it": row.pk})


def _back(centre: str, pk: int | None) -> str:
    return f"/{centre}/kontor/netvaerk/{pk}/" if pk else f"/{centre}/kontor/netvaerk/"


def _delete(request: StaffRequest, row: Network) -> HttpResponse:
    """Only what nothing stands on: what was registered keeps its network."""
    if Registration.objects.filter(network=row).exists() or row.sheets.exists():
        messages.error(request, _("“%(name)s” stands on work that has been registered, so it cannot be deleted: the numbers would change. Close it instead.") % {"name": row})
        return redirect("events:network", centre=request.centre.key, pk=row.pk)
    audit.record("removed", row, by=request.user)
    name = str(row)
    row.delete()
    messages.success(request, _("“%(name)s” is deleted. Nothing used it.") % {"name": name})
    return redirect("events:networks", centre=request.centre.key)


TITLES = {
    "start": lambda: _("Established"), "rest": lambda: _("It rests for now"), "wake": lambda: _("It is active again"), "evaluate": lambda: _("Evaluate it"),
    "close": lambda: _("Close it"), "reopen": lambda: _("Open it again"),
}


@needs(May.EDIT_EVENTS)
def step(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Date a step (``skridt``) that no piece of work dates."""
    row = get_object_or_404(Network, pk=pk)
    what = request.GET.get("skridt", "start")
    if what not in TITLES:
        raise Http404
    form = StepForm(request.POST or None, step=what, initial={"on": timezone.localdate(), "text": row.evaluation if what == "evaluate" else ""})
    if request.method == "POST" and form.is_valid():
        try:
            acts.take(row, what, on=form.cleaned_data["on"], text=form.cleaned_data.get("text", ""), by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") or not set(error.error_dict) <= set(form.fields) else next(iter(error.error_dict)), error.messages)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": row})
            return redirect("events:network", centre=centre, pk=pk)
    return form_page(request, form, title=f"{TITLES[what]()}: {row}", back=_back(centre, pk))


@needs(May.EDIT_EVENTS)
def point(request: StaffRequest, centre: str, pk: int, point: int | None = None) -> HttpResponse:
    """A point on the agenda, new or changed; ``moede`` is the meeting where it came up."""
    network = get_object_or_404(Network, pk=pk)
    row = get_object_or_404(network.points, pk=point) if point else Point(network=network)
    given = request.GET.get("moede", "")
    event = Event.objects.listed().filter(pk=key_of(given) or 0, registration__network=network).first()
    before = audit.values(row) if point else None
    back = f"{event.get_absolute_url()}dagsorden/" if event else _back(centre, pk)
    if point and request.POST.get("act") == "delete":
        return _without(request, row, back)
    form = PointForm(request.POST or None, instance=row)
    if request.method == "POST":
        if form.is_valid():
            try:
                meetings.keep_point(row, event=event, before=before, by=request.user, now=timezone.now())
            except Stale:
                form.theirs = Point.objects.get(pk=row.pk)
                form.add_error(None, _("Somebody else has saved this in the meantime. Your text is still here; compare and save again."))
            else:
                messages.success(request, _("“%(name)s” is saved.") % {"name": row.title})
                return redirect(back)
        form.stand_on_theirs()
    return form_page(request, form, title=row.title if point else _("A point for %(network)s") % {"network": network}, back=back, deletable=bool(point))


def _without(request: StaffRequest, row: Point, back: str) -> HttpResponse:
    try:
        meetings.remove_point(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("“%(name)s” is taken out.") % {"name": row.title})
    return redirect(back)


@needs(May.EDIT_EVENTS)
@require_POST
def close_point(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(Point.objects.select_related("network"), pk=pk)
    closed = request.POST.get("closed") == "1"
    meetings.close_point(row, closed=closed, by=request.user, now=timezone.now())
    messages.success(request, (_("“%(name)s” is closed.") if closed else _("“%(name)s” is open again.")) % {"name": row.title})
    return redirect("events:network", centre=centre, pk=row.network_id)
