"""Windows and delays: every day of a period falls in exactly one window, across leap years and years' turns."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.plan.periods import Per, Period, add_months, whole_months_late, windows

DAYS = st.dates(date(1996, 1, 1), date(2040, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    return Period(start, start + timedelta(days=draw(st.integers(0, 1500))))


@given(period=periods(), per=st.sampled_from(list(Per)))
def test_windows_cover_every_day_once(period, per):
    cut = [window.period for window in windows(per, period)]
    assert cut[0].start == period.start
    assert cut[-1].end == period.end
    assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(cut))
    assert sum(window.days for window in cut) == period.days


@given(period=periods(), per=st.sampled_from(list(Per)))
def test_only_the_last_window_can_be_cut_short(period, per):
    shares = [window.share for window in windows(per, period)]
    assert all(share == 1 for share in shares[:-1])
    assert 0 < shares[-1] <= 1


@given(period=periods(), today=DAYS)
def test_elapsed_grows_from_nothing_to_all(period, today):
    elapsed = period.elapsed(today)
    assert (elapsed == 0) == (today < period.start)
    assert (elapsed == 1) == (today >= period.end)
    assert elapsed <= period.elapsed(today + timedelta(days=1))


@given(day=DAYS, months=st.integers(0, 60))
def test_months_forth_and_back_lose_at_most_the_end_of_a_month(day, months):
    there = add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert 0 <= (day - add_months(there, -months)).days <= 3


@given(due=DAYS, months=st.integers(0, 30), days=st.integers(0, 27))
def test_months_late_are_whole_calendar_months(due, months, days):
    assert whole_months_late(due, add_months(due, months)) == months
    assert whole_months_late(due, due - timedelta(days=days)) == 0


@given(due=DAYS, late=st.integers(0, 1000))
def test_months_late_never_shrink(due, late):
    done = due + timedelta(days=late)
    assert whole_months_late(due, done) <= whole_months_late(due, done + timedelta(days=1))


def test_calendar_quarters_of_a_plan_over_two_years():
    cut = windows(Per.QUARTER, Period(date(2024, 1, 1), date(2025, 12, 31)))
    assert [window.period.start for window in cut] == [date(year, month, 1) for year in (2024, 2025) for month in (1, 4, 7, 10)]
    assert cut[0].period.end == date(2024, 3, 31)  # a leap year's first quarter has 91 days
    assert cut[0].period.days == 91


def test_a_plan_from_august_has_years_from_august():
    cut = windows(Per.YEAR, Period(date(2025, 8, 1), date(2027, 7, 31)))
    assert [window.period for window in cut] == [
        Period(date(2025, 8, 1), date(2026, 7, 31)),
        Period(date(2026, 8, 1), date(2027, 7, 31)),
    ]


def test_months_from_the_last_of_january_end_where_months_end():
    cut = windows(Per.MONTH, Period(date(2024, 1, 31), date(2024, 4, 29)))
    assert [window.period for window in cut] == [
        Period(date(2024, 1, 31), date(2024, 2, 28)),
        Period(date(2024, 2, 29), date(2024, 3, 30)),
        Period(date(2024, 3, 31), date(2024, 4, 29)),
    ]


def test_the_clock_change_moves_no_day():
    summer = Period(date(2026, 3, 28), date(2026, 3, 30))  # clocks go forward on 29 March
    assert [window.period.days for window in windows(Per.WEEK, summer)] == [3]
    assert date(2026, 3, 29) in summer


@pytest.mark.parametrize(
    ("due", "done", "months"),
    [
        (date(2026, 3, 31), date(2026, 6, 29), 2),
        (date(2026, 3, 31), date(2026, 6, 30), 3),
        (date(2025, 11, 30), date(2026, 2, 27), 2),
        (date(2025, 11, 30), date(2026, 2, 28), 3),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2026, 1, 15), date(2026, 4, 14), 2),
        (date(2026, 1, 15), date(2026, 4, 15), 3),
    ],
)
def test_months_are_calendar_months(due, done, months):
    assert whole_months_late(due, done) == months


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        Period(date(2026, 2, 1), date(2026, 1, 31))


def test_two_periods_meet_in_the_days_they_share():
    year = Period.year(2026)
    assert year.meet(Period(date(2025, 6, 1), date(2026, 1, 1))) == Period(date(2026, 1, 1), date(2026, 1, 1))
    assert year.meet(Period(date(2025, 6, 1), date(2025, 12, 31))) is None
