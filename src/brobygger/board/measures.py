"""The board's own numbers: follow-ups held, documents adopted and evaluated; and teams to count for each."""

from collections.abc import Iterable
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.board.models import DocumentVersion, GoverningDocument, Meeting
from brobygger.plan.measures import Choice, Evidence, Grouping, Member, Source, add, groupings, narrowings
from brobygger.plan.models import Team
from brobygger.plan.periods import Period


def _show_meeting(row: Meeting) -> Evidence:
    return Evidence(row.held_on, str(row), row.get_absolute_url(), row.get_kind_display())


def _show_adopted(row: DocumentVersion) -> Evidence:
    day = row.adopted_on or row.reviewed_on
    assert day is not None  # noqa: S101 -- for the type checker: sources hold rows with the day only
    return Evidence(day, str(row), f"/{row.centre.key}/kontor/dokumenter/{row.document_id}/")


add(
    "follow_ups_done",
    Source(
        name=_("meetings"),
        rows=lambda: Meeting.objects.filter(frozen_at__isnull=False).select_related("team", "centre"),
        show=_show_meeting,
        on="held_on",
        narrows={"team": "team", "meeting": "kind"},
        watch=(Meeting,),
    ),
)


def _versions_with(field: str) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(**{f"{field}__isnull": False}).select_related("document", "centre")


for _key, _field in (("documents_adopted", "adopted_on"), ("documents_reviewed", "reviewed_on")):
    add(
        _key,
        Source(
            name=_("governing documents"),
            rows=partial(_versions_with, _field),
            show=_show_adopted,
            on=_field,
            narrows={"document": "document__kind"},
            watch=(DocumentVersion, GoverningDocument),
        ),
    )


def _teams(period: Period) -> Iterable[Member]:
    for team in Team.objects.filter(since__lte=period.end):
        if team.until is None or team.until >= period.start:
            yield Member(team.pk, team.name, team.since, team.until)


groupings.add("team", Grouping(_("team"), _teams))
narrowings.add("team", Choice(_("team"), lambda: Team.objects.values_list("pk", "name")))
narrowings.add("meeting", Choice(_("kind of meeting"), lambda: Meeting.Kind.choices))
narrowings.add("document", Choice(_("kind of document"), lambda: GoverningDocument.Kind.choices))
