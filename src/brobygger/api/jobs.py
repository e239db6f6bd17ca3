"""What the clock does for programs: tells them what has changed, and forgets the keys under which they made rows and what they were told, once nobody asks any more."""

from datetime import datetime

from django.utils import timezone

from brobygger.api.rows import writing
from brobygger.api.webhooks import keeping, sending
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs


def forget(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            writing.forget(now or timezone.now())
            keeping.forget(now or timezone.now())


jobs.add("api.forget", Job(forget, when="50 2 * * *"))
jobs.add("api.webhooks", Job(sending.work, when="* * * * *"))
jobs.add(keeping.JOB, Job(sending.one))
