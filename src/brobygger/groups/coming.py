"""Meetings of groups and clarifying talks to come, for the calendar, the start page and one's own subscription."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.groups.models import FirstTalk, GroupMeeting
from brobygger.groups.talks import taken
from brobygger.matching.talking import busy


def _meetings(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    if not cast("Access", reader).may(May.SEE_GROUPS):
        return
    for row in GroupMeeting.objects.listed().to_come().filter(registration__done_on__gte=start, registration__done_on__lte=end):
        yield Coming(f"work-{row.pk}", row.registration.done_on, row.registration.title, row.get_absolute_url(), str(row.group.get_type_display()), at=row.at, place=row.group.place)


def _talks(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Clarifying talks on their day. A subscribed calendar lies on somebody's telephone, so nobody is named in it."""
    access = cast("Access", reader)
    if not access.may(May.EDIT_GROUPS):
        return
    for row in FirstTalk.objects.filter(state=FirstTalk.State.BOOKED, on__gte=start, on__lte=end).select_related("participant__group"):
        url = reverse("groups:participant", kwargs={"centre": access.centre.key, "pk": row.participant_id})
        what = row.participant.group.title if row.participant.group else ""
        yield Coming(f"first-talk-{row.pk}", row.on, _("Clarifying talk"), url, what, at=row.at, mine=row.with_whom_id == access.user.pk)


coming.add("groups.meetings", _meetings)
coming.add("groups.talks", _talks)
busy.add("groups.talks", taken)
