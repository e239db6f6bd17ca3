"""The month of the house, and how it has been used: each figure counted by hand."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.times import moment
from brobygger.rooms import spaces
from brobygger.rooms.models import Room
from brobygger.rooms.use import open_minutes, use, used_within
from tests.factories import BookingFactory, OrganisationFactory, RegistrationFactory, RoomFactory

MONDAY = date(2026, 3, 2)


def held(room, day=MONDAY, begins=10, ends=12, **more):
    return BookingFactory.create(room=room, starts_at=moment(day, time(begins)), ends_at=moment(day, time(ends)), held_on=day, **more)


def hours(lines):
    return {line.label: line.hours for line in lines if line.minutes}


def test_the_use_of_a_week_is_as_one_counts_it_by_hand(centre):
    salen, stuen = RoomFactory.create(name="Salen", opens=time(8), closes=time(18)), RoomFactory.create(name="Stuen", opens=time(9), closes=time(13), weekends=False)
    sind, kor = OrganisationFactory.create(name="SIND"), OrganisationFactory.create(name="Koret")
    held(salen, organisation=sind)
    held(salen, MONDAY + timedelta(days=1), 17, 20, organisation=sind)
    held(stuen, organisation=kor)
    held(stuen, MONDAY + timedelta(days=5), organisation=None, registration=RegistrationFactory.create())
    BookingFactory.create(room=stuen, starts_at=moment(MONDAY + timedelta(days=2), time(10)), organisation=kor)  # not held
    held(stuen, MONDAY + timedelta(days=7), organisation=kor)  # another week
    found = use(Room.objects.all(), MONDAY, MONDAY + timedelta(days=6))
    assert (found.n, found.hours, found.who) == (4, 9.0, 2)
    assert hours(found.associations) == {"SIND": 5.0, "Koret": 2.0, "vores eget": 2.0}
    assert hours(found.rooms) == {"Salen": 5.0, "Stuen": 4.0}
    # Salen: three of its seventy open hours, as one and two were; Stuen: four of twenty, the Saturday it was closed among them.
    assert [line.percent for line in found.rooms] == [round(100 * 3 / 70, 1), 20.0]
    assert found.percent == round(100 * 7 / 90, 1)
    assert hours(found.weekdays) == {"Mandag": 4.0, "Tirsdag": 3.0, "Lørdag": 2.0}
    assert hours(found.clock) == {"10–11": 3.0, "11–12": 3.0, "17–18": 1.0, "18–19": 1.0, "19–20": 1.0}


def test_what_is_taken_through_another_room_fills_a_room_but_is_not_its_booking(centre):
    a, both = RoomFactory.create(name="A", opens=time(8), closes=time(18)), RoomFactory.create(name="A+B", opens=time(8), closes=time(18))
    both.parts.add(a, RoomFactory.create(name="B"))
    spaces.lay_out(now=moment(MONDAY, time(8)))
    held(both, begins=8, ends=18)
    found = {line.label: line for line in use(Room.objects.all(), MONDAY, MONDAY).rooms}
    assert (found["A"].n, found["A"].percent, found["A+B"].n, found["A+B"].percent) == (0, 100, 1, 100)


def test_a_night_is_shared_between_its_days(centre):
    room = RoomFactory.create()
    BookingFactory.create(room=room, starts_at=moment(MONDAY, time(22)), ends_at=moment(MONDAY + timedelta(days=1), time(2)), held_on=MONDAY)
    found = use([room], MONDAY, MONDAY + timedelta(days=6))
    assert hours(found.weekdays) == {"Mandag": 2.0, "Tirsdag": 2.0}
    assert hours(found.clock) == {"22–23": 1.0, "23–24": 1.0, "00–01": 1.0, "01–02": 1.0}
    assert found.n == 1


@given(st.integers(0, 23), st.integers(1, 24), st.booleans(), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 500))
def test_open_hours_are_those_of_each_day_added_up(opens, length, weekends, start, days):
    closes = min(opens + length, 23)
    room = Room(opens=time(opens), closes=time(closes), weekends=weekends)
    by_day = sum(max(closes - opens, 0) * 60 for number in range(days + 1) if weekends or (start + timedelta(days=number)).weekday() < 5)
    assert open_minutes(room, start, start + timedelta(days=days)) == by_day
    assert used_within(room, 0, 1440) == max(closes - opens, 0) * 60


@pytest.mark.parametrize("n", [1, 3])
def test_the_month_and_the_use_ask_as_many_questions_with_three_as_with_one(centre, client_of, bo, django_assert_num_queries, n):
    for _each in range(n):
        held(RoomFactory.create())
    browser = client_of(bo)
    for path, queries in ((f"maaned/?dag={MONDAY}", 11), (f"brug/?fra={MONDAY}&til={MONDAY}", 12)):
        browser.get(f"/testby/kontor/lokaler/{path}")
        with django_assert_num_queries(queries):
            browser.get(f"/testby/kontor/lokaler/{path}")


def test_the_month_shows_each_day_with_its_first_bookings_and_how_many_more(centre, client_of, bo):
    room = RoomFactory.create(name="Salen")
    for hour in range(8, 14):
        held(room, begins=hour, ends=hour + 1, purpose=f"Møde <{hour}>")
    held(RoomFactory.create(name="Stuen"), date(2026, 3, 31), purpose="Sidste dag")
    browser = client_of(bo)
    page = browser.get(f"/testby/kontor/lokaler/maaned/?dag={MONDAY}").content.decode()
    assert "Marts 2026" in page
    assert "Salen: Møde &lt;8&gt;" in page
    assert "Møde &lt;12&gt;" not in page
    assert "og 2 til" in page
    assert "Stuen: Sidste dag" in page
    assert "Sidste dag" not in browser.get(f"/testby/kontor/lokaler/maaned/?dag={MONDAY}&lokale={room.pk}").content.decode()
    assert browser.get("/testby/kontor/lokaler/maaned/?dag=9999-99-99&lokale=x").status_code == 200


def test_the_use_opens_its_rows_and_leaves_as_a_file_without_formulas(centre, client_of, bo):
    held(RoomFactory.create(name="Salen"), organisation=OrganisationFactory.create(name="=1+1"))
    browser = client_of(bo)
    where = f"/testby/kontor/lokaler/brug/?fra={MONDAY}&til={MONDAY}"
    page = browser.get(where).content.decode()
    assert f"vis=tidligere&amp;fra={MONDAY}" in page
    text = browser.get(f"{where}&format=csv").content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "Salen" in text
    assert browser.get(f"{where}&format=xlsx").status_code == 200
    assert browser.get("/testby/kontor/lokaler/brug/?fra=x&til=1800-01-01&lokale=²").status_code == 200
