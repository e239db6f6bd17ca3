"""Work that nobody waits for: jobs run in the worker, by the clock or handed over, without a server of their own.

A context declares its jobs in its ``jobs.py``: ``jobs.add("people.retention", Job(erase_expired, when="15 3 * * *"))``.
The queue is a file in the data folder, whichever database holds the rows: it carries job keys and ids, never content,
and losing it loses no data. A job may run twice (a crash between the work and its note), so each must bear that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from time import monotonic
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import close_old_connections, transaction

from brobygger.core.registry import Registry

if TYPE_CHECKING:
    from huey import SqliteHuey
    from huey.api import TaskWrapper


@dataclass(frozen=True, slots=True)
class Job:
    """``run`` takes ids alone. ``when``: crontab times (minute hour day month weekday, UTC), or only when handed over."""

    run: Callable[..., object]
    when: str = ""


jobs: Registry[Job] = Registry("jobs")
SOON = 1.0  # seconds
_asked: dict[str, float] = {}  # when this process last asked for a job, by its key


def hand_over(key: str, *ids: int) -> None:
    """Let the worker run job ``key`` as soon as the surrounding transaction is in force; not at all if it rolls back."""
    if key not in jobs:
        raise KeyError(key)
    transaction.on_commit(lambda: _enqueue(key, ids))


def soon(key: str) -> None:
    """Let the worker run job ``key`` within a few seconds of the surrounding transaction: for what many leave behind at once, which one run takes together."""
    if key not in jobs:
        raise KeyError(key)
    transaction.on_commit(lambda: _enqueue_soon(key))


def _enqueue_soon(key: str) -> None:
    now = monotonic()
    if now - _asked.get(key, -SOON) < SOON:
        return  # the run that was asked for a moment ago has not begun, and will see this too
    _asked[key] = now
    made, handed_over = _queue()
    made.enqueue(handed_over.s(key, delay=SOON))


def _enqueue(key: str, ids: tuple[int, ...]) -> None:
    made, handed_over = _queue()
    made.enqueue(handed_over.s(key, *ids))


def queue() -> "SqliteHuey":
    """The queue with all declared jobs in it, for the worker."""
    return _queue()[0]


def run(key: str, *ids: int) -> None:
    """Run job ``key`` here and now."""
    # The worker's threads live for weeks; a database that was restarted meanwhile must not fail every job.
    close_old_connections()
    try:
        jobs[key].run(*ids)
    finally:
        close_old_connections()


@cache
def _queue() -> "tuple[SqliteHuey, TaskWrapper]":
    # Built on first use, because building opens the file.
    from huey import SqliteHuey, crontab

    settings.DATA.mkdir(parents=True, exist_ok=True)
    made = SqliteHuey("brobygger", filename=str(settings.DATA / "queue.sqlite3"), results=False, timeout=20)
    for key, job in jobs.items():
        if job.when:
            minute, hour, day, month, weekday = job.when.split()
            times = crontab(minute=minute, hour=hour, day=day, month=month, day_of_week=weekday)
            made.periodic_task(times, name=key)(partial(run, key))
    return made, made.task(name="handed_over")(run)
