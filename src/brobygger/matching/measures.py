"""What volunteers and opportunities count, beside what is registered in one line in the journal: each row of work is in one of the two, so nothing counts twice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.matching.models import Accompaniment, Opportunity, Volunteer, VolunteerTalk
from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Choice, Evidence, Lookup, Source, add, narrowings

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
