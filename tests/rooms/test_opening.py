"""When a room is open, and how the pages of the house mark what is closed or kept free."""

import re
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.times import moment
from brobygger.rooms.day import Line, cells_of, day_of, whole
from brobygger.rooms.models import Room
from brobygger.rooms.notices import Notice
from brobygger.rooms.opening import DAY, hours_of, in_words
from brobygger.rooms.use import open_minutes
from tests.factories import BookingFactory, FaultFactory, RoomFactory

TODAY = timezone.localdate()
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
SATURDAY = MONDAY + timedelta(days=5)


@pytest.mark.parametrize(("given_", "day", "expected"), [
    ({}, MONDAY, (0, DAY, "")),
    ({"opens": time(8, 30), "closes": time(22)}, MONDAY, (510, 1320, "")),
    ({"weekends": False, "opens": time(8)}, SATURDAY, (0, 0, "weekend")),
    ({"weekends": False, "opens": time(8)}, MONDAY, (480, DAY, "")),
    ({"season_from": 401, "season_to": 1031}, date(2027, 1, 15), (0, 0, "uden for sæsonen")),
    ({"season_from": 1101, "season_to": 331}, date(2028, 2, 29), (0, DAY, "")),
])
def test_a_room_is_open_when_its_rules_say(given_, day, expected):
    with translation.override("da"):
        assert hours_of(Room(**given_), day) == expected


def test_a_fault_that_closes_a_room_is_the_reason_until_it_is_mended():
    told = [Notice("Malervarer overalt", closed=True, until=MONDAY), Notice("Lampen blinker")]
    with translation.override("da"):
        assert in_words(hours_of(Room(), MONDAY, told).why) == "lukket: Malervarer overalt"
        assert hours_of(Room(), MONDAY + timedelta(days=1), told) == (0, DAY, "")
        assert in_words("") == "lukket"


def test_a_day_says_what_is_closed_and_what_a_booking_keeps_free_beside_it(centre):
    room = RoomFactory.create(opens=time(9), closes=time(21), buffer_minutes=20)
    BookingFactory.create(room=room, starts_at=moment(MONDAY, time(12)), ends_at=moment(MONDAY, time(14)))
    cells = day_of([room], MONDAY, whole(MONDAY)).rows[0].cells
    assert [(cell.kind, cell.clock) for cell in cells] == [
        ("closed", "08.00–09.00"), ("free", "09.00–11.30"), ("kept", "11.30–12.00"), ("booked", "12.00–14.00"), ("kept", "14.00–14.30"), ("free", "14.30–21.00"), ("closed", "21.00–22.00"),
    ]
    assert sum(cell.quarters for cell in cells) == 14 * 4
    assert (cells[1].starts, cells[1].ends) == ("09:00", "11:00")


@given(opens=st.integers(0, 22), long=st.integers(1, 24), buffer=st.integers(0, 120), weekends=st.booleans(), begins=st.integers(0, 22 * 60), minutes=st.integers(1, 600))
def test_the_cells_of_a_day_fill_it_without_a_gap_whatever_is_open_and_booked(opens, long, buffer, weekends, begins, minutes):
    room = Room(pk=1, opens=time(opens), closes=time(opens + long) if opens + long < 24 else None, buffer_minutes=buffer, weekends=weekends)
    starts = moment(SATURDAY, time(begins // 60, begins % 60))
    line = Line(1, 1, "confirmed", "Møde", "", starts, starts + timedelta(minutes=minutes), buffer)
    found = list(cells_of(room, [line], {}, SATURDAY, (0, DAY), hours_of(room, SATURDAY)))
    assert sum(cell.quarters for cell in found) == 24 * 4
    assert all(cell.quarters > 0 for cell in found)
    assert all(first.kind != second.kind for first, second in pairwise(found))
    assert weekends or not any(cell.kind in {"free", "kept"} for cell in found)


def test_the_pages_say_closed_in_words_and_staff_can_book_all_the_same(centre, client_of, bo):
    closed = RoomFactory.create(name="Kontoret", weekends=False, opens=time(8), closes=time(16))
    FaultFactory.create(room=RoomFactory.create(name="Salen"), what="Gulvet er lakeret", effect="closed")
    day = client_of(bo).get(f"/testby/kontor/lokaler/?dag={SATURDAY}").content.decode()
    assert "lukket: weekend" in day
    assert "Gulvet er lakeret" in day
    assert "Du kan booke Kontoret alligevel" in day
    assert f"lokale={closed.pk}&amp;dag={SATURDAY}" in day
    week = client_of(bo).get(f"/testby/kontor/lokaler/uge/?dag={SATURDAY}").content.decode()
    assert week.count("lukket: weekend") == 2
    assert len(re.findall(r'<td data-day="[^"]+" class="closed"><span>lukket: [^<]*Gulvet er lakeret', week)) == 7
    assert "08.00–16.00" in week


def test_a_room_with_a_season_is_reckoned_by_the_days_it_is_open():
    bed = Room(opens=time(8), closes=time(18), season_from=401, season_to=1031, weekends=True)
    assert open_minutes(bed, date(2027, 1, 1), date(2027, 3, 31)) == 0
    assert open_minutes(bed, date(2027, 1, 1), date(2027, 12, 31)) == 214 * 600  # April to October
