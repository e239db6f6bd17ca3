"""What events need of whom today: attendance that nobody has taken, drafts that come close, tasks and points that fall due."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.events.letters import when
from brobygger.events.models import Event, EventTask, Point
from brobygger.journal.models import State

SHOWN = 5
LOOKED_BACK = timedelta(days=60)
SOON = timedelta(days=14)


def _events(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    now = timezone.now()
    if access.may(May.CHECK_IN):
        over = Event.objects.listed().filter(ends_at__lt=now, ends_at__gt=now - LOOKED_BACK, registration__state__in=[State.PLANNED, State.MOVED])
        for row in over.order_by("-starts_at")[:SHOWN]:
            url = reverse("events:attendance", kwargs={"centre": access.centre.key, "pk": row.pk})
            yield Task(_("Who came to “%(title)s”?") % {"title": row}, url, row.day, when(row))
    if access.may(May.EDIT_EVENTS):
        drafts = Event.objects.listed().filter(published_at=None, starts_at__gt=now, starts_at__lt=now + SOON, registration__state=State.PLANNED)
        for row in drafts.order_by("starts_at")[:SHOWN]:
            yield Task(_("Publish “%(title)s”, or put it off") % {"title": row}, row.get_absolute_url(), row.day, _("still a draft; %(when)s") % {"when": when(row)})


def _tasks(request: HttpRequest) -> Iterable[Task]:
    """One's own tasks of events, and one's points in networks, a fortnight ahead."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.SEE_EVENTS):
        return
    today = timezone.localdate()
    mine = Q(owner=request.user.pk) | Q(owner=None, event__responsible=request.user.pk)
    rows = EventTask.objects.filter(mine, done_on=None, due_on__isnull=False, due_on__lte=today + SOON).exclude(event__registration__state=State.CANCELLED)
    for row in rows.select_related("event__registration__centre").order_by("due_on", "pk")[:SHOWN]:
        yield Task(row.text, row.event.get_absolute_url(), row.due_on, row.event.registration.title)
    if access.may(May.SEE_ORGANISATIONS):
        points = Point.objects.filter(owner=request.user.pk, closed_on=None, due_on__isnull=False, due_on__lte=today + SOON).select_related("network")
        for point in points.order_by("due_on", "pk")[:SHOWN]:
            yield Task(point.title, reverse("events:network", kwargs={"centre": access.centre.key, "pk": point.network_id}), point.due_on, point.network.name)


tasks.add("events.events", _events)
tasks.add("events.tasks", _tasks)
