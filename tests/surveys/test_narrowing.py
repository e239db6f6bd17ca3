"""Looks at a part of the answers, by several at once: no two that are allowed differ by fewer than five, nor does what can be worked out of them."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.surveys.narrowing import MOST, REST, Views
from brobygger.surveys.protecting import FEW
from brobygger.surveys.results import may_narrow, results
from brobygger.surveys.structure import read
from tests.factories import EditionFactory, ResponseFactory, SendingFactory

KEYS = ("a", "b", "c")
CONTENT = {"items": [{"key": f"q{n}", "kind": "choice", "text": f"Spørgsmål {n}?", "options": [{"key": key, "text": key.upper()} for key in KEYS]} for n in range(4)] + [{"key": "s", "kind": "scale", "text": "Hvor godt?", "steps": 5, "scores": True}, {"key": "n", "kind": "number", "text": "Hvor mange?"}]}
STRUCTURE = read(CONTENT)


@st.composite
def answered(draw):
    """Some kinds of people, and many or few of each: questions that hang together, as people's answers do."""
    kinds = draw(st.lists(st.tuples(*[st.sampled_from([*KEYS, None]) for _question in range(4)]), min_size=1, max_size=8))
    return [{f"q{n}": said for n, said in enumerate(kind) if said} for kind in kinds for _each in range(draw(st.one_of(st.integers(1, 7), st.integers(5, 30))))]


@settings(max_examples=150)
@given(answered())
def test_no_two_allowed_looks_differ_by_fewer_than_five(rows):
    looks = [behind for _chosen, behind in Views(STRUCTURE, rows, protect=True).all_looks()]
    everybody = frozenset(range(len(rows)))
    for one in looks:
        assert len(one) >= FEW
        for other in (*looks, everybody, *(everybody - each for each in looks)):
            assert not 0 < len(one ^ other) < FEW


@settings(max_examples=60)
@given(answered())
def test_nothing_small_follows_from_adding_and_taking_away_all_looks_at_some_questions(rows):
    """All looks at up to three questions and at each of them, as a system of equations: no group of fewer than five is a sum of them."""
    views = Views(STRUCTURE, rows, protect=True)
    looks = list(views.all_looks())
    for group in {tuple(key for key, _answer in chosen) for chosen, _behind in looks}:
        here = [behind for chosen, behind in looks if {key for key, _answer in chosen} <= set(group)]
        atoms = Counter(tuple(place in behind for behind in here) for place in range(len(rows)))
        table = [[Fraction(atom[look]) for atom in atoms] for look in range(len(here))]
        sizes = list(atoms.values())
        for small in (places for n in (1, 2, 3) for places in combinations(range(len(sizes)), n) if sum(sizes[place] for place in places) < FEW):
            assert not spanned(table, [Fraction(place in small) for place in range(len(sizes))])


def spanned(table, wanted):
    """Whether ``wanted`` is a sum of multiples of the rows of ``table``, by elimination."""
    rows, wanted = [list(row) for row in table], list(wanted)
    for column in range(len(wanted)):
        lead = next((row for row in rows if row[column]), None)
        if lead is None:
            continue
        rows.remove(lead)
        for row in (*rows, wanted):
            if row[column]:
                times = row[column] / lead[column]
                row[:] = [have - times * taken for have, taken in zip(row, lead, strict=True)]
    return not any(wanted)


def filled(counts):
    sending = SendingFactory.create(edition=EditionFactory.create(content=CONTENT))
    for (first, second), n in counts.items():
        for _each in range(n):
            ResponseFactory.create(sending=sending, answers={"q0": first, "q1": second, "s": 4}, score=80)
    return sending


def test_two_answers_at_once_where_each_of_their_combinations_is_large_enough(centre):
    sending = filled({("a", "a"): 8, ("a", "b"): 6, ("b", "a"): 5, ("b", "b"): 9})
    both = [("q0", "a"), ("q1", "b")]
    assert {question.key: [(line.key, n) for line, n in lines] for question, lines in may_narrow(sending, [("q0", "a")], protect=True)} == {"q1": [("a", 8), ("b", 6)], "s": [("4", 14)]}
    assert (results(sending, protect=True, only=both).n, results(sending, protect=True, only=both[::-1]).n) == (6, 6)


def test_one_small_combination_and_none_of_the_two_questions_is_offered(centre):
    sending = filled({("a", "a"): 8, ("a", "b"): 6, ("b", "a"): 4, ("b", "b"): 9})
    assert "q1" not in {question.key for question, _lines in may_narrow(sending, [("q0", "a")], protect=True)}
    for first, second in product("ab", "ab"):
        assert results(sending, protect=True, only=[("q0", first), ("q1", second)]).pictures == ()
    assert results(sending, protect=False, only=[("q0", "b"), ("q1", "a")]).n == 4  # named answers, for those who sent it


def test_a_question_that_asks_nearly_the_same_as_one_before_is_not_offered(centre):
    """Twenty and eighteen of them: what the two lack would be known by their difference."""
    sending = filled({("a", "a"): 18, ("a", "b"): 2, ("b", "b"): 20})
    assert [question.key for question, _lines in may_narrow(sending, protect=True)] == ["q0"]


def test_a_number_and_an_average_that_few_of_another_group_gave_is_not_told(centre):
    sending = SendingFactory.create(edition=EditionFactory.create(content=CONTENT))
    for who, said, n in (("a", {"n": 4, "s": 5}, 8), ("b", {"n": 9, "s": 1}, 3), ("b", {}, 6)):
        for _each in range(n):
            ResponseFactory.create(sending=sending, answers={"q0": who, **said}, score=20 * said["s"] if said else None)
    found = results(sending, protect=True, only=[("q0", "a")])
    assert ([part.average for each in found.pictures for part in each.parts if each.question.key in {"n", "s"}], found.score) == ([None], None)


@pytest.mark.parametrize("only", [[("q0", REST)], [("q0", "a"), ("q0", "b")], [("q0", "a"), ("x", "a")], [("q0", "a")] * (MOST + 1), [("q0", "")], [("n", "4")]])
def test_what_cannot_be_looked_at_shows_nothing(centre, only):
    sending = filled({("a", "a"): 8, ("b", "b"): 9})
    assert (results(sending, protect=True, only=only).pictures, results(sending, protect=False, only=only).pictures) == ((), ())


def test_the_page_offers_a_second_answer_when_the_first_is_chosen(client_of, bo, centre):
    sending = filled({("a", "a"): 8, ("a", "b"): 6, ("b", "a"): 5, ("b", "b"): 9})
    url, browser = sending.get_absolute_url(), client_of(bo)
    first = browser.get(url).content.decode()
    assert ('name="kun"' in first, 'name="og"' in first) == (True, False)
    second = browser.get(f"{url}?kun=q0=a").content.decode()
    assert ('name="og"' in second, "B (6) – Spørgsmål 1?" in second) == (True, True)
    both = browser.get(f"{url}?kun=q0=a&og=q1=b").content.decode()
    assert "6 svar er vist" in both
    for odd in ("kun=q0=a&og=q0=b", "kun=x&og=y=z", "kun=q0=a&og=q1=b&samt=s=4&kun=", "og=q1=b"):
        assert browser.get(f"{url}?{odd}").status_code == 200
