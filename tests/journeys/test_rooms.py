"""“We meet every week in the blue room, but once there is a lecture. Ask us if we may, and let those who come see on the door that it is us.”"""

from datetime import time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.core.models import OutgoingMail
from brobygger.core.times import moment
from brobygger.rooms import keys
from brobygger.rooms.models import Booking
from tests.factories import (
    BookingFactory,
    BookingSeriesFactory,
    ContactFactory,
    EventFactory,
    FeatureFactory,
    RoomFactory,
)
from tests.journeys.steps import OFFICE

TODAY = timezone.localdate()
MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 + 7)
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def test_an_association_books_a_series_around_an_event_and_the_door_shows_it(working_centre: Any, erik: Any, bo: Any, page_of: Any, look: Any) -> None:
    # Given two rooms with a projector, one of them with a lecture of the centre's in the second week.
    choir = ContactFactory.create(organisation__name="Sangkoret", organisation__mail="kor@sang.example", person__account=erik, acts_since=timezone.now()).organisation
    blue, yellow = (RoomFactory.create(name=name, capacity=size, approval=True) for name, size in (("Blå stue", 20), ("Gul stue", 24)))
    projector = FeatureFactory.create(name="Projektor")
    for room in (blue, yellow):
        room.features.add(projector)
    lecture = EventFactory.create(registration__title="Foredrag om sorg", starts_at=moment(MONDAY + WEEK, time(18)), ends_at=moment(MONDAY + WEEK, time(20)))
    BookingFactory.create(room=blue, organisation=None, registration=lecture.registration, purpose="Foredrag om sorg", starts_at=lecture.starts_at)

    # When the choir writes what it needs in its own words, then the free rooms come first, and one click leads on.
    phone = page_of(erik, width=360)
    phone.goto(f"/testby/forening/{choir.pk}/lokaler/")
    look(phone)
    phone.get_by_label("Hvad har I brug for?").or_(phone.get_by_role("searchbox")).first.fill("plads til 20 med projektor mandag aften")
    phone.get_by_role("button", name="Find et lokale").click()
    look(phone, "rooms-find")
    card = phone.locator("li.ds-card", has_text="Blå stue")
    expect(card).to_contain_text("gange")
    card.get_by_role("link").nth(1).click()
    phone.get_by_label("Dag", exact=True).fill(f"{MONDAY:%Y-%m-%d}")
    phone.get_by_label("Begynder kl.", exact=True).fill("18:00")
    phone.get_by_label("Slutter kl.", exact=True).fill("20:00")
    phone.get_by_label("Hvor tit").select_option("weekly")
    phone.get_by_label("Til og med").fill(f"{MONDAY + 3 * WEEK:%Y-%m-%d}")
    phone.get_by_label("Hvad det er til").fill("Korprøve")
    look(phone)
    phone.get_by_role("button", name="Book", exact=True).click()

    # When one date is taken by the lecture, then it alone is asked about, and another room is had for it.
    expect(phone.get_by_role("heading", name="1 dato kan ikke lade sig gøre")).to_be_visible()
    look(phone, "rooms-series")
    choice = phone.locator(".instead select")
    choice.select_option(str(choice.locator("option", has_text="Gul stue").first.get_attribute("value")))
    phone.get_by_role("button", name="Book", exact=True).click()
    expect(phone.locator("#messages")).to_contain_text("Vi ser på det")
    look(phone)
    rows = list(Booking.objects.filter(organisation=choir).order_by("starts_at"))
    assert [row.room for row in rows] == [blue, yellow, blue, blue]

    # When the office opens its front page, then the wish is a to-do, and one click says yes to all of it.
    office = page_of(bo)
    office.goto(f"{OFFICE}/")
    office.get_by_role("link", name="Må Sangkoret få Blå stue?").click()
    look(office)
    office.get_by_role("button", name="Ja, lokalet er deres på alle 4 datoer").click()
    expect(office.locator("#messages")).to_contain_text("Sangkoret")
    assert set(Booking.objects.filter(organisation=choir).values_list("state", flat=True)) == {"confirmed"}
    assert OutgoingMail.objects.filter(subject__startswith="Ja: Du har").count() == 1

    # When one date is moved to today, then the others stay, and the screen at the door says who is there.
    door = page_of(None)
    here = f"/testby/lokaler/doer/{keys.token_of(keys.ROOM, blue.pk)}/"
    door.goto(here)
    expect(door.locator("main, body").first).to_contain_text("Ledigt")
    office.goto(f"{rows[2].get_absolute_url()}flyt/")
    office.get_by_label("Dag", exact=True).fill(f"{TODAY:%Y-%m-%d}")
    office.get_by_label("Begynder kl.", exact=True).fill("00:00")
    office.get_by_label("Slutter kl.", exact=True).fill("00:00")
    look(office)
    office.get_by_role("button", name="Flyt", exact=True).click()
    expect(office.locator("#messages")).to_contain_text("1 booking")
    door.goto(here)
    expect(door.locator("body")).to_contain_text("Korprøve")
    expect(door.locator("body")).to_contain_text("Sangkoret")
    look(door, "rooms-door")
    assert [row.day for row in Booking.objects.filter(organisation=choir).order_by("starts_at")] == [TODAY, MONDAY, MONDAY + WEEK, MONDAY + 3 * WEEK]


def test_one_who_has_no_sign_in_answers_and_cancels_by_the_link_in_the_mail(working_centre: Any, page_of: Any, look: Any) -> None:
    series = BookingSeriesFactory.create(reconfirm_on=TODAY)
    rows = [BookingFactory.create(series=series, purpose="Korprøve", starts_at=moment(MONDAY + n * WEEK, time(18))) for n in range(3)]
    phone = page_of(None, width=360)

    # Given a mail that asks whether the room is still used, when the link is followed, then one click says yes.
    phone.goto(f"{rows[0].own_url}brug/")
    look(phone)
    phone.get_by_role("button", name="Ja, vi bruger det stadig").click()
    expect(phone.get_by_role("heading", name="Tak")).to_be_visible()
    series.refresh_from_db()
    assert series.reconfirmed_on == TODAY

    # When one date is cancelled there, then the others stay.
    phone.goto(rows[1].own_url)
    phone.get_by_label("kun denne dato").check()
    with phone.expect_navigation():
        phone.get_by_role("button", name="Aflys bookingen").click()
    expect(phone.locator("main")).to_contain_text("Aflyst")
    look(phone)
    assert [row.state for row in Booking.objects.order_by("starts_at")] == ["confirmed", "cancelled", "confirmed"]
