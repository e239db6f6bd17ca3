"""An event books its room in the same step, takes it along when it is moved, and lets it go; nobody else has it meanwhile."""

import re
from datetime import time, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.recurrence import Rule
from brobygger.core.times import moment
from brobygger.events import actions, house, series
from brobygger.events.models import Event
from brobygger.journal.models import Registration
from brobygger.rooms import booking as rooms
from brobygger.rooms.models import Booking, Occupation
from brobygger.rooms.rules import Who
from brobygger.rooms.taking import Taken
from tests.factories import BookingFactory, KindFactory, OrganisationFactory, RoomFactory
from tests.together import at_once

TODAY = timezone.localdate()
NOW = moment(TODAY, time(9))
MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 + 7)
WEEK = timedelta(weeks=1)
NEW = "/testby/kontor/arrangementer/nyt/"


@pytest.fixture
def course(centre):
    return KindFactory.create(name="Kursus", base="course")


def at(day=MONDAY, hour=18):
    return moment(day, time(hour))


def planned(course, by, room, day=MONDAY, hour=18, title="Foredrag"):
    return actions.plan(Event(starts_at=at(day, hour), ends_at=at(day, hour + 2)), Registration(title=title, kind=course), room=room, by=by, now=NOW)


def typed(course, room, **more):
    return {"title": "Foredrag", "kind": course.pk, "day": f"{MONDAY:%Y-%m-%d}", "begins": "18:00", "ends": "20:00", "room": room.pk, "mode": "held", "format": "on_site", **more}


def test_the_room_is_booked_with_the_event_and_the_place_says_so(course, client_of, bo):
    room = RoomFactory.create(name="Salen", premises__name="Huset", open_to="centre", approval=True)
    browser = client_of(bo)
    assert browser.post(NEW, typed(course, room)).status_code == 302
    event, row = Event.objects.get(), Booking.objects.get()
    assert (row.registration_id, row.room, row.state, row.hourly) == (event.pk, room, "confirmed", 0)
    assert (row.starts_at, row.ends_at, row.purpose, event.place) == (event.starts_at, event.ends_at, "Foredrag", "Salen, Huset")
    page = browser.get(f"{event.get_absolute_url()}ret/").content.decode()
    assert f'<option value="{room.pk}" selected' in page


def test_a_taken_room_is_said_beside_the_field_with_what_is_free_and_nothing_is_written(course, client_of, bo):
    room, _other = RoomFactory.create(name="Salen"), RoomFactory.create(name="Blå stue")
    BookingFactory.create(room=room, starts_at=at(hour=19))
    answer = client_of(bo).post(NEW, typed(course, room, takes_signups="on", text="Kom og hør"))
    page = answer.content.decode()
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["room"]
    assert said == "Salen er optaget på det tidspunkt."
    assert "Ledigt i stedet" in page
    assert "Kom og hør" in page
    assert (Event.objects.count(), Registration.objects.count(), Booking.objects.count()) == (0, 0, 1)


def test_a_centre_without_rooms_is_not_asked(course, client_of, bo):
    assert "room" not in client_of(bo).get(NEW).context["form"].fields


def test_another_room_or_none_any_more(course, client_of, bo):
    room, other = RoomFactory.create(name="Salen"), RoomFactory.create(name="Blå stue")
    event = planned(course, bo, room)
    browser, where = client_of(bo), f"{event.get_absolute_url()}ret/"

    def edited(**more):
        row = Event.objects.select_related("registration").get()
        given = {"title": "Foredrag", "kind": course.pk, "place": row.place, "mode": "held", "format": "on_site", "version": row.version, **more}
        answer = browser.post(where, given)
        assert answer.status_code == 302, answer.context["form"].errors
        return Event.objects.get().place

    assert edited(room=other.pk, title="Debat").startswith("Blå stue, ")
    assert [(row.room, row.purpose) for row in Booking.objects.taking()] == [(other, "Debat")]
    assert edited(room=other.pk, place="Blå stue, indgang fra gården") == "Blå stue, indgang fra gården"
    assert edited(room="", place="Biblioteket") == "Biblioteket"
    assert (Booking.objects.taking().count(), Occupation.objects.count()) == (0, 0)


INSTEAD = re.compile(r'name="instead" value="([^"]+)"')


