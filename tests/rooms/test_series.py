"""Series: all of it or none, what stands in the way told for each date, and changed one by one, from one on, or all."""

import re
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.core.recurrence import Rule
from brobygger.core.times import moment
from brobygger.rooms import booking, confirmations, series
from brobygger.rooms.finding import alternatives
from brobygger.rooms.models import Booking, BookingSeries, Occupation
from brobygger.rooms.rules import Who
from brobygger.rooms.taking import Taken
from tests.factories import BookingFactory, ContactFactory, OrganisationFactory, RoomFactory
from tests.together import at_once

TODAY = timezone.localdate()
NOW = moment(TODAY, time(9))
MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 + 7)
WEEK = timedelta(weeks=1)
OFFICE = Who(staff=True)


def wish(room, day=MONDAY, begins=time(17), hours=2, **more):
    starts = moment(day, begins)
    return Booking(room=room, name="Vibeke", purpose="Kor", mail="kor@forening.example", starts_at=starts, ends_at=starts + timedelta(hours=hours), **more)


def weekly(room, times=5, choices=None, who=OFFICE, **more):
    """And written to, as the worker does a moment later."""
    made = series.book_series(wish(room, organisation=who.organisation, **more), Rule("weekly", until=MONDAY + (times - 1) * WEEK), choices or {}, who, by=None, now=NOW)
    confirmations.write_due(now=NOW)
    return made


def days_of(rows):
    return [row.day for row in rows]


def test_a_series_takes_every_date_and_tells_of_all_in_one_mail(centre):
    rows = weekly(RoomFactory.create(name="Salen"))
    assert days_of(rows) == [MONDAY + n * WEEK for n in range(5)]
    assert (len({row.series_id for row in rows}), Occupation.objects.count()) == (1, 5)
    (mail,) = OutgoingMail.objects.all()
    assert mail.calendar.count("BEGIN:VEVENT") == 5
    assert all(timezone.localtime(row.starts_at).time() == time(17) for row in rows)


def test_what_stands_in_the_way_is_told_date_by_date_and_nothing_is_written(centre):
    room, other = RoomFactory.create(), RoomFactory.create(name="Gul stue")
    for n in (1, 3):
        BookingFactory.create(room=room, starts_at=moment(MONDAY + n * WEEK, time(18)))
    with pytest.raises(series.Conflicts) as wrong:
        weekly(room)
    assert [each.day for each in wrong.value.found] == [MONDAY + WEEK, MONDAY + 3 * WEEK]
    assert (Booking.objects.count(), BookingSeries.objects.count()) == (2, 0)
    first, second = wrong.value.found
    elsewhere = next(each for each in alternatives(first.booking, OFFICE, now=NOW) if each.room == other)
    later = next(each for each in alternatives(second.booking, OFFICE, now=NOW) if each.room == room)
    rows = weekly(room, choices={first.day: elsewhere.key, second.day: later.key})
    assert [row.room for row in rows] == [room, other, room, room, room]
    assert rows[3].starts_at != moment(MONDAY + 3 * WEEK, time(17))
    assert rows[3].series_day == MONDAY + 3 * WEEK


def test_dates_are_left_out_and_a_choice_that_is_taken_meanwhile_is_asked_again(centre):
    room, other = RoomFactory.create(), RoomFactory.create()
    BookingFactory.create(room=room, starts_at=moment(MONDAY + WEEK, time(17)))
    rows = weekly(room, choices={MONDAY + WEEK: series.SKIP})
    assert len(rows) == 4
    assert rows[0].series.skipped == [f"{MONDAY + WEEK:%Y-%m-%d}"]
    third = RoomFactory.create()
    blocked = BookingFactory.create(room=third, starts_at=moment(MONDAY + 2 * WEEK, time(17)))
    choice = alternatives(wish(third, blocked.day), OFFICE, now=NOW)
    key = next(each.key for each in choice if each.room == other)
    BookingFactory.create(room=other, starts_at=moment(MONDAY + 2 * WEEK, time(17)))
    with pytest.raises(series.Conflicts) as wrong:
        weekly(third, choices={MONDAY + 2 * WEEK: key})
    assert [each.day for each in wrong.value.found] == [MONDAY + 2 * WEEK]


