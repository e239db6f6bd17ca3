"""Danish words: folded however they were typed, stemmed over their irregular forms, and what is left of a sentence when the rest says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.directory.finding.words import content, pairs, stem, stems_of, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Haandarbejde", "håndarbejde"), ("toej", "tøj"), ("aeldre", "ældre"), ("CAFÉ", "cafe"), ("Öl", "øl"), ("Bjärred", "bjærred"), ("pårørende", "pårørende")],
)
def test_letters_are_the_same_however_they_were_typed(typed: str, meant: str) -> None:
    assert words(typed) == [meant]


@pytest.mark.parametrize(
    "forms",
    [
        "barn børn børnene", "mand mænd mænds", "gruppe grupper gruppen grupperne", "cykel cykler cykle cyklen", "bog bøger", "ensom ensomme ensomhed", "ældre gamle gammel", "mor mødre",
        "drikker drak drukket", "hjemløs hjemløse hjemløshed", "ordblind ordblinde ordblindhed", "læse læser læsning", "død døde dør", "forælder forældre",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in words(forms)}) == 1


@pytest.mark.parametrize("apart", ["billig bil", "venlig ven", "mand mad", "sorg sår", "enlig en"])
def test_other_words_have_other_stems(apart: str) -> None:
    one, other = words(apart)
    assert stem(one) != stem(other)


def test_a_hyphen_joins_a_lone_letter_and_parts_words() -> None:
    assert words("e-boks") == ["eboks"]
    assert words("it-hjælp") == ["it", "hjælp"]
    assert pairs("Sundhed.dk") == [("Sundhed", "sundhed"), ("dk", "dk")]


def test_what_says_nothing_is_left_out_unless_it_is_all_there_is() -> None:
    assert content(words("jeg har brug for hjælp til lektier")) == ["lektier"]
    assert content(words("have")) == ["have"]
    assert stems_of("min mand er død") == [stem("mand"), "død"]


@given(st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    for word in words(text):
        assert word
        assert stem(word)
        assert word.isalnum()
