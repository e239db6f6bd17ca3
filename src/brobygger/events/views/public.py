"""The public calendar, of one centre and over all of them; one event; and signing up for it without an account."""

from functools import partial
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.access import open_to_all
from brobygger.centres.mapping import drawn
from brobygger.centres.models import Centre, Locality, TargetGroup, Theme
from brobygger.core import pictures
from brobygger.core.ical import calendar as in_ical
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.paging import page_of
from brobygger.core.prepared import Given, Prepared
from brobygger.core.rates import address_of, within
from brobygger.events import afterwards, moving_up, places, programme, signing_up
from brobygger.events.codes import qr
from brobygger.events.feed_keys import own_feed_url
from brobygger.events.forms.around import FeedbackForm
from brobygger.events.forms.signups import ChangeForm, SignUpForm
from brobygger.events.letters import appointment, tell, tell_not_known
from brobygger.events.models import Event, Material, Question, SignUp, SignUpList
from brobygger.events.reaching import is_a_members
from brobygger.events.structured import as_json_ld
from brobygger.events.tours import has_stops
from brobygger.events.views.around import as_file
from brobygger.plan.markdown import as_text

ON_A_PAGE = 30
A_HALL = 2000  # sign-ups in an hour on one list from one network
WITHOUT_LOOKING = 200
_published = Prepared(lambda: Event.objects.listed().filter(published_at__isnull=False, pk=Given("pk", BigIntegerField())))
_to_sign_up = Prepared(lambda: Event.objects.select_related("registration", "signup_list").only(
    "centre", "starts_at", "ends_at", "published_at", "series", "signup_list", "registration__state",
).filter(published_at__isnull=False, pk=Given("pk", BigIntegerField())).annotate(asks=Exists(Question.objects.filter(signup_list=OuterRef("signup_list")))))
Offered = list[tuple[str, str, list[tuple[Any, str]]]]  # name in the address, label, lines to choose from


@open_to_all
def calendar(request: HttpRequest, centre: str) -> HttpResponse:
    asked = programme.Asked(request.GET)
    offered: Offered = [
        (name, label, list(model.objects.filter(retired=False).values_list("pk", "name")))
        for name, label, model in (("tema", _("Theme"), Theme), ("sted", _("Place"), Locality), ("maalgruppe", _("For whom"), TargetGroup))
    ]
    return _calendar(request, asked, Event.objects.listed().public(), offered)


@open_to_all
def all_centres(request: HttpRequest) -> HttpResponse:
    """What is on at all centres of the installation. Only what each has published is read, and its names with it."""
    asked = programme.Asked(request.GET, across=True)
    rows = programme.over_all_centres()
    centres = list(Centre.objects.all())
    municipalities = sorted({each.municipality for each in centres if each.municipality})
    offered: Offered = [("center", _("Centre"), [(each.key, each.name) for each in centres]), ("kommune", _("Municipality"), [(each, each) for each in municipalities])]
    to_come = rows.filter(ends_at__gt=timezone.now()).select_related(None).order_by()
    for name, label in (("tema", _("Theme")), ("sted", _("Place")), ("maalgruppe", _("For whom"))):
        found = to_come.values_list(f"registration__{programme.KEYS[name]}__name", flat=True).distinct()
        offered.append((name, label, [(each, each) for each in sorted(filter(None, found))]))
    return _calendar(request, asked, rows, offered)


def _calendar(request: HttpRequest, asked: programme.Asked, rows: Any, offered: Offered) -> HttpResponse:
    chosen = {"center": asked.centre, "kommune": asked.municipality, **asked.keys}
    filters = [Filter(name, label, chosen.get(name), lines=lines) for name, label, lines in offered if len(lines) > (asked.across and name == "kommune")]
    view = asked.view if asked.view != programme.LIST else ""
    context: dict[str, Any] = {
        "asked": asked, "filters": [Filter("q", _("Words"), asked.words), *filters], "kept": {"vis": view, "fra": asked.day.isoformat() if asked.day != asked.today else ""},
        "show_all": (f"?vis={view}" if view else "?") if asked.narrowed else "", "across": asked.across, "views": _views(asked),
    }
    if asked.view == programme.LIST:
        context["page"], context["query"] = page_of(programme.coming(asked, rows), request.GET, ON_A_PAGE)
        for row in context["page"]:
            row.shown_on = max(row.day, asked.day)  # one that began before stands on the first day of the list
    elif asked.view == programme.MAP:
        context["map"] = drawn(programme.by_locality(asked, rows))
    else:
        found = programme.days(asked, rows)
        before, after = programme.beside(asked)
        first, last = programme.span(asked)
        context |= {
            "days": found, "first": first, "last": last, "n": sum(len(day.events) + day.more for day in found),
            "before": asked.query(fra=before.isoformat()), "after": asked.query(fra=after.isoformat()),
        }
    return render(request, "events/calendar.html", context)