@pytest.mark.parametrize(("rule", "field"), [
    (Rule("weekly", until=MONDAY), "until"), (Rule("weekly", until=MONDAY - WEEK), "until"), (Rule("weekly", until=MONDAY + timedelta(days=500)), "until"), (Rule("daily", until=MONDAY + timedelta(days=300)), None), (Rule("weekly"), None),
])
def test_a_series_without_an_end_or_beyond_what_can_be_booked_is_refused(centre, rule, field):
    sind = OrganisationFactory.create()
    with pytest.raises(ValidationError) as wrong:
        series.book_series(wish(RoomFactory.create(), organisation=sind), rule, {}, Who(sind), by=None, now=NOW)
    if field:
        assert list(wrong.value.message_dict) == [field]
    assert not Booking.objects.exists()


def test_hours_of_a_month_hold_for_a_series_as_a_whole(centre):
    sind = OrganisationFactory.create()
    with pytest.raises(ValidationError) as wrong:
        weekly(RoomFactory.create(quota_hours=3), who=Who(sind))
    assert "ends" in wrong.value.message_dict


def test_the_same_time_of_day_across_the_changing_of_the_clocks_and_an_hour_that_is_not_there(centre):
    room = RoomFactory.create()
    saturday = date(2027, 3, 27)
    rows = series.book_series(wish(room, saturday, time(10)), Rule("daily", until=saturday + timedelta(days=2)), {}, OFFICE, by=None, now=NOW)
    assert [timezone.localtime(row.starts_at).hour for row in rows] == [10, 10, 10]
    with pytest.raises(series.Conflicts) as wrong:
        series.book_series(wish(room, saturday, time(2, 30), 1), Rule("daily", until=saturday + timedelta(days=2)), {}, OFFICE, by=None, now=NOW)
    (clash,) = wrong.value.found
    assert (clash.day, clash.booking) == (saturday + timedelta(days=1), None)


def test_one_date_moves_or_those_from_it_on_or_all_and_together_they_do_not_hinder_each_other(centre):
    room = RoomFactory.create()
    rows = weekly(room)
    third = rows[2]
    series.move(third, series.THIS, {}, OFFICE, room=room, starts_at=third.starts_at + timedelta(hours=1), ends_at=third.ends_at + timedelta(hours=1), by=None, now=NOW)
    assert [timezone.localtime(row.starts_at).hour for row in Booking.objects.order_by("starts_at")] == [17, 17, 18, 17, 17]
    fourth = Booking.objects.get(pk=rows[3].pk)
    moved = series.move(fourth, series.FOLLOWING, {}, OFFICE, room=room, starts_at=fourth.starts_at + timedelta(days=7), ends_at=fourth.ends_at + timedelta(days=7), by=None, now=NOW)
    assert days_of(moved) == [MONDAY + 4 * WEEK, MONDAY + 5 * WEEK]
    first = Booking.objects.get(pk=rows[0].pk)
    moved = series.move(first, series.ALL, {}, OFFICE, room=room, starts_at=first.starts_at + timedelta(days=1), ends_at=first.ends_at + timedelta(days=1), by=None, now=NOW)
    assert [day.weekday() for day in days_of(moved)] == [1] * 5
    text = OutgoingMail.objects.latest("pk").text
    assert "Tidspunkterne var:" in text
    assert text.count("mandag") == 5
    assert text.count("tirsdag") == 5
    assert Occupation.objects.count() == 5


def test_a_date_that_cannot_move_stays_where_it_is_or_goes_elsewhere(centre):
    room, other = RoomFactory.create(), RoomFactory.create()
    rows = weekly(room, times=3)
    BookingFactory.create(room=other, starts_at=rows[1].starts_at)
    given = {"room": other, "starts_at": rows[0].starts_at, "ends_at": rows[0].ends_at, "by": None, "now": NOW}
    with pytest.raises(series.Conflicts) as wrong:
        series.move(rows[0], series.ALL, {}, OFFICE, **given)
    assert [each.day for each in wrong.value.found] == [rows[1].day]
    assert not Booking.objects.filter(room=other, series__isnull=False).exists()
    moved = series.move(rows[0], series.ALL, {rows[1].day: series.SKIP}, OFFICE, **given)
    assert len(moved) == 2
    assert [row.room for row in Booking.objects.filter(series__isnull=False).order_by("starts_at")] == [other, room, other]


