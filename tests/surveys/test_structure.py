"""Reading an edition, its conditions and keys; and whether answers fit it, whoever sent them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.surveys.checking import check
from brobygger.surveys.first_questionnaires import FIRST, content, first
from brobygger.surveys.models import About
from brobygger.surveys.structure import Ask, lines_of, read, texts

LINES = [{"key": "a", "text": "Ja"}, {"key": "b", "text": "Nej"}]
ALL = {
    "items": [
        {"key": "one", "kind": "choice", "text": "Er du med?", "required": True, "options": LINES},
        {"key": "why", "kind": "text", "text": "Hvorfor ikke?", "required": True, "when": "one", "values": ["b"]},
        {"key": "page", "kind": "page", "text": "Mere"},
        {"key": "some", "kind": "several", "text": "Hvad?", "options": LINES},
        {"key": "steps", "kind": "scale", "text": "Hvor godt?", "steps": 5, "scores": True},
        {"key": "table", "kind": "matrix", "text": "Enig?", "required": True, "options": LINES, "rows": [{"key": "r", "text": "Det er let"}, {"key": "s", "text": "Det er sjovt"}]},
        {"key": "n", "kind": "number", "text": "Hvor mange?"},
        {"key": "day", "kind": "date", "text": "Hvornår?"},
    ],
}
WHOLE = {"one": "a", "some": ["b", "a"], "steps": 4, "table": {"r": "a", "s": "b"}, "n": 12, "day": "2024-02-29"}


def test_pages_begin_where_they_are_said_to_and_hold_the_questions():
    structure = read(ALL)
    assert [(heading, [each.key for each in questions]) for heading, _words, questions in structure.pages] == [("", ["one", "why"]), ("Mere", ["some", "steps", "table", "n", "day"])]


def test_whole_answers_are_kept_in_their_own_kind_and_order():
    found = check(read(ALL), {**WHOLE, "steps": "4", "n": " 12 "})
    assert (found.answers, found.wrong) == ({**WHOLE, "some": ["a", "b"]}, {})


def test_what_was_not_asked_is_left_out_and_what_was_is_wanted():
    assert "why" not in check(read(ALL), {**WHOLE, "why": "Ingen tid"}).answers
    asked = check(read(ALL), {**WHOLE, "one": "b"})
    assert list(asked.wrong) == ["why"]
    assert check(read(ALL), {**WHOLE, "one": "b", "why": "Ingen tid"}).wrong == {}


@pytest.mark.parametrize(("key", "value"), [
    ("one", "c"), ("one", ["a"]), ("one", 1), ("some", "a"), ("some", ["x"]), ("some", [["a"]]), ("steps", 6), ("steps", 0), ("steps", True), ("steps", "mange"), ("table", {"r": "z", "s": "a"}), ("table", {"q": "a"}),
    ("table", "a"), ("n", "12,5"), ("n", 10**12), ("day", "2023-02-29"), ("day", "0001-01-01"),
])
def test_what_was_not_offered_is_refused_with_a_sentence(key, value):
    found = check(read(ALL), {**WHOLE, key: value})
    assert (key in found.wrong, key in found.answers) == (True, False)


def test_a_table_wants_every_line_where_it_wants_an_answer():
    assert list(check(read(ALL), {**WHOLE, "table": {"r": "a"}}).wrong) == ["table"]


def test_words_are_not_too_long_and_hold_no_cpr_number():
    for said in ("x" * 4001, "Mit nummer er 010190-1111"):
        assert list(check(read(ALL), {**WHOLE, "one": "b", "why": said}).wrong) == ["why"]


@given(st.dictionaries(st.sampled_from([*WHOLE, "why", "fremmed"]), st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda more: st.lists(more, max_size=3) | st.dictionaries(st.text(max_size=3), more, max_size=3), max_leaves=5)))
def test_whatever_is_sent_either_fits_or_is_left_out(said):
    structure = read(ALL)
    kept = check(structure, said).answers
    again = check(structure, kept)
    assert again.answers == kept
    assert set(kept) <= {each.key for each in structure.questions}


def test_the_score_is_in_per_cent_of_the_highest():
    assert (read(ALL).score({"steps": 4}), read(ALL).score({"steps": 5}), read(ALL).score({})) == (80, 100, None)


def test_lines_keep_their_keys_when_words_are_changed_moved_added_or_taken_away():
    assert lines_of(["Ja", "Nej, tak"], LINES) == [{"key": "a", "text": "Ja"}, {"key": "b", "text": "Nej, tak"}]
    assert lines_of(["Nej", "Ja"], LINES) == [{"key": "b", "text": "Nej"}, {"key": "a", "text": "Ja"}]
    assert [each["key"] for each in lines_of(["Nej"], LINES)] == ["b"]
    more = lines_of(["Ja", "Måske", "Nej"], LINES)
    assert (more[0]["key"], more[2]["key"], more[1]["key"] in {"a", "b"}) == ("a", "b", False)


def test_a_translation_is_read_where_there_is_one():
    there = {**ALL, "intro": "Velkommen", "translations": {"en": {"one.text": "Are you in?", "one.options.a": "Yes"}}}
    question = read(there, "en").questions[0]
    assert (question.text, [each.text for each in question.options], read(there, "en").intro) == ("Are you in?", ["Yes", "Nej"], "Velkommen")
    assert ("one.options.b", "Nej") in texts(there)


@pytest.mark.parametrize("one", FIRST, ids=lambda each: str(each.about))
def test_those_one_can_begin_with_can_be_read_and_answered(one):
    structure = read(content(one, [(7, "Flere er med")] if one.about == About.GOALS else []))
    assert len(structure.questions) >= (2 if one.about == About.GOALS else 4)
    for each in structure.questions:
        assert not each.when or (set(each.values) <= {line.key for line in structure.question(each.when).options} and each.values)
    given = {each.key: {Ask.SCALE: 5, Ask.CHOICE: each.options[0].key if each.options else "", Ask.TEXT: "Fint"}.get(each.kind) for each in structure.questions}
    assert check(structure, given).wrong == {}


def test_each_kind_of_survey_but_the_others_has_one_to_begin_with():
    assert {str(each.about) for each in FIRST} == set(About.values) - {"other"}
    assert first("goals").items == ()
