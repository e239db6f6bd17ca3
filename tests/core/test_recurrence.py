"""The days of a series, by the standard's rules."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.recurrence import Rule, check_skipped, days
from brobygger.core.times import moment

TUESDAY = date(2026, 3, 10)  # the second Tuesday of March


@pytest.mark.parametrize(("rule", "expected"), [
    (Rule("weekly", times=3), [date(2026, 3, 10), date(2026, 3, 17), date(2026, 3, 24)]),
    (Rule("weekly", every=2, until=date(2026, 4, 7)), [date(2026, 3, 10), date(2026, 3, 24), date(2026, 4, 7)]),
    (Rule("monthly_weekday", times=3), [date(2026, 3, 10), date(2026, 4, 14), date(2026, 5, 12)]),
    (Rule("monthly", times=2), [date(2026, 3, 10), date(2026, 4, 10)]),
    (Rule("weekly", times=4, weekdays=(3,)), [date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 17), date(2026, 3, 19)]),
    (Rule("daily", times=2), [date(2026, 3, 10), date(2026, 3, 11)]),
    (Rule("yearly", times=2), [date(2026, 3, 10), date(2027, 3, 10)]),
])
def test_how_it_comes_again(rule, expected):
    assert days(rule.text(TUESDAY), TUESDAY) == expected


def test_the_fifth_of_its_weekday_means_the_last():
    fifth = date(2026, 3, 31)
    assert days(Rule("monthly_weekday", times=3).text(fifth), fifth) == [fifth, date(2026, 4, 28), date(2026, 5, 26)]


def test_the_last_of_the_month_stays_the_last():
    last = date(2026, 1, 31)
    assert days(Rule("monthly", times=3).text(last), last) == [last, date(2026, 2, 28), date(2026, 3, 31)]


def test_days_can_be_left_out_once_and_only_where_there_is_something():
    text = Rule("weekly", times=3).text(TUESDAY)
    assert days(text, TUESDAY, [date(2026, 3, 17)]) == [date(2026, 3, 10), date(2026, 3, 24)]
    for wrong in ([date(2026, 3, 17)] * 2, [date(2026, 3, 18)], days(text, TUESDAY)):
        with pytest.raises(ValidationError):
            check_skipped(text, TUESDAY, wrong)


@pytest.mark.parametrize("rule", [Rule("daily", times=500), Rule("daily", until=date(2036, 1, 1)), Rule("yearly", times=50)])
def test_a_rule_that_goes_on_too_long_is_refused(rule):
    with pytest.raises(ValidationError):
        days(rule.text(TUESDAY), TUESDAY)


@given(st.sampled_from(["daily", "weekly", "monthly", "monthly_weekday"]), st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 4), st.integers(2, 8))
def test_a_series_begins_with_its_first_day_and_goes_forward(frequency, first, every, times):
    found = days(Rule(frequency, every=every, times=times).text(first), first)
    assert found == sorted(set(found))
    if frequency != "monthly" or first.day <= 28 or first.day == 31:
        assert found[0] == first or (frequency == "monthly" and (first + timedelta(days=1)).day != 1)
        assert len(found) in {times, times - 1}


def test_an_hour_that_summer_time_leaves_out_is_refused_and_one_that_comes_twice_is_the_first():
    from datetime import time

    with pytest.raises(ValidationError):
        moment(date(2026, 3, 29), time(2, 30))
    assert moment(date(2026, 10, 25), time(2, 30)).isoformat() == "2026-10-25T02:30:00+02:00"
    assert moment(date(2026, 7, 1), time(17)).isoformat() == "2026-07-01T17:00:00+02:00"


@pytest.mark.parametrize("rule", ["FREQ=SLUDDER", "sludder", "FREQ=WEEKLY;BYDAY=XX", ""])
def test_what_is_no_rule_is_said_in_a_sentence(rule):
    with pytest.raises(ValidationError):
        days(rule, TUESDAY)