def test_cancelled_from_a_date_on_one_mail_tells_of_all(centre):
    rows = weekly(RoomFactory.create())
    assert series.cancel(rows[2], series.FOLLOWING, by=None, now=NOW) == 3
    assert [row.state for row in Booking.objects.order_by("starts_at")] == ["confirmed", "confirmed", "cancelled", "cancelled", "cancelled"]
    assert OutgoingMail.objects.count() == 2
    assert OutgoingMail.objects.latest("pk").calendar.count("METHOD:CANCEL") == 3
    assert Occupation.objects.count() == 2


def test_prolonged_it_goes_on_as_its_last_date_was(centre):
    room = RoomFactory.create()
    rows = weekly(room, times=2)
    fresh = series.prolong(rows[0].series, {}, OFFICE, until=MONDAY + 3 * WEEK, by=None, now=NOW)
    assert days_of(fresh) == [MONDAY + 2 * WEEK, MONDAY + 3 * WEEK]
    with pytest.raises(ValidationError):
        series.prolong(rows[0].series, {}, OFFICE, until=MONDAY + 3 * WEEK, by=None, now=NOW)
    BookingFactory.create(room=room, starts_at=moment(MONDAY + 4 * WEEK, time(17)))
    with pytest.raises(series.Conflicts):
        series.prolong(rows[0].series, {}, OFFICE, until=MONDAY + 5 * WEEK, by=None, now=NOW)
    assert len(series.prolong(rows[0].series, {MONDAY + 4 * WEEK: series.SKIP}, OFFICE, until=MONDAY + 5 * WEEK, by=None, now=NOW)) == 1


def test_an_association_books_a_series_in_the_browser_chooses_for_a_taken_date_and_moves_one(centre, client_of, erik):
    sind = ContactFactory.create(person__account=erik, acts_since=timezone.now()).organisation
    room, other = RoomFactory.create(name="Blå stue"), RoomFactory.create(name="Gul stue")
    BookingFactory.create(room=room, starts_at=moment(MONDAY + WEEK, time(18)))
    browser, where = client_of(erik), f"/testby/forening/{sind.pk}/lokaler/book/"
    given = {"room": room.pk, "day": f"{MONDAY:%Y-%m-%d}", "begins": "17:00", "ends": "19:00", "repeat": "weekly", "purpose": "Kor", "persons": 12}
    assert "Hvor længe bliver det ved?" in browser.post(where, given).content.decode()
    too_far = browser.post(where, {**given, "until": f"{MONDAY.year + 4}-01-01"})
    assert list(too_far.context["form"].errors) == ["until"]
    given["until"] = f"{MONDAY + 3 * WEEK:%Y-%m-%d}"
    answer = browser.post(where, given)
    page = answer.content.decode()
    assert (answer.status_code, "1 dato kan ikke lade sig gøre" in page) == (422, True)
    name = f"date-{MONDAY + WEEK:%Y-%m-%d}"
    options = re.findall(r'<option value="(skip|\d+~[^"]+)">', page)
    assert f'name="{name}"' in page
    assert options[0] == "skip"
    assert options[1].startswith(f"{other.pk}~")
    assert "4 datoer er jeres" in browser.post(where, {**given, name: options[1]}, follow=True).content.decode()
    rows = list(Booking.objects.filter(organisation=sind).order_by("starts_at"))
    assert [row.room for row in rows] == [room, other, room, room]
    page = browser.get(rows[2].own_url).content.decode()
    assert "4 datoer" in page
    move = {"room": room.pk, "day": f"{rows[2].day:%Y-%m-%d}", "begins": "16:00", "ends": "17:00", "scope": "following"}
    assert browser.post(f"{rows[2].own_url}flyt/", move).status_code == 302
    assert [timezone.localtime(row.starts_at).hour for row in Booking.objects.filter(organisation=sind).order_by("starts_at")] == [17, 17, 16, 16]
    browser.post(rows[0].own_url, {"act": "cancel", "scope": "all"})
    assert not Booking.objects.filter(organisation=sind).taking().exists()


def test_the_office_prolongs_and_cancels_with_a_reason(centre, client_of, bo):
    rows = weekly(RoomFactory.create(), times=2)
    browser, where = client_of(bo), rows[0].get_absolute_url()
    assert browser.post(f"{where}forlaeng/", {"until": f"{MONDAY + 2 * WEEK:%Y-%m-%d}"}).status_code == 302
    assert "3 datoer" in browser.get(where).content.decode()
    browser.post(f"{where}handling/", {"act": "cancel", "reason": "Ombygning", "scope": "all"})
    assert set(Booking.objects.values_list("state", flat=True)) == {"cancelled"}


