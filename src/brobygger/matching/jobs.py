"""What the clock does for volunteers and their jobs."""

from datetime import datetime, timedelta

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.matching import (
    accompanying,
    alerts,
    approving,
    confirming,
    feeding,
    introducing,
    opportunities,
    serving,
    talking,
    volunteering,
)


def look_after_jobs(now: datetime | None = None) -> None:
    """In every centre: hosts are reminded, what is out of date goes, and those are told who wished to be."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            opportunities.expire(now=now)
            opportunities.remind(now=now)
            introducing.remind(now=now)
            approving.ask(centre, now=now)
            alerts.tell(centre=centre, now=now)


def look_after_volunteers(now: datetime | None = None) -> None:
    """In every centre: the quiet are asked, those who do not answer are put away, and those long put away are forgotten."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            volunteering.ask_the_quiet(centre=centre, now=now)
            volunteering.put_away_and_forget(now=now)
            accompanying.forget_due(now=now)


def remind(now: datetime | None = None) -> None:
    """In every centre: who has a talk or a shift tomorrow is reminded."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            talking.remind(centre, now=now, before=now + timedelta(hours=26))
            serving.remind(centre, now=now, before=now + timedelta(hours=26))


def read_feeds(now: datetime | None = None) -> None:
    """In every centre that has chosen one: the feeds of elsewhere."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            feeding.read_all_in(now=now or timezone.now())


jobs.add(confirming.JOB, Job(confirming.write_to_all))
jobs.add(feeding.JOB, Job(read_feeds, when="5 */3 * * *"))
jobs.add("matching.volunteers", Job(look_after_volunteers, when="50 3 * * *"))
jobs.add("matching.talks", Job(remind, when="35 6-18 * * *"))
jobs.add("matching.opportunities", Job(look_after_jobs, when="10 7 * * *"))
