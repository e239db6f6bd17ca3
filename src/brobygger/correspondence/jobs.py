"""What the worker does with mail: hands on what is due to lists, in every centre, and tries the mail server when a leader asks."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.correspondence import forgetting, sending, serving  # noqa: F401 -- forgetting registers what goes when somebody is erased
from brobygger.correspondence.models import MailTrial


def every_minute(now: datetime | None = None) -> None:
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            sending.go_on(now=now or timezone.now())


def try_out(centre: int, trial: int) -> None:
    with centre_in_force(centre):
        for row in MailTrial.objects.select_related("centre").filter(pk=trial):
            serving.try_out(row, row.centre)


jobs.add(serving.JOB, Job(try_out))
jobs.add("correspondence.clock", Job(every_minute, when="* * * * *"))
