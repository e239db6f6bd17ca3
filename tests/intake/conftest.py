"""A centre with the lists that rows name, and a browser that brings a file along."""

from collections.abc import Callable
from typing import Any

import pytest

from brobygger.core import schedule
from brobygger.intake.models import Intake
from tests.factories import KindFactory, LocalityFactory, OrganisationFactory, ThemeFactory
from tests.intake.files import upload

BASE = "/testby/kontor/flyt-ind/"


@pytest.fixture
def lists(centre: Any) -> None:
    KindFactory.create(name="Sparring", base="consultation")
    KindFactory.create(name="Kursus", base="course")
    LocalityFactory.create(name="Korsør", postal_codes="4220 4221")
    ThemeFactory.create(name="Ensomhed")
    OrganisationFactory.create(name="Røde Kors", also="RK")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """The worker's part is done as soon as the page has asked for it."""
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: schedule.jobs[key].run(*ids))
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def bring(client_of: Any, bo: Any, at_once: Any) -> Callable[..., Any]:
    """``bring("events", file)``: Bo uploads it, and takes in what is good; gives the list's page before that and the list after."""

    def act(what: str, content: bytes | str, name: str = "liste.csv", order: str = "keep_good") -> tuple[Any, Intake]:
        browser = client_of(bo)
        page = browser.post(f"{BASE}{what}/", {"file": upload(content, name)}, follow=True)
        assert page.status_code == 200, page.context["form"].errors
        address = page.request["PATH_INFO"]
        if order:
            with at_once():
                browser.post(address, {"order": order, **{f"column-{index}": chosen for index, _heading, _samples, chosen in page.context["columns"]}})
        return page, Intake.objects.get(pk=address.strip("/").rpartition("/")[2])

    return act
