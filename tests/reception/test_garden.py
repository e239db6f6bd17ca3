"""The garden: a season that comes each year, and turns to keep it in order."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from brobygger.core.models import OutgoingMail
from brobygger.reception import gardening
from brobygger.reception.models import UpkeepTurn
from brobygger.rooms import seasons
from brobygger.rooms.models import Room
from tests.factories import ContactFactory, OrganisationFactory, PremisesFactory, RoomFactory, UpkeepTurnFactory
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
HERE = "/testby/kontor/reception/have/"


def weeks(n):
    return timedelta(weeks=n)


@pytest.mark.parametrize(("typed", "number"), [("1. april", 401), ("31. oktober", 1031), ("1/4", 401), ("1.4.", 401), ("01-04", 401), ("29. februar", 229), ("3 maj", 503), ("1 May", 501), ("30. februar", None), ("32/1", None), ("april", None), ("1/13", None), ("", None), ("første maj", None)])
def test_a_day_of_the_year_is_read_as_it_is_written(typed, number):
    assert seasons.read(typed) == number


@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_what_is_said_is_read_as_it_was(day):
    with translation.override("da"):
        assert seasons.read(seasons.said(day.month * 100 + day.day)) == day.month * 100 + day.day


@given(st.dates(), st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.dates(date(2024, 1, 1), date(2024, 12, 31)))
def test_a_day_is_in_one_of_two_seasons_that_fill_the_year(day, first, second):
    begins, ends = first.month * 100 + first.day, second.month * 100 + second.day
    after, before = (second + timedelta(days=1)), (first - timedelta(days=1))
    if begins != ends and ends != before.month * 100 + before.day:
        rest = seasons.is_within(day, after.month * 100 + after.day, before.month * 100 + before.day)
        assert seasons.is_within(day, begins, ends) != rest or (day.month, day.day) == (2, 29)
    assert seasons.is_within(day, None, None)


def test_a_room_has_a_whole_season_or_none(centre, client_of, bo):
    room = RoomFactory.create(name="Bed 1")
    address = f"/testby/kontor/lokaler/rum/{room.pk}/ret/"
    given_ = {"premises": room.premises_id, "name": "Bed 1", "capacity": 8, "open_to": "organisations", "buffer_minutes": 0, "cancel_hours": 24, "way_in_hours": 24, "position": 0, "weekends": "on", "version": room.version}
    for wrong, words in (({"season_from": "1. april"}, "En sæson har en første og en sidste dag"), ({"season_from": "snart", "season_to": "1. maj"}, "Skriv en dag i året"), ({"season_from": "31. juni", "season_to": "1. maj"}, "Skriv en dag i året")):
        answer = client_of(bo).post(address, {**given_, **wrong})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert f'value="{wrong["season_from"]}"' in answer.content.decode()
    assert client_of(bo).post(address, {**given_, "season_from": "1/4", "season_to": "31. oktober"}).status_code == 302
    assert Room.objects.values_list("season_from", "season_to").get() == (401, 1031)
    assert 'value="1. april"' in client_of(bo).get(address).content.decode()


def test_turns_go_round_by_week_and_weeks_that_are_taken_stay(centre, bo):
    place = PremisesFactory.create()
    one, two, three = (OrganisationFactory.create(name=name) for name in "ABC")
    UpkeepTurnFactory.create(premises=place, starts_on=MONDAY + weeks(1), organisation=three)
    assert gardening.lay_out(place, [one, two], first=TODAY, last=TODAY + weeks(4), by=bo, now=NOW) == 4
    assert [row.organisation.name for row in UpkeepTurn.objects.listed()] == ["A", "C", "A", "B", "A"]
    assert gardening.lay_out(place, [one, two], first=TODAY, last=TODAY + weeks(4), by=bo, now=NOW) == 0
    for first, last, who in ((TODAY, TODAY - weeks(2), [one]), (TODAY, TODAY + weeks(80), [one]), (TODAY, TODAY, [])):
        with pytest.raises(ValidationError):
            gardening.lay_out(place, who, first=first, last=last, by=bo, now=NOW)


@given(st.dates(date(2000, 1, 1), date(2080, 1, 1)), st.integers(0, 400))
def test_weeks_are_mondays_without_a_gap_that_hold_both_days(first, length):
    last = first + timedelta(days=length)
    found = gardening.weeks(first, last)
    assert all(day.weekday() == 0 for day in found)
    assert found[0] <= first <= last < found[-1] + timedelta(days=7)
    assert len(found) == (found[-1] - found[0]).days // 7 + 1


def test_two_swap_and_one_gives_up_what_another_takes(centre, client_of, bo, erik):
    own = OrganisationFactory.create(name="De ældres klub")
    ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
    mine = UpkeepTurnFactory.create(starts_on=MONDAY + weeks(1), organisation=own)
    theirs = UpkeepTurnFactory.create(premises=mine.premises, starts_on=MONDAY + weeks(2))
    other = theirs.organisation
    client_of(bo).post(f"{HERE}?sted={mine.premises_id}", {"act": "swap", "one": mine.pk, "other": theirs.pk})
    assert list(UpkeepTurn.objects.values_list("organisation", flat=True)) == [other.pk, own.pk]
    assert client_of(bo).post(f"{HERE}?sted={mine.premises_id}", {"act": "swap", "one": mine.pk, "other": mine.pk}).status_code == 422
    page, browser = f"/testby/forening/{own.pk}/reception/", client_of(erik)
    assert "Vi kan ikke den uge" in browser.get(page).content.decode()
    browser.post(f"{page}have/{mine.pk}/", {"act": "give"})  # another's: nothing
    browser.post(f"{page}have/{theirs.pk}/", {"act": "done"})  # not yet
    assert UpkeepTurn.objects.filter(done_on=None, organisation__isnull=False).count() == 2
    UpkeepTurnFactory.create(premises=mine.premises, starts_on=MONDAY, organisation=own)
    browser.post(f"{page}have/{theirs.pk}/", {"act": "give"})
    assert UpkeepTurn.objects.get(pk=theirs.pk).organisation is None
    assert "ingen endnu" in browser.get(page).content.decode()
    assert f"Kan I tage en tjans i {mine.premises}?" in browser.get(f"/testby/forening/{own.pk}/").content.decode()
    browser.post(f"{page}have/{theirs.pk}/", {"act": "take"})
    assert UpkeepTurn.objects.get(pk=theirs.pk).organisation == own
    strange = UpkeepTurnFactory.create(organisation=None, starts_on=MONDAY + weeks(1))
    assert browser.post(f"{page}have/{strange.pk}/", {"act": "take"}).status_code == 404


def test_each_of_two_that_swap_is_told_once_which_week_it_has_now(centre, bo):
    one = UpkeepTurnFactory.create(starts_on=MONDAY + weeks(1), organisation__name="Bålklubben", organisation__mail="baal@example.org")
    other = UpkeepTurnFactory.create(premises=one.premises, starts_on=MONDAY + weeks(2), organisation__name="Bidragsyderne", organisation__mail="bid@example.org")
    with translation.override("en"):  # whoever clicks: the letter is in the house's language
        gardening.swap(one, other, by=bo, now=NOW)
    told = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert set(told) == {"baal@example.org", "bid@example.org"}
    with translation.override("da"):
        first, second = str(one), str(other)
    assert f"Jeres er nu {second} i stedet for {first}." in told["baal@example.org"].text
    assert f"Jeres er nu {first} i stedet for {second}." in told["bid@example.org"].text
    assert f"/forening/{other.organisation_id}/reception/" in told["bid@example.org"].text
    gardening.swap(one, other, by=bo, now=NOW)  # and back again: that is new to both
    assert OutgoingMail.objects.count() == 4


def test_a_swap_with_a_free_week_writes_to_the_one_and_a_swap_with_oneself_is_none(centre, bo):
    mine = UpkeepTurnFactory.create(starts_on=MONDAY + weeks(1), organisation__mail="baal@example.org")
    free = UpkeepTurnFactory.create(premises=mine.premises, starts_on=MONDAY + weeks(2), organisation=None)
    gardening.swap(free, mine, by=bo, now=NOW)
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["baal@example.org"]
    too = UpkeepTurnFactory.create(premises=mine.premises, starts_on=MONDAY + weeks(3), organisation=mine.organisation)
    with pytest.raises(ValidationError):
        gardening.swap(UpkeepTurn.objects.get(pk=free.pk), too, by=bo, now=NOW)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_take_a_free_week_at_once_do_not_both_get_it(centre, bo):
    turn = UpkeepTurnFactory.create(organisation=None, starts_on=MONDAY + weeks(1))
    rows = [OrganisationFactory.create() for _each in range(4)]
    found = at_once(centre, [lambda row=row: gardening.change(turn, row, of=None, by=bo, now=NOW) for row in rows])
    assert sum(found) == 1, found


def test_a_turn_is_said_to_be_done_and_one_click_takes_that_back(centre, client_of, carla, erik):
    own = OrganisationFactory.create()
    ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
    turn = UpkeepTurnFactory.create(organisation=own)
    late = UpkeepTurnFactory.create(premises=turn.premises, starts_on=MONDAY - weeks(2), organisation__name="Glemsom")
    missed = client_of(carla).get(f"{HERE}?sted={turn.premises_id}").content.decode()
    assert "Glemsom har ikke sagt, at det er gjort" in missed
    assert f'action="{HERE}{late.pk}/udfoert/"' in missed
    assert "Jeres tur til at holde" in client_of(erik).get(f"/testby/forening/{own.pk}/").content.decode()
    client_of(erik).post(f"/testby/forening/{own.pk}/reception/have/{turn.pk}/", {"act": "done"})
    assert UpkeepTurn.objects.get(pk=turn.pk).done_on == TODAY
    answer = client_of(carla).post(f"{HERE}{late.pk}/udfoert/", follow=True).content.decode()
    assert f"{HERE}{late.pk}/udfoert/?fortryd=1" in answer
    client_of(carla).post(f"{HERE}{late.pk}/udfoert/?fortryd=1")
    assert UpkeepTurn.objects.get(pk=late.pk).done_on is None


@pytest.mark.parametrize("n", [2, 4])
def test_the_page_of_the_garden_asks_as_many_questions_with_four_rows_as_with_two(centre, client_of, bo, django_assert_num_queries, n):
    place = PremisesFactory.create()
    for number in range(n):
        UpkeepTurnFactory.create(premises=place, starts_on=MONDAY + weeks(number))
    browser = client_of(bo)
    browser.get(HERE)
    with django_assert_num_queries(21):
        assert browser.get(HERE).status_code == 200
