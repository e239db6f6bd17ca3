"""Results by hand count, with last time beside them; and nothing small told by any look, narrowed or not."""

from itertools import product

import pytest
from django.utils import timezone

from brobygger.surveys import exporting
from brobygger.surveys.models import Response
from brobygger.surveys.results import may_narrow, results
from tests.factories import EditionFactory, PersonalLinkFactory, ResponseFactory, SendingFactory

TODAY = timezone.localdate()
LINES = [{"key": "a", "text": "Ja"}, {"key": "b", "text": "Nej"}]
CONTENT = {
    "items": [
        {"key": "who", "kind": "choice", "text": "Hvem?", "options": [{"key": "f", "text": "Forening"}, {"key": "v", "text": "Frivillig"}, {"key": "k", "text": "Kommune"}]},
        {"key": "steps", "kind": "scale", "text": "Hvor godt?", "steps": 5, "scores": True},
        {"key": "some", "kind": "several", "text": "Hvad?", "options": LINES},
        {"key": "table", "kind": "matrix", "text": "Enig?", "options": LINES, "rows": [{"key": "r", "text": "Det er let"}]},
        {"key": "n", "kind": "number", "text": "Hvor mange?"},
        {"key": "words", "kind": "text", "text": "Hvorfor?"},
    ],
}


@pytest.fixture
def sending(centre):
    return SendingFactory.create(edition=EditionFactory.create(content=CONTENT))


def answered(sending, times, /, **answers):
    for _each in range(times):
        ResponseFactory.create(sending=sending, answers=answers, score=20 * answers["steps"] if "steps" in answers else None)


def bars(found, key, part=0):
    picture = next(each for each in found.pictures if each.question.key == key)
    return [(bar.label, bar.n, bar.percent) for bar in picture.parts[part].bars] if picture.parts else None


def test_counted_by_hand(sending):
    answered(sending, 6, who="f", steps=5, some=["a", "b"], table={"r": "a"}, n=10)
    answered(sending, 6, who="v", steps=3, some=["a"], table={"r": "b"}, n=20, words="Fordi")
    found = results(sending, protect=True)
    assert (found.n, found.score) == (12, 80)
    assert bars(found, "who") == [("Forening", 6, 50), ("Frivillig", 6, 50), ("Kommune", 0, 0)]
    assert bars(found, "steps") == [("5", 6, 50), ("4", 0, 0), ("3", 6, 50), ("2", 0, 0), ("1", 0, 0)]
    assert bars(found, "some") == [("Ja", 12, 100), ("Nej", 6, 50)]
    assert bars(found, "table") == [("Ja", 6, 50), ("Nej", 6, 50)]
    assert [part.average for each in found.pictures if each.question.key in {"steps", "n"} for part in each.parts] == [4.0, 15.0]
    assert [each.texts for each in found.pictures if each.question.key == "words"] == [("Fordi",) * 6]


def test_fewer_than_five_are_no_results(sending):
    answered(sending, 4, who="f", words="Fordi")
    assert (results(sending, protect=True).pictures, results(sending, protect=False).pictures != ()) == ((), True)


def test_small_figures_are_hidden_and_so_is_what_would_tell_them(sending):
    answered(sending, 12, who="f", steps=5)
    answered(sending, 2, who="v", steps=4)
    answered(sending, 10, who="k", steps=4)
    found = results(sending, protect=True)
    assert bars(found, "who") == [("Forening", 12, 50), ("Frivillig", None, None), ("Kommune", None, None)]
    assert bars(results(sending, protect=False), "who")[1] == ("Frivillig", 2, 8)


