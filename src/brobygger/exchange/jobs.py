"""What the clock does for the exchange."""

from datetime import datetime

from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.exchange import posts, swapping


def look_after(now: datetime | None = None) -> None:
    """In every centre: posts out of date go, and those who put them up are asked before; swaps that nobody writes about come to an end, and both are asked whether what they agreed on took place."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            posts.expire(now=now)
            posts.remind(centre=centre, now=now)
            swapping.look_after(centre=centre, now=now)


jobs.add("exchange.exchange", Job(look_after, when="20 7 * * *"))
