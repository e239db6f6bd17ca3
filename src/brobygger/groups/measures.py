"""What groups count beyond the meetings they hold: those started and running, those in them, and what they thought.

The centre's own count unless a target asks for those of associations too, as with events: held by us, or offered.
"""

from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from brobygger.advice.models import Initiative
from brobygger.groups.models import Break, Group, GroupType, Participant, Verdict
from brobygger.groups.models.participants import during
from brobygger.journal.models import Mode
from brobygger.journal.narrowing import under
from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Choice, Evidence, Lookup, Source, add, narrowings
from brobygger.plan.periods import Period

GROUPS = _("groups")
OURS = {"mode": [Mode.HELD.value]}
_TO_PERCENT = 100 // Verdict.HIGHEST


def _mode(path: str, values: list[Any]) -> Q:
    """Without an association a group is held by us; another's is offered."""
    condition = Q(pk__in=[])
    if Mode.HELD.value in values:
        condition |= Q(**{under(path, "organisation__isnull"): True})
    if Mode.OFFERED.value in values:
        condition |= Q(**{under(path, "organisation__isnull"): False})
    return condition


def _online(path: str, values: list[Any]) -> Q:
    wanted = {"both"} | {"online" if value else "on_site" for value in values}
    return Q(**{under(path, "format__in"): sorted(wanted)})


def narrows(path: str = "") -> dict[str, Lookup]:
    """What groups can be narrowed by, from the group itself or from what hangs on one."""
    columns = {
        "theme": "theme", "locality": "locality", "place": "locality", "target_group": "target_group", "project": "project", "organisation": "organisation", "association": "organisation",
        "sector": "organisation__sector", "group_type": "type", "kind": "kind",
    }
    return {**{key: under(path, name) for key, name in columns.items()}, "mode": partial(_mode, path), "online": partial(_online, path)}


def running(period: Period, path: str = "") -> Q:
    """Started by its end, not over before its start, and not at rest all through it."""
    rested = Break.objects.filter(Q(until=None) | Q(until__gte=period.end), group=OuterRef(path or "pk"), since__lte=period.start)
    started, ended = under(path, "started_on"), under(path, "ended_on")
    return Q(**{f"{started}__lte": period.end}) & (Q(**{ended: None}) | Q(**{f"{ended}__gte": period.start})) & ~Q(Exists(rested))


def _started(*types: str) -> QuerySet[Group]:
    rows = Group.objects.filter(started_on__isnull=False).select_related("centre", "theme")
    return rows.filter(type__in=types) if types else rows


def _communities() -> QuerySet[Group]:
    """New communities; one that grew out of an initiative which counts as started itself is counted there."""
    return _started(GroupType.INTEREST).exclude(initiative__started_on__isnull=False)


def _show(row: Group) -> Evidence:
    assert row.started_on is not None  # noqa: S101 -- for the type checker: the source holds those that have started
    return Evidence(row.started_on, row.title, row.get_absolute_url(), " · ".join(str(each) for each in (row.get_type_display(), row.theme or "") if each))


def _seats() -> QuerySet[Participant]:
    return Participant.objects.filter(seated_on__isnull=False, group__isnull=False).select_related("group__centre", "group__theme")


def _show_seat(row: Participant) -> Evidence:
    """A seat in a group, and nobody's name."""
    assert row.group is not None  # noqa: S101 -- for the type checker: the source holds those with a group
    on: date = row.seated_on or row.asked_at.date()
    return Evidence(on, row.group.title, row.group.get_absolute_url(), str(_("one participant")), 1)


def _in_period(period: Period) -> Q:
    return during(period.start, period.end)


def _evaluated() -> QuerySet[Group]:
    """Each once, on the day of its first answer."""
    first = Verdict.objects.filter(group=OuterRef("pk")).order_by("given_on", "pk")
    return Group.objects.filter(Exists(first)).annotate(evaluated_on=Subquery(first.values("given_on")[:1])).select_related("centre", "theme")


def _show_evaluated(row: Any) -> Evidence:
    return Evidence(row.evaluated_on, row.title, f"{row.get_absolute_url()}evaluering/", str(row.get_type_display()))


def _answers() -> QuerySet[Verdict]:
    return Verdict.objects.annotate(percent=F("score") * _TO_PERCENT).select_related("group__centre")


def _show_answer(row: Verdict) -> Evidence:
    return Evidence(row.given_on, row.group.title, f"{row.group.get_absolute_url()}evaluering/", str(row.group.get_type_display()), row.score * _TO_PERCENT)


_OF_GROUPS: dict[str, Any] = {"name": GROUPS, "show": _show, "narrows": narrows(), "defaults": OURS}
add("groups_started", Source(rows=_started, on="started_on", watch=(Group, Organisation), **_OF_GROUPS))
add("groups_running", Source(rows=_started, during=running, watch=(Group, Break, Organisation), **_OF_GROUPS))
add("communities_started", Source(rows=_communities, on="started_on", watch=(Group, Initiative, Organisation), **_OF_GROUPS))
add(
    "group_participants",
    Source(name=GROUPS, rows=_seats, show=_show_seat, during=_in_period, narrows=narrows("group"), defaults=OURS, watch=(Participant, Group, Organisation)),
)
add("evaluations_done", Source(name=GROUPS, rows=_evaluated, show=_show_evaluated, on="evaluated_on", narrows=narrows(), watch=(Verdict, Group, Organisation)))
add("evaluation_score", Source(name=GROUPS, rows=_answers, show=_show_answer, on="given_on", value="percent", narrows=narrows("group"), watch=(Verdict, Group, Organisation)))
narrowings.add("group_type", Choice(_("type of group"), lambda: GroupType.choices))
