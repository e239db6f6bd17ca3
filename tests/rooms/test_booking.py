"""Booking: by the rules, never twice, answered, moved, cancelled, held; and everybody told once."""

from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.core.models import OutgoingMail
from brobygger.core.times import moment
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.periods import Period
from brobygger.rooms import actions, booking, confirmations, jobs
from brobygger.rooms.free import Span, fits, gaps, merged, nearest
from brobygger.rooms.models import Booking, BookingState, Occupation
from brobygger.rooms.rules import Who
from brobygger.rooms.shown import when
from brobygger.rooms.taking import Taken
from tests.factories import (
    BookerTermsFactory,
    BookingFactory,
    MembershipFactory,
    OrganisationFactory,
    RoomFactory,
)
from tests.together import at_once

TODAY = timezone.localdate()
NOW = moment(TODAY, time(9))
DAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 + 7)  # a Monday, a week or two ahead


def wish(room, begins=17, ends=19, day=DAY, **more):
    return Booking(room=room, starts_at=at(begins, day), ends_at=at(ends, day), purpose="Bestyrelsesmøde", mail="sind@forening.example", **more)


def at(hour, day=DAY):
    return moment(day, time()) + timedelta(hours=hour)


def booked(room, *hours, organisation=None, who=None, **more):
    """And written to, as the worker does a moment later."""
    who = who or Who(organisation or OrganisationFactory.create())
    made = booking.book(wish(room, *hours, organisation=who.organisation, **more), who, by=None, now=NOW)
    confirmations.write_due(now=NOW)
    return made


def subjects():
    return list(OutgoingMail.objects.order_by("pk").values_list("subject", flat=True))


def test_a_booking_holds_at_once_is_confirmed_with_an_appointment_and_keeps_its_price(centre, bo):
    actions.lay_out_prices(by=bo, now=NOW)
    room = RoomFactory.create(name="Salen", buffer_minutes=30)
    row = booked(room)
    assert (row.state, row.minutes, row.hourly, row.price) == ("confirmed", 120, 19, 38)
    (taken,) = Occupation.objects.all()
    assert taken.ends_at == row.ends_at + timedelta(minutes=30)
    (mail,) = OutgoingMail.objects.all()
    assert mail.subject == "Du har booket Salen"
    assert f"/testby/lokaler/booking/{row.token}/" in mail.text
    assert "38 kr." in mail.text
    assert "BEGIN:VEVENT" in mail.calendar


def test_what_is_taken_is_refused_with_the_wish_and_touching_is_not_overlapping(centre):
    room = RoomFactory.create(buffer_minutes=15)
    booked(room, 17, 19)
    for hours in ((18, 20), (16, 18), (17, 19), (17.5, 18), (19, 20), (19.2, 20)):
        with pytest.raises(Taken):
            booked(room, *hours)
    booked(room, 19.25, 20)
    booked(room, 15, 16.75)
    assert Booking.objects.count() == 3


def test_a_hall_and_its_halves_keep_each_other_out(centre, bo):
    a, b = RoomFactory.create(), RoomFactory.create()
    hall = actions.keep_room(RoomFactory.build(premises=a.premises), {"parts": [a, b]}, before=None, by=bo, now=NOW)
    booked(a, 10, 12)
    with pytest.raises(Taken):
        booked(hall, 11, 13)
    booked(b, 10, 12)
    booked(hall, 13, 14)
    with pytest.raises(Taken):
        booked(b, 13, 14)


