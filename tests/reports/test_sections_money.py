"""What a report says of projects and money: the grant of the evaluation that the centres hand in, figure by figure."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.plan.models import Plan
from brobygger.reports import composed, first_templates, writing
from brobygger.reports.document import Heading, Paragraph, Table, plain
from brobygger.reports.html import render_html
from brobygger.reports.models import Report, ReportTemplate
from tests.factories import (
    AllocationChangeFactory,
    BudgetLineFactory,
    ExpenseFactory,
    GrantFactory,
    InstalmentFactory,
    KindFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnerFactory,
    PayerFactory,
    PlanFactory,
    ProjectFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PERIOD = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}


@pytest.fixture
def project():
    return ProjectFactory.create(plan=PlanFactory.create(kind=Plan.Kind.PROJECT, title="Fællesskabsbussen", starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31), status="adopted", adopted_on=date(2025, 1, 1)), about="En bus, der kører ud til folk.")


def evaluation(bo, plan):
    first_templates.lay_out()
    return writing.begin(Report(title="Evaluering", plan=plan, **PERIOD), ReportTemplate.objects.get(key="grant"), by=bo, now=NOW)


def blocks(bo, plan):
    return composed.compose(evaluation(bo, plan), date(2026, 1, 15), final=True).blocks


def table(found, first):
    return next(each for each in found if isinstance(each, Table) and each.columns[0].header == first)


def test_a_grant_is_told_with_payers_allocation_spent_and_changes(centre, bo, project):
    grant = GrantFactory.create(project=project, title="Til bussen", amount=500_000_00)
    for name in ("Ministeriet", "Kommunen"):
        PayerFactory.create(grant=grant, name=name, amount=250_000_00)
    basic, staff, work = (BudgetLineFactory.create(grant=grant, name=name, amount=amount) for name, amount in (("Basisdrift", 200_000_00), ("Løn til aktiviteter", 100_000_00), ("Aktiviteter", 200_000_00)))
    ExpenseFactory.create(line=basic, amount=50_000_00, on=date(2025, 3, 1))
    ExpenseFactory.create(line=work, amount=1_234_50, on=date(2025, 4, 1))
    ExpenseFactory.create(line=staff, amount=9_999_00, on=date(2026, 2, 1))  # after the report's last day
    AllocationChangeFactory.create(grant=grant, source=basic, target=work, amount=10_000_00, decided_on=date(2025, 6, 1))
    found = blocks(bo, project.plan)
    budget = table(found, "Budgetpost")
    assert [row[1:] for row in budget.rows] == [(190_000, 50_000, 140_000), (100_000, 0, 100_000), (210_000, 1234.5, 208_765.5)]
    assert budget.total is not None
    assert budget.total[1:] == (500_000, 51_234.5, 448_765.5)
    assert table(found, "Besluttet den").rows[0][3] == 10_000
    said = " ".join(plain(each.text) for each in found if isinstance(each, Paragraph))
    assert "Ministeriet 250.000 kr., Kommunen 250.000 kr." in said
    assert "Modtaget til og med" not in said


def test_what_has_come_and_gone_back_by_the_report_s_last_day_is_told(centre, bo, project):
    grant = GrantFactory.create(project=project, amount=500_000_00, paid_back=7_000_00, paid_back_on=date(2026, 1, 2))
    for received_on in (date(2025, 2, 1), date(2025, 12, 31), date(2026, 1, 1), None):
        InstalmentFactory.create(grant=grant, amount=100_000_00, received_on=received_on)
    said = " ".join(plain(each.text) for each in blocks(bo, project.plan) if isinstance(each, Paragraph))
    assert ("Modtaget til og med 31. december 2025: 200.000 kr." in said, "betalt tilbage" in said) == (True, False)


def test_the_budget_adds_up_and_is_as_it_was_decided_by_the_report_s_last_day(centre, bo, project):
    grant = GrantFactory.create(project=project, amount=700_000_00)
    basic, work = (BudgetLineFactory.create(grant=grant, name=name, amount=200_000_00) for name in ("Basisdrift", "Aktiviteter"))
    ExpenseFactory.create(line=work, amount=182_260_50, on=date(2025, 4, 1))
    AllocationChangeFactory.create(grant=grant, source=basic, target=work, amount=25_000_00, decided_on=date(2025, 12, 31))
    AllocationChangeFactory.create(grant=grant, source=None, target=work, amount=50_000_00, decided_on=date(2026, 1, 2))
    found = blocks(bo, project.plan)
    budget = table(found, "Budgetpost")
    assert [row[1] for row in budget.rows] == [175_000, 225_000, 300_000]
    assert (plain(budget.rows[2][0]), budget.rows[2][3]) == ("Ikke fordelt", 300_000)
    assert budget.total is not None
    assert budget.total[1:] == tuple(sum(row[column] for row in budget.rows) for column in (1, 2, 3))
    assert budget.caption.endswith("brugt til og med 31. december 2025")
    changes = table(found, "Besluttet den")
    assert ([row[3] for row in changes.rows], changes.columns[4].header) == ([25_000], "Besluttet af")
    assert "182.260,50" in render_html(composed.compose(Report.objects.get(), date(2026, 1, 15)))


def test_the_figures_are_the_project_s_own_work_counted_once(centre, bo, project):
    trips = KindFactory.create(base="tour")
    places = [OrganisationFactory.create() for _each in range(17)]
    for number in range(6):
        row = RegistrationFactory.create(kind=trips, project=project.plan, done_on=date(2025, 5, 1 + number))
        for organisation in places[number * 3 : number * 3 + 3] or places[:1]:
            ParticipationFactory.create(registration=row, organisation=organisation)
    RegistrationFactory.create(kind=trips, done_on=date(2025, 5, 20))  # of no project
    figures = {plain(row[0]): row[1] for row in table(blocks(bo, project.plan), "Hvad der tælles").rows}
    assert (figures["Afholdte arrangementer"], figures["Organisationer ved arrangementer"]) == (6, 17)


def test_partners_are_told_with_their_time_and_the_project_with_its_text(centre, bo, project):
    PartnerFactory.create(project=project, organisation=OrganisationFactory.create(name="Biblioteket"), role="lægger sal til")
    PartnerFactory.create(project=project, organisation=OrganisationFactory.create(name="For længst"), since=date(2024, 1, 1), until=date(2024, 6, 1))
    found = blocks(bo, project.plan)
    assert [row[0] for row in table(found, "Partner").rows] == ["Biblioteket"]
    assert "En bus, der kører ud til folk." in [each.text for each in found if isinstance(each, Paragraph)]
    assert [each.text for each in found if isinstance(each, Heading)][:2] == ["Kort om projektet", "Fællesskabsbussen"]


def test_a_report_on_the_core_plan_tells_of_grants_to_the_core_operation(centre, bo):
    core = PlanFactory.create(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), status="adopted", adopted_on=date(2025, 1, 1))
    GrantFactory.create(title="Grundtilskud")
    GrantFactory.create(title="Et andet projekts", project=ProjectFactory.create())
    headings = [each.text for each in blocks(bo, core) if isinstance(each, Heading)]
    assert ("Grundtilskud" in headings, "Et andet projekts" in headings) == (True, False)
