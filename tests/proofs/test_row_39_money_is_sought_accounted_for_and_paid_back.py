"""Row 39: a calendar of funds, own applications and help with others', award, budget lines, instalments, report dates; what was not spent goes back, and each date is reminded of."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.plan.evaluation import evaluate_target
from brobygger.projects import seeking
from brobygger.projects.models import BudgetLine, Fund, FundApplication, Grant
from brobygger.projects.standing import standing
from tests.factories import (
    BudgetLineFactory,
    ConsultationFactory,
    ExpenseFactory,
    FundApplicationFactory,
    FundFactory,
    GrantFactory,
    InstalmentFactory,
    OrganisationFactory,
    ReportDateFactory,
)
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

HERE = "/testby/kontor"
TODAY = timezone.localdate()


def in_days(n):
    return TODAY + timedelta(days=n)


def test_a_deadline_comes_again_each_year_until_the_fund_is_no_longer_of_interest(client_of, bo):
    browser = client_of(bo)
    browser.post(f"{HERE}/fonde/ny/", {"name": "Kommunens § 18-midler", "kind": "municipal"})
    fund = Fund.objects.get()
    browser.post(f"{HERE}/fonde/{fund.pk}/frist/ny/", {"on": "2025-10-15", "yearly": "on"})
    assert [due.on for due in seeking.calendar(date(2026, 1, 1), 800)] == [date(2026, 10, 15), date(2027, 10, 15)]
    fund.retired = True
    fund.save()
    assert seeking.calendar(date(2026, 1, 1), 800) == []


def test_from_the_application_to_money_paid_back(client_of, astrid):
    """480,000 granted of 500,000 asked for; 15,000 is not spent and goes back, and the grant is at nought."""
    browser, fund = client_of(astrid), FundFactory.create(name="Fonden for fællesskaber")
    browser.post(f"{HERE}/ansoegninger/ny/", {"title": "Lokale aktiviteter", "fund": fund.pk, "asked": "500.000"})
    row = FundApplication.objects.get()
    for state, sent in (("draft", {}), ("sent", {"on": in_days(-90)}), ("granted", {"on": in_days(-60), "granted": "480.000"})):
        assert browser.post(f"{HERE}/ansoegninger/{row.pk}/bliver/{state}/", sent).status_code == 302
    browser.post(f"{HERE}/bevillinger/ny/?ansoegning={row.pk}", {"title": "Lokale aktiviteter", "amount": "480.000", "granted_on": in_days(-60), "starts_on": in_days(-50), "ends_on": in_days(30), "fund": fund.pk})
    grant = Grant.objects.get()
    assert [(each.name, each.amount) for each in grant.payers.all()] == [("Fonden for fællesskaber", 480_000_00)]
    for name, amount in (("Løn", "200.000"), ("Aktiviteter", "280.000")):
        browser.post(f"{HERE}/bevillinger/{grant.pk}/budgetpost/ny/", {"name": name, "amount": amount})
    for line, amount in zip(BudgetLine.objects.order_by("pk"), ("200.000", "265.000"), strict=True):
        browser.post(f"{HERE}/bevillinger/{grant.pk}/udgifter/ny/", {"line": line.pk, "on": TODAY, "amount": amount, "text": "Året"})
    start = browser.get(f"{HERE}/").content.decode()
    assert "15.000 kr. af »Lokale aktiviteter« er ikke brugt" in start
    grant.refresh_from_db()
    kept = {"title": grant.title, "amount": "480.000", "granted_on": grant.granted_on, "starts_on": grant.starts_on, "ends_on": grant.ends_on, "version": grant.version}
    assert browser.post(f"{HERE}/bevillinger/{grant.pk}/ret/", {**kept, "paid_back": "15.001", "paid_back_on": TODAY}).status_code == 422
    assert browser.post(f"{HERE}/bevillinger/{grant.pk}/ret/", {**kept, "paid_back": "15.000", "paid_back_on": TODAY}).status_code == 302
    assert standing(Grant.objects.get()).left == 0
    assert "er ikke brugt" not in browser.get(f"{HERE}/").content.decode()


def test_help_with_an_associations_own_application_is_a_consultation_and_none_of_ours(client_of, bo):
    plan = a_plan(starts_on=TODAY.replace(month=1, day=1), ends_on=TODAY.replace(month=12, day=31), adopted_on=TODAY.replace(month=1, day=1))
    activity = an_activity(a_goal(an_area(plan)))
    targets = [a_target(activity, measure=key, minimum=1) for key in ("consultations", "applications_sent", "applications_granted", "amount_granted")]
    helped = ConsultationFactory.create(about="fundraising", registration__done_on=TODAY)
    browser = client_of(bo)
    browser.post(f"{HERE}/ansoegninger/ny/", {"title": "Deres ture", "fund": FundFactory.create().pk, "asked": "5.000", "organisation": OrganisationFactory.create().pk, "consultation": helped.pk})
    row = FundApplication.objects.get()
    for state, sent in (("draft", {}), ("sent", {"on": TODAY}), ("granted", {"on": TODAY, "granted": "5.000"})):
        browser.post(f"{HERE}/ansoegninger/{row.pk}/bliver/{state}/", sent)
    assert FundApplication.objects.get().state == "granted"
    assert [evaluate_target(each, TODAY).count for each in targets] == [1, 0, 0, 0]
    seeking.step(seeking.step(FundApplicationFactory.create(state="draft"), "sent", on=TODAY, by=bo, now=timezone.now()), "granted", on=TODAY, granted=7_000_00, by=bo, now=timezone.now())
    assert [evaluate_target(each, TODAY).count for each in targets] == [1, 1, 1, 7000]


@pytest.mark.parametrize(("make", "words"), [
    (lambda grant: ReportDateFactory.create(grant=grant, what="Evaluering", due_on=in_days(40)), "Aflever: Evaluering"),
    (lambda grant: InstalmentFactory.create(grant=grant, amount=250_000_00, due_on=TODAY), "Er raten på 250.000 kr. kommet?"),
    (lambda grant: ExpenseFactory.create(line=BudgetLineFactory.create(grant=grant, name="Ture", amount=100_00), amount=150_00, on=TODAY), "»Ture« er overskredet med 50 kr."),
    (lambda _grant: FundApplicationFactory.create(title="Ny bus", state="draft", deadline=in_days(10)), "Send ansøgningen »Ny bus«"),
    (lambda _grant: FundApplicationFactory.create(title="Sommertur", state="sent", sent_on=in_days(-60), answer_by=in_days(-1)), "Er der svar på »Sommertur«?"),
])  # fmt: skip
def test_each_date_and_each_overdraft_is_reminded_of(client_of, astrid, make, words):
    grant = GrantFactory.create(starts_on=in_days(-200), ends_on=in_days(200))
    browser = client_of(astrid)
    assert words not in browser.get(f"{HERE}/").content.decode()
    make(grant)
    assert words in browser.get(f"{HERE}/").content.decode()
