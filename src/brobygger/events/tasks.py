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
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.events.letters import when
from brobygger.events.models import Event, EventTask, Point
from brobygger.journal.models import State

SHOWN = 5
LOOKED_BACK = timedelta(days=60)
SOON = timedelta(days=14)


def _events(request: HttpRequest) -> Iterable[Task]:
    """What nobody has counted, drafts that come close; one's own tasks, and one's points in networks, a fortnight ahead."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.SEE_EVENTS):
        return
    me, now, soon = access.user.pk, timezone.now(), timezone.localdate() + SOON
    over = Event.objects.listed().filter(ends_at__lt=now, ends_at__gt=now - LOOKED_BACK, registration__state__in=[State.PLANNED, State.MOVED])
    drafts = Event.objects.listed().filter(published_at=None, starts_at__gt=now, starts_at__lt=now + SOON, registration__state=State.PLANNED)
    mine = EventTask.objects.filter(Q(owner=me) | Q(owner=None, event__responsible=me), done_on=None, due_on__isnull=False, due_on__lte=soon).exclude(event__registration__state=State.CANCELLED)
    points = Point.objects.filter(owner=me, closed_on=None, due_on__isnull=False, due_on__lte=soon).select_related("network")
    over, drafts, mine, points = asked_together(
        over if access.may(May.CHECK_IN) else over.none(), drafts if access.may(May.EDIT_EVENTS) else drafts.none(),
        mine, points if access.may(May.SEE_ORGANISATIONS) else points.none(),
    )
    for row in over.order_by("-starts_at")[:SHOWN]:
        url = reverse("events:attendance", kwargs={"centre": access.centre.key, "pk": row.pk})
        yield Task(_("Who came to “%(title)s”?") % {"title": row}, url, row.day, when(row))
    for row in drafts.order_by("starts_at")[:SHOWN]:
        yield Task(_("Publish “%(title)s”, or put it off") % {"title": row}, row.get_absolute_url(), row.day, _("still a draft; %(when)s") % {"when": when(row)})
    for task in mine.select_related("event__registration__centre").order_by("due_on", "pk")[:SHOWN]:
        yield Task(task.text, task.event.get_absolute_url(), task.due_on, task.event.registration.title)
    for point in points.order_by("due_on", "pk")[:SHOWN]:
        yield Task(point.title, reverse("events:network", kwargs={"centre": access.centre.key, "pk": point.network_id}), point.due_on, point.network.name)


tasks.add("events.events", _events)
