"""Talks with volunteers and shifts to come, for the calendar, the start page and one's own subscription. Nobody is named: a calendar lies on somebody's telephone."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.core.emptiness import asked_together
from brobygger.core.times import moment
from brobygger.matching.models import Opportunity, Shift, VolunteerTalk

OVER = (Opportunity.State.DRAFT, Opportunity.State.CLOSED)


def _between(start: date, end: date) -> tuple[datetime, datetime]:
    """From the first moment of ``start`` to the last of ``end``."""
    return moment(start, time.min), moment(end + timedelta(days=1), time.min) - timedelta(microseconds=1)


def _matching(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Talks, and shifts with how many have each, so that one sees in time where somebody is missing."""
    access = cast("Access", reader)
    page = "matching:shifts" if access.may(May.EDIT_OPPORTUNITIES) else "matching:job"
    talks = VolunteerTalk.objects.listed().filter(state=VolunteerTalk.State.BOOKED, time__starts_at__range=_between(start, end))
    shifts = Shift.objects.filter(starts_at__range=_between(start, end)).exclude(opportunity__state__in=OVER)
    talks, shifts = asked_together(talks if access.may(May.SEE_VOLUNTEERS) else talks.none(), shifts if access.may(May.SEE_OPPORTUNITIES) else shifts.none())
    for row in talks:
        agreed: Any = row.time
        at = localtime(agreed.starts_at)
        yield Coming(f"volunteer-talk-{row.pk}", at.date(), _("Talk with a volunteer"), row.get_absolute_url(), at=at.time(), place=agreed.place, until=agreed.ends_at, mine=agreed.by_id == access.user.pk)
    for row in shifts.select_related("opportunity__locality").annotate(n=Count("taken")):
        at = localtime(row.starts_at)
        what = _("shift: %(n)s of %(of)s have it") % {"n": row.n, "of": row.places}
        yield Coming(f"shift-{row.pk}", at.date(), row.opportunity.title, reverse(page, kwargs={"centre": access.centre.key, "pk": row.opportunity_id}), what, at=at.time(), place=row.opportunity.where, until=row.ends_at)


coming.add("matching.matching", _matching)
