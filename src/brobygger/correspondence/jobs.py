"""What the clock does with mails to lists: hands on what is due, in every centre."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.correspondence import sending


def every_minute(now: datetime | None = None) -> None:
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            sending.go_on(now=now or timezone.now())


jobs.add("correspondence.clock", Job(every_minute, when="* * * * *"))
