"""Answering a post, and the page that each of the two of a swap has of its own: the address from its mail is the key, and opening it changes nothing."""

from datetime import date
from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core.forms import Form
from brobygger.exchange import letters, posts, swapping
from brobygger.exchange.forms.answers import AnswerForm, DoneForm, MessageForm, ProposalForm, ThanksForm, minutes
from brobygger.exchange.models import Exchange, ExchangePost
from brobygger.organisations.models import Organisation
from brobygger.organisations.own import organisations_of


def here(request: HttpRequest) -> Centre:
    return request.centre  # type: ignore[attr-defined,no-any-return]  # set by the middleware for every path with a centre


@never_cache
@open_to_all
def answer(request: HttpRequest, centre: str, pk: int) -> HttpResponse:
    """The answer to a post, without an account; who speaks for an association of ours and is signed in answers in its name."""
    row = get_object_or_404(ExchangePost.objects.listed().public(), pk=pk)
    acts_for = _acts_for(request, timezone.localdate())
    initial: dict[str, Any] = {}
    if acts_for and request.user.is_authenticated:
        initial = {"name": request.user.name, "mail": request.user.email, "association": acts_for[0].pk if len(acts_for) == 1 else None}
    form = AnswerForm(request.POST or None, acts_for=acts_for, initial=initial)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Too many forms have come from your network in the last hour. Try again later, or call us."))
        elif form.cleaned_data["second_name"]:
            return redirect(f"/{centre}/byttebors/?tak=1")  # a robot is thanked like everybody, and nothing is kept
        else:
            given, theirs = form.cleaned_data, form.cleaned_data["association"]
            organisation = theirs if isinstance(theirs, Organisation) else None
            who = swapping.Who(given["name"], given["mail"], given["phone"], organisation, "" if organisation else str(theirs), get_language() or "da")
            try:
                swapping.answer(row, who, text=given["text"], key=given["own_key"], centre=here(request), now=timezone.now())
                return redirect(f"/{centre}/byttebors/?tak=1")
            except ValidationError as refusal:
                form.add_error(None, refusal)
    return render(request, "exchange/answer.html", {"row": row, "form": form}, status=422 if form.errors else 200)


def _acts_for(request: HttpRequest, day: date) -> list[Organisation]:
    access = getattr(request, "access", None)
    return organisations_of(access.user, day) if access is not None and access.may("own_organisation") else []


@never_cache
@open_to_all
def swap(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """All that the one whose page it is can see and do."""
    found = swapping.of_token(token)
    if found is None:
        return render(request, "exchange/gone.html", status=410)
    row, poster = found
    act, wrong = request.POST.get("act", ""), ""
    forms: dict[str, Form] = {
        "write": MessageForm(request.POST if act == "write" else None), "propose": ProposalForm(request.POST if act == "propose" else None, initial=_on_the_table(row)),
        "done": DoneForm(request.POST if act == "done" else None, initial={"hours": _hours(row)}), "thank": ThanksForm(request.POST if act == "thank" else None, initial={"thanks": row.thanks}),
    }
    form = forms.get(act)
    if act and (form is None or form.is_valid()):
        try:
            _acted(act, row, form.cleaned_data if form is not None else request.POST.dict(), poster=poster, centre=here(request))
            return redirect(f"{request.path}?gjort={act if act in SAID else 'andet'}")
        except ValidationError as refusal:
            wrong = " ".join(refusal.messages)
    post, agreed = row.post, row.state in Exchange.MADE and row.closed_on is None
    context = {
        "own": _own(request, row, poster=poster), "row": row, "post": post, "poster": poster, "they": row.side(poster=not poster), "messages_written": row.messages.all(), "forms": forms, "wrong": wrong, "said": SAID.get(request.GET.get("gjort", ""), ""),
        "talking": row.state in Exchange.TALKING, "mine_lies": row.state == Exchange.State.PROPOSED and row.by_poster == poster, "theirs_lies": row.state == Exchange.State.PROPOSED and row.by_poster != poster,
        "agreed": row.state == Exchange.State.AGREED, "done": row.state == Exchange.State.DONE, "reach": _reach(row, poster=not poster) if agreed else None, "gets": poster != row.poster_gives,
        "may_take_away": poster and post is not None and post.state == ExchangePost.State.OPEN and row.state in Exchange.MADE,
    }
    return render(request, "exchange/swap.html", context, status=422 if wrong or any(each.errors for each in forms.values()) else 200)


def _own(request: HttpRequest, row: Exchange, *, poster: bool) -> int | None:
    """The association whose page this is, where somebody is signed in who looks after its pages, and so came from there."""
    user: Any = request.user
    mine = row.gives_id if row.poster_gives == poster else row.gets_id
    return mine if mine is not None and user.is_authenticated and mine in {each.pk for each in organisations_of(user, timezone.localdate())} else None


SAID = {"write": "written", "propose": "proposed", "agree": "agreed", "done": "done", "end": "ended", "thank": "thanked", "take away": "taken away"}


def _acted(act: str, row: Exchange, given: dict[str, Any], *, poster: bool, centre: Centre) -> None:
    now = timezone.now()
    if act == "write":
        swapping.write(row, poster=poster, text=given["text"], centre=centre, now=now)
    elif act == "propose":
        swapping.propose(row, poster=poster, what=given["what"], on=given["on"], minutes=minutes(given["hours"]), centre=centre, now=now)
    elif act == "agree":
        swapping.agree(row, poster=poster, seen=int(given.get("seen", "")) if given.get("seen", "").isdecimal() else 0, centre=centre, now=now)
    elif act == "done":
        swapping.done(row, minutes=minutes(given["hours"]), by=None, now=now)
    elif act == "thank" and poster != row.poster_gives:
        swapping.thank(row, text=given["thanks"], centre=centre, now=now)
    elif act == "end":
        swapping.end(row, by=None, now=now, poster=poster)
    elif act == "take away" and poster and row.post is not None:
        posts.close(row.post, by=None, now=now)


def _on_the_table(row: Exchange) -> dict[str, Any]:
    return {"what": row.what, "on": row.on, "hours": _hours(row)}


def _hours(row: Exchange) -> float | int | None:
    hours = row.minutes / 60 if row.minutes else None
    return int(hours) if hours is not None and hours == int(hours) else hours


def _reach(row: Exchange, *, poster: bool) -> dict[str, str]:
    """How to reach the one on a side: shown once both have agreed, and as long as it is not over."""
    if not poster:
        return {"name": row.name, "mail": row.mail, "phone": row.phone}
    post = row.post
    return {"name": post.contact_name if post else "", "mail": letters.mail_of(row, poster=True, day=timezone.localdate()), "phone": post.contact_phone if post else ""}