def test_what_is_free_instead_is_one_click_away_and_the_rest_goes_along(course, client_of, bo):
    room, other = RoomFactory.create(name="Salen"), RoomFactory.create(name="Blå stue")
    BookingFactory.create(room=room, starts_at=at(hour=18))
    browser, given = client_of(bo), typed(course, room, text="Kom og hør")
    keys = INSTEAD.findall(browser.post(NEW, given).content.decode())
    assert keys[0].startswith(f"{other.pk}~")
    assert browser.post(NEW, {**given, "instead": keys[0]}).status_code == 302
    event = Event.objects.get()
    assert (event.text, event.place.partition(",")[0], event.starts_at, house.booked(event).room) == ("Kom og hør", "Blå stue", at(), other)
    assert browser.post(NEW, {**given, "title": "Debat", "instead": keys[-1]}).status_code == 302
    assert house.booked(Event.objects.exclude(pk=event.pk).get()).room == room
    assert browser.post(NEW, {**given, "instead": "1~x~y"}).status_code == 422


def test_an_event_is_moved_to_another_room_and_time_at_once_and_shows_which_it_has(course, client_of, bo):
    room, other = RoomFactory.create(name="Salen"), RoomFactory.create(name="Blå stue")
    event = planned(course, bo, room)
    browser, where = client_of(bo), f"{event.get_absolute_url()}flyt/"
    assert f'<option value="{room.pk}" selected' in browser.get(where).content.decode()
    given = {"day": f"{MONDAY + WEEK:%Y-%m-%d}", "begins": "19:00", "ends": "21:00", "last_day": "", "reason": "", "room": other.pk}
    assert browser.post(where, given).status_code == 302
    row, moved = Booking.objects.get(), Event.objects.get()
    assert (row.room, row.starts_at, moved.starts_at, moved.place.partition(",")[0]) == (other, at(MONDAY + WEEK, 19), at(MONDAY + WEEK, 19), "Blå stue")
    BookingFactory.create(room=room, starts_at=at(MONDAY + WEEK, 19))
    answer = browser.post(where, {**given, "room": room.pk})
    assert (answer.status_code, Booking.objects.get(pk=row.pk).room) == (422, other)
    assert browser.post(where, {**given, "room": room.pk, "instead": INSTEAD.findall(answer.content.decode())[0]}).status_code == 302
    assert browser.post(where, {**given, "room": ""}).status_code == 302
    assert (house.booked(event), Event.objects.get().place) == (None, "")


def test_a_copy_shows_the_room_and_takes_another(course, client_of, bo):
    room, other = RoomFactory.create(name="Salen"), RoomFactory.create(name="Blå stue")
    event = planned(course, bo, room)
    BookingFactory.create(room=room, starts_at=at(MONDAY + WEEK))
    browser, where = client_of(bo), f"{event.get_absolute_url()}kopi/"
    assert f'<option value="{room.pk}" selected' in browser.get(where).content.decode()
    given = {"day": f"{MONDAY + WEEK:%Y-%m-%d}", "begins": "18:00", "ends": "20:00", "last_day": "", "room": room.pk}
    answer = browser.post(where, given)
    assert (answer.status_code, Event.objects.count()) == (422, 1)
    assert browser.post(where, {**given, "instead": INSTEAD.findall(answer.content.decode())[0]}).status_code == 302
    made = Event.objects.exclude(pk=event.pk).get()
    assert (house.booked(made).room, made.place.partition(",")[0], house.booked(event).room) == (other, "Blå stue", room)


def test_it_moves_with_the_event_or_both_stay_and_one_hears_why(course, bo, centre):
    room = RoomFactory.create(name="Salen")
    event = planned(course, bo, room)
    actions.move(event, starts_at=at(hour=19), ends_at=at(hour=22), reason="", centre=centre, by=bo, now=NOW)
    row = Booking.objects.get()
    assert (row.starts_at, row.ends_at) == (at(hour=19), at(hour=22))
    BookingFactory.create(room=room, starts_at=at(MONDAY + WEEK))
    with pytest.raises(house.RoomTaken) as wrong:
        actions.move(event, starts_at=at(MONDAY + WEEK), ends_at=at(MONDAY + WEEK, 20), reason="", centre=centre, by=bo, now=NOW)
    assert wrong.value.messages[0].startswith("Salen er optaget")
    event.refresh_from_db()
    row.refresh_from_db()
    assert (event.starts_at, row.starts_at, Occupation.objects.filter(booking=row).get().starts_at) == (at(hour=19),) * 3


