"""Periods from titles, deadlines from sentences, and work that never ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.plan.phrases import Span, find_deadline, find_period, is_continuous

PERIOD = Span(date(2024, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Aktivitetsplan 2024-2025", "2024-01-01", "2025-12-31"),
        ("Aktivitetsplan 2024 – 2025", "2024-01-01", "2025-12-31"),
        ("Fællesskabernes hus - 2024/2025", "2024-01-01", "2025-12-31"),
        ("Plan 2024/25", "2024-01-01", "2025-12-31"),
        ("Strategi 2023-27", "2023-01-01", "2027-12-31"),
        ("Strategi for 2024 og 2025", "2024-01-01", "2025-12-31"),
        ("Virksomhedsplan 2024 til 2026", "2024-01-01", "2026-12-31"),
        ("Plan 24/25", "2024-01-01", "2025-12-31"),
        ("Overordnet strategi 2021", "2021-01-01", "2021-12-31"),
        ("HANDLEPLAN 2024", "2024-01-01", "2024-12-31"),
        ("1. januar 2024 – 31. december 2025", "2024-01-01", "2025-12-31"),
        ("1. januar - 31. december 2024", "2024-01-01", "2024-12-31"),
        ("fra den 1. maj 2024 til den 30. april 2026", "2024-05-01", "2026-04-30"),
        ("1.1.2024-31.12.2025", "2024-01-01", "2025-12-31"),
        ("01/01/2024 - 31/12/2024", "2024-01-01", "2024-12-31"),
        ("2024-01-01 - 2024-12-31", "2024-01-01", "2024-12-31"),
        ("august 2024 til juni 2025", "2024-08-01", "2025-06-30"),
        ("jan.-dec. 2024", "2024-01-01", "2024-12-31"),
        ("oktober - marts 2025", "2024-10-01", "2025-03-31"),
        ("marts 2024", "2024-03-01", "2024-03-31"),
        ("Sæson 24/25", "2024-08-01", "2025-07-31"),
        ("skoleåret 2024/2025", "2024-08-01", "2025-07-31"),
        ("2. halvår 2024", "2024-07-01", "2024-12-31"),
        ("første halvår 2025", "2025-01-01", "2025-06-30"),
        ("1. kvartal 2024 - 4. kvartal 2025", "2024-01-01", "2025-12-31"),
        ("Q3 2024", "2024-07-01", "2024-09-30"),
        ("Efteråret 2024", "2024-09-01", "2024-11-30"),
        ("Plan 2024, godkendt på bestyrelsesmødet den 3. maj 2023", "2024-01-01", "2024-12-31"),
        ("vedtaget marts 2023. Plan for 2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_period_of_a_title(text: str, start: str, end: str) -> None:
    assert find_period(text) == Span(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text",
    ["Frivilligcenter Slagelse", "Vedtaget 12. marts 2024", "§ 18", "16-30 år", "tlf. 58 50 00 00", "Frem mod 2030", "kl. 20-22", "", "31. februar 2024"],
)  # fmt: skip
def test_no_period(text: str) -> None:
    assert find_period(text) is None


@given(st.integers(2000, 2089), st.integers(0, 10), st.sampled_from(["-", "–", " - ", "/", " til ", " og "]))
def test_any_two_years_are_a_period(first: int, more: int, sign: str) -> None:
    assert find_period(f"Plan {first}{sign}{first + more}") == Span(date(first, 1, 1), date(first + more, 12, 31))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("inden udgangen af 2024", "2024-12-31"),
        ("1. kvartal 2025", "2025-03-31"),
        ("1. kvartal", "2024-03-31"),
        ("i 1. og 2. kvartal 2024", "2024-06-30"),
        ("primo oktober", "2024-10-10"),
        ("medio oktober", "2024-10-20"),
        ("ultimo oktober 2025", "2025-10-31"),
        ("uge 41", "2024-10-13"),
        ("per 1. august", "2024-08-01"),
        ("pr. 1. august 2025", "2025-08-01"),
        ("2. halvår", "2024-12-31"),
        ("i foråret", "2024-05-31"),
        ("senest den 12. marts 2025", "2025-03-12"),
        ("inden oktober", "2024-09-30"),
        ("inden 2025", "2024-12-31"),
        ("medio 2025", "2025-06-30"),
        ("i begyndelsen af 2025", "2025-03-31"),
        ("inden sommerferien", "2024-06-30"),
        ("inden årsskiftet", "2024-12-31"),
        ("i løbet af november 2024", "2024-11-30"),
        ("i september/oktober 2025", "2025-10-31"),
        ("i 2024", "2024-12-31"),
        ("29. februar", "2024-02-29"),
    ],
)
def test_deadline(text: str, due: str) -> None:
    assert find_deadline(text, PERIOD) == date.fromisoformat(due)


@pytest.mark.parametrize(
    "text",
    ["i 2025", "ultimo 2025", "fra 1. august", "siden 2019", "i 2023", "31. februar", "efter behov", "uge 60", ""],
)
def test_no_deadline(text: str) -> None:
    assert find_deadline(text, PERIOD) is None


@pytest.mark.parametrize(
    "text",
    ["løbende dialog", "Konsulentstøtte efter behov", "jævnlige møder", "Kontinuerlige opslag", "kontinuerligt", "regelmæssig kontakt", "ved behov", "året rundt", "LØBENDE", "l¿bende"],
)  # fmt: skip
def test_continuous(text: str) -> None:
    assert is_continuous(text) is True


@pytest.mark.parametrize(
    "text", ["2 kurser årligt", "Afholdelse af kvartalsvise møder", "foreningers behov for hjælp", ""]
)
def test_not_continuous(text: str) -> None:
    assert is_continuous(text) is False