def _views(asked: programme.Asked) -> list[tuple[str, str, bool]]:
    names = ((programme.LIST, _("List")), (programme.WEEK, _("Week")), (programme.MONTH, _("Month")), (programme.MAP, _("Map")))
    return [(label, asked.query(vis=view if view != programme.LIST else ""), view == asked.view) for view, label in names]


def published(pk: int, *, to_sign_up: bool = False) -> Event:
    """An event that is public. Those left out of the calendar open for whoever has the address. ``to_sign_up``: only what decides whether one can."""
    row = (_to_sign_up if to_sign_up else _published).one(pk=pk)
    if row is None:
        raise Http404
    return row


@open_to_all
def event(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """One event for everybody, with its sign-up."""
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    sent = request.method == "POST"
    row, now = published(pk, to_sign_up=sent), timezone.now()
    own = row.signup_list
    opens = own is not None and row.takes_signups(now) and (own.audience != SignUpList.Audience.INVITED or request.GET.get("noegle", "") == own.key)
    dates = _dates(row, now) if opens else []
    form = SignUpForm(request.POST or None, signup_list=own, dates=dates, here=row, asks=getattr(row, "asks", True)) if opens and own is not None else None
    if form is None and sent:
        return _page(request, published(pk), None, now, closed=True)
    if form is not None and sent and form.is_valid():
        thanks = _sign_up(request, here, form)
        if not form.errors:  # a robot is thanked like everybody, and nothing is kept
            return redirect(f"{request.path}?tak={thanks}")
    return _page(request, published(pk) if sent else row, form, now)


def _page(request: HttpRequest, row: Event, form: SignUpForm | None, now: Any, *, closed: bool = False) -> HttpResponse:
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    # Where it is for members, the number of places left would tell whether a mail that was tried was a member's.
    free = places.free(row.signup_list) if row.signup_list and row.signup_list.audience != SignUpList.Audience.MEMBERS else None
    context = {
        "row": row, "registration": row.registration, "form": form, "free": free, "is_over": row.ends_at <= now, "json_ld": as_json_ld(row, here, free=free),
        "others": list(_dates(row, now)) if row.series_id else [], "co_hosts": row.registration.co_hosts.all(), "closed": closed, "thanks": request.GET.get("tak", ""),
        "queue": key_of(request.GET.get("tak", "").removeprefix("koe-")) if request.GET.get("tak", "").startswith("koe-") else None,
        "opens_at": row.signup_list.opens_at if row.signup_list and row.signup_list.opens_at and row.signup_list.opens_at > now else None,
        "materials": row.materials.filter(public=True), "stops": row.stops.prefetch_related("aboard__organisation") if has_stops(row) else [],
        "description": " ".join(as_text(row.text).split())[:200],
    }
    return render(request, "events/public_event.html", context, status=409 if closed else 422 if form is not None and form.errors else 200)


def _dates(row: Event, now: Any) -> list[Event]:
    """The dates of its series that one can choose among, where one signs up for each. A date for those with a link is open on its own page alone."""
    if row.series is None or row.series.whole:
        return []
    rows = Event.objects.listed().filter(published_at__isnull=False, series=row.series_id, starts_at__gt=now).exclude(Q(listed_publicly=False) & ~Q(pk=row.pk)).taking_place()
    rows = rows.exclude(Q(signup_list__audience=SignUpList.Audience.INVITED) & ~Q(pk=row.pk))
    return [each for each in rows if each.takes_signups(now)]


def _sign_up(request: HttpRequest, here: Centre, form: SignUpForm) -> str:
    """What the thanks are to say: ``plads``, ``koe-3`` or, where it is not one thing, ``1``; or the form now says why not.

    With a mail that is signed up already it says what it says to everybody, and the link goes to that mail: nobody is to try out here who comes.
    Where it is for members, the page says the same to all, and the mail says who has a place: nor is anybody to try out who is a member.
    """
    if not _may_try(request, form):
        form.add_error(None, _("Very many sign-ups have come from your network in the last hour. Try again later, or call us."))
        return ""
    if form.cleaned_data["second_name"]:
        return "1"
    lists, asking, now = form.lists(), form.asking(), timezone.now()
    for_members = any(each.audience == SignUpList.Audience.MEMBERS for each in lists)
    known = not for_members or is_a_members(asking.mail, timezone.localdate())
    place = 0
    try:
        if known:
            made = signing_up.sign_up(lists, asking, now=now)[0]
            place = places.in_queue(made) if made.state == SignUp.State.WAITING else 0
        else:
            with transaction.atomic():  # tried as for everybody and not kept: no answer of the page tells who is a member
                signing_up.sign_up(lists, asking, now=now)
                transaction.set_rollback(True)
            tell_not_known(asking.name, asking.mail, asking.language, lists, here, now=now)
    except signing_up.Twice as error:
        place = places.outlook(error.signup.signup_list, asking.persons)
        _send_again(error.signup, here)
    except ValidationError as error:
        form.add_error(None if not hasattr(error, "error_dict") else next(iter(error.error_dict)), error.messages)
    return "medlem" if for_members else "1" if len(lists) > 1 else f"koe-{place}" if place else "plads"


def _may_try(request: HttpRequest, form: SignUpForm) -> bool:
    """Whether this network may sign up once more. A hall of people on one wifi may, each with the page before their eyes for a moment;
    a robot that sends without having looked is soon out of tries.
    """
    looked = form.was_looked_at()
    most = A_HALL if looked else WITHOUT_LOOKING
    return within(f"sign-up-{form.signup_list.pk}-{looked}-{address_of(request)}", most=most, seconds=3600)


def _send_again(signup: SignUp, here: Centre) -> None:
    """The link once more to the address that has it already; at most once an hour, so that nobody can be flooded by others."""
    now = timezone.now()
    rows = Event.objects.listed().filter(signup_list=signup.signup_list_id)
    tell(signup, rows, here, subject=gettext_lazy("Your sign-up: %(title)s"), lines=[gettext_lazy("You have signed up already. Here is the link once more.")], now=now, once=f"again-{now:%Y%m%d%H}")


def _send_calendar(one: SignUp, here: Centre, now: Any) -> None:
    """The address of her own calendar, to her own address; at most once an hour."""
    rows = Event.objects.listed().filter(signup_list=one.signup_list_id)
    line = partial(_subscribe, own_feed_url(one, here))
    tell(one, rows, here, subject=gettext_lazy("Your own calendar, and your sign-up: %(title)s"), lines=[line], now=now, once=f"calendar-{now:%Y%m%d%H}")


def _subscribe(url: str) -> str:
    return _("Subscribe to this address in your calendar program, and all you have a place at stands there by itself: %(link)s\nKeep it to yourself; whoever has it can read it.") % {"link": url}


@open_to_all
def signup(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """One's own sign-up: where one stands in the queue, what can be changed, and how to leave. The address is the key."""
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    one = get_object_or_404(SignUp.objects.select_related("signup_list", "organisation"), token=token)
    now = timezone.now()
    rows = list(Event.objects.listed().filter(signup_list=one.signup_list_id).order_by("starts_at"))
    form = ChangeForm(request.POST if request.POST.get("act") == "change" else None, signup=one)
    wrong = ""
    if request.method == "POST":
        try:
            if _acted(request, here, one, form, now):
                sent = "?sendt=1" if request.POST.get("act") == "calendar" else ""
                return redirect(f"{request.path}{sent}")
        except ValidationError as error:
            if form.is_bound and hasattr(error, "error_dict"):
                form.add_error(next(iter(error.error_dict)), error.messages)
            else:
                wrong = " ".join(error.messages)
    together = SignUp.objects.filter(together=one.together).exclude(pk=one.pk).select_related("signup_list") if one.together else []
    context = {
        "one": one, "rows": rows, "row": rows[0], "form": form, "wrong": wrong, "place": places.in_queue(one) if one.state == SignUp.State.WAITING else None,
        "is_over": rows[-1].ends_at <= now, "together": [(each, each.signup_list.events.select_related("registration__centre").first()) for each in together],
        "answers": one.answers.filter(companion=None).select_related("question"), "companions": one.companions.prefetch_related("answers__question"), "is_cancelled": all(each.is_cancelled for each in rows), "qr": _qr(one, here), "sent": "sendt" in request.GET,
    }
    return render(request, "events/my_signup.html", context, status=422 if form.errors or wrong else 200)


def _acted(request: HttpRequest, here: Centre, one: SignUp, form: ChangeForm, now: Any) -> bool:
    what = request.POST.get("act", "")
    if what == "leave":
        moving_up.leave(one, centre=here, now=now)
    elif what == "leave all" and one.together:
        for each in SignUp.objects.filter(together=one.together).order_by("signup_list"):
            moving_up.leave(each, centre=here, now=now)
    elif what == "accept":
        moving_up.accept(one, centre=here, now=now)
    elif what == "calendar":
        _send_calendar(one, here, now)
    elif what == "change" and form.is_valid():
        given = form.cleaned_data
        moving_up.change(one, name=given["name"], organisation=form.organisation(), label=given["label"], persons=given["persons"], others=form.others(), centre=here, now=now)
    return what != "change" or form.is_valid()


def _qr(one: SignUp, here: Centre) -> str:
    return qr(f"{settings.SITE_URL}/{here.key}/kontor/arrangementer/ind/{one.token}/")


@open_to_all
def signup_ics(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The appointment for one's own calendar, with the link to an online meeting for those who have a place."""
    one = get_object_or_404(SignUp.objects.select_related("signup_list"), token=token)
    rows = Event.objects.listed().filter(signup_list=one.signup_list_id)
    text = in_ical(request.centre.name, [appointment(row, for_those_with_a_place=one.state == SignUp.State.CONFIRMED) for row in rows], site=settings.SITE_URL, now=timezone.now())  # type: ignore[attr-defined]  # set by the middleware
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="aftale.ics"', "Cache-Control": "private, no-store"})


@open_to_all
def image(request: HttpRequest, centre: str, pk: int) -> FileResponse:
    """An event's picture: to everybody once it is public, to staff before."""
    row = get_object_or_404(Event.objects.exclude(image=""), pk=pk)
    access = getattr(request, "access", None)
    public = row.published_at is not None
    if not public and (access is None or not access.may("see_events")):
        raise Http404
    return pictures.served(row.image, to_all=public)


@open_to_all
def material(request: HttpRequest, centre: str, pk: int, material: int) -> HttpResponse | FileResponse:
    """A material for those who come: a file to fetch, or the way to a link."""
    row = get_object_or_404(Material.objects.filter(event=published(pk), public=True), pk=material)
    return as_file(row) if row.file else redirect(row.link)


@open_to_all
def feedback(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """What one who came thinks of the event; no account, no cookie, no name. A link of one's own takes one answer."""
    row = afterwards.event_of_token(token)
    if row is None:
        raise Http404
    now = timezone.now()
    own = token.startswith(afterwards.OWN)
    spent = own and afterwards.is_spent(token)
    form = FeedbackForm(request.POST or None) if afterwards.takes_feedback(row, now) and not spent else None
    if request.method == "POST" and form is not None and form.is_valid():
        if not ratelimit.consume(request, action="feedback"):
            form.add_error(None, _("Very many answers have come from your network in the last hour. Try again later."))
        else:
            given = form.cleaned_data
            said = {name: given[name] for name in ("score", "gained", "better")}
            if not given["second_name"] and own:
                afterwards.answer_once(token, **said, now=now)
            elif not given["second_name"]:
                afterwards.give_feedback(row, **said, key=given["key"], now=now)
            return redirect(f"{request.path}?tak=1")
    context = {"row": row, "form": form, "thanks": "tak" in request.GET, "spent": spent, "own": own}
    return render(request, "events/feedback.html", context, status=422 if form is not None and form.errors else 200)
