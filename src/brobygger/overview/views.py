"""The start page and the search: each composed of what the contexts have declared."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from brobygger.accounts.access import StaffRequest, needs, open_to_all
from brobygger.accounts.rights import everywhere
from brobygger.accounts.roles import May
from brobygger.centres.models import Centre
from brobygger.core.coming import what_comes
from brobygger.core.navigation import public_pages
from brobygger.core.news import what_is_new
from brobygger.core.search import search as searchables
from brobygger.core.tasks import tasks
from brobygger.directory.models import HelpLine
from brobygger.events.models import Event
from brobygger.journal.models import Registration
from brobygger.journal.permissions import visible
from brobygger.organisations.models import MembershipType
from brobygger.plan.lights import Colour
from brobygger.plan.models import Plan
from brobygger.plan.tasks import running

PER_KIND = 8
SHOWN = 4
SOON = timedelta(days=60)


@needs(May.SEE_OFFICE)
def start(request: StaffRequest, centre: str) -> HttpResponse:
    """What needs me today, what happened since yesterday, what is coming."""
    today = timezone.localdate()
    found = [task for give in tasks.values() for task in give(request)]
    found.sort(key=lambda task: (task.due_on is None, task.due_on or today))
    mine = visible(request.access)
    recent = mine.filter(created_at__gte=timezone.make_aware(datetime.combine(today - timedelta(days=1), time.min))).select_related("kind", "created_by", "centre").order_by("-pk")[:8]
    coming = [each for each in what_comes(request.access, today, today + SOON) if not each.is_task][:PER_KIND]
    plans = []
    if request.access.may(May.SEE_PLAN):
        for state in running(request):
            lights = [goal.result.colour for goal in state.goals()]
            plans.append((state.tree.plan, [(colour.value, lights.count(colour)) for colour in Colour if colour in lights]))
    drafts = Registration.objects.filter(created_by=request.user, draft=True).count()
    context = {
        "tasks": found, "recent": recent, "coming": coming, "plans": plans, "today": today, "drafts": drafts,
        "told": what_is_new(request.access, timezone.make_aware(datetime.combine(today - timedelta(days=1), time.min)), PER_KIND), "first_name": request.user.name.partition(" ")[0],
    }
    return render(request, "overview/start.html", context)


@needs(May.SEE_OFFICE)
def search(request: StaffRequest, centre: str) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    groups = []
    if len(words) >= 2:
        for each in searchables.values():
            if request.access.may(each.needs) and (hits := list(each.find(request, words, PER_KIND))):
                groups.append((each.label, hits))
    return render(request, "overview/search.html", {"words": words, "groups": groups})


@open_to_all
def front(request: HttpRequest) -> HttpResponse:
    """The portal over all centres: whoever searches says where, and goes on to that centre; somebody with one centre goes straight to work."""
    if (wanted := request.GET.get("center", "")) and (there := Centre.objects.filter(key=wanted).first()) is not None:
        return redirect(f"/{there.key}/tilbud/?{urlencode({'q': request.GET.get('q', '')[:200]})}")
    if request.user.is_authenticated:
        mine = everywhere(request.user, timezone.localdate())
        if len(mine) == 1 and "alle" not in request.GET:
            return redirect(mine[0].home)
        return render(request, "overview/front.html", {"mine": mine, "centres": Centre.objects.all()})
    return render(request, "overview/front.html", {"mine": [], "centres": Centre.objects.all()})


@open_to_all
def centre_front(request: HttpRequest, centre: str) -> HttpResponse:
    """A centre's own public page: search first, then what is on, help at once, and who they are."""
    plans = Plan.objects.filter(public=True, status=Plan.Status.ADOPTED)
    coming = Event.objects.listed().public().filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")[:SHOWN]
    return render(request, "overview/centre_front.html", {"plans": plans, "may_apply": MembershipType.objects.open_to_apply().exists(), "coming": coming, "help_lines": HelpLine.objects.all(), "doors": sorted(public_pages.values(), key=lambda door: door.order)})
