"""Core's own job: what lies in the outbox leaves."""

from django.utils import timezone

from brobygger.core import outbox
from brobygger.core.schedule import Job, jobs

jobs.add("core.outbox", Job(lambda: outbox.send_due(now=timezone.now()), when="* * * * *"))
