"""What the clock does: those whose time is up are forgotten."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.groups.forgetting import forget_those_due


def forget(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            forget_those_due(now=now or timezone.now())


jobs.add("groups.forget", Job(forget, when="5 2 * * *"))
