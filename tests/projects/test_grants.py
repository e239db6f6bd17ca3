"""A grant: its shares, budget, changes, instalments and reports add up, or are refused with the figures."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.projects import granting, spending
from brobygger.projects.models import AllocationChange, BudgetLine, Expense, Grant, Instalment, Payer, ReportDate
from brobygger.projects.standing import LineStanding, standing
from tests.factories import (
    AllocationChangeFactory,
    BudgetLineFactory,
    ExpenseFactory,
    GrantFactory,
    InstalmentFactory,
    PayerFactory,
    ProjectFactory,
    ReportDateFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/bevillinger/"
NEW = {"title": "Grundfinansiering", "amount": "700.000", "granted_on": "2024-12-01", "starts_on": "2025-01-01", "ends_on": "2025-12-31"}


def test_a_grant_of_two_payers_is_laid_out_as_its_letter_says(centre, client_of, astrid):
    browser = client_of(astrid)
    browser.post(f"{HERE}ny/", NEW)
    row = Grant.objects.get()
    for name in ("Staten", "Kommunen"):
        assert browser.post(f"{HERE}{row.pk}/tilskudsgiver/ny/", {"name": name, "amount": "350.000,00"}).status_code == 302
    for name, amount in (("Løn i grunddriften", "200000"), ("Løn til aktiviteter", "100.000"), ("Aktiviteter", "kr. 200.000,-")):
        assert browser.post(f"{HERE}{row.pk}/budgetpost/ny/", {"name": name, "amount": amount}).status_code == 302
    now = standing(row)
    assert (row.amount, now.promised, now.laid_out, now.not_laid_out) == (700_000_00, 700_000_00, 500_000_00, 200_000_00)
    page = browser.get(row.get_absolute_url()).content.decode()
    for words in ('data-label="Tilbage">500.000</td></tr></tfoot>', "Staten</a>: 350.000 kr.", "Løn i grunddriften", "200.000 kr. er ikke fordelt endnu."):
        assert words in page, words


@pytest.mark.parametrize(
    ("part", "sent", "words"),
    [
        ("tilskudsgiver", {"name": "Fonden", "amount": "150.001"}, "Andelene bliver 500.001 kr., og bevillingen er på 500.000 kr.: 1 kr. for meget."),
        ("budgetpost", {"name": "Mere", "amount": "400.000,50"}, "Budgettet bliver 500.000,50 kr., og bevillingen er på 500.000 kr.: 0,50 kr. for meget."),
        ("rate", {"due_on": "2025-03-01", "amount": "300000"}, "Raterne bliver 600.000 kr."),
        ("budgetpost", {"name": "Post", "amount": "10"}, "Der er allerede en post med det navn."),
        ("budgetpost", {"name": "Anden", "amount": "10", "account": "2210"}, "En anden post har den konto."),
        ("tilskudsgiver", {"name": "Staten", "amount": "10"}, "Den er allerede blandt dem, der betaler."),
        ("budgetpost", {"name": "Nej", "amount": "mange penge"}, "er ikke et beløb"),
        ("budgetpost", {"name": "Nej", "amount": "-5"}, "Et beløb fra 0 til"),
        ("aendring", {"target": "line", "amount": "400.001", "decided_on": "2025-03-01", "decided_by": "Bestyrelsen", "reason": "Fordi"}, "Budgettet bliver 500.001 kr."),
        ("aendring", {"source": "line", "amount": "100.001", "decided_on": "2025-03-01", "decided_by": "Bestyrelsen", "reason": "Fordi"}, "»Post« ville komme ned på -1 kr."),
        ("aendring", {"source": "line", "target": "line", "amount": "1", "decided_on": "2025-03-01", "decided_by": "Bestyrelsen", "reason": "Fordi"}, "Vælg to forskellige poster"),
        ("aendring", {"amount": "1", "decided_on": "2025-03-01", "decided_by": "Bestyrelsen", "reason": "Fordi"}, "Vælg to forskellige poster"),
        ("aendring", {"target": "line", "amount": "1", "decided_on": "2199-03-01", "decided_by": "Bestyrelsen", "reason": "Fordi"}, "Den dag er ikke kommet endnu."),
        ("rate", {"due_on": "2025-03-01", "amount": "1", "received_on": "2199-03-01"}, "Den dag er ikke kommet endnu."),
        ("aendring", {"target": "other", "amount": "1", "decided_on": "2025-03-01", "decided_by": "Bestyrelsen", "reason": "Fordi"}, "gyldig"),
    ],
)
def test_what_does_not_add_up_is_refused_with_the_figures_and_kept_in_the_form(centre, client_of, astrid, part, sent, words):
    row = GrantFactory.create()
    PayerFactory.create(grant=row, name="Staten", amount=350_000_00)
    InstalmentFactory.create(grant=row, amount=300_000_00)
    line = BudgetLineFactory.create(grant=row, name="Post", account="2210")
    named = {"line": line.pk, "other": BudgetLineFactory.create().pk}
    before = [each.objects.count() for each in (Payer, BudgetLine, Instalment, AllocationChange)]
    answer = client_of(astrid).post(f"{HERE}{row.pk}/{part}/ny/", {name: named.get(value, value) for name, value in sent.items()})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert f'value="{sent["amount"]}"' in answer.content.decode()
    assert [each.objects.count() for each in (Payer, BudgetLine, Instalment, AllocationChange)] == before


@pytest.mark.parametrize(
    ("part", "sent", "field"),
    [
        ("tilskudsgiver", {"name": "Staten", "amount": "10"}, "name"),
        ("budgetpost", {"name": "Anden", "amount": "10", "account": "2210"}, "account"),
        ("aendring", {"amount": "1", "decided_on": "2025-03-01", "decided_by": "Bestyrelsen", "reason": "Fordi"}, "source"),
        ("udgifter", {"line": "line", "on": "2025-03-01", "amount": "0", "text": "Intet"}, "amount"),
        ("", NEW | {"starts_on": "2025-12-31", "ends_on": "2025-01-01"}, "ends_on"), ("", NEW | {"granted_on": "2199-01-01"}, "granted_on"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_it_is_about(centre, client_of, astrid, part, sent, field):
    row = GrantFactory.create()
    PayerFactory.create(grant=row, name="Staten")
    line = BudgetLineFactory.create(grant=row, name="Post", account="2210")
    answer = client_of(astrid).post(f"{HERE}{row.pk}/{part}/ny/" if part else f"{HERE}ny/", {name: line.pk if value == "line" else value for name, value in sent.items()})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_line_may_take_just_what_is_left(centre, astrid):
    row = GrantFactory.create()
    granting.keep_line(BudgetLine(grant=row, name="Alt", amount=500_000_00), by=astrid, now=NOW)
    with pytest.raises(ValidationError):
        granting.keep_line(BudgetLine(grant=row, name="Lidt til", amount=1), by=astrid, now=NOW)
    assert standing(row).not_laid_out == 0


def test_money_moves_between_lines_as_decided_and_back_when_the_change_is_taken_out(centre, client_of, astrid):
    row = GrantFactory.create()
    one, two = BudgetLineFactory.create(grant=row, name="Løn"), BudgetLineFactory.create(grant=row, name="Ture")
    sent = {"source": one.pk, "target": two.pk, "amount": "15.000", "decided_on": "2025-06-03", "decided_by": "Bestyrelsen", "reason": "Flere kom med."}
    client_of(astrid).post(f"{HERE}{row.pk}/aendring/ny/", sent)
    change = AllocationChange.objects.get()
    assert ([each.laid_out for each in standing(row).lines], change.made_by) == ([85_000_00, 115_000_00], astrid)
    page = client_of(astrid).get(row.get_absolute_url()).content.decode()
    for words in ("3. juni 2025 · Bestyrelsen", "15.000 kr.", "fra »Løn«", "til »Ture«", "Flere kom med.", "først 100.000"):
        assert words in page, words
    assert client_of(astrid).post(f"{HERE}budgetpost/{one.pk}/", {"act": "remove"}, follow=True).content.decode().count("Tag det ud først") == 1
    client_of(astrid).post(f"{HERE}aendring/{change.pk}/", {"act": "remove"})
    assert [each.laid_out for each in standing(row).lines] == [100_000_00, 100_000_00]


def test_a_change_that_later_ones_rest_on_is_not_taken_out(centre, astrid):
    row = GrantFactory.create()
    one, two = BudgetLineFactory.create(grant=row, amount=0), BudgetLineFactory.create(grant=row, amount=0)
    first = AllocationChangeFactory.create(target=one)
    AllocationChangeFactory.create(source=one, target=two)
    with pytest.raises(ValidationError, match=r"under nul|below nought"):
        granting.take_out(first, by=astrid, now=NOW)
    assert AllocationChange.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_lay_out_the_last_of_it_at_once_do_not_both_get_it(centre, astrid):
    row = GrantFactory.create()
    acts = [partial(granting.keep_line, BudgetLine(grant=row, name=name, amount=300_000_00), by=astrid, now=NOW) for name in ("En", "To")]
    assert sorted(type(each).__name__ for each in at_once(centre, acts)) == ["BudgetLine", "ValidationError"]
    assert standing(row).laid_out == 300_000_00


@pytest.mark.django_db(transaction=True)
def test_two_lines_of_one_name_at_once_are_one_and_a_sentence(centre, astrid):
    row = GrantFactory.create()
    acts = [partial(granting.keep_line, BudgetLine(grant=row, name="Løn", amount=1_00), by=astrid, now=NOW) for _two in range(2)]
    assert sorted(type(each).__name__ for each in at_once(centre, acts)) == ["BudgetLine", "ValidationError"]


def test_a_grant_is_not_made_smaller_than_what_stands_on_it(centre, client_of, astrid):
    row = BudgetLineFactory.create().grant
    ExpenseFactory.create(line=row.lines.get(), on=date(2025, 11, 3))
    sent = {**NEW, "amount": "500.000", "ends_on": "2026-12-31", "version": row.version}
    for wrong, words in (
        ({"amount": "99.999"}, "Budgettet bliver 100.000 kr."), ({"ends_on": "2025-11-02"}, "Der er brugt noget den 3. november 2025, efter den dag."), ({"starts_on": "2025-11-04"}, "Der er allerede brugt noget den 3. november 2025."),
        ({"paid_back": "499.901", "paid_back_on": "2025-12-01"}, "499.901 kr. er 1 kr. mere, end der er tilbage: 499.900 kr."), ({"paid_back": "5"}, "både et beløb og en dag"), ({"carried_until": "2027-03-01"}, "nogen har sagt ja"),
    ):
        answer = client_of(astrid).post(f"{HERE}{row.pk}/ret/", {**sent, **wrong})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    client_of(astrid).post(f"{HERE}{row.pk}/ret/", {**sent, "paid_back": "499.900", "paid_back_on": "2025-12-01"})
    assert standing(Grant.objects.get()).left == 0


def test_what_is_carried_over_may_be_spent_until_its_day(centre, astrid):
    line = BudgetLineFactory.create(grant__carried_until=date(2027, 3, 31), grant__carried_agreed="Fonden, 1. december")
    spending.spend(Expense(line=line, on=date(2027, 3, 31), amount=1_00, text="Sidste tur"), by=astrid, now=NOW)
    with pytest.raises(ValidationError):
        spending.spend(Expense(line=line, on=date(2027, 4, 1), amount=1_00, text="For sent"), by=astrid, now=NOW)


def test_an_expense_outside_the_grant_is_refused_with_its_days(centre, client_of, astrid):
    line = BudgetLineFactory.create()
    sent = {"line": line.pk, "on": "2024-12-31", "amount": "100", "text": "Kaffe"}
    answer = client_of(astrid).post(f"{HERE}{line.grant_id}/udgifter/ny/", sent)
    assert (answer.status_code, answer.content.decode().count("1. januar 2025 til 31. december 2026")) == (422, 3)
    for wrong, words in (({"amount": "0"}, "Skriv et beløb, som ikke er nul."), ({"line": BudgetLineFactory.create().pk}, "gyldig"), ({"text": "Til 010203-1234"}, "CPR"), ({"amount": "1.0.0"}, "er ikke et beløb")):
        answer = client_of(astrid).post(f"{HERE}{line.grant_id}/udgifter/ny/", {**sent, "on": "2025-01-01", **wrong})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert not Expense.objects.exists()


def test_a_line_that_is_overdrawn_says_so_and_keeps_what_was_spent(centre, client_of, astrid, dorte):
    line = BudgetLineFactory.create(name="Ture")
    for amount in ("60.000", "60.000", "-5.000,50"):
        page = client_of(astrid).post(f"{HERE}{line.grant_id}/udgifter/ny/", {"line": line.pk, "on": "2025-05-01", "amount": amount, "text": "Bus"}, follow=True).content.decode()
    assert "»Ture« er nu overskredet med 14.999,50 kr." in page
    page = client_of(dorte).get(line.grant.get_absolute_url()).content.decode()
    assert ("overskredet" in page, "114.999,50" in page) == (True, True)
    assert "en post er overskredet" in client_of(dorte).get(f"{HERE}?vis=alle").content.decode()
    text = client_of(dorte).get(f"{HERE}{line.grant_id}/budget.csv").content.decode("utf-8-sig").splitlines()
    assert text[1:] == ["Ture;;100000;100000;114999,5;-14999,5", "I alt;;100000;100000;114999,5;-14999,5"]


def test_an_instalment_comes_and_a_report_is_handed_in_with_one_press_that_can_be_undone(centre, client_of, astrid):
    money, report = InstalmentFactory.create(), ReportDateFactory.create()
    for url, model, field in ((f"{HERE}rate/{money.pk}/modtaget/", Instalment, "received_on"), (f"{HERE}afrapportering/{report.pk}/afleveret/", ReportDate, "handed_in_on")):
        page = client_of(astrid).post(url, follow=True).content.decode()
        assert (getattr(model.objects.get(), field), f"{url}?fortryd=1" in page) == (TODAY, True)
        client_of(astrid).post(f"{url}?fortryd=1")
        assert getattr(model.objects.get(), field) is None


def test_nothing_was_handed_in_on_a_day_to_come(centre, client_of, astrid):
    row = GrantFactory.create()
    answer = client_of(astrid).post(f"{HERE}{row.pk}/afrapportering/ny/", {"what": "Regnskab", "due_on": "2025-04-30", "handed_in_on": f"{TODAY + timedelta(days=2)}"})
    assert (answer.status_code, "Den dag er ikke kommet endnu." in answer.content.decode(), ReportDate.objects.count()) == (422, True, 0)


def test_a_payer_with_instalments_stays(centre, client_of, astrid):
    payer = PayerFactory.create(name="Staten")
    InstalmentFactory.create(grant=payer.grant, payer=payer)
    page = client_of(astrid).post(f"{HERE}tilskudsgiver/{payer.pk}/", {"act": "remove"}).content.decode()
    assert ("»Staten« har rater her." in page, Payer.objects.count()) == (True, 1)


def test_staff_and_board_read_and_the_leader_alone_writes(centre, client_of, bo, dorte, carla):
    row = BudgetLineFactory.create().grant
    for user in (bo, dorte):
        page = client_of(user).get(row.get_absolute_url())
        assert (page.status_code, b"/ret/" in page.content) == (200, False)
        assert client_of(user).post(f"{HERE}{row.pk}/budgetpost/ny/", {"name": "Nej", "amount": "1"}).status_code == 403
    assert client_of(carla).get(row.get_absolute_url()).status_code == 403


def test_a_project_shows_its_grants(centre, client_of, bo, astrid):
    project = ProjectFactory.create()
    line = BudgetLineFactory.create(grant__project=project, grant__title="Hovedbevilling")
    ExpenseFactory.create(line=line, amount=125_000_00)
    page = client_of(bo).get(project.get_absolute_url()).content.decode()
    assert ("Hovedbevilling" in page, "375.000" in page) == (True, True)
    form = client_of(astrid).get(f"{HERE}ny/?projekt={project.pk}").content.decode()
    assert f'<option value="{project.pk}" selected>' in form


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.integers(-(10**9), 10**9))
def test_a_line_never_loses_an_oere(amount, spent, moved):
    row = LineStanding(BudgetLine(amount=amount), amount + moved, spent)
    assert row.left + row.spent == row.laid_out
    assert row.overdrawn == (row.left < 0)
    assert row.percent >= 0


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_and_the_page_ask_the_same_of_one_and_of_three(centre, client_of, dorte, n):
    for _each in range(n):
        row = GrantFactory.create(ends_on=TODAY + timedelta(days=30))
        for line in BudgetLineFactory.create_batch(n, grant=row):
            ExpenseFactory.create_batch(n, line=line)
            AllocationChangeFactory.create(target=line)
        PayerFactory.create_batch(n, grant=row)
        InstalmentFactory.create_batch(n, grant=row, payer=row.payers.first())
        ReportDateFactory.create_batch(n, grant=row)
    browser = client_of(dorte)
    asked = []
    for url in (HERE, row.get_absolute_url(), f"{row.get_absolute_url()}udgifter/"):
        browser.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(url).status_code == 200
        asked.append(len(seen))
    assert asked == [16, 21, 14]
