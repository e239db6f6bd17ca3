from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.directory import freshness, referring
from brobygger.directory.feeding import keeping
from brobygger.directory.finding import index


def keep_fresh(now: datetime | None = None) -> None:
    """In every centre: ask whether offers are still right and hide those nobody answered for; remind of referrals, and let old ones expire."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            freshness.run(centre=centre, now=now)
            referring.run(centre=centre, now=now)


def read_feeds(now: datetime | None = None) -> None:
    """In every centre that has chosen one: the offers of elsewhere."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            keeping.read_all_in(now=now or timezone.now())


jobs.add("directory.freshness", Job(keep_fresh, when="10 6 * * *"))
jobs.add(keeping.JOB, Job(read_feeds, when="25 */3 * * *"))
jobs.add(index.JOB, Job(index.mend_everywhere, when="40 2 * * *"))
