"""Events to come, with their time, for the calendar, the start page and one's own subscription."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.events.letters import where
from brobygger.events.models import Event
from brobygger.events.times import local
from brobygger.journal.models import State


def _events(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    if not cast("Access", reader).may(May.SEE_EVENTS):
        return
    rows = Event.objects.listed().filter(registration__done_on__gte=start, registration__done_on__lte=end).exclude(registration__state__in=[State.CANCELLED, State.HELD])
    for row in rows:
        begins = local(row.starts_at)
        until = row.ends_at if row.ends_at - row.starts_at < timedelta(days=1) else None
        yield Coming(f"work-{row.pk}", begins.date(), row.registration.title, row.get_absolute_url(), str(row.registration.kind), at=begins.time(), place=where(row), until=until)


coming.add("events.planned", _events)
