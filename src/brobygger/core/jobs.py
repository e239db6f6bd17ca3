"""Core's own jobs: what lies in the outbox leaves, and what the processes shared for a while is swept away after its time."""

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.utils import timezone

from brobygger.core import outbox
from brobygger.core.kept_files import KeptFiles
from brobygger.core.schedule import Job, jobs


def sweep() -> None:
    own = caches[DEFAULT_CACHE_ALIAS]
    if isinstance(own, KeptFiles):
        own.sweep()


jobs.add("core.outbox", Job(lambda: outbox.send_due(now=timezone.now()), when="* * * * *"))
jobs.add("core.sweep", Job(sweep, when="52 * * * *"))
