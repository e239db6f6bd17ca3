"""Waiting for a time that is taken: the first is asked when it comes free, it is kept for a while, then it goes on to the next."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.core.times import moment
from brobygger.rooms import booking, offering, series, spaces, waiting
from brobygger.rooms.models import Booking, Occupation, Waiting
from brobygger.rooms.rules import Who
from brobygger.rooms.taking import Taken
from tests.factories import (
    BookerTermsFactory,
    BookingFactory,
    ContactFactory,
    OrganisationFactory,
    RoomFactory,
    WaitingFactory,
)
from tests.together import at_once

NOW = timezone.now()
DAY = timezone.localdate() + timedelta(days=10)
START = moment(DAY, time(17))
HOURS = timedelta(hours=2)


def wish(room, who=None, begins=START, **more):
    who = who or OrganisationFactory.create()
    return Booking(room=room, organisation=who, mail=f"forening{who.pk}@forening.example", starts_at=begins, ends_at=begins + HOURS, purpose="Bestyrelsesmøde", **more)


def waits(room, at=NOW, **more):
    each = wish(room, **more)
    return waiting.wait(each, Who(each.organisation), by=None, now=at)


@pytest.fixture
def taken(centre):
    """A room that somebody has, and that booking."""
    row = BookingFactory.create(room=RoomFactory.create(name="Salen"), starts_at=START)
    return row.room, row


def states():
    return list(Waiting.objects.order_by("pk").values_list("state", flat=True))


def test_the_first_is_asked_when_it_comes_free_then_the_next_and_what_is_kept_nobody_else_can_book(taken):
    room, row = taken
    first, second = waits(room), waits(room, at=NOW + timedelta(minutes=1))
    assert "Du venter på Salen" in OutgoingMail.objects.order_by("pk").first().subject
    booking.cancel(row, by=None, now=NOW)
    assert states() == ["offered", "waiting"]
    mail = OutgoingMail.objects.filter(to=first.mail).latest("pk")
    assert first.own_url in mail.text
    assert Waiting.objects.get(pk=first.pk).offered_until == NOW + timedelta(hours=24)
    with pytest.raises(Taken):
        booking.book(wish(room), Who(staff=True), by=None, now=NOW)
    waiting.look_after(now=NOW + timedelta(hours=23))
    assert states() == ["offered", "waiting"]
    waiting.look_after(now=NOW + timedelta(hours=24))
    assert states() == ["lapsed", "offered"]
    with pytest.raises(ValidationError, match="ikke længere"):
        waiting.accept(first, by=None, now=NOW + timedelta(hours=25))
    made = waiting.accept(second, by=None, now=NOW + timedelta(hours=25))
    assert (made.state, made.organisation, made.starts_at) == ("confirmed", second.organisation, START)
    assert waiting.accept(second, by=None, now=NOW + timedelta(hours=25)) == made
    assert Occupation.objects.count() == 1
    assert states() == ["lapsed", "taken"]


def test_who_no_longer_needs_it_lets_the_next_have_it(taken):
    room, row = taken
    first, second = waits(room), waits(room)
    booking.cancel(row, by=None, now=NOW)
    waiting.leave(first, by=None, now=NOW)
    waiting.leave(first, by=None, now=NOW)
    assert states() == ["left", "offered"]
    waiting.leave(second, by=None, now=NOW)
    assert (states(), Occupation.objects.count(), Booking.objects.filter(state="kept").count()) == (["left", "left"], 0, 0)


def test_a_time_that_is_moved_or_cancelled_with_its_series_comes_free_too(centre):
    room, who = RoomFactory.create(), Who(staff=True)
    moved = BookingFactory.create(room=room, starts_at=START)
    waits(room)
    booking.move(moved, who, room=room, starts_at=START + timedelta(days=1), ends_at=START + timedelta(days=1, hours=2), by=None, now=NOW)
    assert states() == ["offered"]
    waits(room, begins=START + timedelta(days=1))
    series.cancel(moved, "all", by=None, now=NOW, staff=True)
    assert states() == ["offered", "offered"]


def test_the_clock_finds_what_came_free_through_another_room_and_only_when_all_of_it_is_free(centre):
    room = RoomFactory.create()
    hers, later = BookingFactory.create(room=room, starts_at=START), BookingFactory.create(room=room, starts_at=START + HOURS)
    waits(room, begins=START + timedelta(hours=1))
    booking.cancel(hers, by=None, now=NOW)
    assert states() == ["waiting"]
    Occupation.objects.filter(booking=later).delete()
    waiting.look_after(now=NOW)
    assert states() == ["offered"]


@pytest.fixture
def hall(centre):
    """Two halves, the hall they make, and a room nobody shares anything with; the halves are taken."""
    a, b = RoomFactory.create(name="Sal A"), RoomFactory.create(name="Sal B")
    both, other = RoomFactory.create(name="Store sal"), RoomFactory.create(name="Loftet")
    both.parts.set([a, b])
    with transaction.atomic():
        spaces.lay_out(now=NOW)
    return a, b, both, other


def test_those_who_wait_for_rooms_that_share_a_space_are_one_queue_in_the_order_they_asked(hall):
    a, _b, both, other = hall
    row = BookingFactory.create(room=a, starts_at=START)
    for_hall, for_half = waits(both), waits(a, at=NOW + timedelta(minutes=1))
    booking.cancel(row, by=None, now=NOW)
    assert states() == ["offered", "waiting"]  # whoever waited for the hall was first, though only its half came free
    waiting.look_after(now=NOW)
    assert states() == ["offered", "waiting"]
    waiting.leave(for_hall, by=None, now=NOW)
    assert states() == ["left", "offered"]
    assert Booking.objects.get(state="kept").room == a
    assert for_half.mail in set(OutgoingMail.objects.filter(subject__contains="Sal A").values_list("to", flat=True))
    assert Waiting.objects.filter(room=other).count() == 0


def test_one_who_cannot_have_the_hall_yet_does_not_hold_up_the_next(hall):
    a, b, both, _other = hall
    row, stays = BookingFactory.create(room=a, starts_at=START), BookingFactory.create(room=b, starts_at=START)
    waits(both)
    waits(a, at=NOW + timedelta(minutes=1))
    booking.cancel(row, by=None, now=NOW)
    assert states() == ["waiting", "offered"]
    booking.cancel(stays, by=None, now=NOW)
    assert states() == ["waiting", "offered"]  # half of it is kept for the other


def test_the_clock_asks_in_the_order_of_asking_too(hall):
    a, _b, both, other = hall
    for room in (other, a):
        BookingFactory.create(room=room, starts_at=START)
    for room, minutes in ((other, 0), (a, 3), (both, 2)):
        waits(room, at=NOW + timedelta(minutes=minutes))
    Occupation.objects.all().delete()
    queues = offering.queues(NOW)
    assert queues == sorted([{other.pk}, {a.pk, both.pk}], key=min)
    waiting.look_after(now=NOW)
    assert dict(Waiting.objects.values_list("room__name", "state")) == {"Loftet": "offered", "Store sal": "offered", "Sal A": "waiting"}


def test_half_of_the_time_that_is_left_is_kept_and_with_too_little_nobody_is_asked(taken):
    room, row = taken
    waits(room)
    soon = START - timedelta(hours=6)
    Waiting.objects.update(asked_at=soon)
    booking.cancel(row, by=None, now=soon)
    assert Waiting.objects.get().offered_until == soon + timedelta(hours=3)
    other = BookingFactory.create(room=RoomFactory.create(), starts_at=START)
    waits(other.room)
    booking.cancel(other, by=None, now=START - timedelta(minutes=50))
    assert states()[1] == "waiting"
    waiting.look_after(now=START)
    assert states() == ["lapsed", "lapsed"]


def test_one_waits_once_for_what_is_taken_and_allowed_and_with_a_mail(taken):
    room, row = taken
    sind = OrganisationFactory.create(mail="sind@forening.example")
    assert waits(room, who=sind) == waits(room, who=sind)
    assert Waiting.objects.count() == 1
    for wrong, who, said in (
        (wish(room, sind, begins=START + timedelta(days=2)), Who(sind), "blevet ledig"), (wish(room, sind, persons=99), Who(sind), "plads til 20"), (wish(RoomFactory.create(open_to="centre"), sind), Who(sind), "ikke selv booke"),
        (Booking(room=room, name="Bo", starts_at=START, ends_at=START + HOURS, purpose="x"), Who(staff=True), "mail"),
    ):
        with pytest.raises(ValidationError, match=said):
            waiting.wait(wrong, who, by=None, now=NOW)
    with pytest.raises(ValidationError, match="for kort tid"):
        waiting.wait(wish(room), Who(staff=True), by=None, now=START - timedelta(minutes=40))
    assert row.is_taking


def test_what_one_may_have_a_month_holds_when_it_is_taken(taken):
    room, row = taken
    sind = OrganisationFactory.create()
    waits(room, who=sind)
    BookerTermsFactory.create(organisation=sind, price_class=None, hours_a_month=1)
    booking.cancel(row, by=None, now=NOW)
    with pytest.raises(ValidationError, match="i alt booke 1 time"):
        waiting.accept(Waiting.objects.get(), by=None, now=NOW)
    assert states() == ["offered"]


def test_one_click_where_the_time_is_taken_waits_and_the_mail_leads_to_the_page_that_takes_it(centre, client, client_of, erik, bo):
    sind = ContactFactory.create(organisation__name="SIND", person__account=erik, acts_since=timezone.now()).organisation
    row = BookingFactory.create(room=RoomFactory.create(name="Salen"), starts_at=START)
    browser, where = client_of(erik), f"/testby/forening/{sind.pk}/lokaler/book/"
    typed = {"room": row.room_id, "day": f"{DAY:%Y-%m-%d}", "begins": "17:00", "ends": "19:00", "last_day": "", "purpose": "Læsekreds"}
    assert 'name="wait"' in browser.post(where, typed).content.decode()
    answer = browser.post(where, {**typed, "wait": "1"})
    mine = Waiting.objects.get()
    assert (answer.status_code, answer.headers["Location"], mine.organisation, mine.mail) == (302, mine.own_url, sind, erik.email)
    assert "Du venter på denne tid" in client.get(mine.own_url).content.decode()
    assert [where.removesuffix("book/") in who.get(mine.own_url).content.decode() for who in (browser, client)] == [True, False]
    assert "Læsekreds" in browser.get(f"/testby/forening/{sind.pk}/lokaler/").content.decode()
    assert "SIND" in client_of(bo).get("/testby/kontor/lokaler/venteliste/").content.decode()
    booking.cancel(row, by=None, now=timezone.now())
    assert "Ja, jeg tager den" in client.get(mine.own_url).content.decode()
    answer = client.post(mine.own_url, {"act": "take"})
    made = Booking.objects.get(state="confirmed")
    assert (answer.headers["Location"], made.organisation) == (made.own_url, sind)
    assert "Du har fået tiden" in client.get(mine.own_url).content.decode()


def test_somebody_by_name_waits_too_and_the_desk_takes_her_off(centre, client, client_of, carla):
    row = BookingFactory.create(room=RoomFactory.create(open_to="everybody"), starts_at=START)
    typed = {"room": row.room_id, "day": f"{DAY:%Y-%m-%d}", "begins": "17:00", "ends": "19:00", "last_day": "", "purpose": "Fest", "name": "Vibeke", "mail": "vibeke@example.org", "wait": "1"}
    client.post(f"/testby/lokaler/{row.room_id}/book/", typed)
    mine = Waiting.objects.get()
    browser = client_of(carla)
    assert "Vibeke" in browser.get("/testby/kontor/lokaler/venteliste/").content.decode()
    browser.post("/testby/kontor/lokaler/venteliste/", {"row": mine.pk})
    assert states() == ["left"]
    assert "Vibeke" not in browser.get("/testby/kontor/lokaler/venteliste/").content.decode().partition("<main")[2].partition("points")[2]
    assert client.post(mine.own_url, {"act": "take"}).status_code == 422


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_those_who_wait_asks_as_many_questions_with_three_as_with_one(centre, client_of, bo, django_assert_num_queries, n):
    for _each in range(n):
        WaitingFactory.create()
    browser = client_of(bo)
    browser.get("/testby/kontor/lokaler/venteliste/")
    with django_assert_num_queries(11):
        browser.get("/testby/kontor/lokaler/venteliste/")


@pytest.mark.django_db(transaction=True)
def test_halves_freed_at_once_go_to_whoever_asked_first_and_nobody_waits_for_each_other(hall):
    a, b, both, _other = hall
    rows = [BookingFactory.create(room=room, starts_at=START) for room in (a, b)]
    first = waits(both)
    waits(a, at=NOW + timedelta(minutes=1))
    waits(b, at=NOW + timedelta(minutes=1))
    acts = [*(lambda row=row: booking.cancel(row, by=None, now=NOW) for row in rows), lambda: waiting.look_after(now=NOW), *(lambda room=room: booking.book(wish(room), Who(staff=True), by=None, now=NOW) for room in (a, b, both))]
    found = at_once(first.centre, acts)
    assert [each for each in found if isinstance(each, Exception) and not isinstance(each, Taken)] == []
    waiting.look_after(now=NOW)
    kept = list(Booking.objects.filter(state="kept").values_list("room__name", flat=True))
    assert kept == ["Store sal"] or sorted(kept) in (["Sal A", "Sal B"], ["Sal A"], ["Sal B"])
    taken = list(Occupation.objects.values_list("space", "starts_at"))
    assert len(taken) == len(set(taken))


@pytest.mark.django_db(transaction=True)
def test_a_time_freed_among_a_crowd_goes_to_the_first_who_waited(centre):
    row = BookingFactory.create(room=RoomFactory.create(), starts_at=START)
    first, second = waits(row.room), waits(row.room)
    others = [wish(row.room) for _each in range(8)]
    acts = [lambda: booking.cancel(row, by=None, now=NOW), *(lambda one=one: booking.book(one, Who(staff=True), by=None, now=NOW) for one in others), lambda: waiting.look_after(now=NOW)]
    found = at_once(centre, acts)
    assert [each for each in found if isinstance(each, Exception) and not isinstance(each, Taken)] == []
    assert states() == ["offered", "waiting"]
    assert Occupation.objects.get().booking.organisation == first.organisation
    acts = [lambda: waiting.accept(first, by=None, now=NOW), lambda: waiting.accept(first, by=None, now=NOW), lambda: waiting.leave(second, by=None, now=NOW)]
    made = {each.pk for each in at_once(centre, acts)[:2]}
    assert len(made) == 1
    assert (states(), Booking.objects.filter(state="confirmed").count()) == (["taken", "left"], 1)
