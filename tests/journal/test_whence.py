"""Where people came from, as lines of text: read, written, and read again without loss."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from brobygger.journal import whence
from brobygger.journal.actions import From

KNOWN = {"røde kors": 1, "4 hjulene": 2, "sind": 3, "klub: fnug": 4}
NAMES = {1: "Røde Kors", 2: "4 Hjulene", 3: "SIND", 4: "Klub: Fnug"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 Røde Kors", [From(organisation=1, persons=3)]),
        ("SIND,", [From(organisation=3)]),
        ("4 Hjulene", [From(organisation=2)]),
        ("2 4 Hjulene", [From(organisation=2, persons=2)]),
        ("Klub: Fnug", [From(organisation=4)]),
        ("2 Røde Kors: Anna Holm, Bo Dam", [From(organisation=1, persons=2, names="Anna Holm, Bo Dam")]),
        ("12 Sundhedsafdelingen (kommune)", [From(label="Sundhedsafdelingen", sector="municipality", persons=12)]),
        ("12 Health (municipality)", [From(label="Health", sector="municipality", persons=12)]),
        ("2 kommunen", [From(label="kommunen", sector="municipality", persons=2)]),
        ("Klubben (den lille)", [From(label="Klubben (den lille)")]),
        ("10 (kommune)", [From(sector="municipality", persons=10)]),
        ("\n \n", []),
        ("12", [From(label="12")]),
    ],
)
def test_a_line_says_who_and_how_many(text: str, found: list[From]) -> None:
    assert whence.read(text, KNOWN) == found


def test_a_story_is_no_organisation() -> None:
    with pytest.raises(ValidationError):
        whence.read("Det var en hyggelig dag, " * 10, KNOWN)


WORDS = st.text("abcæøå ", min_size=1, max_size=20).map(str.strip).filter(lambda word: word and word not in {"kommune", "region"})
SAID = st.one_of(
    st.builds(From, organisation=st.sampled_from(sorted(NAMES)), persons=st.none() | st.integers(1, 99_999), names=st.just("") | WORDS),
    st.builds(From, label=WORDS, sector=st.sampled_from(["", "municipality", "council", "company"]), persons=st.none() | st.integers(1, 99_999), names=st.just("") | WORDS),
)


@given(st.lists(SAID, max_size=5))
def test_what_is_written_is_read_back(rows: list[From]) -> None:
    assert whence.read(whence.written(rows, NAMES), KNOWN) == rows