def test_cancelled_it_is_free_and_reinstated_it_is_had_again_or_one_hears_why(course, bo, centre):
    room = RoomFactory.create(name="Salen")
    event = planned(course, bo, room)
    for other in (None, "taken"):
        actions.cancel(event, reason="Sygdom", centre=centre, by=bo, now=NOW)
        assert not Occupation.objects.exists()
        if other is None:
            actions.reinstate(event, centre=centre, by=bo, now=NOW)
            assert house.booked(event).starts_at == event.starts_at
    BookingFactory.create(room=room, starts_at=at(hour=19))
    with pytest.raises(house.RoomTaken):
        actions.reinstate(event, centre=centre, by=bo, now=NOW)
    assert Event.objects.listed().get().is_cancelled


def test_a_draft_deleted_leaves_the_room_free(course, bo):
    room = RoomFactory.create()
    actions.delete(planned(course, bo, room), by=bo, now=NOW)
    assert (Booking.objects.count(), Occupation.objects.count()) == (0, 0)


def test_a_series_books_each_date_and_moves_and_cancels_them(course, bo, centre):
    room = RoomFactory.create(name="Salen")
    event = planned(course, bo, room)
    series.repeat(event, Rule("weekly", times=4), by=bo, now=NOW)
    days = [row.day for row in Booking.objects.taking().order_by("starts_at")]
    assert days == [MONDAY + n * WEEK for n in range(4)]
    event = Event.objects.listed().get(pk=event.pk)
    series.move(event, series.ALL, starts_at=at(MONDAY + WEEK, 17), ends_at=at(MONDAY + WEEK, 20), reason="Ferie", centre=centre, by=bo, now=NOW)
    assert [row.starts_at for row in Booking.objects.taking().order_by("starts_at")] == [at(MONDAY + n * WEEK, 17) for n in range(1, 5)]
    series.cancel(Event.objects.listed().get(pk=event.pk), series.ALL, reason="Sygdom", centre=centre, by=bo, now=NOW)
    assert not Occupation.objects.exists()


def test_all_dates_of_a_series_that_are_taken_are_named_and_none_is_made(course, bo):
    room = RoomFactory.create(name="Salen")
    event = planned(course, bo, room)
    for n in (1, 3):
        BookingFactory.create(room=room, starts_at=at(MONDAY + n * WEEK, 19))
    with pytest.raises(ValidationError) as wrong:
        series.repeat(event, Rule("weekly", times=5), by=bo, now=NOW)
    assert [each[:10] for each in wrong.value.messages] == [f"{MONDAY + n * WEEK:%d.%m.%Y}" for n in (1, 3)]
    assert (Event.objects.count(), Booking.objects.count()) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_an_event_and_associations_at_once_one_has_the_room_and_nothing_is_half_written(course, bo, centre):
    room = RoomFactory.create(name="Salen")
    clubs = [OrganisationFactory.create() for _each in range(5)]
    acts = [lambda: planned(course, bo, room) for _each in range(5)]
    acts += [lambda own=own: rooms.book(Booking(room=room, organisation=own, purpose="Kor", starts_at=at(hour=19), ends_at=at(hour=21)), Who(own), by=None, now=NOW) for own in clubs]
    found = at_once(centre, acts)
    refused = [each for each in found if isinstance(each, Exception)]
    assert [each for each in refused if not isinstance(each, Taken | house.RoomTaken)] == []
    assert len(refused) == 9
    assert (Booking.objects.count(), Occupation.objects.count()) == (1, 1)
    assert Event.objects.count() == Registration.objects.count() == Booking.objects.filter(registration__isnull=False).count()


@pytest.mark.django_db(transaction=True)
def test_events_moved_and_associations_booking_at_once_never_overlap(course, bo, centre):
    room = RoomFactory.create(name="Salen")
    own = OrganisationFactory.create()
    events = [planned(course, bo, room, hour=hour) for hour in (8, 10, 12)]
    to = at(MONDAY + WEEK)
    acts = [lambda one=one: actions.move(one, starts_at=to, ends_at=to + timedelta(hours=2), reason="", centre=centre, by=bo, now=NOW) for one in events]
    acts += [lambda: rooms.book(Booking(room=room, organisation=own, purpose="Kor", starts_at=to, ends_at=to + timedelta(hours=1)), Who(own), by=None, now=NOW) for _each in range(3)]
    found = at_once(centre, acts)
    refused = [each for each in found if isinstance(each, Exception)]
    assert [each for each in refused if not isinstance(each, Taken | house.RoomTaken)] == []
    assert len(refused) == 5
    times = list(Occupation.objects.order_by("starts_at").values_list("starts_at", "ends_at"))
    assert all(ends <= begins for (_starts, ends), (begins, _ends) in pairwise(times))
    for event in Event.objects.all():
        assert house.booked(event).starts_at == event.starts_at
