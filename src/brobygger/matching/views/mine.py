"""A volunteer's way in, and her own page: the address from her mail is the key, and opening it changes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import open_to_all
from brobygger.core.ical import calendar as in_ical
from brobygger.core.keys import key_of
from brobygger.core.rates import address_of, within
from brobygger.matching import candidates, introducing, letters, masks, own_link, serving, talking, volunteering
from brobygger.matching.forms.volunteers import BookForm, ForgetForm, LinkForm, MineForm, SignUpForm
from brobygger.matching.models import Match, Opportunity, Topic, Volunteer, VolunteerTalk
from brobygger.matching.topics import in_words, names_of
from brobygger.matching.views.public import here
from brobygger.matching.views.volunteers import kept

SUGGESTED, LOOKED_AT, LEAST = 5, 20, 33  # jobs shown to herself, and the score a job must have: one she shares neither interest nor time with is no suggestion
MANY_SHIFTS = 60
A_FAIR = 120  # who sign up in an hour from one network: a stand at a fair has one


@open_to_all
def sign_up(request: HttpRequest, centre: str) -> HttpResponse:
    """Become a volunteer: two minutes on a phone, without an account."""
    if "tak" in request.GET:
        return render(request, "matching/signed_up.html")
    job = Opportunity.objects.listed().public().filter(pk=key_of(request.GET.get("job")) or 0).first()
    form = SignUpForm(request.POST or None, instance=Volunteer(language=get_language() or "da"), initial={"interests": job.interests} if job else None)
    if request.method == "POST" and form.is_valid():
        if not within(f"volunteer-{here(request).pk}-{address_of(request)}", most=A_FAIR, seconds=3600):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        else:
            if not form.cleaned_data["second_name"]:  # a robot is thanked like everybody, and nothing is kept
                form.instance.key = form.cleaned_data["own_key"]
                now = timezone.now()
                row = volunteering.enquire(form.instance, **form.who(), centre=here(request), now=now)
                if job is not None and row.is_in_the_pool(timezone.localdate(now)):
                    introducing.suggest(row, job, by=None, now=now)
            return redirect(f"{request.path}?tak=1")
    return render(request, "matching/sign_up.html", {"form": form, "job": job}, status=422 if form.errors else 200)


@open_to_all
def ask_for_link(request: HttpRequest, centre: str) -> HttpResponse:
    """Where the mail with the link is lost. The page says the same whether the mail is known or not."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        else:
            row = volunteering.known_by(form.cleaned_data["mail"])
            if row is not None and not form.cleaned_data["second_name"]:
                letters.send_link(row, here(request), now=timezone.now())
            return redirect(f"{request.path}?tak=1")
    return render(request, "matching/ask_for_link.html", {"form": form, "thanks": "tak" in request.GET}, status=422 if form.errors else 200)


def hers(view: Callable[[HttpRequest, Volunteer, str], HttpResponse]) -> Any:
    """Open to whoever has the link; a link that is too old leads to where one asks for a new one."""

    @never_cache
    @open_to_all
    def opened(request: HttpRequest, centre: str, token: str) -> HttpResponse:
        row = own_link.of_token(token)
        if row is None:
            if "farvel" in request.GET:
                return render(request, "matching/goodbye.html")
            return render(request, "matching/ask_for_link.html", {"form": LinkForm(), "old": True}, status=410)
        return view(request, row, token)

    return opened


@hers
def mine(request: HttpRequest, row: Volunteer, token: str) -> HttpResponse:
    """All there is of her here: what we know, her talk, and the ways out."""
    now, act = timezone.now(), request.POST.get("act", "")
    wrong, forget = "", ForgetForm(request.POST if act == "forget" else None)
    if act and act != "forget":
        try:
            _acted(request, row, act)
        except ValidationError as refusal:
            wrong = refusal.messages[0]
        else:
            return redirect(request.path)
    elif act and forget.is_valid():
        volunteering.forget(row, by=None, now=now)
        return redirect(f"{request.path}?farvel=1")
    talk = VolunteerTalk.objects.listed().filter(volunteer=row, state=VolunteerTalk.State.BOOKED).first()
    context = {
        "row": row, "token": token, "wrong": wrong, "forget": forget, "talk": talk, "shifts": serving.to_come(row, now)[:MANY_SHIFTS], "may_book": talk is None and bool(talking.bookable(now, most=1)), "interests": in_words(row.interests, names_of(Topic.Sort.INTEREST)),
        "times": masks.times_in_words(row.times) if row.times else "", "in_pool": row.is_in_the_pool(timezone.localdate(now)), "asked": row.asked_on is not None, "saved": "gemt" in request.GET,
        "matches": row.matches.listed().exclude(state=Match.State.ENDED), "suggestions": _suggested(row, timezone.localdate(now)),
        "resting": row.state in {Volunteer.State.PAUSED, Volunteer.State.ARCHIVED},
    }
    return render(request, "matching/mine.html", context, status=422 if wrong or forget.errors else 200)


