"""What the clock does with newsletters: sends those whose time has come, goes on with what is being sent, forgets who did not say yes."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.newsletters import forgetting, sending, subscribing, working  # noqa: F401 -- forgetting registers what goes when somebody is erased
from brobygger.newsletters.models import Newsletter


def forget_silent(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            subscribing.forget_silent(now=now or timezone.now())


def send(centre: int, newsletter: int) -> None:
    """Go on with one letter."""
    with centre_in_force(centre):
        for row in Newsletter.objects.select_related("centre").filter(pk=newsletter, state=Newsletter.State.SENDING):
            working.work(row)


def every_minute(now: datetime | None = None) -> None:
    """In every centre: whatever was being sent when a worker died, or when the mail server did not answer, goes on by this."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            sending.send_due(now=now or timezone.now())
            for row in Newsletter.objects.select_related("centre").filter(state=Newsletter.State.SENDING):
                working.work(row)


jobs.add("newsletters.forget", Job(forget_silent, when="40 2 * * *"))
jobs.add("newsletters.clock", Job(every_minute, when="* * * * *"))
jobs.add(sending.JOB, Job(send))
