"""Meetings of groups and clarifying talks to come, for the calendar, the start page and one's own subscription."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.core.emptiness import asked_together
from brobygger.groups.models import FirstTalk, GroupMeeting
from brobygger.groups.talks import taken
from brobygger.matching.talking import busy


def _groups(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Meetings, and clarifying talks on their day. A subscribed calendar lies on somebody's telephone, so nobody is named in it."""
    access = cast("Access", reader)
    meetings = GroupMeeting.objects.listed().to_come().filter(registration__done_on__gte=start, registration__done_on__lte=end)
    talks = FirstTalk.objects.filter(state=FirstTalk.State.BOOKED, on__gte=start, on__lte=end).select_related("participant__group")
    meetings, talks = asked_together(meetings if access.may(May.SEE_GROUPS) else meetings.none(), talks if access.may(May.EDIT_GROUPS) else talks.none())
    for row in meetings:
        yield Coming(f"work-{row.pk}", row.registration.done_on, row.registration.title, row.get_absolute_url(), str(row.group.get_type_display()), at=row.at, place=row.group.place)
    for talk in talks:
        url = reverse("groups:participant", kwargs={"centre": access.centre.key, "pk": talk.participant_id})
        what = talk.participant.group.title if talk.participant.group else ""
        yield Coming(f"first-talk-{talk.pk}", talk.on, _("Clarifying talk"), url, what, at=talk.at, mine=talk.with_whom_id == access.user.pk)


coming.add("groups.groups", _groups)
busy.add("groups.talks", taken)