def test_the_time_before_stands_beside(sending):
    before = SendingFactory.create(edition=sending.edition, opened_on=TODAY.replace(year=TODAY.year - 1), closed_on=TODAY.replace(year=TODAY.year - 1))
    answered(before, 5, who="f", steps=3)
    answered(before, 5, who="v", steps=3)
    answered(sending, 10, who="f", steps=5)
    assert exporting.time_before(sending) == before
    found = results(sending, protect=True, before=before)
    part = next(each for each in found.pictures if each.question.key == "steps").parts[0]
    assert (found.before, part.average, part.before) == (10, 5.0, 3.0)
    assert [bar.before for bar in next(each for each in found.pictures if each.question.key == "who").parts[0].bars] == [50, 50, 0]


def test_groups_are_looked_at_apart_where_each_is_large_enough(sending):
    answered(sending, 6, who="f", steps=5)
    answered(sending, 6, who="v", steps=3)
    narrow = {question.key: [line.key for line, _n in lines] for question, lines in may_narrow(sending, protect=True)}
    assert narrow == {"who": ["f", "v"], "steps": ["5", "3"]}
    found = results(sending, protect=True, only=[("who", "v")])
    assert (found.n, bars(found, "steps")[2]) == (6, ("3", 6, 100))
    for nothing in (("who", "k"), ("who", "x"), ("words", "a"), ("", "")):
        assert results(sending, protect=True, only=[nothing]).pictures == ()


def test_a_group_and_the_whole_together_tell_no_small_figure(sending):
    """Twenty chose the highest step; three of them are volunteers. All twenty and seventeen others would tell it."""
    answered(sending, 17, who="f", steps=5)
    answered(sending, 3, who="v", steps=5)
    answered(sending, 7, who="v", steps=4)
    assert bars(results(sending, protect=True), "steps")[:2] == [("5", 20, 74), ("4", 7, 26)]
    for who in ("f", "v"):
        assert {n for _label, n, _percent in bars(results(sending, protect=True, only=[("who", who)]), "steps")} == {None}


def test_over_all_looks_no_small_figure_follows_by_taking_away(sending):
    """Every figure of every look, and all their differences with the whole: none is from one to four."""
    for (who, steps), n in zip(product("fvk", (5, 4, 3)), (12, 7, 0, 9, 6, 2, 11, 0, 8), strict=True):
        answered(sending, n, who=who, steps=steps)
    whole = {label: n for label, n, _percent in bars(results(sending, protect=True), "steps")}
    for who in "fvk":
        for label, n, _percent in bars(results(sending, protect=True, only=[("who", who)]), "steps") or []:
            assert n is None or not 0 < n < 5
            assert n is None or whole[label] is None or not 0 < whole[label] - n < 5


def test_a_file_is_always_protected_and_formulas_are_words(sending, client_of, bo):
    answered(sending, 12, who="f", words="=1+1")
    answered(sending, 2, who="v")
    text = client_of(bo).get(f"{sending.get_absolute_url()}fil/csv/").content.decode("utf-8-sig")
    assert ("skjult" in text, "Forening;12" in text, "'=1+1" in text or "\t=1+1" in text) == (True, False, True)
    assert client_of(bo).get(f"{sending.get_absolute_url()}fil/xlsx/").status_code == 200
    assert client_of(bo).get(f"{sending.get_absolute_url()}fil/exe/").status_code == 404


def test_named_answers_stand_unhidden_for_those_who_send_and_protected_for_the_board(client_of, bo, dorte, centre):
    row = SendingFactory.create(anonymous=False, open_token="")
    for _each in range(6):
        Response.objects.create(sending=row, link=PersonalLinkFactory.create(sending=row, spent=True), answered_on=TODAY, way="personal", answers={"q1": "ja"}, once=str(_each))
    Response.objects.create(sending=row, link=PersonalLinkFactory.create(sending=row, spent=True), answered_on=TODAY, way="personal", answers={"q1": "nej"}, once="sidst")
    hidden = "skjult"
    assert hidden not in client_of(bo).get(row.get_absolute_url()).content.decode()
    assert "For få har valgt" in client_of(dorte).get(row.get_absolute_url()).content.decode()
