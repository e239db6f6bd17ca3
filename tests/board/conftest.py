"""One centre in force with its people; what is asked over the web comes in by a signed-in client of its own."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from tests.board.growing import a_centre, a_user


@pytest.fixture
def centre(db: None) -> Iterator[Centre]:
    found = a_centre()
    with centre_in_force(found):
        yield found


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def astrid(centre: Centre) -> User:
    return a_user("Astrid", "leader")


@pytest.fixture
def bo(centre: Centre) -> User:
    return a_user("Bo", "staff")


@pytest.fixture
def dorte(centre: Centre) -> User:
    return a_user("Dorte", "board")


@pytest.fixture
def office(centre: Centre) -> str:
    """Where the staff's pages of the centre begin."""
    return f"/{centre.key}/kontor"
