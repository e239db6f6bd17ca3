"""What was written down by mistake goes again, and what has happened stays: a grant, an application, a fund."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.projects import seeking
from brobygger.projects.models import AllocationChange, BudgetLine, Fund, FundApplication, Grant, Instalment, Payer
from brobygger.projects.seeking import State
from tests.factories import (
    AllocationChangeFactory,
    AnnexFactory,
    BudgetLineFactory,
    ExpenseFactory,
    FundApplicationFactory,
    FundDeadlineFactory,
    FundFactory,
    GrantFactory,
    InstalmentFactory,
    PayerFactory,
    ReportDateFactory,
)

TODAY = timezone.localdate()


def take_out(browser, row):
    return browser.post(f"{row.get_absolute_url()}ret/", {"act": "remove"}, follow=True).content.decode()


def test_a_grant_by_mistake_goes_with_its_parts_and_the_trail_keeps_it(client_of, astrid):
    grant = GrantFactory.create(title="Skrevet to gange")
    one, other = BudgetLineFactory.create(grant=grant), BudgetLineFactory.create(grant=grant, name="Aktiviteter")
    AllocationChangeFactory.create(grant=grant, source=one, target=other)
    InstalmentFactory.create(grant=grant, payer=PayerFactory.create(grant=grant), received_on=None)
    ReportDateFactory.create(grant=grant, handed_in_on=None)
    beside = GrantFactory.create(title="Den rigtige")
    assert "Tag den ud" in client_of(astrid).get(f"{grant.get_absolute_url()}ret/").content.decode()
    assert "»Skrevet to gange« er taget ud" in take_out(client_of(astrid), grant)
    assert list(Grant.objects.all()) == [beside]
    assert not any(model.objects.exists() for model in (BudgetLine, AllocationChange, Instalment, Payer))
    assert Change.objects.get(verb="deleted", model="projects.Grant").row == grant.pk


@pytest.mark.parametrize(("made", "why"), [
    (lambda grant: ExpenseFactory.create(line=BudgetLineFactory.create(grant=grant)), "Der er brugt penge"), (lambda grant: InstalmentFactory.create(grant=grant, received_on=TODAY), "Der er kommet penge"),
    (lambda grant: ReportDateFactory.create(grant=grant, handed_in_on=TODAY), "Noget er afleveret"), (lambda grant: Grant.objects.filter(pk=grant.pk).update(paid_back=100, paid_back_on=TODAY), "Der er kommet penge"),
])
def test_a_grant_that_has_happened_stays_whole(client_of, astrid, made, why):
    grant = GrantFactory.create(starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=300))
    made(grant)
    PayerFactory.create(grant=grant)
    assert why in take_out(client_of(astrid), grant)
    assert (Grant.objects.count(), Payer.objects.filter(grant=grant).count()) == (1, 1)


def test_an_application_goes_until_it_is_sent(client_of, astrid):
    draft = AnnexFactory.create(application=FundApplicationFactory.create(state=State.DRAFT)).application
    take_out(client_of(astrid), draft)
    assert not FundApplication.objects.exists()
    sent = FundApplicationFactory.create(state=State.SENT, sent_on=TODAY, asked=100)
    page = take_out(client_of(astrid), sent)
    assert "Den er sendt eller opgivet" in page
    assert FundApplication.objects.count() == 1
    seeking.step_back(sent, by=astrid, now=timezone.now())
    take_out(client_of(astrid), sent)
    assert not FundApplication.objects.exists()


def test_a_fund_goes_with_its_deadlines_where_nothing_was_asked_of_it(client_of, astrid):
    fund, asked = FundDeadlineFactory.create().fund, FundApplicationFactory.create().fund
    source = GrantFactory.create(fund=FundFactory.create(name="Kilden")).fund
    browser = client_of(astrid)
    take_out(browser, fund)
    for each in (asked, source):
        assert "ikke længere er interessant" in take_out(browser, each)
    assert set(Fund.objects.all()) == {asked, source}


def test_who_may_only_look_takes_nothing_out(client_of, dorte):
    grant = GrantFactory.create()
    assert client_of(dorte).post(f"{grant.get_absolute_url()}ret/", {"act": "remove"}).status_code == 403
    assert Grant.objects.count() == 1
