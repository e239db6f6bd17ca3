"""Counts of searches and views: right under a crowd, and with nothing in them about anybody."""

import threading
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.directory.finding import counting
from brobygger.directory.finding.asking import Wanted, find
from brobygger.directory.models import Phrase, SearchCount, ViewCount
from tests.factories import LocalityFactory, MeaningFactory, OfferFactory

NOW = timezone.make_aware(datetime(2026, 11, 25, 23, 30))


def search(words: str = "", **filters: Any) -> None:
    wanted = Wanted(words=words, **filters)
    counting.searched(find(wanted, now=NOW), wanted, now=NOW)


@pytest.mark.django_db
def test_a_day_has_one_row_for_each_situation_locality_and_outcome(centre: Centre) -> None:
    meaning = MeaningFactory.create(name="Fugle", words="ornitolog")
    place = LocalityFactory.create()
    for words, locality in (("ornitolog", None), ("Ornitolog!", None), ("ornitolog", place.pk), ("kvistfletning", None)):
        search(words, locality=locality)

    rows = {(row.meaning_id, row.locality_id, row.found): row.n for row in SearchCount.objects.all()}
    assert rows == {(meaning.pk, None, False): 2, (meaning.pk, place.pk, False): 1, (None, None, False): 1}
    assert {row.on for row in SearchCount.objects.all()} == {NOW.astimezone(timezone.get_current_timezone()).date()}


@pytest.mark.django_db
def test_words_are_kept_when_three_have_searched_for_them_in_vain(centre: Centre) -> None:
    for turn, kept in enumerate(("", "", "hvor kan jeg flyve", "hvor kan jeg flyve"), 1):
        search("Hvor kan jeg FLYVE" if turn % 2 else "hvor  kan jeg flyve?".rstrip("?"))
        row = Phrase.objects.get()
        assert (row.n, row.text) == (turn, kept)
    assert row.month.day == 1
    assert "flyve" not in row.digest


@pytest.mark.django_db
def test_what_finds_something_leaves_no_words(centre: Centre) -> None:
    from brobygger.directory.finding import index

    index.put([OfferFactory.create(title="Strikkeklub").pk])
    search("strikkeklub")

    assert not Phrase.objects.exists()
    assert SearchCount.objects.get().found


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["010170-1234 qqqq", "qqqq 12345678", "12 34 56 78 qqqq", "jens@qqqq.example qqqq", "+45 12-34-56-78"])
def test_somebodys_number_or_address_is_never_kept_however_often(centre: Centre, words: str) -> None:
    for _time in range(5):
        search(words)

    assert not Phrase.objects.exists()
    assert SearchCount.objects.get().n == 5


@pytest.mark.django_db
def test_a_long_question_is_cut_where_the_column_ends(centre: Centre) -> None:
    for _time in range(3):
        search("qqqq " * 60)
    assert len(Phrase.objects.get().text) == 100


@pytest.mark.django_db(transaction=True)
def test_a_crowd_at_once_is_counted_to_the_last(centre: Centre) -> None:
    offer = OfferFactory.create()
    start = threading.Barrier(8)
    wrong: list[BaseException] = []

    def visit() -> None:
        try:
            start.wait()
            with centre_in_force(centre):
                for _time in range(3):
                    counting.viewed(offer.pk, now=NOW)
                    search("qqqqqqqq")
        except BaseException as error:
            wrong.append(error)
            raise
        finally:
            connection.close()

    crowd = [threading.Thread(target=visit) for _person in range(8)]
    for person in crowd:
        person.start()
    for person in crowd:
        person.join()

    assert wrong == []
    assert ViewCount.objects.get().n == 24
    assert SearchCount.objects.get().n == 24
    assert (Phrase.objects.get().n, Phrase.objects.get().text) == (24, "qqqqqqqq")
