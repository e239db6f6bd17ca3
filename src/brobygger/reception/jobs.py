"""What the clock does for the desk: associations are told in the afternoon of the post that has come."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.reception import posting


def tell_of_post(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            posting.tell(centre=centre, now=now or timezone.now())


jobs.add("reception.post", Job(tell_of_post, when="0 14 * * *"))
