"""Consultations that are agreed on, and next steps, for the calendar and one's own subscription."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.advice.models import Consultation
from brobygger.core.coming import Coming, Reader, coming
from brobygger.journal.models import State


def _agreed(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    access = cast("Access", reader)
    if not access.may(May.SEE_WORK):
        return
    rows = Consultation.objects.listed().filter(registration__state=State.PLANNED, registration__done_on__gte=start, registration__done_on__lte=end)
    for row in rows:
        yield Coming(f"work-{row.pk}", row.registration.done_on, row.registration.title, row.get_absolute_url(), str(row.registration.kind), at=row.at, place=row.place)


coming.add("advice.agreed", _agreed)
