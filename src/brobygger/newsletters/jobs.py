"""What the clock does with newsletters."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.newsletters import forgetting, subscribing  # noqa: F401 -- it registers what goes when somebody is erased


def forget_silent(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            subscribing.forget_silent(now=now or timezone.now())


jobs.add("newsletters.forget", Job(forget_silent, when="40 2 * * *"))
