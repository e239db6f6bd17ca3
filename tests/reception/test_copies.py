"""Copies: a line at the desk, the price of the day, sums of a month for the invoice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.reception import copying
from brobygger.reception.models import Copying, SheetPrice
from tests.factories import ContactFactory, CopyingFactory, OrganisationFactory, SheetPriceFactory

NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/reception/kopiering/"


def test_a_line_keeps_the_price_of_the_day(centre, client_of, carla):
    sind, black = OrganisationFactory.create(name="SIND"), SheetPriceFactory.create(name="Sort-hvid, A4", each=Decimal("0.50"))
    page = client_of(carla).post(HERE, {"who": "si", "sheets": 25, "price": black.pk}, follow=True).content.decode()
    assert "25 ark (Sort-hvid, A4) til SIND: 12,50 kr." in page
    black.each = Decimal("0.75")
    black.save()
    row = Copying.objects.get()
    assert (row.organisation, row.sheets, row.each, row.amount, row.on, row.by) == (sind, 25, Decimal("0.50"), Decimal("12.50"), TODAY, carla)


def test_bad_lines_are_told_beside_the_field_and_keep_nothing(centre, client_of, bo):
    OrganisationFactory.create(name="SIND")
    price, gone = SheetPriceFactory.create(), SheetPriceFactory.create(retired=True)
    given_ = {"who": "SIND", "sheets": 5, "price": price.pk}
    for wrong, words in (
        ({"sheets": 0}, "større end"), ({"sheets": ""}, "påkrævet"), ({"sheets": 10**7}, "mindre end"), ({"sheets": "mange"}, "heltal"), ({"price": gone.pk}, "gyldig"), ({"price": "9" * 30}, "gyldig"),
        ({"who": "ukendt"}, "ingen forening"), ({"on": TODAY + timedelta(days=1)}, "Den dag er ikke kommet"),
    ):
        answer = client_of(bo).post(HERE, {**given_, **wrong})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert not Copying.objects.exists()


def test_only_ones_own_line_of_today_is_undone(centre, client_of, bo, carla):
    mine, theirs, old = CopyingFactory.create(by=bo), CopyingFactory.create(by=carla), CopyingFactory.create(by=bo)
    Copying.objects.filter(pk=old.pk).update(created_at=NOW - timedelta(days=2))
    for row in (mine, theirs, old):
        client_of(bo).post(f"{HERE}{row.pk}/fortryd/")
    assert set(Copying.objects.all()) == {theirs, old}


def test_the_sums_of_a_month_by_association_and_their_file(centre, client_of, bo):
    sind, formula = OrganisationFactory.create(name="SIND"), OrganisationFactory.create(name="=1+1")
    black, colour = SheetPriceFactory.create(name="Sort", each=Decimal("0.50")), SheetPriceFactory.create(name="Farve", each=Decimal(2), colour=True, position=1)
    for who, price, on, sheets, each in (
        (sind, black, date(2025, 3, 1), 10, "0.50"), (sind, black, date(2025, 3, 31), 20, "0.50"), (sind, black, date(2025, 3, 15), 4, "0.75"), (sind, colour, date(2025, 3, 2), 5, "2"), (formula, colour, date(2025, 3, 2), 1, "2"),
        (sind, black, date(2025, 2, 28), 1000, "0.50"), (sind, black, date(2025, 4, 1), 1000, "0.50"),
    ):
        CopyingFactory.create(organisation=who, price=price, on=on, sheets=sheets, each=Decimal(each))
    lines = copying.lines(*copying.month_of(date(2025, 3, 9)))
    assert [(each.who, each.black, each.colour, each.amount) for each in copying.accounts(lines)] == [("=1+1", 0, 1, Decimal(2)), ("SIND", 34, 5, Decimal("28.00"))]
    page = client_of(bo).get(f"{HERE}?maaned=2025-03").content.decode()
    assert "40 ark, 30,00 kr. i alt" in page
    text = client_of(bo).get(f"{HERE}?maaned=2025-03&format=csv").content.decode("utf-8-sig").splitlines()
    assert text[1:] == ["'=1+1;Farve;1;2,00;2,00", "SIND;Sort;30;0,50;15,00", "SIND;Sort;4;0,75;3,00", "SIND;Farve;5;2,00;10,00"]
    assert "Ingen kopierede noget" in client_of(bo).get(f"{HERE}?maaned=99").content.decode()


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_month_is_from_its_first_day_to_the_next_first(day):
    first, after = copying.month_of(day)
    assert first <= day < after
    assert (first.day, after.day) == (1, 1)
    assert (after - first).days in range(28, 32)


def test_prices_are_the_centres_own(centre, client_of, bo, carla):
    assert client_of(carla).post(f"{HERE}priser/").status_code == 403
    for _twice in range(2):
        client_of(bo).post(f"{HERE}priser/")
    assert SheetPrice.objects.count() == 4
    client_of(bo).post(f"{HERE}priser/ny/", {"name": "Plakat", "each": "25.00", "colour": "on"})
    row = SheetPrice.objects.get(name="Plakat")
    assert (row.each, row.colour) == (Decimal(25), True)
    answer = client_of(bo).post(f"{HERE}priser/{row.pk}/", {"name": "Plakat", "each": "-1", "version": row.version})
    assert answer.status_code == 422
    client_of(bo).post(f"{HERE}priser/{row.pk}/", {"name": "Plakat", "each": "30", "retired": "on", "version": row.version})
    assert "Plakat" not in client_of(bo).get(HERE).content.decode()


def test_an_association_sees_its_copies_of_the_year(centre, client_of, erik):
    own = OrganisationFactory.create()
    ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
    price = SheetPriceFactory.create()
    for _twice in range(2):
        CopyingFactory.create(organisation=own, price=price)
    CopyingFactory.create(price=price, sheets=500)
    CopyingFactory.create(organisation=own, price=price, on=date(TODAY.year - 1, 12, 31), sheets=500)
    assert "I år: 20 ark, 10,00 kr." in client_of(erik).get(f"/testby/forening/{own.pk}/reception/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 16), ("priser/", 11)])
def test_pages_of_copies_ask_as_many_questions_with_three_rows_as_with_one(centre, client_of, bo, django_assert_num_queries, path, queries, n):
    for _each in range(n):
        CopyingFactory.create(by=bo)
    browser = client_of(bo)
    browser.get(f"{HERE}{path}")
    with django_assert_num_queries(queries):
        assert browser.get(f"{HERE}{path}").status_code == 200
