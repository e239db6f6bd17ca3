"""Amounts, steps and references: whatever is typed, nothing is read as another amount or another member."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.money import in_oere
from brobygger.organisations.fees import numbering
from brobygger.organisations.fees.reckoning import faults, fee, step_of
from brobygger.organisations.models import FeeRule, FeeSettings, MembershipType

STEPS = st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 10**7)), max_size=7, unique_by=lambda step: step[0]).map(
    lambda more: [(0, 10000), *sorted(more)]
)


@pytest.mark.parametrize(
    ("text", "oere"),
    [
        ("350", 35000), ("350,00", 35000), ("1.250,00", 125000), ("1.250", 125000), ("12.345.678,90", 1234567890), ("-350,00", -35000), ("350,00-", -35000), ("+350,5", 35050),
        ("kr. 350,-", 35000), ("350,00 DKK", 35000), ("1 250,00", 125000), ("1\u00a0250,00", 125000), ("350.5", 35050), ("350.00", 35000), ("1,250.00", 125000), ("\u2212350", -35000), ("0", 0),
        ("", None), ("gratis", None), ("12,345", None), ("1.25.0", None), ("1,2,3", None), ("--5", None), ("9" * 13, None), ("٣٥٠", None), ("1e5", None), ("35 0,0 0,", None),
    ],
)
def test_amounts_as_people_and_banks_write_them(text, oere):
    assert in_oere(text) == oere


@given(st.integers(-(10**11), 10**11), st.booleans(), st.booleans())
def test_an_amount_written_in_danish_is_read_as_itself(oere, grouped, after):
    whole, rest = divmod(abs(oere), 100)
    text = f"{whole:,}".replace(",", ".") if grouped else str(whole)
    text += f",{rest:02}"
    text = (f"{text}-" if after else f"-{text}") if oere < 0 else text
    assert in_oere(text) == oere


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_none(text):
    assert in_oere(text) is None or isinstance(in_oere(text), int)


@given(STEPS, st.integers(0, 6000))
def test_a_size_stands_on_the_highest_step_it_reaches(steps, size):
    assert not faults(steps)
    start, amount = step_of(steps, size)
    assert start <= size
    assert (start, amount) in steps
    assert not any(start < other <= size for other, _amount in steps)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 100)), max_size=5))
def test_steps_that_do_not_rise_from_none_are_refused(steps):
    starts = [start for start, _amount in steps]
    assert faults(steps) == (not starts or starts[0] != 0 or starts != sorted(set(starts)))


def test_a_fee_says_what_it_rests_on_and_none_is_guessed():
    rule = FeeRule(type=MembershipType(name="Forening"), valid_from=date(2026, 1, 1), by="members", steps=[[0, 20000], [50, 40000]])
    found = fee(rule, members=50, volunteers=None)
    assert (found.amount, found.basis["size"], found.basis["from"]) == (40000, 50, 50)
    assert fee(rule, members=49, volunteers=900).amount == 20000
    assert fee(rule, members=None, volunteers=900) is None


@given(st.integers(0, 99999))
def test_a_reference_with_one_wrong_digit_or_two_swapped_is_none(number):
    digits = f"{number:05}"
    whole = digits + numbering.check_digit(digits)
    assert numbering.fits(whole)
    for place in range(6):
        for other in "0123456789":
            assert numbering.fits(whole[:place] + other + whole[place + 1 :]) == (other == whole[place])
    for place in range(5):
        swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
        assert numbering.fits(swapped) == (swapped == whole)


@given(st.sampled_from(["K{}", "k{}", "kontingent {} tak", "K {a} {b}", "{a}-{b}", "Faktura 2026 K{}", "ref:{}."]), st.integers(0, 99999))
def test_a_reference_is_found_however_it_is_typed(shape, number):
    digits = f"{number:05}"
    whole = digits + numbering.check_digit(digits)
    assert f"K{whole}" in list(numbering.read(shape.format(whole, a=whole[:3], b=whole[3:])))


@pytest.mark.parametrize(("month", "day", "year", "label"), [(1, date(2026, 12, 31), 2026, "2026"), (7, date(2026, 6, 30), 2025, "2025/26"), (7, date(2026, 7, 1), 2026, "2026/27")])
def test_a_membership_year_may_begin_in_any_month(month, day, year, label):
    how = FeeSettings(starts_month=month)
    assert (how.year_of(day), how.label(how.year_of(day))) == (year, label)
    assert how.first_day(year) <= day <= how.last_day(year)
