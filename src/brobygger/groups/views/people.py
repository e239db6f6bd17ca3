"""Those on a list and in a group, for those who may see names: the list, one person, the first talk, and the lists of themes."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page
from django.db.models import Case, Count, IntegerField, Prefetch, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.models import Theme
from brobygger.core.keys import key_of
from brobygger.core.paging import page_of
from brobygger.groups import forgetting, places, seats, talks
from brobygger.groups import lists as waiting_for
from brobygger.groups.forms.people import HeldForm, InterestForm, ReachForm, TalkForm
from brobygger.groups.models import FirstTalk, Group, GroupType, Participant
from brobygger.groups.views.groups import form_page, put

_TALKS = Prefetch("talks", queryset=FirstTalk.objects.select_related("with_whom"))
LONGEST, ON_A_PAGE = 160, 60


@needs(May.EDIT_GROUPS)
def people(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Those with a seat, those who wait in their order, those who are asked; those who have left, while they are remembered."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    order = [Participant.State.SEATED, Participant.State.WAITING, Participant.State.ASKED, Participant.State.LEFT]
    rows = row.participants.remembered()
    counts = _counts(rows, "state")
    page, query = page_of(_in_order(rows, "state", order), request.GET, ON_A_PAGE)
    parts = [(Participant.State(state), *rest) for state, *rest in _parts(page, "state", order, counts)]
    context = {
        "row": row, "parts": parts, "page": page, "query": query, "free": places.free(row), "seated": counts.get(Participant.State.SEATED, 0), "forgotten": row.participants.count() - sum(counts.values()),
        "waiting_elsewhere": Participant.objects.on_themes().filter(theme=row.theme_id, type=row.type).count() if row.theme_id and row.takes_interest else 0,
    }
    if request.method == "POST" and request.POST.get("act") == "ask":
        keys = Participant.objects.on_themes().filter(theme=row.theme_id, type=row.type).values_list("pk", flat=True)
        n = seats.ask_those_waiting(row, list(keys), centre=request.centre, by=request.user, now=timezone.now())
        messages.success(request, asked(n))
        return redirect("groups:people", centre=centre, pk=pk)
    return render(request, "groups/people.html", context)


def _counts(rows: Any, field: str) -> dict[str, int]:
    """How many there are of each."""
    return dict(rows.order_by().values_list(field).annotate(n=Count("pk")))


def _in_order(rows: Any, field: str, order: Sequence[str]) -> Any:
    """By ``field`` in this order, and within it as they came."""
    place = Case(*(When(**{field: each}, then=Value(number)) for number, each in enumerate(order)), default=Value(len(order)), output_field=IntegerField())
    return rows.prefetch_related(_TALKS).order_by(place, "queued_at", "pk")


def _parts(page: Page[Any], field: str, order: Sequence[str], counts: dict[str, int]) -> Iterator[tuple[str, list[Any], int, int]]:
    """What stands on the page, by ``field``: its rows, how many there are in all, and how many of them stand on the pages before."""
    for value, own in groupby(page.object_list, key=lambda each: str(getattr(each, field))):
        earlier = sum(counts.get(each, 0) for each in order[: list(order).index(value)])
        yield value, list(own), counts.get(value, 0), max(page.start_index() - 1 - earlier, 0)


def asked(n: int) -> str:
    return ngettext("%(n)s person is asked. Those without a mail you must call.", "%(n)s persons are asked. Those without a mail you must call.", n) % {"n": n}


@needs(May.EDIT_GROUPS)
def add(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Put somebody on the list who called or stands at the desk."""
    row = get_object_or_404(Group.objects.listed(), pk=pk)
    form = InterestForm(request.POST or None, staff=True)
    if request.method == "POST" and form.is_valid():
        try:
            made = seats.join(form.asking(), group=row, centre=request.centre, now=timezone.now(), by=request.user)
        except ValidationError as error:
            put(form, error)
        else:
            said = _("%(name)s has a seat.") if made.state == Participant.State.SEATED else _("%(name)s is on the list.")
            messages.success(request, said % {"name": made.name})
            return redirect("groups:people", centre=centre, pk=pk)
    return form_page(request, form, title=_("Put somebody on the list"), back=f"{row.get_absolute_url()}deltagere/", button=_("Put on the list"), lead=row.title)


