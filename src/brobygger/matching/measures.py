"""What volunteers and opportunities count, beside what is registered in one line in the journal: each row of work is in one of the two, so nothing counts twice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brobygger.matching.models import Opportunity
from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Evidence, Lookup, Source, add

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
