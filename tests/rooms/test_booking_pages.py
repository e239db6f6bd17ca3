"""The pages where rooms are booked: the office's, an association's own, everybody's; what is typed is kept, and what can be had instead is one click away."""

import re
from datetime import time, timedelta

import pytest
from django.utils import timezone

from brobygger.centres.scoping import centre_in_force
from brobygger.core.models import OutgoingMail
from brobygger.core.schedule import jobs
from brobygger.core.times import moment
from brobygger.rooms import confirmations
from brobygger.rooms.models import Booking, Occupation
from tests.factories import BookingFactory, CentreFactory, ContactFactory, OrganisationFactory, RoomFactory

TODAY = timezone.localdate()
DAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 + 7)


def typed(room, begins="17:00", ends="19:00", day=DAY, **more):
    return {"room": room.pk, "day": f"{day:%Y-%m-%d}", "begins": begins, "ends": ends, "last_day": "", "purpose": "Bestyrelsesmøde", **more}


@pytest.fixture
def sind(centre, erik):
    return ContactFactory.create(organisation__name="SIND", organisation__mail="sind@forening.example", person__account=erik, acts_since=timezone.now()).organisation


def test_the_office_books_for_an_association_and_sees_it_on_the_day(centre, client_of, carla):
    room, who = RoomFactory.create(name="Salen"), OrganisationFactory.create(name="Ældre Sagen", mail="post@aeldre.example")
    browser = client_of(carla)
    answer = browser.post("/testby/kontor/lokaler/booking/ny/", typed(room, organisation=who.pk, persons=12))
    row = Booking.objects.get()
    assert answer.headers["Location"] == row.get_absolute_url()
    page = browser.get(f"/testby/kontor/lokaler/?dag={DAY:%Y-%m-%d}").content.decode()
    assert "Bestyrelsesmøde · Ældre Sagen" in page
    assert "17.00–19.00" in page
    jobs[confirmations.JOB].run()
    assert OutgoingMail.objects.get().to == "post@aeldre.example"
    assert "Bestyrelsesmøde" in browser.get("/testby/kontor/lokaler/bookinger/").content.decode()


