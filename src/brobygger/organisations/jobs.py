from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.organisations import checks
from brobygger.organisations.fees import charging, reminding
from brobygger.organisations.lists.keeping import JOB, read_in


def run_checks(now: datetime | None = None) -> None:
    """In every centre: a round whose month has come, and the mails that are due."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            checks.begin_by_itself(centre=centre, now=now)
            checks.send_due(centre=centre, now=now)


jobs.add(checks.JOB, Job(run_checks, when="40 7 * * *"))
jobs.add(JOB, Job(read_in))
jobs.add(charging.JOB, Job(charging.carry_out))
jobs.add("organisations.fee_reminders", Job(reminding.remind_everywhere, when="40 5 * * *"))
