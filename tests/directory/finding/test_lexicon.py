"""The lexicon by itself: lines that are meant, compounds from both ends, misspellings, and words that go on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.directory.finding.lexicon import Lexicon, line
from brobygger.directory.finding.words import stem, words

LEXICON = Lexicon(
    [
        ("grief", "min mand er død"), ("grief", "sorg"), ("lonely", "alene"), ("lonely", "nogen at tale med"), ("garden", "have"), ("help", "selvhjælp"), ("help", "gruppe"), ("suicide", "vil dø"),
        ("bike", "cykel"), ("loss", "har det svært"),
    ],
    {"demens", "besøgsven", "strikkeklub"},
)


def meant(text: str) -> list[str]:
    return [sense.what for sense in LEXICON.senses(words(text))]


def test_a_line_is_meant_in_any_order_and_form() -> None:
    assert meant("min mand er død") == ["grief"]
    assert meant("død er han, min kære mand") == ["grief"]
    assert meant("min hund er død") == []


def test_a_line_of_small_words_is_meant_as_it_stands_only() -> None:
    assert meant("jeg vil gerne have nogen jeg kan tale med") == []
    assert meant("mangler nogen at tale med") == ["lonely"]
    assert meant("tale dansk") == []
    assert meant("jeg har det så svært") == ["loss"]
    assert meant("svært ved at læse") == []
    assert "suicide" not in meant("min mand er død")
    assert meant("vil dø") == ["suicide"]


def test_a_word_that_says_nothing_is_meant_where_it_is_all_that_was_said() -> None:
    assert meant("have") == ["garden"]
    assert meant("jeg vil have en cykel") == ["bike"]


def test_the_sense_that_explains_most_comes_first_and_says_which_words_it_covers() -> None:
    first, *rest = LEXICON.senses(words("alene efter min mand er død"))
    assert (first.what, first.covers) == ("grief", frozenset({3, 5}))
    assert [each.what for each in rest] == ["lonely"]


def test_what_offers_speak_of_is_read_where_the_words_stand_together() -> None:
    assert LEXICON.meant_by(words("For dig, hvis mand er død")) == {"grief"}
    assert LEXICON.meant_by(words("Hvis din mand er syg og du har en avis, som nogen har lagt, og vores hund er død")) == set()


@pytest.mark.parametrize(("word", "parts"), [("selvhjælpsgruppe", {"selvhjælp", "gruppe"}), ("sorggruppen", {"sorg", "gruppe"}), ("demensven", {"demens", "ven"}), ("cykelgruppe", {"cykel", "gruppe"})])
def test_compounds_are_cut_where_both_parts_are_known(word: str, parts: set[str]) -> None:
    assert LEXICON.parts(word) == (frozenset(map(stem, parts)), True)


@pytest.mark.parametrize(("word", "part"), [("ulvegruppe", "gruppe"), ("demensxyz", "")])
def test_one_long_part_is_enough_to_be_found_by(word: str, part: str) -> None:
    found, whole = LEXICON.parts(word)
    assert not whole
    assert found == ({stem(part)} if part else found)


@pytest.mark.parametrize("word", ["venskab", "handicap", "forældrene", "samtaler", "mad"])
def test_what_only_looks_like_a_compound_is_whole(word: str) -> None:
    assert not LEXICON.parts(word)[1]


@pytest.mark.parametrize(("typed", "meant_word"), [("bessøgsven", "besøgsven"), ("srtikkeklub", "strikkeklub"), ("edmens", "demens"), ("demnes", "demens"), ("gruppp", "gruppe")])
def test_a_misspelt_word_is_understood(typed: str, meant_word: str) -> None:
    assert LEXICON.nearest(typed)[0] == meant_word


@pytest.mark.parametrize("typed", ["xyz", "12345", "fuldstændigandet", "femens"])
def test_what_is_like_nothing_is_left_as_it_is(typed: str) -> None:
    assert LEXICON.nearest(typed) == []


def test_words_learnt_later_are_known_and_gone_on_with() -> None:
    lexicon = Lexicon([("a", "strik")], {"hund"})
    assert not lexicon.knows("kvistfletning")
    lexicon.learn(["kvistfletning"])
    assert lexicon.knows("kvistfletning")
    assert lexicon.complete("kvist", 3) == ["kvistfletning"]
    assert lexicon.nearest("kvistfletnin") == ["kvistfletning"]


@given(st.text(max_size=30))
def test_any_line_can_be_read_and_is_meant_by_itself(text: str) -> None:
    made = line("x", text)
    if made is not None:
        said = words(text)
        assert [sense.what for sense in Lexicon([("x", text)]).senses(said)] == ["x"]
