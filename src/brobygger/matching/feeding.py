"""Feeds of volunteer jobs read in: fetched only where the centre has chosen one, narrowed to its municipality, and the last good copy kept while the feed is down."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction

from brobygger.core.cpr import contains_cpr
from brobygger.core.fetching import Fetch, over_the_web
from brobygger.matching.models import FedJob, JobFeed
from brobygger.matching.portal import Job, Unreadable, adapters
from brobygger.plan.markdown import as_text

JOB: Final = "matching.feeds"
MOST_JOBS: Final = 2000


def read_in(feed: JobFeed, *, now: datetime, fetch: Fetch = over_the_web) -> bool:
    """Fetch and keep; whether it went well. Where it did not, what was fetched last stays, and the feed says why."""
    try:
        jobs = adapters[feed.shape].read(fetch(feed.url))
    except (OSError, Unreadable) as error:
        feed.went_wrong(error, now)
        return False
    local = [job for job in jobs if _is_of(job, feed.municipality) and not _holds_cpr(job)][:MOST_JOBS]
    with transaction.atomic():
        JobFeed.objects.select_for_update().get(pk=feed.pk)
        FedJob.objects.filter(feed=feed).delete()
        FedJob.objects.bulk_create([_row(feed, job) for job in local], batch_size=500)
        feed.went_well(now, seen=len(jobs))
    return True


def read_all_in(*, now: datetime, fetch: Fetch = over_the_web) -> None:
    """Every feed of the centre in force that is in use."""
    for feed in JobFeed.objects.filter(active=True):
        read_in(feed, now=now, fetch=fetch)


def _is_of(job: Job, municipality: str) -> bool:
    return not municipality or _folded(job.municipality) == _folded(municipality)


def _folded(name: str) -> str:
    """"Slagelse Kommune" is Slagelse."""
    return name.strip().casefold().removesuffix("kommune").strip()


def _holds_cpr(job: Job) -> bool:
    return any(contains_cpr(text) for text in (job.title, job.organisation, job.tasks, job.text, job.place, job.locality, job.when))


def _row(feed: JobFeed, job: Job) -> FedJob:
    where = ", ".join(part for part in (job.place, job.locality) if part)
    text = as_text(" ".join(_parts((job.tasks, job.text))))[:4000]
    return FedJob(
        feed=feed, outer=job.id, url=job.url[:500], title=job.title, organisation=job.organisation, text=text, where=where[:400], when=job.when, published=_day(job.published), expires=_day(job.expires),
    )


def _parts(texts: Iterable[str]) -> list[str]:
    return [each for each in texts if each]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
