"""The list as the address filters it, rules with their history, the file for the accounts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.organisations.models import Charge, FeeRule, FeeSettings, Payment
from tests.factories import (
    BankFileFactory,
    ChargeFactory,
    FeeRoundFactory,
    MembershipFactory,
    MembershipTypeFactory,
    PaymentFactory,
    ReminderFactory,
)

FEES = "/testby/kontor/kontingent/"
TYPES = "/testby/kontor/medlemmer/typer/"
TODAY = timezone.localdate()


def test_the_list_is_filtered_by_its_address_and_sums_all_of_it(client_of, bo, member):
    paid, part, late = (ChargeFactory.create(membership=member(name)) for name in ("Betalt", "Delvis", "Sen"))
    Charge.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))
    PaymentFactory.create(charge=paid, amount=20000)
    PaymentFactory.create(charge=part, amount=5000)
    ChargeFactory.create(membership=paid.membership, year=TODAY.year - 1)
    ChargeFactory.create(membership=member("Trukket"), closed="withdrawn", closed_on=TODAY, reason="Forkert")
    browser = client_of(bo)
    named = lambda **asked: [row.member for row in browser.get(FEES, asked).context["page"]]  # noqa: E731
    assert named() == ["Betalt", "Delvis", "Sen"]
    assert named(tilstand="mangler") == ["Delvis", "Sen"]
    assert named(tilstand="forfaldne") == ["Sen"]
    assert named(tilstand="paid") == ["Betalt"]
    assert named(tilstand="withdrawn") == ["Trukket"]
    assert named(aar="alle") == ["Betalt", "Betalt", "Delvis", "Sen"]
    assert named(aar=str(TODAY.year - 1)) == ["Betalt"]
    assert named(type=str(paid.membership.type_id)) == ["Betalt", "Delvis", "Sen"]
    assert named(type="0") == []
    assert len(named(aar="vrøvl", tilstand="vrøvl", type="9" * 40)) == 3
    assert browser.get(FEES).context["sums"] == {"asked": 60000, "paid": 25000, "owed": 35000}
    file = browser.get(FEES, {"tilstand": "part", "format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert file[1].split(";")[1:8] == ["Delvis", "Forening", str(TODAY.year), "200", "50", "150", "delvist betalt"]
    assert browser.get(FEES, {"format": "pdf"}).status_code == 404


def test_one_tick_pays_and_one_click_undoes(client_of, bo, member):
    row = ChargeFactory.create(membership=member("Naboerne"))
    browser = client_of(bo)
    back = f"{FEES}?tilstand=mangler"
    answer = browser.post(f"{FEES}{row.pk}/betalt/", {"next": back}, follow=True)
    assert answer.redirect_chain[0][0] == back
    payment = Payment.objects.get()
    assert f"{FEES}betalinger/{payment.pk}/tilbage/" in answer.content.decode()
    assert "skylder ikke mere" in browser.post(f"{FEES}{row.pk}/betalt/", {"next": "https://andre.example/"}, follow=True).content.decode()
    browser.post(f"{FEES}betalinger/{payment.pk}/tilbage/")
    assert [each.amount for each in row.payments.all()] == [20000, -20000]
    assert browser.get(f"{FEES}{row.pk}/betalt/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(client_of, astrid, member, rows, django_assert_num_queries, kind):
    for number in range(rows):
        row = ChargeFactory.create(membership=member(f"Nr. {number}"))
        PaymentFactory.create(charge=row, amount=100)
        ReminderFactory.create(charge=row)
        member(f"Ny {number}")
    FeeRoundFactory.create(started_by=astrid)
    browser = client_of(astrid)
    browser.get(FEES)
    for address, questions in ((FEES, 15), (f"{FEES}?tilstand=til-jer", 15), (f"{FEES}opkraev/", 16), (f"{FEES}bogfoering/", 13), (f"{FEES}indstillinger/", 12)):
        with django_assert_num_queries(questions, info=address):
            browser.get(address)


def test_a_type_has_fees_from_days_and_steps_that_rise(client_of, astrid, centre):
    kind = MembershipTypeFactory.create(name="Forening")
    browser = client_of(astrid)
    new = f"{TYPES}{kind.pk}/kontingent/nyt/"
    steps = {"valid_from": "2026-01-01", "by": "members", "amount_0": "200", "from_1": "50", "amount_1": "1.400,50"}
    for wrong, field in (({"from_2": "50", "amount_2": "500"}, "from_2"), ({"from_2": "60"}, "amount_2"), ({"amount_2": "60"}, "from_2"), ({"amount_0": "gratis"}, "amount_0"), ({"amount_0": "-5"}, "amount_0"), ({"valid_from": ""}, "valid_from")):
        answer = browser.post(new, {**steps, **wrong})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert 'value="1.400,50"' in answer.content.decode()
    browser.post(new, steps)
    row = FeeRule.objects.get()
    assert row.steps == [[0, 20000], [50, 140050]]
    assert browser.post(new, steps).status_code == 422  # the same day twice
    assert browser.get(f"{FEES}satser/{row.pk}/").context["form"]["amount_1"].value() == "1400,50"
    browser.post(f"{FEES}satser/{row.pk}/", {**steps, "by": "fixed", "version": row.version})
    row.refresh_from_db()
    assert row.steps == [[0, 20000]]
    assert browser.post(f"{FEES}satser/{row.pk}/", {**steps, "version": 1}).status_code == 422
    browser.post(f"{FEES}satser/{row.pk}/", {"act": "delete"})
    assert not FeeRule.objects.exists()


def test_persons_have_no_size(client_of, astrid, centre):
    kind = MembershipTypeFactory.create(formal="person")
    answer = client_of(astrid).post(f"{TYPES}{kind.pk}/kontingent/nyt/", {"valid_from": "2026-01-01", "by": "members", "amount_0": "100"})
    assert list(answer.context["form"].errors) == ["by"]


def test_how_fees_are_taken_is_written_once_and_the_year_stays_once_used(client_of, astrid, bo, centre):
    browser = client_of(astrid)
    typed = {"pay_text": "Konto 1234", "starts_month": "7", "due_days": "14", "reminders": "3", "reminder_days": "10", "account": "1010"}
    assert browser.post(f"{FEES}indstillinger/", {**typed, "reminders": "4"}).status_code == 422
    assert browser.post(f"{FEES}indstillinger/", {**typed, "pay_text": "010190-1234"}).status_code == 422
    browser.post(f"{FEES}indstillinger/", typed)
    row = FeeSettings.objects.get()
    ChargeFactory.create()
    answer = browser.post(f"{FEES}indstillinger/", {**typed, "starts_month": "1", "version": row.version})
    assert list(answer.context["form"].errors) == ["starts_month"]
    browser.post(f"{FEES}indstillinger/", {**typed, "due_days": "20", "version": row.version})
    assert FeeSettings.objects.get().due_days == 20
    assert client_of(bo).get(f"{FEES}indstillinger/").status_code == 403


def test_the_accounts_have_every_payment_on_its_day(client_of, bo, member):
    row = ChargeFactory.create(membership=member("=Naboerne"))
    first = PaymentFactory.create(charge=row, amount=20050, paid_on=date(TODAY.year, 1, 1))
    PaymentFactory.create(charge=row, amount=-20050, paid_on=TODAY, source="returned", undoes=first)
    PaymentFactory.create(charge=row, paid_on=date(TODAY.year - 1, 12, 31))
    browser = client_of(bo)
    answer = browser.get(f"{FEES}bogfoering/", {"fra": f"{TODAY.year}-01-01", "til": TODAY.isoformat(), "format": "csv"})
    _headings, came, went = answer.content.decode("utf-8-sig").splitlines()
    assert came == f"{TODAY.year}-01-01;1010;Kontingent {TODAY.year}, =Naboerne;200,5;{row.reference};ingen moms;skrevet ind"
    assert went.split(";")[3] == "-200,5"
    assert browser.get(f"{FEES}bogfoering/").context["sum"] == 0
    assert browser.get(f"{FEES}bogfoering/", {"fra": "2026-02-01", "til": "2026-01-01"}).status_code == 422
    assert browser.get(f"{FEES}bogfoering/", {"fra": "x", "til": "", "format": "csv"}).status_code == 422
    assert browser.get(f"{FEES}bogfoering/", {"format": "xlsx"}).content[:2] == b"PK"


def test_what_was_paid_stands_on_the_organisations_page_for_those_who_take_care_of_it(client_of, bo, carla, member):
    row = ChargeFactory.create(membership=member("Naboerne"))
    page = f"/testby/kontor/organisationer/{row.membership.organisation_id}/"
    assert f"Kontingent {TODAY.year}: 200 kr." in [each.text for each in client_of(bo).get(page).context["happened"]]
    assert "200 kr." not in client_of(carla).get(page).content.decode()


def test_nobody_else_sees_a_bank_file(client_of, bo, astrid, centre):
    row = BankFileFactory.create(uploaded_by=bo)
    assert client_of(astrid).get(f"{FEES}bank/{row.pk}/").status_code == 404


def test_a_charge_of_another_centre_is_not_there(client_of, fremmed, centre):
    row = ChargeFactory.create(membership=MembershipFactory.create())
    assert client_of(fremmed).get(f"{FEES}{row.pk}/").status_code == 404


def test_what_is_paid_cannot_be_closed_as_never_paid(client_of, bo, member):
    row = ChargeFactory.create(membership=member("Naboerne"))
    page = f"/testby/kontor/kontingent/{row.pk}/"
    assert "Den bliver ikke betalt" in client_of(bo).get(page).content.decode()
    PaymentFactory.create(charge=row, amount=20000)
    assert "Den bliver ikke betalt" not in client_of(bo).get(page).content.decode()