@pytest.mark.parametrize(("rule", "hours", "field"), [
    ({"open_to": "members"}, (17, 19), "room"), ({"open_to": "centre"}, (17, 19), "room"), ({"retired": True}, (17, 19), "room"), ({"ahead_days": 3}, (17, 19), "day"), ({"opens": time(18)}, (17, 19), "begins"),
    ({"closes": time(18)}, (17, 19), "ends"), ({"closes": time(22)}, (20, 25), "ends"), ({"opens": time(8)}, (20, 25), "ends"), ({"longest_hours": 1}, (17, 19), "ends"), ({"quota_hours": 1}, (17, 19), "ends"), ({}, (17, 17 + 24 * 15), "ends"), ({}, (19, 17), "ends"),
])
def test_each_rule_is_held_beside_its_field_and_binds_the_office_only_where_it_must(centre, rule, hours, field):
    room = RoomFactory.create(**rule)
    with pytest.raises(ValidationError) as wrong:
        booked(room, *hours)
    assert list(wrong.value.message_dict) == [field]
    assert not Booking.objects.exists()
    if rule:
        assert booked(room, *hours, who=Who(staff=True), name="Vibeke").state == "confirmed"


def test_members_may_weekends_may_not_and_nobody_gets_more_than_fit(centre):
    member = MembershipFactory.create(starts_on=TODAY - timedelta(days=30)).organisation
    room = RoomFactory.create(open_to="members", weekends=False, capacity=8)
    assert booked(room, organisation=member).state == "confirmed"
    with pytest.raises(ValidationError):
        booking.book(wish(room, day=DAY + timedelta(days=5), organisation=member), Who(member), by=None, now=NOW)
    with pytest.raises(ValidationError) as wrong:
        booked(room, 8, 9, who=Who(staff=True), name="Vibeke", persons=9)
    assert wrong.value.messages == [f"Der er plads til 8 i {room.name}."]


def test_hours_of_a_month_are_for_each_association_in_danish_time(centre):
    room, who = RoomFactory.create(quota_hours=3), OrganisationFactory.create()
    booked(room, 8, 10, organisation=who)
    with pytest.raises(ValidationError):
        booked(room, 12, 14, organisation=who)
    booked(room, 12, 13, organisation=who)
    booked(room, 14, 17)
    BookerTermsFactory.create(organisation=(bound := OrganisationFactory.create()), hours_a_month=1)
    with pytest.raises(ValidationError):
        booked(RoomFactory.create(), 8, 10, organisation=bound)


def test_somebody_without_an_association_asks_and_is_answered_once(centre, bo):
    room = RoomFactory.create(name="Salen", open_to="everybody")
    row = booked(room, who=Who(), name="Vibeke")
    assert (row.state, subjects()) == ("asked", ["Vi har fået dit ønske om Salen"])
    with pytest.raises(Taken):
        booked(room)
    booking.approve(row, by=bo, now=NOW)
    booking.approve(row, by=bo, now=NOW)
    assert subjects()[1:] == ["Ja: Du har Salen"]
    with pytest.raises(ValidationError):
        booking.decline(row, reason="Optaget", by=bo, now=NOW)


def test_a_declined_wish_gives_its_time_back_and_says_why(centre, bo):
    room = RoomFactory.create(name="Salen", approval=True)
    row = booked(room)
    booking.decline(row, reason="Vi holder generalforsamling.", by=bo, now=NOW)
    booking.decline(row, reason="Vi holder generalforsamling.", by=bo, now=NOW)
    mail = OutgoingMail.objects.latest("pk")
    assert "Vi holder generalforsamling." in mail.text
    assert "METHOD:CANCEL" in mail.calendar
    assert len(subjects()) == 2
    with pytest.raises(ValidationError):
        booking.approve(row, by=bo, now=NOW)
    assert booked(room).state == "asked"


@pytest.mark.parametrize(("before", "staff", "state"), [(25, False, "cancelled"), (23, False, "late"), (1, True, "cancelled")])
def test_cancelled_in_time_or_late_it_is_free_for_others(centre, before, staff, state):
    room = RoomFactory.create(cancel_hours=24)
    row = booked(room)
    now = row.starts_at - timedelta(hours=before)
    booking.cancel(row, by=None, now=now, staff=staff)
    booking.cancel(row, by=None, now=now, staff=staff)
    row.refresh_from_db()
    assert (row.state, row.occupations.count(), len(subjects())) == (state, 0, 2)
    booked(room)
    with pytest.raises(ValidationError):
        booking.cancel(Booking.objects.taking().get(), by=None, now=row.ends_at)


