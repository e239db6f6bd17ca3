"""The screen at the door: people show their QR code or find their own name, and tick themselves in; others say how many they are and where from.

Nothing but what was typed is shown: the names that begin so, with the first letter of the last name. Nobody is signed in here, so what one screen
can do is bounded: so many tries a minute, so many heads at once and in all.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import open_to_all
from brobygger.core.keys import key_of
from brobygger.core.rates import within
from brobygger.events import attendance as acts
from brobygger.events.companions import ticks_of
from brobygger.events.forms.attendance import KioskForm
from brobygger.events.models import Attendance, Event, HeadCount, SignUp

SALT = "events.kiosk"
OPEN = timedelta(hours=18)
SHOWN = 8
LETTERS = 2
A_MINUTE = 60  # names looked up and persons let in
MOST_HEADS = 500  # that a screen counts at one event; more than that a person counts


@open_to_all
def kiosk(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    row, now = _event(request, token), timezone.now()
    words = request.GET.get("navn", "").strip()[:60]
    form = KioskForm(request.POST if "persons" in request.POST else None)
    wrong = ""
    if (request.method == "POST" or words) and not within(f"kiosk-{row.pk}", most=A_MINUTE, seconds=60):
        words, wrong = "", _("Very many have come at once. Ask at the desk, or try again in a minute.")
    elif request.method == "POST":
        try:
            if _acted(row, request.POST, form, now):
                return redirect(f"{request.path}?tak=1")
        except ValidationError as error:
            wrong = " ".join(error.messages)
    found = list(_named(row, words)) if len(words) >= LETTERS else []
    context = {"row": row, "words": words, "found": found, "form": form, "wrong": wrong, "thanks": "tak" in request.GET, "asked": len(words) >= LETTERS, "has_list": row.signup_list_id}
    return render(request, "events/kiosk.html", context, status=422 if wrong or form.errors else 200)


def _event(request: HttpRequest, token: str) -> Event:
    try:
        pk, centre = signing.loads(token, salt=SALT, max_age=OPEN)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    if centre != request.centre.pk:  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
        raise Http404
    row: Event = get_object_or_404(Event.objects.listed(), pk=pk)
    return row


def _acted(row: Event, given: QueryDict, form: KioskForm, now: datetime) -> bool:
    """Whether somebody was let in; ValidationError where not."""
    if "signup" in given:
        _tick(row, SignUp.objects.filter(pk=key_of(given["signup"]) or 0), now)
    elif "code" in given:
        _tick(row, SignUp.objects.filter(token=given["code"][:60]), now)
    elif form.is_valid():
        persons = int(form.cleaned_data["persons"])
        if persons + (HeadCount.objects.filter(event=row, counted_by=None).aggregate(n=Sum("persons"))["n"] or 0) > MOST_HEADS:
            raise ValidationError(_("This screen has counted as many as it may. Ask at the desk."))
        acts.count_heads(row, form.heads(), by=None, now=now, key=form.cleaned_data["key"])
    else:
        return False
    return True


def _named(row: Event, words: str) -> Iterable[dict[str, Any]]:
    if row.signup_list is None:
        return
    there = set(Attendance.objects.filter(event=row, persons__gt=0).values_list("signup", flat=True))
    for each in row.signup_list.signups.confirmed().filter(name__istartswith=words).order_by("name")[:SHOWN]:
        first, _space, last = each.name.partition(" ")
        yield {"pk": each.pk, "name": f"{first} {last[:1]}." if last else first, "persons": each.persons, "there": each.pk in there}


def _tick(row: Event, asked_for: Any, now: datetime) -> None:
    one = asked_for.filter(signup_list=row.signup_list_id, state=SignUp.State.CONFIRMED).first()
    if one is None:
        raise ValidationError(_("We could not find you on the list. Ask at the desk."))
    acts.tick(row, ticks_of([one], now), by=None, now=now)
