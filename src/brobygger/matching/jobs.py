"""What the clock does for volunteers and their jobs."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.matching import alerts, opportunities


def look_after_jobs(now: datetime | None = None) -> None:
    """In every centre: hosts are reminded, what is out of date goes, and those are told who wished to be."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            opportunities.expire(now=now)
            opportunities.remind(now=now)
            alerts.tell(centre=centre, now=now)


jobs.add("matching.opportunities", Job(look_after_jobs, when="10 7 * * *"))