@needs(May.EDIT_GROUPS)
def participant(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """One person: how she is reached, the first talk, a seat, another list, off the list. There is nowhere to write how she is."""
    one = get_object_or_404(Participant.objects.select_related("group__centre", "theme", "by").prefetch_related(_TALKS), pk=pk)
    talk = next((each for each in one.talks.all() if each.state == FirstTalk.State.BOOKED), None)
    what = request.POST.get("act", "")
    data = {each: request.POST if request.method == "POST" and what == each else None for each in ("reach", "talk", "held")}
    forms: dict[str, Any] = {
        "reach": ReachForm(data["reach"], participant=one, auto_id="reach_%s"), "talk": TalkForm(data["talk"], talk=talk, by=request.user, auto_id="talk_%s"),
        "held": HeldForm(data["held"], participant=one, talk=talk, auto_id="held_%s"),
    }
    if request.method == "POST" and (what not in forms or forms[what].is_valid()):
        try:
            said = _acted(request, one, talk, what, forms)
        except ValidationError as error:
            if what in forms:
                put(forms[what], error)
            else:
                messages.error(request, " ".join(error.messages))
                return redirect(request.path)
        else:
            if said:
                messages.success(request, said)
            return redirect(request.path)
    context = {
        "one": one, "row": one.group, "forms": forms, "booked": talk, "talks": one.talks.all(), "free": places.free(one.group) if one.group else None,
        "place": places.in_queue(one) if one.state == Participant.State.WAITING else None, "alive": one.state != Participant.State.LEFT,
        "back": _list_of(one, centre),
    }
    return render(request, "groups/participant.html", context, status=422 if any(form.errors for form in forms.values()) else 200)


def _list_of(one: Participant, centre: str) -> str:
    return f"{one.group.get_absolute_url()}deltagere/" if one.group else f"/{centre}/kontor/grupper/ventelister/{one.theme_id}/"


def _acted(request: StaffRequest, one: Participant, talk: FirstTalk | None, what: str, forms: dict[str, Any]) -> str:
    """Do what was asked; what to say of it."""
    now, here, by = timezone.now(), request.centre, request.user
    if what == "reach":
        given = forms["reach"].asking()
        seats.change(one, name=given.name, mail=given.mail, phone=given.phone, by=by, now=now)
        return _("It is saved.")
    if what == "talk":
        given = forms["talk"].cleaned_data
        talks.agree(one, on=given["on"], at=given["at"], with_whom=given["with_whom"], centre=here, by=by, now=now)
        return _("The talk is agreed on.")
    if what == "held":
        given = forms["held"].cleaned_data
        talks.held(one, on=given["on"], outcome=given["outcome"], other=given["other"], seat=given.get("seat", False), centre=here, by=by, now=now)
        return _("It is written down.")
    if what == "not held" and talk is not None:
        talks.not_held(talk, by=by, now=now)
        return _("It is written down. You can agree on another day.")
    if what == "seat":
        seats.give_seat(one, centre=here, by=by, now=now)
        return _("%(name)s has a seat.") % {"name": one.name}
    if what in {"wants", "declines"}:
        seats.answer(one, wants=what == "wants", centre=here, by=by, now=now)
        return _("It is written down.")
    if what == "forget" and one.state == Participant.State.LEFT:
        forgetting.forget(one, now=now)
        return _("It is deleted. The count stays.")
    if what == "leave":
        seats.leave(one, centre=here, by=by, now=now)
        return _("%(name)s is off the list.") % {"name": one.name}
    return ""


@needs(May.SEE_GROUPS)
def lists(request: StaffRequest, centre: str) -> HttpResponse:
    """How many wait for a theme that has no group yet; and a group started from a list, with all of them asked. No names."""
    if request.method == "POST":
        if not request.access.may(May.EDIT_GROUPS):
            raise PermissionDenied
        theme = get_object_or_404(Theme, pk=key_of(request.POST.get("theme")) or 0)
        type_ = request.POST.get("type", "")
        if type_ in GroupType.values:
            title = request.POST.get("title", "").strip()[:LONGEST] or theme.name
            try:
                group, n = waiting_for.start_from_list(theme, type_, title=title, centre=request.centre, by=request.user, now=timezone.now())
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return redirect("groups:lists", centre=centre)
            messages.success(request, asked(n))
            return redirect("groups:edit", centre=centre, pk=group.pk)
    return render(request, "groups/lists.html", {"rows": waiting_for.waiting_lists(), "may_edit": request.access.may(May.EDIT_GROUPS)})


@needs(May.EDIT_GROUPS)
def theme_list(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """Who waits for a theme, by what they look for."""
    theme = get_object_or_404(Theme, pk=pk)
    rows = Participant.objects.on_themes().filter(theme=theme)
    page, query = page_of(_in_order(rows, "type", GroupType.values), request.GET, ON_A_PAGE)
    parts = [(GroupType(type_).label, *rest) for type_, *rest in _parts(page, "type", GroupType.values, _counts(rows, "type"))]
    return render(request, "groups/theme_list.html", {"theme": theme, "parts": parts, "page": page, "query": query})
