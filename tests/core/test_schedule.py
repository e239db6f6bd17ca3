from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from huey.api import Task

from brobygger.core import schedule
from brobygger.core.schedule import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Iterator[list[tuple[int, ...]]]:
    """What the job ``test.note`` was run with, on a queue of its own."""
    settings.DATA = tmp_path
    notes: list[tuple[int, ...]] = []
    monkeypatch.setattr(schedule.jobs, "_items", {"test.note": Job(lambda *ids: notes.append(ids), when="15 3 * * *")})
    schedule._queue.cache_clear()
    yield notes
    schedule._queue.cache_clear()


def waiting() -> list[Task]:
    return schedule.queue().pending()


def test_a_job_is_handed_over_when_the_transaction_is_in_force(ran: list[tuple[int, ...]]) -> None:
    with transaction.atomic():
        schedule.hand_over("test.note", 1, 2)
        assert waiting() == []

    (task,) = waiting()
    schedule.queue().execute(task)
    assert ran == [(1, 2)]


def test_a_job_of_a_transaction_that_failed_is_never_run(ran: list[tuple[int, ...]]) -> None:
    with transaction.atomic():
        schedule.hand_over("test.note", 1)
        transaction.set_rollback(True)

    assert waiting() == []


def test_an_unknown_job_is_refused_at_once(ran: list[tuple[int, ...]]) -> None:
    with pytest.raises(KeyError):
        schedule.hand_over("test.unknown")


def test_jobs_with_times_run_by_the_clock(ran: list[tuple[int, ...]]) -> None:
    from datetime import datetime

    queue = schedule.queue()

    at_three, at_four = (queue.read_periodic(datetime(2026, 3, 12, hour, 15)) for hour in (3, 4))
    assert [type(task).__name__ for task in at_three] == ["test.note"]
    assert at_four == []
    queue.execute(at_three[0])
    assert ran == [()]


def test_times_of_declared_jobs_are_understood() -> None:
    schedule._queue.cache_clear()
    declared = [key for key, job in schedule.jobs.items() if job.when]

    assert sorted(type(task).__name__ for task in schedule.queue()._registry.periodic_tasks) == sorted(declared)
    schedule._queue.cache_clear()


def test_what_many_ask_for_at_once_is_one_run_that_begins_a_moment_later(ran: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_asked", {})
    clock = iter([10.0, 10.5, 11.0])
    monkeypatch.setattr(schedule, "monotonic", lambda: next(clock))
    for _time in range(2):
        schedule.soon("test.note")
    (task,) = waiting()
    assert task.eta is not None  # not before the second who asked is in
    schedule.soon("test.note")
    assert len(waiting()) == 2


def test_a_run_asked_for_by_what_failed_is_never_made(ran: list[tuple[int, ...]]) -> None:
    with transaction.atomic():
        schedule.soon("test.note")
        transaction.set_rollback(True)
    assert waiting() == []
    with pytest.raises(KeyError):
        schedule.soon("test.unknown")
