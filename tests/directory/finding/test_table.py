"""The two databases answer alike: each is held against the marks themselves, for expressions of any shape and for people's own questions."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.directory.finding import index, table
from brobygger.directory.finding.known import known
from brobygger.directory.finding.question import read
from brobygger.directory.finding.search import Search
from brobygger.directory.finding.table import Rows
from brobygger.directory.finding.terms import But, Mark, Term, either, together
from brobygger.directory.finding.wanted import Wanted
from brobygger.directory.models import Indexed, Offer
from tests.directory.finding import example
from tests.factories import OfferFactory

pytestmark = pytest.mark.django_db

# Marks with letters that a careless tokenizer would fold, cut or take for operators.
NAMES = ("1wand", "1wor", "1wnot", "1wnear", "1wål", "1wal", "1wsøn", "1wson", "1t12", "1x")
TERMS = st.recursive(
    st.sampled_from(NAMES).map(Mark),
    lambda inner: st.lists(inner, min_size=1, max_size=4).map(either) | st.lists(inner, min_size=1, max_size=4).map(together) | st.tuples(inner, inner).map(lambda pair: But(*pair)),
    max_leaves=8,
)


@pytest.fixture
def rows(centre: Centre) -> dict[int, frozenset[str]]:
    """Offers whose marks are every second, every third … of the names."""
    made = {}
    for number in range(1, 12):
        offer = OfferFactory.create()
        said = [name for place, name in enumerate(NAMES) if (place + number) % (number % 4 + 2) == 0] or ["1x"]
        Indexed.objects.create(offer=offer, marks=" ".join(said), order="x", made_by="x")
        made[offer.pk] = frozenset(said)
    return made


@pytest.mark.django_db
def test_an_expression_finds_what_it_holds_for(rows: dict[int, frozenset[str]]) -> None:
    @given(TERMS)
    def check(term: Term) -> None:
        wanted = sorted(pk for pk, said in rows.items() if term.holds(said))
        assert Rows(term).keys(100) == wanted
        assert Rows(term).count() == len(wanted)

    check()


def test_every_question_of_the_example_finds_on_this_database_what_its_marks_say(centre: Centre) -> None:
    example.fill()
    said = {pk: frozenset(marks.split()) for pk, marks in Indexed.objects.values_list("pk", "marks")}
    for asked, _expected in example.queries():
        question = read(asked, known())
        assert question is not None
        for term in (question.all, question.some, *question.stricter(), *filter(None, [question.about])):
            assert Rows(term).keys(1000) == sorted(pk for pk, marks in said.items() if term.holds(marks)), asked


def test_a_large_centre_and_a_small_one_agree_on_the_first_hits(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """With few candidates allowed, the steps taken in a large centre are taken here; whole answers must come out the same."""
    example.fill()
    whole = {asked: Search(Wanted(words=asked), timezone.now()).page(3, 0) for asked, _expected in example.queries()}
    monkeypatch.setattr("brobygger.directory.finding.search.POOL", 12)
    same = 0
    for asked, (keys, _total) in whole.items():
        found, total = Search(Wanted(words=asked), timezone.now()).page(3, 0)
        assert bool(found) == bool(keys)
        assert total >= len(found)
        same += next(iter(found), None) == next(iter(keys), None)
    assert same >= 0.9 * len(whole)


def test_another_centres_offers_are_never_found(centre: Centre, other_centre: Centre) -> None:
    offer = OfferFactory.create(title="Strikkeklub")
    index.put([offer.pk])
    with centre_in_force(other_centre):
        assert Search(Wanted(words="strikkeklub"), timezone.now()).page(10, 0) == ({}, 0)
        assert Search(Wanted(), timezone.now()).page(10, 0) == ({}, 0)


def test_what_is_deleted_is_gone_from_the_index(centre: Centre) -> None:
    offer = OfferFactory.create(title="Strikkeklub")
    index.put([offer.pk])
    term = either([Mark(f"{centre.pk}x")])
    assert Rows(term).count() == 1

    offer.delete()

    assert Rows(term).count() == 0
    assert not Indexed.objects.exists()


def test_laying_again_changes_nothing_and_lifting_lets_tables_be_renamed(centre: Centre) -> None:
    table.lay()
    table.lift()
    table.lay()
    offer = OfferFactory.create(title="Strikkeklub")
    index.put([offer.pk])
    assert Rows(Mark(f"{centre.pk}x")).keys(5) == [offer.pk]


@pytest.mark.sqlite_alone
def test_a_table_laid_over_rows_that_are_there_finds_them(centre: Centre) -> None:
    offer: Any = OfferFactory.create(title="Strikkeklub")
    index.put([offer.pk])
    table.lift()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TABLE "{table.FTS5}"')

    table.lay()

    assert Rows(Mark(f"{centre.pk}x")).keys(5) == [offer.pk]
    assert Offer.objects.count() == 1
