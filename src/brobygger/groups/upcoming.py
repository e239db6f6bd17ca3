"""What of the groups waits for somebody, as rows; the start page and the pages of groups say the same."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from brobygger.groups.models import Facilitator, FirstTalk, Group, GroupMeeting, GroupState, GroupType, Participant

LOOKED_BACK = timedelta(days=60)


def uncounted(today: date) -> QuerySet[GroupMeeting]:
    """Meetings whose day has come, and nobody has said how many came."""
    rows = GroupMeeting.objects.listed().to_come().filter(registration__done_on__lte=today, registration__done_on__gt=today - LOOKED_BACK, group__organisation=None)
    return rows.order_by("-registration__done_on", "pk")


def open_today(today: date) -> QuerySet[Group]:
    """Open cafés whose day it is, and nobody has counted yet."""
    met = GroupMeeting.objects.filter(group=OuterRef("pk"), registration__done_on=today)
    return Group.objects.listed().filter(~Exists(met), type=GroupType.CAFE, organisation=None, weekday=today.weekday(), state__in=[GroupState.GATHERING, GroupState.STARTING, GroupState.RUNNING])


def unsupported(today: date) -> list[Group]:
    """Groups that run, whose facilitators have had no supervision for as many weeks as the group says; the longest first."""
    carried = Facilitator.objects.filter(Q(until=None) | Q(until__gte=today), group=OuterRef("pk"))
    rows: Any = Group.objects.listed().filter(Exists(carried), state=GroupState.RUNNING, organisation=None, supervision_weeks__isnull=False).exclude(type=GroupType.CAFE)
    found = [(due, row) for row in rows.annotate(last=Max("supervisions__held_on")) if (due := due_on(row, row.last)) <= today]
    return [row for _due, row in sorted(found, key=lambda each: (each[0], each[1].pk))]


def due_on(group: Group, last: date | None) -> date:
    """When its facilitators are to have supervision next."""
    since = max(each for each in (last, group.started_on, group.gathering_since) if each is not None) if last is None else last
    return since + timedelta(weeks=group.supervision_weeks or 0)


def with_free_seats() -> QuerySet[Group]:
    """Groups with a seat free and somebody who waits for it, where a person gives the seats."""
    rows: Any = Group.objects.listed().alive().counted().filter(first_talk=True, organisation=None, started_on__isnull=False)
    found: QuerySet[Group] = rows.filter(waiting__gt=0).filter(Q(seats=None) | Q(seats__gt=F("seated"))).order_by("title", "pk")
    return found


def ready(enough: dict[str, int], default: int) -> list[Group]:
    """Groups that gather people and have as many as are wanted: time to start."""
    rows: Any = Group.objects.listed().counted().filter(state=GroupState.GATHERING, organisation=None).order_by("title", "pk")
    return [row for row in rows if row.seated + row.waiting >= enough.get(row.type, default)]


def talks_due(today: date) -> QuerySet[FirstTalk]:
    """Talks agreed on, whose day has come."""
    return FirstTalk.objects.filter(state=FirstTalk.State.BOOKED, on__lte=today).select_related("participant__group__centre", "with_whom").order_by("on", "pk")


def to_talk_with() -> QuerySet[Participant]:
    """Those on a group's list with whom nobody has talked or agreed to talk."""
    any_talk = FirstTalk.objects.filter(participant=OuterRef("pk")).exclude(state=FirstTalk.State.ABSENT)
    return Participant.objects.waiting().filter(~Exists(any_talk), group__first_talk=True, group__organisation=None)
