"""Groups for everybody: the overview by theme, one group, a list to stand on, one's own page, and what one gained. Never people."""

from itertools import groupby
from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.rates import address_of, within
from brobygger.directory.leaving import LEAVE_TO, is_sensitive
from brobygger.groups import afterwards, forgetting, letters, places, seats
from brobygger.groups.forms.people import InterestForm, VerdictForm, WaitForm, themes_to_wait_for
from brobygger.groups.models import Group, GroupType, Participant
from brobygger.journal.models import Format

ON_A_PAGE = 60
LOOKED, NOT_LOOKED = 60, 10  # sign-ups in an hour from one network, with the page seen for a moment and without


@open_to_all
def overview(request: HttpRequest, centre: str) -> HttpResponse:
    """What there is by theme, the centre's own and those of associations together."""
    type_, theme, place, how = (request.GET.get(name, "") for name in ("type", "tema", "sted", "hvor"))
    rows = Group.objects.listed().public().counted().order_by("theme__position", "theme__name", "title", "pk")
    if type_ in GroupType.values:
        rows = rows.filter(type=type_)
    if theme:
        rows = rows.filter(theme=key_of(theme) or 0)
    if place:
        rows = rows.filter(locality=key_of(place) or 0)
    if how in {"online", "fysisk"}:
        rows = rows.filter(format__in=[Format.BOTH, Format.ONLINE if how == "online" else Format.ON_SITE])
    page, query = page_of(rows, request.GET, ON_A_PAGE)
    there = Group.objects.public()
    filters = [
        Filter("type", _("What"), type_, lines=GroupType.choices),
        Filter("tema", _("Theme"), theme, lines=Theme.objects.filter(pk__in=there.order_by().values("theme")).values_list("pk", "name")),
        Filter("sted", _("Where"), place, lines=Locality.objects.filter(pk__in=there.order_by().values("locality")).values_list("pk", "name")),
        Filter("hvor", _("How"), how, lines=[("fysisk", _("where people meet")), ("online", _("online"))]),
    ]
    parts = [(name, list(own)) for name, own in groupby(page.object_list, key=lambda row: str(row.theme) if row.theme else _("For everybody"))]
    context = {"parts": parts, "page": page, "query": query, "filters": filters, "kept": {}, "show_all": "?" if type_ or theme or place or how else "", "waits": themes_to_wait_for().exists()}
    return render(request, "groups/overview.html", context)


@open_to_all
def group(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One group for everybody, with its list."""
    row = get_object_or_404(Group.objects.listed().counted().filter(published_at__isnull=False), pk=pk)
    form = InterestForm(request.POST or None) if row.takes_people else None
    if request.method == "POST" and form is None:
        return _page(request, row, None, closed=True)
    if form is not None and request.method == "POST" and form.is_valid():
        _join(request, form, group=row)
        if not form.errors:  # a robot is thanked like everybody, and nothing is kept
            return redirect(f"{request.path}?tak=1#liste")
    return _page(request, row, form)


def _page(request: HttpRequest, row: Any, form: InterestForm | None, *, closed: bool = False) -> HttpResponse:
    context = {"row": row, "form": form, "free": places.free(row), "closed": closed, "thanks": "tak" in request.GET}
    return _shown(request, "groups/public_group.html", context, quickly=_may_be_left(row), status=409 if closed else 422 if form is not None and form.errors else 200)


def _may_be_left(row: Group | None) -> bool:
    """Whether somebody might not want to be seen with the page: of self-help always, and where its name is understood as a sensitive situation."""
    return row is None or row.type == GroupType.SELF_HELP or is_sensitive(f"{row.title} {row.theme or ''}")


def _shown(request: HttpRequest, template: str, context: dict[str, Any], *, quickly: bool, status: int) -> HttpResponse:
    """A page that can be left quickly is kept by no browser either."""
    answer = render(request, template, {**context, "leave_to": LEAVE_TO if quickly else ""}, status=status)
    if quickly:
        answer.headers["Cache-Control"] = "no-store"
    return answer


@open_to_all
def wait(request: HttpRequest, centre: str) -> HttpResponse:
    """On a list for a theme that has no group yet."""
    theme = key_of(request.GET.get("tema"))
    form = WaitForm(request.POST or None, initial={"theme": theme, "type": request.GET.get("type") if request.GET.get("type") in GroupType.values else GroupType.SELF_HELP})
    if request.method == "POST" and form.is_valid():
        _join(request, form, theme=form.cleaned_data["theme"], type_=form.cleaned_data["type"])
        if not form.errors:
            return redirect(f"{request.path}?tak=1")
    return _shown(request, "groups/wait.html", {"form": form, "thanks": "tak" in request.GET}, quickly=True, status=422 if form.errors else 200)


def _join(request: HttpRequest, form: InterestForm, **where: Any) -> None:
    """Put her on the list; or the form now says why not. The page says the same to all: nobody is to try out here who stands on a list."""
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    looked = form.was_looked_at()
    if not within(f"groups-{looked}-{address_of(request)}", most=LOOKED if looked else NOT_LOOKED, seconds=3600):
        form.add_error(None, _("Very many have come from your network in the last hour. Try again later, or call us."))
        return
    if form.cleaned_data["second_name"]:
        return
    now = timezone.now()
    try:
        seats.join(form.asking(), **where, centre=here, now=now)
    except seats.Twice as error:
        letters.again(error.participant, here, now=now)
    except ValidationError as error:
        form.add_error(None if not hasattr(error, "error_dict") else next(iter(error.error_dict)), error.messages)


@open_to_all
def mine(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """One's own place on a list: where one stands, and how to leave. The address is the key."""
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    one = get_object_or_404(Participant.objects.select_related("group__theme", "group__locality", "group__centre", "group__organisation", "theme"), token=token)
    if one.is_forgotten:
        raise Http404
    wrong, now = "", timezone.now()
    if request.method == "POST":
        try:
            what = request.POST.get("act", "")
            if what == "leave":
                seats.leave(one, centre=here, now=now)
            elif what == "forget" and one.state == Participant.State.LEFT:
                forgetting.forget(one, now=now)
                return redirect("groups_public:overview", centre=centre)
            elif what in {"wants", "declines"}:
                seats.answer(one, wants=what == "wants", centre=here, now=now)
            return redirect(request.path)
        except ValidationError as error:
            wrong = " ".join(error.messages)
    talk = one.talks.filter(state="booked").first()
    context = {"one": one, "row": one.group, "place": places.in_queue(one) if one.state == Participant.State.WAITING else None, "talk": talk, "wrong": wrong}
    return _shown(request, "groups/mine.html", context, quickly=_may_be_left(one.group), status=422 if wrong else 200)


@open_to_all
def verdict(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """What one who was in a group gained; no account, no cookie, no name."""
    row = afterwards.group_of_token(token)
    if row is None:
        raise Http404
    opens = afterwards.takes_verdicts(row, timezone.localdate())
    form = VerdictForm(request.POST or None, initial={"key": afterwards.new_key()}) if opens else None
    if request.method == "POST" and form is not None and form.is_valid():
        if not ratelimit.consume(request, action="feedback"):
            form.add_error(None, _("Very many answers have come from your network in the last hour. Try again later."))
        else:
            given = form.cleaned_data
            if not given["second_name"]:
                afterwards.give(row, score=given["score"], gained=given["gained"], key=given["key"] or afterwards.new_key(), now=timezone.now())
            return redirect(f"{request.path}?tak=1")
    return render(request, "groups/verdict.html", {"row": row, "form": form, "thanks": "tak" in request.GET}, status=422 if form is not None and form.errors else 200)
