"""Hours as people write them."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from brobygger.directory.hours import Hour, read, written

NAMES = ["Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mandag 10-12", [Hour(0, time(10), time(12))]),
        ("Mandag kl. 10.30–12", [Hour(0, time(10, 30), time(12))]),
        ("man-fre 9-15", [Hour(day, time(9), time(15)) for day in range(5)]),
        ("tirs og tors 16.00 til 18.00", [Hour(1, time(16), time(18)), Hour(3, time(16), time(18))]),
        ("tirsdage 16-18 ulige uger", [Hour(1, time(16), time(18), "ulige uger")]),
        ("Wednesday: 9-24", [Hour(2, time(9), time(23, 59))]),
        ("lørdag 10-12\n\nsøndag 14–16", [Hour(5, time(10), time(12)), Hour(6, time(14), time(16))]),
        ("fre 9-12\nman 9-12", [Hour(0, time(9), time(12)), Hour(4, time(9), time(12))]),
    ],
)
def test_read(said, meant):
    assert read(said) == meant


@pytest.mark.parametrize("said", ["hver dag", "mandag", "mandag 12-10", "mandag 25-26", "mandag 10-10", "m 10-12", "fre-man 9-12", "mandag 10-12\nmandag 10-14", "juledag 10-12"])
def test_what_cannot_be_read_is_said(said):
    with pytest.raises(ValidationError):
        read(said)


hours = st.builds(lambda day, first, length, note: Hour(day, time(first), time(first + length), note), st.integers(0, 6), st.integers(0, 20), st.integers(1, 3), st.sampled_from(["", "ulige uger"]))


@given(st.lists(hours, max_size=20, unique_by=lambda each: each[:2]))
def test_what_is_written_is_read_again(given_hours):
    assert read(written(given_hours, NAMES)) == sorted(given_hours)
