"""What is offered while somebody types."""

from typing import Any

import pytest

from brobygger.centres.scoping import centre_in_force
from brobygger.directory.finding.typing import suggest
from tests.directory.finding import example

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(centre: Any) -> dict[str, int]:
    return example.fill()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ensom", "Ensomhed"), ("sorgg", "Sorggruppe for voksne"), ("lektiec", "Lektiecafé på biblioteket"), ("min mand er", "min mand er død"), ("strik", "Strikkeklubben"),
        ("demens", "Sangglæde for mennesker med demens"), ("kaffe for enk", "Kaffe for enker og enkemænd"), ("boccia og bo", "Boccia og bold for alle"),
    ],
)
def test_what_goes_on_from_the_letters_is_offered(made: dict[str, int], typed: str, offered: str) -> None:
    assert offered in suggest(typed)


def test_few_are_offered_each_once_and_never_what_stands_there_already(made: dict[str, int]) -> None:
    for typed in ("be", "so", "sam", "gruppe", "a", "", "  ", "%", "café"):
        found = suggest(typed, limit=5)
        assert len(found) <= 5
        assert len({each.casefold() for each in found}) == len(found)
        assert typed.casefold() not in [each.casefold() for each in found]
    assert suggest("a") == suggest("") == []


def test_other_centres_titles_are_not_offered(made: dict[str, int], other_centre: Any) -> None:
    with centre_in_force(other_centre):
        assert suggest("sorgg") == []