def test_a_taken_time_keeps_what_was_typed_and_one_click_takes_another(centre, client_of, erik, sind):
    room, other = RoomFactory.create(name="Blå stue", capacity=10), RoomFactory.create(name="Gul stue", capacity=12)
    BookingFactory.create(room=room, starts_at=moment(DAY, time(17)))
    browser, where = client_of(erik), f"/testby/forening/{sind.pk}/lokaler/book/"
    answer = browser.post(where, typed(room, purpose="Læsekreds"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Blå stue er optaget på det tidspunkt." in page
    assert "Læsekreds" in page
    instead = re.findall(r'name="instead" value="([^"]+)"', page)
    assert instead[0].startswith(f"{other.pk}~")
    assert sum(each.startswith(f"{room.pk}~") for each in instead) == 3
    assert browser.post(where, typed(room, purpose="Læsekreds", instead=instead[0])).status_code == 302
    made = Booking.objects.get(purpose="Læsekreds")
    assert (made.room, made.organisation, made.mail) == (other, sind, erik.email)
    assert browser.post(where, typed(room, purpose="Kor", instead=instead[-1])).status_code == 302
    assert Booking.objects.get(purpose="Kor").room == room
    assert browser.post(where, typed(room, instead="1~x~y")).status_code == 422


def test_an_association_sees_its_own_bookings_and_no_others(centre, client_of, erik, sind, client):
    mine, theirs = BookingFactory.create(organisation=sind, purpose="Vores møde"), BookingFactory.create(purpose="Deres møde")
    browser = client_of(erik)
    for path in (f"/testby/forening/{sind.pk}/lokaler/", f"/testby/forening/{sind.pk}/"):
        page = browser.get(path).content.decode()
        assert ("Vores møde" in page, "Deres møde" in page) == (True, False)
    assert browser.get(f"/testby/forening/{theirs.organisation_id}/lokaler/").status_code == 404
    page = client.get(f"/testby/lokaler/{mine.room_id}/").content.decode()
    assert "Vores møde" not in page
    back = f'href="/testby/forening/{sind.pk}/lokaler/"'  # who has come from there finds the way back; a link that is shared says nothing of it
    assert [back in who.get(row.own_url).content.decode().partition("<main")[2] for who, row in ((browser, mine), (client, mine), (browser, theirs))] == [True, False, False]


def test_somebody_asks_for_a_room_and_the_office_answers_with_one_click(centre, client, client_of, bo):
    room = RoomFactory.create(name="Salen", open_to="everybody", opens=time(8), closes=time(22))
    page = client.get(f"/testby/lokaler/{room.pk}/book/").content.decode()
    assert "08.00–22.00" in page
    answer = client.post(f"/testby/lokaler/{room.pk}/book/", typed(room, name="Vibeke", mail="vibeke@example.org"))
    row = Booking.objects.get()
    assert (answer.headers["Location"], row.state) == (row.own_url, "asked")
    jobs[confirmations.JOB].run()
    assert "Vi ser på det" in client.get(row.own_url).content.decode()
    browser = client_of(bo)
    assert "Må Vibeke få Salen?" in browser.get("/testby/kontor/").content.decode()
    browser.post(f"/testby/kontor/lokaler/booking/{row.pk}/handling/", {"act": "approve"})
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert "Må Vibeke få Salen?" not in browser.get("/testby/kontor/").content.decode()
    assert OutgoingMail.objects.count() == 2


def test_a_robot_and_a_flood_get_nothing(centre, client):
    room = RoomFactory.create(open_to="everybody")
    where = f"/testby/lokaler/{room.pk}/book/"
    client.post(where, typed(room, name="R", mail="r@example.org", second_name="x"))
    assert not Booking.objects.exists()
    for hour in range(8, 16):
        answer = client.post(where, typed(room, f"{hour:02}:00", f"{hour:02}:30", name="R", mail="r@example.org"))
    assert answer.status_code == 422
    assert Booking.objects.count() == 4
    assert client.post(f"/testby/lokaler/{RoomFactory.create(open_to='members').pk}/book/", {}).status_code == 404


def test_the_bookers_page_moves_and_cancels_and_gives_the_appointment(centre, client):
    row = BookingFactory.create(starts_at=moment(DAY, time(17)), mail="vibeke@example.org")
    assert client.get(f"{row.own_url}aftale.ics").content.startswith(b"BEGIN:VCALENDAR")
    assert client.post(f"{row.own_url}flyt/", typed(row.room, "18:00", "20:00")).status_code == 302
    row.refresh_from_db()
    assert timezone.localtime(row.starts_at).hour == 18
    answer = client.post(row.own_url, {"act": "cancel"})
    row.refresh_from_db()
    assert (answer.status_code, row.state, Occupation.objects.count()) == (302, "cancelled", 0)
    assert client.get(row.own_url).headers["Cache-Control"] == "no-store"
    assert client.get("/testby/lokaler/booking/gaet/").status_code == 404


@pytest.mark.parametrize(("given", "words"), [
    ({"ends": "16:00"}, "varer den til efter midnat?"), ({"begins": "02:30", "ends": "04:00", "day": "2027-03-28"}, "uret stilles frem"), ({"day": "2027-02-29"}, "dato"), ({"persons": 0}, "1"), ({"persons": 99}, "Der er plads til 20"),
    ({"purpose": "Møde med 010180-1234"}, "CPR"), ({"purpose": ""}, "felt"), ({"room": 999999}, "findes ikke mere"), ({"room": "sal"}, "valg"), ({"room": 10**30}, "valg"),
    ({"room": 999999, "repeat": "weekly", "until": f"{DAY + timedelta(weeks=3):%Y-%m-%d}"}, "findes ikke mere"),
])
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_written(centre, client_of, erik, sind, given, words):
    room = RoomFactory.create(capacity=20, ahead_days=None)
    answer = client_of(erik).post(f"/testby/forening/{sind.pk}/lokaler/book/", {**typed(room), **given})
    assert answer.status_code == 422
    assert words.lower() in answer.content.decode().lower()
    assert not Booking.objects.exists()


def test_a_room_that_is_closed_to_the_association_or_of_another_centre_is_refused_beside_the_room(centre, client_of, erik, sind):
    inner = RoomFactory.create(open_to="centre")
    with centre_in_force(CentreFactory.create()):
        foreign = RoomFactory.create(name="De andres sal")
    for again in ({}, {"repeat": "weekly", "until": f"{DAY + timedelta(weeks=3):%Y-%m-%d}"}):
        answer = client_of(erik).post(f"/testby/forening/{sind.pk}/lokaler/book/", {**typed(inner), **again})
        assert answer.status_code == 422
        assert "kan ikke selv booke" in answer.content.decode()
        answer = client_of(erik).post(f"/testby/forening/{sind.pk}/lokaler/book/", {**typed(foreign), **again})
        assert answer.status_code == 422
        assert "findes ikke mere" in answer.content.decode()
        assert "De andres sal" not in answer.content.decode()
    assert not Booking.objects.exists()


def test_over_midnight_wants_the_last_day_and_midnight_itself_does_not(centre, client_of, bo):
    room, browser = RoomFactory.create(), client_of(bo)
    assert browser.post("/testby/kontor/lokaler/booking/ny/", typed(room, "20:00", "00:00", name="V")).status_code == 302
    after = DAY + timedelta(days=2)
    assert browser.post("/testby/kontor/lokaler/booking/ny/", typed(room, "20:00", "02:00", day=after, last_day=f"{after + timedelta(days=1):%Y-%m-%d}", name="V")).status_code == 302
    assert sorted(Booking.objects.values_list("minutes", flat=True)) == [240, 360]
    for day in (after, after + timedelta(days=1)):
        assert browser.get(f"/testby/kontor/lokaler/?dag={day:%Y-%m-%d}").status_code == 200
    assert browser.get("/testby/kontor/lokaler/?dag=2027-02-30").status_code == 200


def test_the_office_moves_edits_declines_cancels_and_notes_that_nobody_came(centre, client_of, bo):
    row, browser = BookingFactory.create(starts_at=moment(DAY, time(17))), client_of(bo)
    where = row.get_absolute_url()
    assert browser.post(f"{where}flyt/", typed(row.room, "08:00", "09:00")).status_code == 302
    assert browser.post(f"{where}ret/", {"purpose": "Årsmøde", "persons": 18}).status_code == 302
    assert "Årsmøde" in browser.get(where).content.decode()
    browser.post(f"{where}handling/", {"act": "cancel", "reason": ""})
    row.refresh_from_db()
    assert row.is_taking
    browser.post(f"{where}handling/", {"act": "cancel", "reason": "Vandskade"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("cancelled", "Vandskade")
    past = BookingFactory.create(starts_at=timezone.now() - timedelta(hours=3))
    browser.post(f"{past.get_absolute_url()}handling/", {"act": "no_show"})
    past.refresh_from_db()
    assert past.state == "no_show"


def test_bookings_leave_with_prices_for_invoicing_and_without_formulas(centre, client_of, bo):
    BookingFactory.create(purpose="=2+5", hourly=19)
    BookingFactory.create(purpose="Gratis", state="cancelled", hourly=19)
    text = client_of(bo).get("/testby/kontor/lokaler/bookinger/?vis=alle&format=csv").content.decode("utf-8-sig")
    assert "'=2+5" in text
    lines = {("=2+5" in line): line for line in text.splitlines()[1:]}
    assert "38" in lines[True]
    assert "38" not in lines[False]


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "who", "queries"), [("kontor/lokaler/bookinger/", "bo", 12), ("kontor/lokaler/", "bo", 14), ("forening/{pk}/lokaler/", "erik", 14)])
def test_lists_ask_as_many_questions_with_three_bookings_as_with_one(centre, client_of, bo, erik, sind, django_assert_num_queries, path, who, queries, n):
    for _each in range(n):
        BookingFactory.create(organisation=sind, starts_at=moment(TODAY, time(23)))
    browser, url = client_of({"bo": bo, "erik": erik}[who]), f"/testby/{path.format(pk=sind.pk)}"
    browser.get(url)
    with django_assert_num_queries(queries):
        assert browser.get(url).status_code == 200
