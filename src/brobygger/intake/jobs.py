"""What the worker does with lists on their way: each when it is handed over, and by the clock whatever a worker that died had in hand."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import Job, jobs
from brobygger.intake import keeping, progress, undoing
from brobygger.intake.models import Intake

PATIENCE: Final = timedelta(minutes=1)


def go_on(now: datetime | None = None) -> None:
    """In every centre: a list that was handed over and is not done. Each part is safe to be run again."""
    before = (now or timezone.now()) - PATIENCE
    kept, out = Q(started_at__lt=before, done_at=None, failed=""), Q(undo_at__lt=before, undone_at=None)
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            left = list(Intake.objects.filter(kept | out).values_list("pk", flat=True))
            seen = [row.pk for row in Intake.objects.filter(started_at=None, looked={}, failed="").only("pk") if progress.is_told(row)]
        for pk in left:
            keeping.keep(centre.pk, pk)
            undoing.take_out(centre.pk, pk)
        for pk in seen:
            keeping.looked_through(centre.pk, pk)


jobs.add(keeping.LOOK, Job(keeping.looked_through))
jobs.add(keeping.KEEP, Job(keeping.keep))
jobs.add(undoing.JOB, Job(undoing.take_out))
jobs.add("intake.clock", Job(go_on, when="* * * * *"))