def _suggested(row: Volunteer, today: date) -> list[candidates.Suggestion]:
    """What she has said she would like to do something about comes before what merely suits her time."""
    found = candidates.for_volunteer(row, today, most=LOOKED_AT) if row.is_in_the_pool(today) else []
    return sorted((each for each in found if each.verdict.score >= LEAST), key=lambda each: not each.row.interests & row.interests)[:SUGGESTED]


def _acted(request: HttpRequest, row: Volunteer, act: str) -> None:
    now = timezone.now()
    if act == "interested":
        job = get_object_or_404(Opportunity.objects.listed(), pk=key_of(request.POST.get("job")) or 0)
        introducing.introduce(introducing.suggest(row, job, by=None, now=now), by=None, now=now)
        return
    if act == "no thanks":
        introducing.end(get_object_or_404(Match, pk=key_of(request.POST.get("match")) or 0, volunteer=row), Match.Because.VOLUNTEER_NO, on=timezone.localdate(now), by=None, now=now)
        return
    if act == "cancel talk":
        for talk in VolunteerTalk.objects.filter(volunteer=row, state=VolunteerTalk.State.BOOKED):
            talking.cancel(talk, by=None, centre=here(request), now=now)
    elif act == "renew":
        volunteering.renew(row, by=None, now=now)
        if row.state == Volunteer.State.PAUSED:
            volunteering.resume(row, by=None, now=now)
    elif act == "pause":
        volunteering.pause(row, by=None, now=now)
    elif act == "withdraw":
        volunteering.withdraw(row, by=None, now=now)


@hers
def calendar(request: HttpRequest, row: Volunteer, token: str) -> HttpResponse:
    """What comes of hers, for her own calendar: the talk and the shifts."""
    now, centre = timezone.now(), here(request)
    talk = VolunteerTalk.objects.listed().filter(volunteer=row, state=VolunteerTalk.State.BOOKED, time__ends_at__gt=now).first()
    rows = [letters.appointment(talk, talk.time, centre)] if talk is not None and talk.time is not None else []
    rows += [letters.shift(each, centre) for each in serving.to_come(row, now)[:MANY_SHIFTS]]
    answer = HttpResponse(in_ical(centre.name, rows, site=settings.SITE_URL, now=now), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="aftaler.ics"'
    return answer


@hers
def particulars(request: HttpRequest, row: Volunteer, token: str) -> HttpResponse:
    """What we know of her, hers to change."""
    form = MineForm(request.POST or None, instance=row)
    if request.method == "POST":
        if kept(form, by=None):
            volunteering.heard(row, timezone.now())
            return redirect(f"/{here(request).key}/mit/{token}/?gemt=1")
        form.stand_on_theirs()
    return render(request, "matching/mine_form.html", {"form": form, "row": row, "token": token}, status=422 if form.errors else 200)


@hers
def book(request: HttpRequest, row: Volunteer, token: str) -> HttpResponse:
    """A talk, among the staff's free times."""
    now = timezone.now()
    times = talking.bookable(now, most=60)
    form = BookForm(request.POST or None, times=times)
    if request.method == "POST" and form.is_valid():
        try:
            talking.book(row, form.cleaned_data["time"], centre=here(request), now=now)
        except ValidationError as refusal:
            form = BookForm(request.POST, times=talking.bookable(now, most=60))
            form.is_valid()
            form.add_error("time", refusal.messages)
        else:
            return redirect(f"/{here(request).key}/mit/{token}/?gemt=1")
    return render(request, "matching/book.html", {"form": form, "row": row, "token": token, "times": times}, status=422 if form.errors else 200)
