"""What the clock does for programs: forgets the keys under which they made rows, once nobody asks for them again."""

from datetime import datetime

from django.utils import timezone

from brobygger.api.rows import writing
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs


def forget(now: datetime | None = None) -> None:
    """In every centre."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            writing.forget(now or timezone.now())


jobs.add("api.forget", Job(forget, when="50 2 * * *"))
