"""Events to come, with their time, for the calendar, the start page and one's own subscription."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast

from django.db.models import Q
from django.urls import reverse

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.core.emptiness import asked_together
from brobygger.core.times import local
from brobygger.events.letters import where
from brobygger.events.models import Event, EventTask, Point
from brobygger.journal.models import State


def _events(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    if not cast("Access", reader).may(May.SEE_EVENTS):
        return
    rows = Event.objects.listed().filter(registration__done_on__gte=start, registration__done_on__lte=end).exclude(registration__state__in=[State.CANCELLED, State.HELD])
    for row in rows:
        begins = local(row.starts_at)
        until = row.ends_at if row.ends_at - row.starts_at < timedelta(days=1) else None
        yield Coming(f"work-{row.pk}", begins.date(), row.registration.title, row.get_absolute_url(), str(row.registration.kind), at=begins.time(), place=where(row), until=until, mine=row.responsible_id == reader.user.pk)


def _tasks(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """One's own tasks of events, and one's own points in networks, on the day by which they are to be done."""
    access = cast("Access", reader)
    if not access.may(May.SEE_EVENTS):
        return
    mine = Q(owner=access.user.pk) | Q(owner=None, event__responsible=access.user.pk)
    tasks, points = asked_together(
        EventTask.objects.filter(mine, done_on=None, due_on__gte=start, due_on__lte=end).exclude(event__registration__state=State.CANCELLED).select_related("event__registration__centre"),
        Point.objects.filter(owner=access.user.pk, closed_on=None, due_on__gte=start, due_on__lte=end).select_related("network"),
    )
    for task in tasks:
        yield Coming(f"event-task-{task.pk}", task.due_on or end, task.text, task.event.get_absolute_url(), task.event.registration.title, mine=True, is_task=True)
    if access.may(May.SEE_ORGANISATIONS):
        for point in points:
            url = reverse("events:network", kwargs={"centre": access.centre.key, "pk": point.network_id})
            yield Coming(f"point-{point.pk}", point.due_on or end, point.title, url, point.network.name, mine=True, is_task=True)


coming.add("events.planned", _events)
coming.add("events.tasks", _tasks)
