"""What the clock does for the house: what has been held is written down, so that it counts."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.rooms.booking import settle


def settle_all(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            settle(now=now or timezone.now())


jobs.add("rooms.settle", Job(settle_all, when="12 * * * *"))
