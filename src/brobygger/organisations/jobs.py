from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.organisations import checks
from brobygger.organisations.fees import charging, reminding
from brobygger.organisations.lists.keeping import JOB, read_in
from brobygger.organisations.models import ListImport

PATIENCE: Final = timedelta(minutes=1)


def run_checks(now: datetime | None = None) -> None:
    """In every centre: a round whose month has come, and the mails that are due."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            checks.begin_by_itself(centre=centre, now=now)
            checks.send_due(centre=centre, now=now)


def go_on(now: datetime | None = None) -> None:
    """In every centre: a list that a worker had in hand when it died. Nothing of it was kept, and it is read in from the beginning."""
    before = (now or timezone.now()) - PATIENCE
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            left = list(ListImport.objects.filter(started_at__lt=before, done_at=None, failed="").values_list("pk", flat=True))
        for pk in left:
            read_in(centre.pk, pk)


jobs.add(checks.JOB, Job(run_checks, when="40 7 * * *"))
jobs.add(JOB, Job(read_in))
jobs.add("organisations.lists", Job(go_on, when="* * * * *"))
jobs.add(charging.JOB, Job(charging.carry_out))
jobs.add("organisations.fee_reminders", Job(reminding.remind_everywhere, when="40 5 * * *"))
