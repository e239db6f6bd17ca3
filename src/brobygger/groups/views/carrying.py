"""A facilitator's own page, behind the link of her mail. Opening it changes nothing."""

from typing import Any

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from brobygger.accounts.access import open_to_all
from brobygger.centres.models import Centre
from brobygger.core.keys import key_of
from brobygger.directory.leaving import LEAVE_TO
from brobygger.groups import carrying, meetings
from brobygger.groups.forms.meetings import CountForm
from brobygger.groups.forms.people import LinkForm
from brobygger.groups.models import Group, GroupMeeting
from brobygger.groups.views.groups import put
from brobygger.people.models import Person


@open_to_all
def ask_for_link(request: HttpRequest, centre: str) -> HttpResponse:
    """The page says the same whether the mail is a facilitator's or not."""
    form = LinkForm(request.POST or None)
    here: Centre = request.centre  # type: ignore[attr-defined]  # set by the middleware for every path with a centre
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="public_form"):
            form.add_error(None, _("Very many have come from your network in the last hour. Try again later, or call us."))
        else:
            person = carrying.known_by(form.cleaned_data["mail"], timezone.localdate())
            if person is not None and not form.cleaned_data["second_name"]:
                carrying.send_link(person, here, now=timezone.now())
            return redirect(f"{request.path}?tak=1")
    return render(request, "groups/ask_for_link.html", {"form": form, "thanks": "tak" in request.GET}, status=422 if form.errors else 200)


@never_cache
@open_to_all
def facilitator(request: HttpRequest, centre: str, token: str) -> HttpResponse:
    """The groups she carries: what comes, who comes, how many came; and the wish for supervision."""
    now, today = timezone.now(), timezone.localdate()
    person = carrying.of_token(token, today)
    if person is None:
        return render(request, "groups/ask_for_link.html", {"form": LinkForm(), "old": True}, status=410)
    here: Centre = request.centre  # type: ignore[attr-defined]  # as above
    wrong: tuple[int, CountForm] | None = None
    if request.method == "POST":
        if request.POST.get("act") == "supervision":
            group = get_object_or_404(carrying.groups_of(person, today), pk=key_of(request.POST.get("group")) or 0)
            carrying.ask_for_supervision(group, centre=here, now=now)
        else:
            wrong = _counted(request, person, now)
        if wrong is None:
            return redirect(f"{request.path}?gemt=1")
    groups: list[Group] = list(carrying.groups_of(person, today))
    parts = [(group, {**part, "to_count": _with_forms(part["to_count"], wrong), "counted": _with_forms(part["counted"], wrong)}) for group, part in carrying.shown(groups, today)]
    context = {"person": person, "parts": parts, "saved": "gemt" in request.GET, "wrong": wrong is not None, "leave_to": LEAVE_TO}
    return render(request, "groups/facilitator.html", context, status=422 if wrong else 200)


def _counted(request: HttpRequest, person: Person, now: Any) -> tuple[int, CountForm] | None:
    """Write down how many came to one of her meetings; or the meeting and its form, which says why not."""
    row = get_object_or_404(carrying.countable(person, timezone.localdate()), pk=key_of(request.POST.get("meeting")) or 0)
    form = CountForm(request.POST, group=row.group, auto_id=f"m{row.pk}_%s")
    if form.is_valid():
        try:
            meetings.hold(row, persons=form.cleaned_data["persons"], absent=form.cleaned_data.get("absent"), by=None, now=now)
        except ValidationError as error:
            put(form, error)
        else:
            return None
    return row.pk, form


def _with_forms(rows: list[GroupMeeting], wrong: tuple[int, CountForm] | None) -> list[tuple[GroupMeeting, CountForm]]:
    return [(row, wrong[1] if wrong is not None and wrong[0] == row.pk else CountForm(group=row.group, initial={"persons": row.registration.persons, "absent": row.absent}, auto_id=f"m{row.pk}_%s")) for row in rows]
