"""The round charges each member once, by the rule of the year, and mails who should have it; reminders come in time and stop."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.organisations import actions
from brobygger.organisations.fees import charging, paying, reminding
from brobygger.organisations.models import Charge, FeeRound, FeeRule, Membership, Reminder
from brobygger.people import retention
from brobygger.people.actions import erase
from brobygger.people.holdings import subject_of_person
from tests.factories import (
    ChargeFactory,
    ContactFactory,
    FeeRuleFactory,
    MembershipFactory,
    MembershipTypeFactory,
    PaymentFactory,
    PersonFactory,
)

ROUND = "/testby/kontor/kontingent/opkraev/"
FEES = "/testby/kontor/kontingent/"
TODAY = timezone.localdate()
YEAR = TODAY.year


def send(browser, worker, **typed):
    page = browser.get(ROUND)
    with worker():
        return browser.post(ROUND, {"due_on": (TODAY + timedelta(days=30)).isoformat(), "seal": page.context["seal"], **typed})


def test_the_round_shows_who_pays_what_and_why_and_then_does_it(client_of, bo, member, worker, kind):
    small, big = member("Naboerne", 10), member("SIND", 50)
    member("Ukendt størrelse", None)
    member("Uden mail").organisation.__class__.objects.filter(name="Uden mail").update(mail="")
    free = MembershipTypeFactory.create(name="Gratis")
    FeeRuleFactory.create(type=free, steps=[[0, 0]])
    MembershipFactory.create(type=free, organisation__name="Skolen")
    MembershipFactory.create(organisation__name="Uden sats")
    MembershipFactory.create(type=kind, organisation__name="Var medlem", ends_on=date(2025, 1, 1))
    ContactFactory.create(organisation=small.organisation, role="chair", person__mail="formand@example.org")
    ContactFactory.create(organisation=small.organisation, role="treasurer", person__name="Inge Holm", person__mail="kasserer@example.org")
    ContactFactory.create(organisation=big.organisation, role="treasurer", person__mail="gammel@example.org", until=date(2025, 1, 1))
    browser = client_of(bo)
    page = browser.get(ROUND)
    assert [(kind, [(each.member, each.fee and each.fee.amount) for each, _why in rows]) for kind, _n, rows in page.context["groups"]] == [
        ("mail", [("Naboerne", 20000), ("SIND", 40000)]), ("no_mail", [("Uden mail", 20000)]), ("free", [("Skolen", 0)]), ("no_size", [("Ukendt størrelse", None)]), ("no_rule", [("Uden sats", None)]),
    ]
    assert (page.context["to_charge"], page.context["mails"], page.context["sum"]) == (4, 2, 80000)
    done = send(browser, worker)
    assert browser.get(done.url).context["made"] == 4
    assert sorted((row.member, row.amount, row.mailed_on) for row in Charge.objects.select_related("membership__organisation")) == [
        ("Naboerne", 20000, TODAY), ("SIND", 40000, TODAY), ("Skolen", 0, None), ("Uden mail", 20000, None),
    ]
    letter = OutgoingMail.objects.get(to="kasserer@example.org")
    asked = Charge.objects.get(membership=small)
    for said in ("Kære Inge Holm", "200 kr.", asked.reference, "Konto 1234 567890", "Forening med 10 medlemmer (trinnet fra 0)."):
        assert said in letter.text
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"kasserer@example.org", "sind@example.org"}


def test_a_second_round_charges_only_who_is_new(client_of, bo, member, worker):
    member("Naboerne")
    browser = client_of(bo)
    send(browser, worker)
    assert browser.get(ROUND).context["to_charge"] == 0
    send(browser, worker)
    assert (Charge.objects.count(), FeeRound.objects.count()) == (1, 1)
    member("SIND")
    send(browser, worker)
    assert (Charge.objects.count(), OutgoingMail.objects.count()) == (2, 2)
    for row in FeeRound.objects.all():
        FeeRound.objects.filter(pk=row.pk).update(done_at=None)
        charging.carry_out(row.centre_id, row.pk)  # the worker runs it again
    assert (Charge.objects.count(), OutgoingMail.objects.count()) == (2, 2)


def test_what_has_changed_since_it_was_looked_at_is_shown_again(client_of, bo, member, worker):
    row = member("Naboerne", 10)
    browser = client_of(bo)
    seal = browser.get(ROUND).context["seal"]
    row.organisation.member_count = 70
    row.organisation.save()
    answer = send(browser, worker, seal=seal)
    assert (answer.status_code, Charge.objects.count()) == (422, 0)
    assert send(browser, worker, due_on="2020-01-01").status_code == 422


def test_a_round_longer_than_one_step_is_whole(client_of, bo, member, worker, monkeypatch):
    monkeypatch.setattr(charging, "AT_A_TIME", 2)
    for number in range(5):
        member(f"M{number}")
    send(client_of(bo), worker)
    assert Charge.objects.count() == 5
    assert len(set(Charge.objects.values_list("reference", flat=True))) == 5


def test_who_changes_type_within_the_year_is_asked_once(bo, member, centre):
    row = member("Naboerne")
    charging.charge_one(row, year=YEAR, centre=centre, by=bo, now=timezone.now())
    onward = actions.change(row, to=MembershipTypeFactory.create(), locality=None, since=TODAY, by=bo)
    assert onward.pk != row.pk
    with pytest.raises(ValidationError):
        charging.charge_one(onward, year=YEAR, centre=centre, by=bo, now=timezone.now())


def test_a_later_rule_never_changes_what_was_charged(bo, member, centre, kind):
    row = charging.charge_one(member("Naboerne", 60), year=YEAR, centre=centre, by=bo, now=timezone.now())
    FeeRuleFactory.create(type=kind, valid_from=date(YEAR + 1, 1, 1), steps=[[0, 99900]])
    later = charging.charge_one(member("SIND", 60), year=YEAR, centre=centre, by=bo, now=timezone.now())
    assert (later.amount, charging.charge_one(member("Andre", 60), year=YEAR + 1, centre=centre, by=bo, now=timezone.now()).amount) == (40000, 99900)
    FeeRule.objects.all().delete()
    row.refresh_from_db()
    assert (row.amount, row.basis["size"], row.basis["from"]) == (40000, 60, 50)


def test_a_new_member_is_charged_from_its_page(client_of, bo, member):
    row = member("Naboerne")
    browser = client_of(bo)
    page = f"/testby/kontor/medlemmer/{row.pk}/"
    assert [year for year, _label in browser.get(page).context["chargeable"]] == [YEAR, YEAR + 1]
    browser.post(f"{page}opkraev/", {"year": YEAR})
    assert [year for year, _label in browser.get(page).context["chargeable"]] == [YEAR + 1]
    browser.post(f"{page}opkraev/", {"year": YEAR})
    browser.post(f"{page}opkraev/", {"year": "9" * 30})
    assert Charge.objects.get().amount == 20000
    browser.post(f"{page}ret/", {"act": "delete"})
    assert Membership.objects.filter(pk=row.pk).exists()


def test_payments_say_where_a_charge_stands_and_are_met_never_taken_out(bo, member):
    row = ChargeFactory.create(membership=member("Naboerne"))
    stands = lambda: charging.again(row).state.value  # noqa: E731
    assert stands() == "open"
    first = paying.pay(row, amount=5000, on=TODAY, note="", by=bo)
    assert stands() == "part"
    second = paying.settle(row, on=TODAY, by=bo)
    assert (stands(), second.amount) == ("paid", 15000)
    with pytest.raises(ValidationError):
        paying.settle(row, on=TODAY, by=bo)
    paying.undo(first, on=TODAY, by=bo)
    with pytest.raises(ValidationError):
        paying.undo(first, on=TODAY, by=bo)
    assert (stands(), row.payments.count(), charging.again(row).owed) == ("part", 3, 5000)
    for state in ("open", "part", "paid", "free", "waived", "written_off", "withdrawn"):
        assert Charge.objects.with_paid().in_state(state).count() == (state == "part")


def test_a_charge_is_closed_with_a_reason_and_a_wrong_one_made_anew(client_of, bo, member, centre):
    membership = member("Naboerne", 60)
    row = charging.charge_one(membership, year=YEAR, centre=centre, by=bo, now=timezone.now())
    page, browser = f"{FEES}{row.pk}/", client_of(bo)
    assert browser.post(page, {"order": "close", "close-as_": "withdrawn", "close-reason": ""}).status_code == 422
    browser.post(page, {"order": "close", "close-as_": "withdrawn", "close-reason": "Forkert størrelse"})
    again = charging.charge_one(membership, year=YEAR, centre=centre, by=bo, now=timezone.now())
    browser.post(page, {"order": "reopen"})
    assert charging.again(row).closed == "withdrawn"
    assert browser.post(page, {"order": "pay", "pay-amount": "400", "pay-on": TODAY.isoformat()}).status_code == 422
    paying.settle(again, on=TODAY, by=bo)
    for kind in ("waived", "withdrawn"):
        with pytest.raises(ValidationError):
            charging.close(again, as_=kind, reason="x", by=bo, now=timezone.now())


def test_reminders_are_spaced_at_most_as_said_and_then_a_person_takes_over(client_of, bo, member, how, centre):
    late = ChargeFactory.create(membership=member("Naboerne"), due_on=date(2026, 3, 1), amount=20000)
    for reason in ("waived", ""):
        ChargeFactory.create(membership=member(f"Nej {reason}"), due_on=date(2026, 3, 1), closed=reason, closed_on=TODAY if reason else None)
    PaymentFactory.create(charge=Charge.objects.get(membership__organisation__name="Nej "), amount=20000)
    PaymentFactory.create(charge=late, amount=5000)
    sent = {day: reminding.remind(centre, day) for number in range(60) if (day := date(2026, 3, 1) + timedelta(days=number))}
    assert [day for day, n in sent.items() if n] == [date(2026, 3, 15), date(2026, 3, 29)]
    assert reminding.remind(centre, date(2026, 3, 29)) == 0
    assert list(Reminder.objects.values_list("charge", "number")) == [(late.pk, 1), (late.pk, 2)]
    assert "Der mangler 150 kr." in OutgoingMail.objects.filter(to="naboerne@example.org").first().text
    assert list(Charge.objects.left_to_people(date(2026, 4, 12), how)) == []
    assert list(Charge.objects.left_to_people(date(2026, 4, 13), how)) == [late]
    ChargeFactory.create(membership=member("Uden mail"), due_on=date(2026, 3, 1), mailed_on=None)
    browser = client_of(bo)
    assert len(browser.get(FEES, {"aar": "alle", "tilstand": "til-jer"}).context["page"]) == (2 if date(2026, 4, 12) < TODAY else 0)
    reminding.remind_everywhere()


def test_the_start_page_names_them_in_one_line(client_of, bo, carla, member):
    for name in ("Naboerne", "SIND"):
        ChargeFactory.create(membership=member(name), due_on=TODAY - timedelta(days=60), mailed_on=None)
    said = "2 medlemmer har ikke betalt kontingent"
    assert said in client_of(bo).get("/testby/kontor/").content.decode()
    assert said not in client_of(carla).get("/testby/kontor/").content.decode()


def test_a_person_who_goes_leaves_the_amounts(astrid, kind, centre):
    membership = MembershipFactory.create(organisation=None, person=PersonFactory.create(name="Ruth Elkjær", mail="ruth@example.org"), type=MembershipTypeFactory.create(formal="person"))
    row = ChargeFactory.create(membership=membership, reason="Er syg", closed="waived", closed_on=TODAY)
    PaymentFactory.create(charge=row, amount=5000, note="fra Ruth")
    erase(subject_of_person(membership.person), by=astrid, now=timezone.now())
    row = charging.again(row)
    assert (row.member, row.amount, row.paid, row.reason, row.payments.get().note) == ("–", 20000, 5000, "", "")


def test_words_go_six_years_after_and_amounts_stay(member):
    for years in (5, 7):
        day = date(TODAY.year - years, 1, 2)
        ChargeFactory.create(membership=member(f"For {years}"), year=day.year, charged_on=day, due_on=day, closed="waived", closed_on=day, reason="Syg")
    retention.run()
    assert sorted((row.amount, row.reason) for row in Charge.objects.all()) == [(20000, ""), (20000, "Syg")]
