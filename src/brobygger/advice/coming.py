"""Consultations that are agreed on, and next steps, for the calendar and one's own subscription."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.advice.actions import TOOL
from brobygger.advice.models import Consultation, Initiative
from brobygger.core.coming import Coming, Reader, coming
from brobygger.core.emptiness import asked_together
from brobygger.journal.models import State


def _agreed(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    access = cast("Access", reader)
    if not access.may(May.SEE_WORK):
        return
    rows = Consultation.objects.listed().filter(registration__tool=TOOL, registration__state=State.PLANNED, registration__done_on__gte=start, registration__done_on__lte=end)
    for row in rows:
        yield Coming(f"work-{row.pk}", row.registration.done_on, row.registration.title, row.get_absolute_url(), str(row.registration.kind), at=row.at, place=row.place, mine=row.registration.created_by_id == access.user.pk)


def _steps(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Next steps on their day, for whoever is to take them; those that are nobody's stand with everybody who may."""
    access = cast("Access", reader)
    if not access.may(May.EDIT_WORK):
        return
    steps, starts = asked_together(
        Consultation.objects.listed().waiting().of(access.user.pk).filter(next_on__gte=start, next_on__lte=end),
        Initiative.objects.listed().filter(ended_on=None).waiting().of(access.user.pk).filter(next_on__gte=start, next_on__lte=end),
    )
    for row in steps:
        assert row.next_on is not None  # noqa: S101 -- for the type checker: filtered above
        yield Coming(f"step-{row.pk}", row.next_on, row.next_step, row.get_absolute_url(), _("next step: %(title)s") % {"title": row.registration.title}, mine=row.next_owner_id == access.user.pk)
    for begun in starts:
        assert begun.next_on is not None  # noqa: S101 -- as above
        yield Coming(f"start-{begun.pk}", begun.next_on, begun.next_step, begun.get_absolute_url(), _("next step: %(title)s") % {"title": begun.name})


coming.add("advice.agreed", _agreed)
coming.add("advice.steps", _steps)
