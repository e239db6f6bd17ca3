"""An association's own pages: which of them, what needs it, its profile."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.centres.saving import saved
from brobygger.organisations import checks
from brobygger.organisations.forms.own import ProfileForm
from brobygger.organisations.own import organisations_of, own_or_404, own_page, own_panels, own_tasks


@needs(May.OWN_ORGANISATION)
def own(request: StaffRequest, centre: str) -> HttpResponse:
    """Which association? One who serves only one goes straight there."""
    rows = organisations_of(request.user, timezone.localdate())
    if len(rows) == 1:
        return redirect("own:start", centre=centre, pk=rows[0].pk)
    return render(request, "own/choose.html", {"rows": rows})


@needs(May.OWN_ORGANISATION)
def start(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What needs the association, and what each context knows of it."""
    found = own_or_404(request, pk)
    tasks = [task for give in own_tasks.values() for task in give(found)]
    tasks.sort(key=lambda task: (task.due_on is None, task.due_on or found.today))
    panels = [panel for give in own_panels.values() if (panel := give(found)) is not None]
    return own_page(request, found, "own/start.html", {"tasks": tasks, "panels": panels, "today": found.today, "asked": checks.open_answer(found.organisation)}, here="start")


@needs(May.OWN_ORGANISATION)
def profile(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """What the association says of itself. Its name, CVR number and membership are the centre's to change."""
    found = own_or_404(request, pk)
    row = found.organisation
    form = ProfileForm(request.POST or None, request.FILES or None, instance=row)
    if request.method == "POST":
        with transaction.atomic():
            kept = saved(form, by=request.user, edited="edited by itself")
        if kept:
            messages.success(request, _("Your profile is saved, and the centre can see it."))
            return redirect("own:profile", centre=centre, pk=pk)
        form.stand_on_theirs()
    context = {"form": form, "theirs": form.theirs, "draft": f"own-{row.pk}-{row.version}"}
    return own_page(request, found, "own/profile.html", context, here="profile", status=422 if form.errors else 200)
