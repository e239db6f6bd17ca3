"""The office's page of feeds: which are read in, how that went, and a new one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres import audit
from brobygger.centres.saving import saved
from brobygger.core.schedule import hand_over
from brobygger.matching.feeding import JOB
from brobygger.matching.forms.feeds import JobFeedForm
from brobygger.matching.models import JobFeed


@needs(May.RUN_CENTRE)
def feeds(request: StaffRequest, centre: str) -> HttpResponse:
    if request.POST.get("act") == "fetch":
        with transaction.atomic():
            hand_over(JOB)
        messages.success(request, _("They are being fetched. Look again in a moment."))
        return redirect("matching:feeds", centre=centre)
    return _form(request, JobFeed(municipality=request.centre.municipality), None)


@needs(May.RUN_CENTRE)
def feed(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    row = get_object_or_404(JobFeed, pk=pk)
    if request.POST.get("act") == "delete":
        with transaction.atomic():
            audit.record("removed", row, by=request.user)
            row.delete()
        messages.success(request, _("“%(name)s” is taken out.") % {"name": row})
        return redirect("matching:feeds", centre=centre)
    return _form(request, row, pk)


def _form(request: StaffRequest, row: JobFeed, pk: int | None) -> HttpResponse:
    form = JobFeedForm(request.POST or None, instance=row)
    if request.method == "POST":
        with transaction.atomic():
            kept = saved(form, by=request.user)
            if kept:
                hand_over(JOB)
        if kept:
            messages.success(request, _("“%(name)s” is saved, and is being fetched.") % {"name": row})
            return redirect("matching:feeds", centre=request.centre.key)
        form.stand_on_theirs()
    context = {"form": form, "row": row if pk else None, "rows": [] if pk else JobFeed.objects.all()[:50]}
    return render(request, "matching/feeds.html", context, status=422 if form.errors else 200)