def test_moved_it_takes_its_new_time_and_lets_the_old_one_go(centre):
    room, other = RoomFactory.create(), RoomFactory.create(name="Stuen", approval=True)
    row, who = booked(room), OrganisationFactory.create()
    late = booked(room, 20, 21)
    with pytest.raises(Taken):
        booking.move(row, Who(who), room=room, starts_at=at(19.5), ends_at=at(20.5), by=None, now=NOW)
    row.refresh_from_db()
    assert (row.starts_at, row.occupations.get().starts_at) == (at(17), at(17))
    booking.move(row, Who(who), room=room, starts_at=at(18), ends_at=at(20), by=None, now=NOW)  # over its own old time
    booking.move(late, Who(who), room=other, starts_at=at(18), ends_at=at(20), by=None, now=NOW)
    late.refresh_from_db()
    assert (late.state, late.room) == ("asked", other)
    assert subjects()[-1] == "Flyttet: Stuen"
    booked(room, 16, 18)


@pytest.mark.parametrize(("elsewhere", "begins", "said", "unsaid"), [
    (True, 17, ["et andet lokale.", "Lokalet var Salen, Huset og er nu Stuen, Huset."], ["Tidspunktet var"]),
    (False, 19, ["et andet tidspunkt.", "Tidspunktet var "], ["Lokalet var"]),
    (True, 19, ["et andet lokale og et andet tidspunkt.", "Lokalet var Salen, Huset og er nu Stuen, Huset.", "Tidspunktet var "], []),
])
def test_the_letter_says_what_moved_and_what_it_was(centre, elsewhere, begins, said, unsaid):
    room = RoomFactory.create(name="Salen", premises__name="Huset")
    other = RoomFactory.create(name="Stuen", premises=room.premises)
    row = booked(room)
    before, mark = when(row), OutgoingMail.objects.count()
    booking.move(row, Who(staff=True), room=other if elsewhere else room, starts_at=at(begins), ends_at=at(begins + 2), by=None, now=NOW)
    (mail,) = OutgoingMail.objects.order_by("pk")[mark:]
    for words in said:
        assert words in mail.text
    for words in unsaid:
        assert words not in mail.text
    assert (f"Tidspunktet var {before}." in mail.text) == (begins != 17)


def test_over_midnight_and_across_the_changing_of_the_clocks(centre):
    room = RoomFactory.create()
    winter = datetime(TODAY.year + 1, 10, 31).date()
    night = winter - timedelta(days=(winter.weekday() - 5) % 7)  # the last Saturday of October: the hour after two comes twice
    row = booking.book(Booking(room=room, name="V", purpose="Natcafé", starts_at=moment(night, time(22)), ends_at=moment(night + timedelta(days=1), time(6))), Who(staff=True), by=None, now=NOW)
    assert row.minutes == 9 * 60
    with pytest.raises(Taken):
        booking.book(Booking(room=room, name="V", purpose="Morgen", starts_at=moment(night + timedelta(days=1), time(2, 30)), ends_at=moment(night + timedelta(days=1), time(7))), Who(staff=True), by=None, now=NOW)