def test_one_click_says_yes_to_all_that_wait_with_one_mail_and_the_to_do_stands_once(centre, client_of, bo):
    sind = OrganisationFactory.create(name="SIND", mail="sind@forening.example")
    rows = weekly(RoomFactory.create(name="Salen", approval=True), who=Who(sind))
    browser = client_of(bo)
    assert browser.get("/testby/kontor/").content.decode().count("Må SIND få Salen?") == 1
    assert "alle 5 datoer" in browser.get(rows[1].get_absolute_url()).content.decode()
    booking.decline(rows[4], reason="Optaget", by=bo, now=NOW)
    written = OutgoingMail.objects.count()
    for _twice in range(2):
        browser.post(f"{rows[1].get_absolute_url()}handling/", {"act": "approve", "scope": "all"})
    assert list(Booking.objects.order_by("starts_at").values_list("state", flat=True)) == ["confirmed"] * 4 + ["declined"]
    assert OutgoingMail.objects.count() == written + 1
    assert OutgoingMail.objects.latest("pk").calendar.count("BEGIN:VEVENT") == 4


def test_one_click_says_no_to_all_that_wait_with_one_mail_and_frees_their_time(centre, client_of, bo):
    rows = weekly(RoomFactory.create(name="Salen", approval=True), who=Who(OrganisationFactory.create(mail="sind@forening.example")))
    browser = client_of(bo)
    assert "Afvis alle 5 datoer" in browser.get(rows[1].get_absolute_url()).content.decode()
    booking.approve(rows[0], by=bo, now=NOW)
    written = OutgoingMail.objects.count()
    browser.post(f"{rows[1].get_absolute_url()}handling/", {"act": "decline", "scope": "all"})
    assert set(Booking.objects.values_list("state", flat=True)) == {"confirmed", "asked"}, "a reason is asked for"
    for _twice in range(2):
        browser.post(f"{rows[1].get_absolute_url()}handling/", {"act": "decline", "scope": "all", "reason": "Salen bygges om."})
    assert list(Booking.objects.order_by("starts_at").values_list("state", flat=True)) == ["confirmed"] + ["declined"] * 4
    assert Occupation.objects.count() == 1
    assert OutgoingMail.objects.count() == written + 1
    mail = OutgoingMail.objects.latest("pk")
    assert "Salen bygges om." in mail.text
    assert mail.calendar.count("STATUS:CANCELLED") == 4


def test_one_date_of_a_series_is_declined_by_itself(centre, client_of, bo):
    rows = weekly(RoomFactory.create(approval=True), times=2, who=Who(OrganisationFactory.create()))
    client_of(bo).post(f"{rows[1].get_absolute_url()}handling/", {"act": "decline", "reason": "Optaget"})
    assert list(Booking.objects.order_by("starts_at").values_list("state", flat=True)) == ["asked", "declined"]


def test_one_date_of_a_series_is_approved_by_itself(centre, client_of, bo):
    rows = weekly(RoomFactory.create(approval=True), times=2, who=Who(OrganisationFactory.create()))
    client_of(bo).post(f"{rows[1].get_absolute_url()}handling/", {"act": "approve"})
    assert list(Booking.objects.order_by("starts_at").values_list("state", flat=True)) == ["asked", "confirmed"]


@pytest.mark.django_db(transaction=True)
def test_series_and_single_bookings_at_once_never_overlap_and_a_series_is_whole_or_not_there(centre):
    room = RoomFactory.create()
    acts = [lambda: weekly(room, times=6) for _each in range(6)]
    acts += [lambda n=n: booking.book(wish(room, MONDAY + n * WEEK), OFFICE, by=None, now=NOW) for n in range(6)]
    found = at_once(centre, acts)
    assert [each for each in found if isinstance(each, Exception) and not isinstance(each, Taken | series.Conflicts)] == []
    rows = list(Occupation.objects.order_by("space", "starts_at").values_list("starts_at", "ends_at"))
    assert all(ends <= begins for (_starts, ends), (begins, _ends) in pairwise(rows))
    assert {len(Booking.objects.filter(series=each)) for each in BookingSeries.objects.all()} <= {6}
    assert Booking.objects.taking().count() == Occupation.objects.count()
    assert 1 <= Booking.objects.taking().count() <= 6
