"""A typed line is read as a person would read it; nothing is lost, nothing is guessed in silence, nothing makes it fall over."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from brobygger.journal.lines import Vocabulary, parse
from tests.journal.lines.centre import ORGANISATIONS, WORDS, table, told

TODAY = date(2026, 11, 23)
TABLE = table()
_pieces_of_lines = st.sampled_from(
    [
        "sparring", "kursus", "Røde Kors", "fra", "og", ",", "12", "12/3", "12.3.", "deltagere", "45 min", "1½ time", "kl. 10-12", "i går", "næste onsdag",
        "2 fra kommunen", "online", "aflyst pga.", "halvanden", "tre", "børn", "Korsør", "(", ")", "–", "½", "å", "uge 41", "29/2", "§ 18", "58501234",
    ]
)
_lines = st.one_of(st.text(max_size=120), st.lists(_pieces_of_lines, max_size=12).map(" ".join))
_days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_the_table_is_long_enough_to_mean_something():
    assert len(TABLE) >= 150
    assert len({line for line, _answer in TABLE}) == len(TABLE)


@pytest.mark.parametrize(("line", "answer"), TABLE)
def test_a_line_is_read_as_written_down(line, answer):
    with translation.override("en"):
        assert told(parse(line, WORDS, today=TODAY)) == answer


@given(_lines, _days)
def test_it_never_falls_over_and_every_sign_lies_in_a_piece(line, today):
    reading = parse(line, WORDS, today=today)
    covered = {place for piece in reading.pieces for place in range(piece.start, piece.end)}
    assert {place for place, sign in enumerate(line) if not sign.isspace()} - covered == set()
    assert len(reading.title) <= 250


@given(_lines, _days)
def test_figures_are_possible_ones(line, today):
    reading = parse(line, WORDS, today=today)
    assert reading.minutes is None or 0 < reading.minutes <= 14 * 24 * 60
    assert reading.persons is None or reading.persons >= 0
    if reading.done_on is not None and reading.done_on > today:
        assert reading.state in {"planned", "moved", "cancelled"}


@given(st.lists(st.sampled_from(["gul", "stige", "kælder", "nøgler", "rod", "xyzzy", "Bjarne", "lageret"]), min_size=1, max_size=6))
def test_words_nobody_knows_stay_as_they_were_typed(words):
    reading = parse(" ".join(words), WORDS, today=TODAY)
    assert reading.title.lower() == " ".join(words).lower()
    assert (reading.kind, reading.organisations, reading.persons, reading.minutes) == (None, (), None, None)


@given(st.integers(0, 400))
def test_days_ago_are_days_ago_over_leap_days_and_years(ago):
    assert parse(f"kursus for {ago} dage siden", WORDS, today=TODAY).done_on == TODAY - timedelta(days=ago)


@given(_days, st.integers(0, 300))
def test_a_day_without_a_year_is_the_last_one_that_was(today, ago):
    day = today - timedelta(days=ago)
    assert parse(f"kursus {day.day}/{day.month}", WORDS, today=today).done_on == day


@given(_days)
def test_a_weekday_is_within_the_week_behind(today):
    for name in ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"):
        found = parse(f"kursus {name}", WORDS, today=today).done_on
        assert found is not None
        assert timedelta(0) <= today - found < timedelta(days=7)


@pytest.mark.parametrize(
    ("line", "role"), [("sparing med Sind", "kind"), ("sparring mødrehjlæpen", "organisation"), ("Sparring med Kræftens bekæmplse", "organisation")]
)
def test_forgiven_spelling_is_marked(line, role):
    assert [piece.certain for piece in parse(line, WORDS, today=TODAY).pieces if piece.role == role] == [False]


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_every_organisation_is_met_by_its_name_in_any_letters(name):
    for written in (name, name.lower(), name.upper(), name.replace("ø", "oe").replace("æ", "ae").replace("å", "aa")):
        assert [each.key for each in parse(f"sparring med {written}", WORDS, today=TODAY).organisations] == [f"organisation:{name}"]


def test_two_that_could_be_meant_are_asked_about():
    words = Vocabulary(
        kinds=WORDS.kinds,
        organisations=tuple(type(WORDS.organisations[0])(f"organisation:{name}", name) for name in ("Røde Kors Slagelse", "Røde Kors Korsør")),
    )
    reading = parse("sparring med Røde Kors", words, today=TODAY)
    assert [question.about for question in reading.questions] == ["organisation"]
    assert len(reading.questions[0].keys) == 2


def test_the_same_line_in_parts_of_letters():
    """A Mac sends å as a and a ring; the reading is the same, and its pieces lie where the signs are."""
    import unicodedata

    line = "Sparring om ledelse i går, tre på Ældre Sagen"
    apart = unicodedata.normalize("NFD", line)
    reading = parse(apart, WORDS, today=TODAY)
    assert told(reading) == told(parse(line, WORDS, today=TODAY))
    assert all(unicodedata.normalize("NFC", apart[piece.start : piece.end]) == unicodedata.normalize("NFC", piece.text) for piece in reading.pieces)