def test_what_has_been_held_counts_by_hand_and_no_show_does_not(centre, bo):
    room, sind = RoomFactory.create(), OrganisationFactory.create()
    yesterday = TODAY - timedelta(days=1)
    rows = [BookingFactory.create(room=room, organisation=who, starts_at=moment(yesterday, time(hour)), ends_at=moment(yesterday, time(hour + 2))) for who, hour in ((sind, 8), (sind, 11), (OrganisationFactory.create(), 14))]
    BookingFactory.create(room=room)
    BookingFactory.create(room=room, state="cancelled", starts_at=moment(yesterday, time(20)))
    jobs.settle_all(NOW)
    jobs.settle_all(NOW)

    def counted(**narrow):
        demands = [Demand(key, Period(yesterday, TODAY), freeze(narrow)) for key in ("bookings_held", "booking_hours", "booking_organisations")]
        found = count(demands)
        return [found[each] for each in demands]

    assert counted() == [3, 6, 2]
    assert counted(organisation=[sind.pk]) == [2, 4, 1]
    assert counted(room=[RoomFactory.create().pk]) == [0, 0, 0]
    booking.mark_no_show(rows[0], by=bo, now=NOW)
    assert counted() == [2, 4, 2]
    booking.mark_no_show(rows[0], by=bo, now=NOW)
    assert counted() == [3, 6, 2]


spans = st.lists(st.tuples(st.integers(0, 95), st.integers(1, 20)), max_size=15).map(lambda rows: [Span(at(0) + timedelta(minutes=15 * since), at(0) + timedelta(minutes=15 * (since + length))) for since, length in rows])


@given(spans, st.integers(0, 95), st.integers(1, 20))
@settings(max_examples=200)
def test_gaps_are_exactly_what_is_free(taken, since, length):
    day = Span(at(0), at(24))
    free = gaps(taken, day)
    assert free == sorted(free)
    assert all(one.ends < other.starts for one, other in pairwise(free))
    assert all(fits(taken, each) for each in free)
    assert sum((each.length for each in free), timedelta()) + sum((min(each.ends, day.ends) - each.starts for each in merged(taken)), timedelta()) == day.length
    wanted = Span(at(0) + timedelta(minutes=15 * since), at(0) + timedelta(minutes=15 * (since + length)))
    inside = any(each.starts <= wanted.starts and wanted.ends <= each.ends for each in free)
    assert (fits(taken, wanted) and wanted.ends <= day.ends) == inside
    starts = nearest(free, wanted.starts, wanted.length, most=3)
    assert all(fits(taken, Span(each, each + wanted.length)) for each in starts)
    if inside:
        assert starts[0] == wanted.starts


@given(st.lists(st.tuples(st.sampled_from(["book", "move", "cancel", "approve"]), st.integers(0, 2), st.integers(8, 20), st.integers(1, 4), st.integers(0, 9)), max_size=20))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_no_space_is_taken_twice_and_each_booking_takes_all_of_its_room(centre, bo, steps):
    Booking.objects.all().delete()
    a, b = RoomFactory.create(buffer_minutes=15), RoomFactory.create(approval=True)
    hall = actions.keep_room(RoomFactory.build(premises=a.premises), {"parts": [a, b]}, before=None, by=bo, now=NOW)
    rooms, who = [a, b, hall], Who(OrganisationFactory.create())
    for act, which, hour, length, number in steps:
        rows = list(Booking.objects.order_by("pk"))
        one = rows[number % len(rows)] if rows else None
        try:
            if act == "book":
                booking.book(wish(rooms[which], hour, hour + length, organisation=who.organisation), who, by=None, now=NOW)
            elif one is not None and act == "move":
                booking.move(one, who, room=rooms[which], starts_at=at(hour), ends_at=at(hour + length), by=None, now=NOW)
            elif one is not None and act == "cancel":
                booking.cancel(one, by=None, now=NOW)
            elif one is not None:
                booking.approve(one, by=bo, now=NOW)
        except ValidationError:
            pass
        for row in Booking.objects.select_related("room"):
            own = set(row.occupations.values_list("space", flat=True))
            assert own == (set(row.room.spaces.values_list("pk", flat=True)) if row.is_taking else set())


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_wants_one_hour_in_any_of_three_rooms_gets_it_once(centre, bo):
    a, b = RoomFactory.create(), RoomFactory.create()
    hall = actions.keep_room(RoomFactory.build(premises=a.premises), {"parts": [a, b]}, before=None, by=bo, now=NOW)
    sind = OrganisationFactory.create()
    found = at_once(centre, [lambda n=n: booked((a, hall)[n % 2], 17 + n % 3 / 4, 19, organisation=sind) for n in range(24)])
    assert sum(isinstance(each, Booking) for each in found) == 1
    assert sum(isinstance(each, Taken) for each in found) == 23
    assert Booking.objects.taking().count() == 1


