"""What the clock does for advice: those who have a time with an adviser are reminded the day before, and so is the adviser."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from brobygger.advice import letters
from brobygger.advice.models import Request
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs

BEFORE = timedelta(hours=26)
NOT_AT_ONCE = timedelta(hours=12)  # whoever asked just now needs no reminder


def remind(now: datetime | None = None) -> None:
    """Write once for each time, and once more where it was moved."""
    now = now or timezone.now()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            due = Request.objects.filter(state=Request.State.TAKEN, time__starts_at__gt=now, time__starts_at__lte=now + BEFORE, asked_at__lt=now - NOT_AT_ONCE)
            for row in due.select_related("service", "time__adviser"):
                once, subject = f"remind-{row.sequence}", gettext_lazy("Soon: %(service)s")
                letters.tell(row, centre, subject=subject, first=gettext_lazy("We look forward to seeing you."), once=once, now=now)
                letters.tell_adviser(row, centre, subject=subject, once=once, now=now)


jobs.add("advice.reminders", Job(remind, when="25 6-18 * * *"))
