"""What holds for any text: nothing crashes, places are right, and the spelling of a number or a dash does not matter."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.plan.phrases import (
    Span,
    TargetGuess,
    find_deadline,
    find_non_targets,
    find_period,
    find_targets,
    is_continuous,
    suggest_measures,
)
from brobygger.plan.phrases.folding import fold
from tests.plan.phrases.table_non_targets import ROWS as NON_TARGETS
from tests.plan.phrases.table_targets import ROWS as TARGETS

PERIOD = Span(date(2024, 1, 1), date(2025, 12, 31))
PHRASES = [row.rsplit(" | ", 1)[0] for row in TARGETS.splitlines() if row and not row.startswith("#")]
PIECES = sorted({word for phrase in (*PHRASES, *NON_TARGETS.splitlines()) for word in phrase.split()})
NUMBERS = dict(enumerate(["to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"], start=2))
FRAMES = [
    "Afholdelse af {} kurser årligt",
    "mindst {} temaaftener pr. halvår",
    "{} netværksmøder per netværk om året",
    "op til {} foreninger",
    "Min. {} årlige møder",
    "{} nye selvhjælpsgrupper inden udgangen af 2024",
    "Bestyrelsen mødes {} gange om året",
    "ca. {} nyhedsbreve om året",
    "de {} kriterier",
    "{} mødelokaler",
    "{} typer netværk",
]
words = st.lists(st.sampled_from([*PIECES, "\n", ".", ",", "-", "(", ")", "•"]), max_size=30).map(" ".join)
texts = st.one_of(st.text(max_size=200), words)


def core(guess: TargetGuess) -> tuple[object, ...]:
    return (
        guess.minimum,
        guess.maximum,
        guess.per,
        guess.for_each,
        guess.due_on,
        guess.share,
        guess.about,
        guess.mode,
        guess.measure,
    )


def cores(text: str) -> list[tuple[object, ...]]:
    return [core(guess) for guess in find_targets(text, PERIOD)]


@settings(max_examples=300)
@given(texts, st.sampled_from([PERIOD, None]))
def test_any_text_can_be_read(text: str, period: Span | None) -> None:
    for guess in find_targets(text, period):
        assert guess.phrase == text[guess.start : guess.end] != ""
        assert guess.per in {"year", "half_year", "quarter", "month", "fortnight", "week", "plan"}
        assert guess.for_each in {None, "network", "association", "locality", "team", "place"}
        assert guess.mode in {None, "held", "joined", "offered"}
        if guess.share:
            assert (guess.minimum, guess.maximum) == (None, None)
        else:
            assert guess.minimum is not None or guess.maximum is not None
            assert guess.minimum is None or guess.minimum >= 1
            assert guess.minimum is None or guess.maximum is None or guess.minimum <= guess.maximum
        if period is not None and guess.due_on is not None:
            assert guess.due_on >= period.start
    for phrase, reason in find_non_targets(text):
        assert phrase in text
        assert reason != ""
    found = find_period(text)
    assert found is None or found.start <= found.end
    assert find_deadline(text, period) is None or isinstance(find_deadline(text, period), date)
    assert is_continuous(text) in {True, False}
    assert len(set(suggest_measures(text))) == len(suggest_measures(text))


@given(texts)
def test_folding_keeps_its_places(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@pytest.mark.parametrize("frame", FRAMES)
@given(number=st.integers(2, 12))
def test_number_words_and_digits_say_the_same(frame: str, number: int) -> None:
    assert cores(frame.format(NUMBERS[number])) == cores(frame.format(number))


@pytest.mark.parametrize("sign", ["–", "—", "−", " - ", " – ", " til ", "‑"])
@given(low=st.integers(2, 6), more=st.integers(1, 6))
def test_dashes_say_the_same(sign: str, low: int, more: int) -> None:
    assert cores(f"{low}{sign}{low + more} temamøder om året") == cores(f"{low}-{low + more} temamøder om året")
    assert cores(f"{low}-{low + more} temamøder om året")[0][:3] == (low, low + more, "year")


@pytest.mark.parametrize("phrase", PHRASES)
def test_capitals_do_not_matter(phrase: str) -> None:
    assert cores(phrase.upper()) == cores(phrase)
    assert cores(phrase.lower()) == cores(phrase)


@pytest.mark.parametrize("phrase", PHRASES)
def test_broken_letters_do_not_matter(phrase: str) -> None:
    wanted = cores(phrase)
    assert cores(unicodedata.normalize("NFD", phrase)) == wanted
    assert cores(phrase.replace(" ", "\u00a0")) == wanted
    assert cores(phrase.replace("ø", "o\u0338")) == wanted
    assert cores(phrase.replace("ø", "¿").replace("æ", "¾").replace("å", "Œ")) == wanted
    if "≥" not in phrase:
        assert cores(phrase.encode().decode("cp1252")) == wanted
    assert cores("".join(letter + "\u00ad" if letter.isalpha() else letter for letter in phrase)) == wanted


@pytest.mark.parametrize("phrase", [phrase for phrase in PHRASES if "Å" not in phrase])
def test_digraphs_do_not_matter(phrase: str) -> None:
    assert cores(phrase.replace("ø", "oe").replace("æ", "ae").replace("å", "aa")) == cores(phrase)


@pytest.mark.parametrize("phrase", ["min. to �rlige m�der", "2 netv�rksm�der hvert halv�r", "1 m�de om m�neden"])
def test_lost_letters_are_guessed(phrase: str) -> None:
    whole = {
        "min. to �rlige m�der": "min. to årlige møder",
        "2 netv�rksm�der hvert halv�r": "2 netværksmøder hvert halvår",
    }
    assert cores(phrase) == cores(whole.get(phrase, "1 møde om måneden"))


@given(st.sampled_from(PHRASES), st.sampled_from(["Vi arbejder med fællesskaber. ", "• ", "  ", "- "]))
def test_a_sentence_before_changes_nothing(phrase: str, before: str) -> None:
    # The measure may come from the sentence before, where the phrase itself names nothing ("mindst to gange om året").
    assert [core[:-1] for core in cores(before + phrase)] == [core[:-1] for core in cores(phrase)]
    assert [guess.phrase for guess in find_targets(before + phrase, PERIOD)] == [
        guess.phrase for guess in find_targets(phrase, PERIOD)
    ]


def test_long_junk_is_read_in_time() -> None:
    assert cores("hver " * 3000 + "uge") == []
    assert cores("1-" * 3000) == []
