"""What volunteers and opportunities count, beside what is registered in one line in the journal: each row of work is in one of the two, so nothing counts twice."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.matching.models import (
    Accompaniment,
    Match,
    Opportunity,
    PlacePreparation,
    Volunteer,
    VolunteerHours,
    VolunteerTalk,
)
from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Choice, Evidence, Lookup, Source, add, narrowings
from brobygger.plan.periods import Period

JOBS = _("volunteer jobs")
_OF_A_JOB: dict[str, str] = {
    "organisation": "organisation", "association": "organisation", "sector": "organisation__sector", "theme": "theme", "target_group": "target_group", "locality": "locality", "place": "locality",
}


def of_a_job(path: str = "") -> dict[str, Lookup]:
    """What rows are narrowed by that lead to an opportunity by ``path``."""
    return {key: f"{path}__{name}" if path else name for key, name in _OF_A_JOB.items()}


def _show_job(row: Opportunity) -> Evidence:
    assert row.published_on is not None  # noqa: S101 -- for the type checker: the source holds those that were public
    return Evidence(row.published_on, row.title, row.get_absolute_url(), row.host)


def _published() -> Any:
    return Opportunity.objects.filter(published_on__isnull=False).select_related("organisation", "centre")


add("opportunities_published", Source(name=JOBS, rows=_published, show=_show_job, on="published_on", narrows=of_a_job(), watch=(Opportunity, Organisation)))


def _show_volunteer(row: Volunteer) -> Evidence:
    """Without the name: who looks at a figure need not know who wrote."""
    return Evidence(row.enquired_on, str(_("Enquiry no. %(n)s") % {"n": row.pk}), row.get_absolute_url(), str(row.locality or ""))


def _show_talk(row: VolunteerTalk) -> Evidence:
    assert row.held_on is not None  # noqa: S101 -- for the type checker: the source holds those that were
    return Evidence(row.held_on, str(_("Talk no. %(n)s") % {"n": row.pk}), row.get_absolute_url(), str(row.get_outcome_display()))


add(
    "volunteer_enquiries",
    Source(
        name=_("volunteers"), rows=lambda: Volunteer.objects.select_related("locality", "centre"), show=_show_volunteer, on="enquired_on", narrows={"locality": "locality", "place": "locality"}, watch=(Volunteer,),
    ),
)
add(
    "volunteer_talks",
    Source(
        name=_("volunteers"), rows=lambda: VolunteerTalk.objects.held().select_related("centre"), show=_show_talk, on="held_on",
        narrows={"locality": "volunteer__locality", "place": "volunteer__locality", "outcome": "outcome"}, watch=(VolunteerTalk, Volunteer),
    ),
)
narrowings.add("outcome", Choice(_("what came of a talk"), lambda: VolunteerTalk.Outcome.choices))


def _show_along(row: Accompaniment) -> Evidence:
    """Where to, and how often; who the two were is nobody's business."""
    assert row.first_on is not None  # noqa: S101 -- for the type checker: the source holds those that came about
    return Evidence(row.first_on, row.to, row.get_absolute_url(), str(row.locality or ""))


add(
    "accompaniments",
    Source(
        name=_("going along"), rows=lambda: Accompaniment.objects.gone().select_related("locality", "centre"), show=_show_along, on="first_on",
        narrows={"theme": "theme", "locality": "locality", "place": "locality"}, watch=(Accompaniment,),
    ),
)


def _matches(on: str) -> Any:
    return Match.objects.filter(**{f"{on}__isnull": False}).select_related("opportunity__organisation", "opportunity__centre", "centre")


def _show_match(on: str) -> Callable[[Match], Evidence]:
    """By the job: who was introduced, stands behind the link."""
    return lambda row: Evidence(getattr(row, on), row.opportunity.title, row.get_absolute_url(), row.opportunity.host)


for _key, _on in (("matches_introduced", "introduced_on"), ("matches_started", "started_on"), ("matches_lasting", "lasting_on")):
    add(_key, Source(name=_("matches"), rows=partial(_matches, _on), show=_show_match(_on), on=_on, narrows=of_a_job("opportunity"), watch=(Match, Opportunity, Organisation)))


def _show_preparation(row: PlacePreparation) -> Evidence:
    return Evidence(row.on, row.opportunity.title, row.opportunity.get_absolute_url(), row.opportunity.host)


add(
    "place_preparations",
    Source(
        name=_("volunteer jobs"), rows=lambda: PlacePreparation.objects.select_related("opportunity__organisation", "opportunity__centre"), show=_show_preparation, on="on", narrows=of_a_job("opportunity"),
        watch=(Opportunity, Organisation),
    ),
)


def _own() -> Any:
    return _matches("started_on").filter(opportunity__organisation=None)


def _active(period: Period) -> Q:
    return Q(started_on__lte=period.end) & (Q(ended_on=None) | Q(ended_on__gte=period.start))


def _nameless(keys: Iterable[Any]) -> dict[Any, str]:
    return {key: str(_("volunteer no. %(n)s") % {"n": key}) for key in keys}


add(
    "own_volunteers",
    Source(
        name=_("matches"), rows=_own, show=_show_match("started_on"), during=_active, value="volunteer", distinct=True, names=_nameless, watch=(Match, Opportunity),
        narrows={"locality": "opportunity__locality", "place": "opportunity__locality", "theme": "opportunity__theme", "target_group": "opportunity__target_group"},
    ),
)


def _show_hours(row: VolunteerHours) -> Evidence:
    return Evidence(row.on, row.match.opportunity.title, row.match.get_absolute_url(), "", row.minutes)


add(
    "volunteer_hours",
    Source(
        name=_("hours"), rows=lambda: VolunteerHours.objects.approved().filter(match__opportunity__organisation=None).select_related("match__opportunity", "match__centre"), show=_show_hours, on="on", value="minutes",
        watch=(VolunteerHours, Match, Opportunity),
        narrows={"locality": "match__opportunity__locality", "place": "match__opportunity__locality", "theme": "match__opportunity__theme", "target_group": "match__opportunity__target_group"},
    ),
)
