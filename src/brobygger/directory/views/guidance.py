"""The desk's page for counting those who are shown the way: choose what came of it, press what it was about, and it is counted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.models import Theme
from brobygger.core.keys import key_of
from brobygger.directory import guidance
from brobygger.directory.forms.guidance import GuidanceForm
from brobygger.directory.models import GuidanceContact


@needs(May.SEE_OFFERS)
def count(request: StaffRequest, centre: str) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST" and (given := key_of(request.POST.get("undo"))):
        if guidance.take_back(given, by=request.user, now=now):
            messages.success(request, _("It is not counted any more."))
        return redirect("directory:guidance", centre=centre)
    today = timezone.localdate(now)
    form = GuidanceForm(request.POST or None, initial={"on": today, **_last(request)})
    if request.method == "POST" and form.is_valid():
        row = guidance.count(form.save(commit=False), by=request.user, now=now)
        request.session["guidance"] = {"channel": row.channel, "outcome": row.outcome}  # the next one often comes the same way
        messages.success(request, _("Counted: %(what)s.") % {"what": row.theme or row.meaning or _("without a theme")})
        return redirect("directory:guidance", centre=centre)
    mine = guidance.mine(request.user, today)
    all_today = GuidanceContact.objects.filter(on=today).count()
    context = {"form": form, "themes": Theme.objects.filter(retired=False), "mine": mine, "all_today": all_today}
    return render(request, "directory/guidance.html", context, status=422 if form.errors else 200)


def _last(request: StaffRequest) -> dict[str, str]:
    kept = request.session.get("guidance")
    return kept if isinstance(kept, dict) else {}
