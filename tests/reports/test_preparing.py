"""A long workbook is made by the worker; its page shows how far it is, and the file is its asker's alone."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from openpyxl import load_workbook

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.centres.scoping import _in_force
from brobygger.reports import preparing
from brobygger.reports.made import Asked, make
from brobygger.reports.models import KEPT, Prepared
from brobygger.reports.preparing import ask, prepare, sweep, takes_long
from brobygger.reports.standing import Sees
from tests.plan.growing import work
from tests.reports.standing_centre import JUNE, Grown, grown

ClientOf = Callable[[User], Client]


@pytest.fixture
def plan_of(centre: Centre) -> Grown:
    return grown()


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the worker was handed, instead of the worker."""
    handed: list[tuple[Any, ...]] = []
    monkeypatch.setattr(preparing, "hand_over", lambda *job: handed.append(job))
    return handed


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """From two registrations on, a workbook is long."""
    monkeypatch.setattr(preparing, "LONG", 1)


def asked(centre: Centre, plan_of: Grown) -> Asked:
    return Asked("followup", centre, [plan_of.plan], JUNE, None, Sees(names=True))


def as_worker(centre: Centre, pk: int) -> None:
    token = _in_force.set(None)
    try:
        prepare(centre.pk, pk)
    finally:
        _in_force.reset(token)


def test_only_a_workbook_of_many_registrations_takes_long(centre: Centre, plan_of: Grown, long: None) -> None:
    said = []
    for _turn in range(2):
        said.append([takes_long(asked(centre, plan_of), wanted) for wanted in ("excel", "pdf", "word")])
        work(date(2026, 3, 1))
    assert said == [[False, False, False], [True, False, False]]


def test_asked_made_and_fetched(
    centre: Centre, plan_of: Grown, bo: User, client_of: ClientOf, long: None, handed_over: list[tuple[Any, ...]]
) -> None:
    work(date(2026, 3, 1), title="Workshop i marts")
    browser = client_of(bo)
    answer = browser.get("/testby/kontor/rapporter/opfoelgning/fil.xlsx", {"plan": str(plan_of.plan.pk), "day": JUNE.isoformat()})
    prepared = Prepared.objects.get()
    page, file = f"/testby/kontor/rapporter/filer/{prepared.pk}/", f"/testby/kontor/rapporter/filer/{prepared.pk}/hent/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert handed_over == [("reports.prepare", centre.pk, prepared.pk)]
    assert "<progress" in browser.get(page).content.decode()
    assert browser.get(file).status_code == 404

    as_worker(centre, prepared.pk)
    assert f'href="{file}"' in browser.get(page).content.decode()
    for _fetched_again in range(2):
        fetched = browser.get(file)
        book = load_workbook(io.BytesIO(b"".join(fetched.streaming_content)))  # type: ignore[attr-defined]  # a streamed file
        assert [row[3].value for row in book["Bag tallene"].iter_rows(min_row=2)] == ["Workshop i marts", "Workshop i Midtby"]


def test_it_is_the_file_one_would_have_been_given_at_once(
    centre: Centre, plan_of: Grown, bo: User, handed_over: list[tuple[Any, ...]]
) -> None:
    with translation.override("da"):
        prepared = ask(asked(centre, plan_of), "excel", language="da", by=bo)
        at_once = make(asked(centre, plan_of), "excel")
    as_worker(centre, prepared.pk)
    prepared.refresh_from_db()
    with prepared.file.open("rb") as file:
        assert file.read() == at_once


def test_the_same_asked_twice_is_made_once(
    centre: Centre, plan_of: Grown, bo: User, handed_over: list[tuple[Any, ...]]
) -> None:
    first, second = (ask(asked(centre, plan_of), "excel", language="da", by=bo) for _turn in range(2))
    assert (first, len(handed_over)) == (second, 1)
    as_worker(centre, first.pk)
    assert ask(asked(centre, plan_of), "excel", language="da", by=bo) != first


def test_a_job_run_twice_makes_the_file_once(
    centre: Centre, plan_of: Grown, bo: User, handed_over: list[tuple[Any, ...]]
) -> None:
    prepared = ask(asked(centre, plan_of), "excel", language="da", by=bo)
    as_worker(centre, prepared.pk)
    prepared.refresh_from_db()
    name = prepared.file.name
    as_worker(centre, prepared.pk)
    prepared.refresh_from_db()
    assert prepared.file.name == name


def test_how_far_it_is_moves_and_ends(
    centre: Centre, plan_of: Grown, bo: User, handed_over: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def slow(_asked: Asked, _wanted: str, *, told: Callable[[float], None]) -> bytes:
        for share in (0.0, 0.25, 0.251, 0.8, 1.0):
            told(share)
            seen.append(Prepared.objects.get().percent)
        return b"made"

    monkeypatch.setattr(preparing, "make", slow)
    prepared = ask(asked(centre, plan_of), "excel", language="da", by=bo)
    as_worker(centre, prepared.pk)
    assert [*seen, Prepared.objects.get().percent] == [0, 25, 25, 80, 99, 100]


def test_one_that_cannot_be_made_says_so(
    centre: Centre, plan_of: Grown, bo: User, client_of: ClientOf, handed_over: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_more: Any) -> bytes:
        raise RuntimeError("broken")

    monkeypatch.setattr(preparing, "make", broken)
    prepared = ask(asked(centre, plan_of), "excel", language="da", by=bo)
    with pytest.raises(RuntimeError):
        as_worker(centre, prepared.pk)
    page = client_of(bo).get(f"/testby/kontor/rapporter/filer/{prepared.pk}/").content.decode()
    assert ("Filen kunne ikke laves." in page, 'hx-trigger="load delay' in page) == (True, False)


def test_the_file_is_its_askers_alone(
    centre: Centre, plan_of: Grown, bo: User, astrid: User, client_of: ClientOf, handed_over: list[tuple[Any, ...]]
) -> None:
    prepared = ask(asked(centre, plan_of), "excel", language="da", by=bo)
    as_worker(centre, prepared.pk)
    for address in ("", "hent/"):
        where = f"/testby/kontor/rapporter/filer/{prepared.pk}/{address}"
        assert (client_of(astrid).get(where).status_code, client_of(bo).get(where).status_code) == (404, 200)


def test_old_files_are_swept_away_with_their_rows(
    centre: Centre, plan_of: Grown, bo: User, handed_over: list[tuple[Any, ...]]
) -> None:
    prepared = ask(asked(centre, plan_of), "excel", language="da", by=bo)
    as_worker(centre, prepared.pk)
    prepared.refresh_from_db()
    name, storage = str(prepared.file.name), prepared.file.storage
    sweep(timezone.now() + KEPT - timedelta(hours=1))
    assert (Prepared.objects.count(), storage.exists(name)) == (1, True)
    sweep(timezone.now() + KEPT + timedelta(hours=1))
    assert (Prepared.objects.count(), storage.exists(name)) == (0, False)
