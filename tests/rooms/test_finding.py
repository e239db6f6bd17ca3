"""Finding a room in words and fields, the week, the screens, the calendars."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from brobygger.core.times import moment
from brobygger.rooms import keys
from brobygger.rooms.asking import Wish, understand
from tests.factories import BookingFactory, ContactFactory, FeatureFactory, OrganisationFactory, RoomFactory

TODAY = timezone.localdate()
MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 + 7)
FEATURES = ((1, "Projektor"), (2, "Teleslynge"), (3, "Klaver"))
A_DAY = date(2026, 11, 4)  # a Wednesday


@pytest.mark.parametrize(("words", "wish"), [
    ("plads til 20 med projektor torsdag aften", Wish(20, (1,), False, None, 3, time(18), time(21))),
    ("12 personer mandag kl. 10-12", Wish(12, (), False, None, 0, time(10), time(12))),
    ("lokale med klaver i morgen kl 19", Wish(None, (3,), False, date(2026, 11, 5), None, time(19), time(21))),
    ("trinfrit lokale til 8 den 24.12.2026 fra 9.30 til 11", Wish(8, (), True, date(2026, 12, 24), None, time(9, 30), time(11))),
    ("sal til 100 på lørdag hele dagen", Wish(100, (), False, None, 5, time(9), time(16))),
    ("møde 1/2", Wish(day=date(2027, 2, 1))),
    ("room for 6 friday morning", Wish(6, (), False, None, 4, time(9), time(12))),
    ("31.2. kl. 25-99", Wish()), ("hvad som helst", Wish()), ("", Wish()),
])
def test_ordinary_words_are_understood(words, wish):
    assert understand(words, FEATURES, today=A_DAY) == wish


def test_what_is_not_understood_is_said(centre, client):
    page = client.get("/testby/lokaler/find/", {"q": "plads til 5 med rutsjebane mandag aften"}).content.decode()
    assert "»rutsjebane«" in page


def test_free_rooms_come_first_and_a_taken_one_says_when_it_is_free_near_it(centre, client):
    projector = FeatureFactory.create(name="Projektor")
    free, taken, small, _without = (RoomFactory.create(name=name, capacity=size, open_to="everybody") for name, size in (("Fri sal", 60), ("Optaget sal", 20), ("Lille", 6), ("Uden", 30)))
    for room in (free, taken, small):
        room.features.add(projector)
    BookingFactory.create(room=taken, starts_at=moment(MONDAY, time(18)), ends_at=moment(MONDAY, time(20)))
    page = client.get("/testby/lokaler/find/", {"antal": 15, "udstyr": projector.pk, "dag": f"{MONDAY:%Y-%m-%d}", "fra": "18:00", "til": "20:00"}).content.decode()
    assert ("Lille" in page, "Uden" in page) == (False, False)
    assert page.index("Fri sal") < page.index("Optaget sal")
    assert f"/testby/lokaler/{free.pk}/book/?lokale={free.pk}&amp;dag={MONDAY:%Y-%m-%d}&amp;fra=18%3A00" in page
    assert "20.00–22.00" in page
    assert "16.00–18.00" in page


def test_a_day_of_the_week_is_looked_up_for_several_weeks(centre, client):
    room = RoomFactory.create(name="Salen", capacity=30)
    BookingFactory.create(room=room, starts_at=moment(MONDAY, time(18)))
    page = client.get("/testby/lokaler/find/", {"q": "plads til 20 mandag aften"}).content.decode()
    assert "Ledigt 5 af 6 gange" in page or "Ledigt 5 af 5 gange" in page or "Ledigt 4 af 5 gange" in page


def test_an_association_and_the_office_are_led_to_where_they_book(centre, client, client_of, erik, carla):
    sind = ContactFactory.create(person__account=erik, acts_since=timezone.now()).organisation
    room = RoomFactory.create()
    asked = {"dag": f"{MONDAY:%Y-%m-%d}", "fra": "18:00", "til": "20:00"}
    for browser, where in ((client, '"/testby/forening/"'), (client_of(erik), f"/testby/forening/{sind.pk}/lokaler/book/?lokale={room.pk}"), (client_of(carla), f"/testby/kontor/lokaler/booking/ny/?lokale={room.pk}")):
        assert where in browser.get("/testby/lokaler/find/", asked).content.decode()


@pytest.mark.parametrize("asked", [
    {"dag": "2027-03-28", "fra": "02:30"}, {"dag": f"{MONDAY:%Y-%m-%d}", "fra": "20:00", "til": "18:00"}, {"dag": "2020-01-01", "fra": "10:00"}, {"dag": "9999-12-31", "fra": "23:00", "til": "00:00"}, {"dag": "x", "fra": "y", "ugedag": "9", "antal": "²"},
    {"antal": 99999999}, {"q": "x" * 500},
])
def test_what_cannot_be_asked_is_answered_with_a_sentence(centre, client, asked):
    RoomFactory.create()
    assert client.get("/testby/lokaler/find/", asked).status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_finding_and_the_week_ask_as_many_questions_with_three_rooms_as_with_one(centre, client, client_of, bo, django_assert_num_queries, n):
    for _each in range(n):
        BookingFactory.create(room=RoomFactory.create(), starts_at=moment(MONDAY, time(18)))
    asked = {"q": "mandag aften"}
    browser = client_of(bo)
    week = f"/testby/kontor/lokaler/uge/?dag={MONDAY:%Y-%m-%d}"
    client.get("/testby/lokaler/find/", asked)
    browser.get(week)
    with django_assert_num_queries(6):
        client.get("/testby/lokaler/find/", asked)
    with django_assert_num_queries(14):
        browser.get(week)


def test_the_week_shows_each_booking_on_its_day_and_halls_in_their_halves(centre, client_of, bo):
    room = RoomFactory.create(name="Salen")
    BookingFactory.create(room=room, purpose="Nattevagt", starts_at=moment(MONDAY, time(22)), ends_at=moment(MONDAY + timedelta(days=1), time(6)))
    page = client_of(bo).get(f"/testby/kontor/lokaler/uge/?dag={MONDAY + timedelta(days=3):%Y-%m-%d}").content.decode()
    assert page.count("Nattevagt") == 2
    assert "22.00–24.00" in page
    assert "00.00–06.00" in page


def test_the_screen_at_the_door_says_who_has_it_now_and_what_comes(centre, client):
    room, now = RoomFactory.create(name="Salen"), timezone.now()
    token = keys.token_of(keys.ROOM, room.pk)
    page = client.get(f"/testby/lokaler/doer/{token}/").content.decode()
    assert "Ledigt" in page
    start = max(now - timedelta(minutes=30), moment(TODAY, time()))
    BookingFactory.create(room=room, purpose="Strikkecafé", organisation=OrganisationFactory.create(name="SIND"), starts_at=start, ends_at=now + timedelta(minutes=20))
    BookingFactory.create(room=RoomFactory.create(), purpose="Andetsteds", starts_at=start)
    BookingFactory.create(room=RoomFactory.create(), purpose="Ubesvaret ønske", state="asked", starts_at=start)
    answer = client.get(f"/testby/lokaler/doer/{token}/")
    page = answer.content.decode()
    assert ("Strikkecafé" in page, "SIND" in page, "Andetsteds" in page) == (True, True, False)
    assert (answer.headers["Refresh"], answer.headers["Cache-Control"]) == ("60", "no-store")
    page = client.get(f"/testby/lokaler/i-dag/{keys.token_of(keys.HOUSE, centre.pk)}/").content.decode()
    assert ("Strikkecafé" in page, "Andetsteds" in page, "Ubesvaret ønske" in page) == (True, True, False)


def test_addresses_of_screens_and_calendars_cannot_be_guessed_or_used_for_another(centre, other_centre, client):
    room = RoomFactory.create()
    row = BookingFactory.create(room=room)
    token = keys.token_of(keys.ROOM, room.pk)
    calendar = client.get(f"/testby/lokaler/lokale-{token}.ics").content.decode()
    assert row.purpose in calendar
    assert row.token not in calendar
    assert row.purpose in client.get(f"/testby/lokaler/forening-{keys.token_of(keys.ORGANISATION, row.organisation_id)}.ics").content.decode()
    for path in (f"/testby/lokaler/doer/{token[:-1]}x/", f"/testby/lokaler/i-dag/{token}/", f"/testby/lokaler/forening-{token}.ics", f"/fjernby/lokaler/doer/{token}/", f"/fjernby/lokaler/i-dag/{keys.token_of(keys.HOUSE, centre.pk)}/"):
        assert client.get(path).status_code == 404, path
