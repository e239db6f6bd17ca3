"""What all tests share: compiled translations, the mark that keeps the browser's journeys apart, and the cast.

The cast is the same everywhere: a centre ``testby`` in force, its people named after what they do, and Fremmed, who leads
another centre and must never see anything of this one.
"""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from brobygger.core import messages
from tests import asked, emptying

# No deadline: a busy machine is not a fault. In CI the same examples every time, so that a change fails by its own doing.
hypothesis_settings.register_profile("brobygger", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis_settings.load_profile("brobygger")

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, before the workers start
        messages.compile_stale()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker("journey")
    # The longest begin first, so that no processor waits at the end for one that began last.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if connection.vendor == "sqlite":
        return
    # What asks about SQLite alone, or of a database nothing, or nothing new, is no part of the suite on PostgreSQL; a skip would look like something left out.
    here = [item for item in items if not item.get_closest_marker("sqlite_alone") and _asks_a_database(item)]
    elsewhere = {*items} - {*here} | asked.nothing_new(here)
    if elsewhere:
        config.hook.pytest_deselected(items=[item for item in items if item in elsewhere])
        items[:] = [item for item in items if item not in elsewhere]


def pytest_collection_finish() -> None:
    """What has been read by now stays to the end: the collector of what nobody holds need not go through it again with every few hundred rows."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    with asked.written_down(item.nodeid):
        return (yield)


def pytest_sessionfinish() -> None:
    asked.keep()


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return any(item.get_closest_marker(name) for name in ("django_db", "own_database")) or not {"db", "transactional_db"}.isdisjoint(fixtures)


@pytest.fixture(scope="session", autouse=True)
def emptied_quickly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        emptying.only_what_is_there(patch)
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test begins with nothing remembered: rows of the test before may have had the same keys, and visitors the same address."""
    from brobygger.directory.finding import known
    from brobygger.journal import vocabulary

    for each in caches.all(initialized_only=True):
        each.clear()
    vocabulary.forget()
    known.forget()


@pytest.fixture
def centre(db: None) -> Iterator[Any]:
    """The test's centre, ``testby``, in force until the test is over."""
    from brobygger.centres.scoping import centre_in_force
    from tests.factories import CentreFactory

    made = CentreFactory.create(key="testby", name="Frivilligcenter Testby")
    with centre_in_force(made):
        yield made


@pytest.fixture
def other_centre(db: None) -> Any:
    """Another centre, ``fjernby``; never in force unless a test puts it there."""
    from tests.factories import CentreFactory

    return CentreFactory.create(key="fjernby", name="Frivilligcenter Fjernby")


def member(first_name: str, role: str, centre: Any) -> Any:
    """An account with ``role`` at ``centre``."""
    from brobygger.centres.scoping import centre_in_force
    from tests.factories import RoleAssignmentFactory, UserFactory

    with centre_in_force(centre):
        user = UserFactory.create(name=first_name, email=f"{first_name.lower()}@{centre.key}.example")
        RoleAssignmentFactory.create(user=user, role=role)
    return user


@pytest.fixture
def astrid(centre: Any) -> Any:
    return member("Astrid", "leader", centre)


@pytest.fixture
def bo(centre: Any) -> Any:
    return member("Bo", "staff", centre)


@pytest.fixture
def carla(centre: Any) -> Any:
    return member("Carla", "desk", centre)


@pytest.fixture
def dorte(centre: Any) -> Any:
    return member("Dorte", "board", centre)


@pytest.fixture
def erik(centre: Any) -> Any:
    return member("Erik", "association", centre)


@pytest.fixture
def fatma(centre: Any) -> Any:
    return member("Fatma", "volunteer", centre)


@pytest.fixture
def gerd(centre: Any) -> Any:
    return member("Gerd", "referrer", centre)


@pytest.fixture
def rie(centre: Any) -> Any:
    return member("Rie", "reader", centre)


@pytest.fixture
def fremmed(other_centre: Any) -> Any:
    """The leader of the other centre."""
    return member("Fremmed", "leader", other_centre)


class Browser(Client):
    """Django's test client, whose requests begin as in use: with no centre in force, whatever the test has in force."""

    def request(self, **request: Any) -> Any:
        from brobygger.centres.scoping import _in_force

        token = _in_force.set(None)
        try:
            answer = super().request(**request)
        finally:
            _in_force.reset(token)
        # From a page that tells nobody where one comes from, a browser tells it to the page's own site neither, and every form on it is refused.
        assert answer.headers.get("Referrer-Policy") != "no-referrer"
        return answer


@pytest.fixture
def client() -> Client:
    """Somebody who is not signed in."""
    return Browser()


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """``client_of(astrid)``: Astrid's browser, signed in."""

    def make(user: Any) -> Client:
        browser = Browser()
        browser.force_login(user)
        return browser

    return make
