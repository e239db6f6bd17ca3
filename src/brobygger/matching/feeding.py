"""Feeds of elsewhere read in: fetched only where the centre has chosen one, narrowed to its municipality, and the last good copy kept while the feed is down.

What is fetched is a feed made for programs, never a page made for people. It is taken for what anybody might have written: its size and time are
bounded, it may not lead to addresses inside the house, and its texts are shown as texts.
"""

import ipaddress
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import transaction

from brobygger.core.cpr import contains_cpr
from brobygger.matching.models import FedJob, JobFeed
from brobygger.matching.portal import Job, Unreadable, adapters
from brobygger.plan.markdown import as_text

JOB: Final = "matching.feeds"
MOST_BYTES: Final = 5_000_000
SECONDS: Final = 20
MOST_JOBS: Final = 2000

Fetch = Callable[[str], bytes]


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """A feed that leads elsewhere is not followed: where it leads was not chosen by the centre."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def over_the_web(url: str) -> bytes:
    """What stands at ``url``. OSError where it cannot be had, is too large, or lies inside the house."""
    host = urlsplit(url).hostname or ""
    for *_family, address in socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP):
        if not ipaddress.ip_address(address[0]).is_global:
            raise OSError("not an address on the web")
    asked = urllib.request.Request(url, headers={"User-Agent": "Brobygger", "Accept": "application/json, application/xml"})  # noqa: S310 -- https alone, by the field
    with urllib.request.build_opener(_NoWayRound).open(asked, timeout=SECONDS) as answer:
        content: bytes = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise OSError("larger than 5 MB")
    return content


def read_in(feed: JobFeed, *, now: datetime, fetch: Fetch = over_the_web) -> bool:
    """Fetch and keep; whether it went well. Where it did not, what was fetched last stays, and the feed says why."""
    try:
        jobs = adapters[feed.shape].read(fetch(feed.url))
    except (OSError, Unreadable, urllib.error.URLError) as error:
        JobFeed.objects.filter(pk=feed.pk).update(tried_at=now, error=str(error)[:200] or type(error).__name__)
        return False
    local = [job for job in jobs if _is_of(job, feed.municipality) and not _holds_cpr(job)][:MOST_JOBS]
    with transaction.atomic():
        JobFeed.objects.select_for_update().get(pk=feed.pk)
        FedJob.objects.filter(feed=feed).delete()
        FedJob.objects.bulk_create([_row(feed, job) for job in local], batch_size=500)
        JobFeed.objects.filter(pk=feed.pk).update(tried_at=now, good_at=now, error="", seen=len(jobs))
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
