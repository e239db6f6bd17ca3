"""Eight rooms, a hall and a kitchen: 0 kr. for voluntary social associations, 19 kr. an hour for popular education, politics, unions and the municipality, 300 kr. an hour for private
and commercial bookers; what tickets are sold to always pays. Booked once, as a series, and copied."""

import re
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from brobygger.core.times import moment
from brobygger.rooms.models import Booking, Occupation, PriceClass
from tests.factories import ContactFactory, OrganisationFactory, PremisesFactory, RoomFactory

TODAY = timezone.localdate()
MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 + 7)
WEEK = timedelta(weeks=1)
OFFICE = "/testby/kontor/lokaler"
BOOKERS = (
    ({"voluntary_social": True}, 0, 19), ({"sector": "education"}, 19, 19), ({"sector": "politics"}, 19, 19), ({"sector": "civil_society"}, 19, 19), ({"sector": "municipality"}, 19, 19),
    ({"sector": "company"}, 300, 300), ({"legal_form": "company"}, 300, 300), ({"sector": "company", "voluntary_social": True}, 300, 300),
)


@pytest.fixture
def house(centre, client_of, bo):
    """The house, with the prices that its own page lays out."""
    premises = PremisesFactory.create(name="Frivilligcenteret")
    names = (*(f"Mødelokale {n}" for n in range(1, 9)), "Salen", "Køkkenet")
    rooms = {name: RoomFactory.create(premises=premises, name=name, capacity=100 if name == "Salen" else 12) for name in names}
    client_of(bo).post(f"{OFFICE}/priser/")
    return rooms


def typed(room, **more):
    return {"room": room.pk, "day": f"{MONDAY:%Y-%m-%d}", "begins": "17:00", "ends": "19:30", "last_day": "", "purpose": "Foredrag", **more}


def test_the_three_classes_are_as_the_house_has_them(house):
    assert list(PriceClass.objects.values_list("booker", "hourly")) == [("voluntary", 0), ("public", 19), ("private", 300)]


@pytest.mark.parametrize(("kind", "hourly", "with_tickets"), BOOKERS)
def test_each_booker_pays_as_the_table_says_and_for_tickets_always(house, client_of, bo, kind, hourly, with_tickets):
    who, browser = OrganisationFactory.create(**kind), client_of(bo)
    assert browser.post(f"{OFFICE}/booking/ny/", typed(house["Salen"], organisation=who.pk)).status_code == 302
    assert browser.post(f"{OFFICE}/booking/ny/", typed(house["Køkkenet"], organisation=who.pk, ticketed="on")).status_code == 302
    plain, ticketed = Booking.objects.get(ticketed=False), Booking.objects.get(ticketed=True)
    assert (plain.hourly, ticketed.hourly) == (hourly, with_tickets)
    assert (plain.price, ticketed.price) == (Decimal(hourly) * 5 / 2, Decimal(with_tickets) * 5 / 2)
    lines = browser.get(f"{OFFICE}/bookinger/?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    if hourly:
        assert str(plain.price).replace(".", ",").rstrip("0").rstrip(",") in lines[1]


def test_somebody_without_an_association_is_private_and_tickets_sold_later_cost_from_then_on(house, client_of, bo):
    browser = client_of(bo)
    browser.post(f"{OFFICE}/booking/ny/", typed(house["Salen"], name="Vibeke"))
    assert Booking.objects.get().hourly == 300
    own = OrganisationFactory.create(voluntary_social=True)
    browser.post(f"{OFFICE}/booking/ny/", typed(house["Køkkenet"], organisation=own.pk))
    row = Booking.objects.get(organisation=own)
    browser.post(f"{row.get_absolute_url()}ret/", {"purpose": "Koncert", "ticketed": "on"})
    row.refresh_from_db()
    assert row.hourly == 19


def test_an_association_sees_its_price_before_it_books(house, client_of, erik):
    own = ContactFactory.create(organisation__sector="education", person__account=erik, acts_since=timezone.now()).organisation
    page = client_of(erik).get(f"/testby/forening/{own.pk}/lokaler/book/").content.decode()
    assert re.search(r"Salen: 19\W", page)


def test_a_series_costs_on_each_date_and_no_room_is_had_twice(house, client_of, erik, bo):
    own = ContactFactory.create(organisation__sector="education", person__account=erik, acts_since=timezone.now()).organisation
    browser, where = client_of(erik), f"/testby/forening/{own.pk}/lokaler/book/"
    assert browser.post(where, typed(house["Mødelokale 1"], repeat="weekly", until=f"{MONDAY + 9 * WEEK:%Y-%m-%d}")).status_code == 302
    rows = list(Booking.objects.filter(organisation=own))
    assert ([row.day for row in rows], sum(row.price for row in rows)) == ([MONDAY + n * WEEK for n in range(10)], Decimal(475))
    for name, room in house.items():
        answer = client_of(bo).post(f"{OFFICE}/booking/ny/", typed(room, name="V", day=f"{MONDAY + 4 * WEEK:%Y-%m-%d}", begins="19:00", ends="20:00"))
        assert answer.status_code == (422 if name == "Mødelokale 1" else 302)
    assert Occupation.objects.count() == 10 + 9


def test_a_booking_is_copied_to_another_day_with_all_but_the_day(house, client_of, erik, bo):
    own = ContactFactory.create(organisation__voluntary_social=True, person__account=erik, acts_since=timezone.now()).organisation
    browser, where = client_of(erik), f"/testby/forening/{own.pk}/lokaler"
    browser.post(f"{where}/book/", typed(house["Salen"], purpose="Fællesspisning", persons=40, ticketed="on"))
    row = Booking.objects.get()
    assert f"{where}/book/?kopi={row.pk}" in browser.get(f"{where}/").content.decode()
    for page in (browser.get(f"{where}/book/?kopi={row.pk}"), client_of(bo).get(f"{OFFICE}/booking/ny/?kopi={row.pk}")):
        form = page.context["form"]
        given = {name: form[name].value() for name in form.fields}
        assert (given["day"], given["room"], given["purpose"], given["persons"], given["ticketed"]) == (None, house["Salen"].pk, "Fællesspisning", 40, True)
        assert (str(given["begins"])[:5], str(given["ends"])[:5]) == ("17:00", "19:30")
    given = {"day": f"{MONDAY + WEEK:%Y-%m-%d}"}
    browser.post(f"{where}/book/?kopi={row.pk}", {**typed(house["Salen"], purpose="Fællesspisning", persons=40, ticketed="on"), **given})
    assert [(each.starts_at, each.hourly) for each in Booking.objects.order_by("starts_at")] == [(moment(MONDAY + n * WEEK, time(17)), 19) for n in range(2)]
    other = ContactFactory.create(person__account=erik, acts_since=timezone.now()).organisation
    assert "Fællesspisning" not in browser.get(f"/testby/forening/{other.pk}/lokaler/book/?kopi={row.pk}").content.decode()