@pytest.mark.django_db(transaction=True)
def test_those_who_move_cancel_and_book_at_once_never_lie_on_each_other(centre):
    room, other = RoomFactory.create(), RoomFactory.create()
    sind = OrganisationFactory.create()
    there = [booked(room, hour, hour + 1, organisation=sind) for hour in range(8, 14)]
    acts = [lambda one=one: booking.move(one, Who(sind), room=other, starts_at=at(17), ends_at=at(18), by=None, now=NOW) for one in there[:3]]
    acts += [lambda one=one: booking.cancel(one, by=None, now=NOW) for one in there[3:]]
    acts += [lambda n=n: booked(room, 8 + n % 6, 9 + n % 6, organisation=sind) for n in range(12)]
    found = at_once(centre, acts)
    assert [each for each in found if isinstance(each, Exception) and not isinstance(each, Taken)] == []
    assert Booking.objects.filter(room=other).count() == 1
    rows = list(Occupation.objects.order_by("space", "starts_at").values_list("space", "starts_at", "ends_at"))
    assert all(one[0] != after[0] or one[2] <= after[1] for one, after in pairwise(rows))
    assert Occupation.objects.count() == Booking.objects.taking().count()


@pytest.mark.django_db(transaction=True)
def test_an_association_does_not_book_more_than_its_hours_in_the_same_moment(centre):
    sind = OrganisationFactory.create()
    BookerTermsFactory.create(organisation=sind, hours_a_month=4)
    rooms = [RoomFactory.create() for _each in range(6)]
    found = at_once(centre, [lambda room=room: booked(room, organisation=sind) for room in rooms])
    assert sum(isinstance(each, Booking) for each in found) == 2
    assert Booking.objects.filter(state=BookingState.CONFIRMED).count() == 2


def test_the_key_is_mailed_once_when_its_time_comes_again_when_moved_and_never_to_one_who_waits(centre):
    room = RoomFactory.create(name="Salen", way_in="Koden er 4711", way_in_hours=24)
    row = booked(room)
    booked(RoomFactory.create(way_in="Nøglen hænger i skabet", approval=True))
    assert not [each for each in subjects() if "kommer du ind" in each]
    soon = row.starts_at - timedelta(hours=23)
    for _time in range(2):
        jobs.mail_ways_in(soon)
    (mail,) = OutgoingMail.objects.filter(subject__contains="kommer du ind")
    assert ("Koden er 4711" in mail.text, mail.calendar) == (True, "")
    booking.move(row, Who(staff=True), room=room, starts_at=at(17.5), ends_at=at(18.5), by=None, now=soon)
    jobs.mail_ways_in(soon)
    assert OutgoingMail.objects.filter(subject__contains="kommer du ind").count() == 2
    late = wish(room, 15, 16, name="Vibeke")
    booking.book(late, Who(staff=True), by=None, now=soon)
    confirmations.write_due(now=soon)
    assert OutgoingMail.objects.filter(subject__contains="kommer du ind").count() == 3


def test_the_key_is_on_no_page_for_others(centre, client, client_of, carla):
    room = RoomFactory.create(way_in="Koden er 4711", open_to="everybody")
    row = BookingFactory.create(room=room)
    for browser, path in ((client, f"/testby/lokaler/{room.pk}/"), (client, row.own_url), (client_of(carla), room.get_absolute_url())):
        assert "4711" not in browser.get(path).content.decode()
