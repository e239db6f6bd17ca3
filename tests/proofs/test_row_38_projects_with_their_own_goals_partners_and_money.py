"""Row 38: a project of four years and 4.7 million, with goals and reports of its own and thirty partners at most; tagged work counts in the core plan too, unless a target says not."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.models import Plan
from brobygger.projects.models import Grant, Partner, Project
from brobygger.projects.standing import standing, standings
from brobygger.reports import composed, first_templates, writing
from brobygger.reports.document import Heading, Paragraph, Table, plain
from brobygger.reports.models import Report, ReportTemplate
from tests.factories import OrganisationFactory, TargetGroupFactory, TeamFactory
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, work

HERE = "/testby/kontor"
FIRST, LAST = date(2025, 1, 1), date(2028, 12, 31)
A_YEAR = (900_000_00, 1_300_000_00, 1_300_000_00, 1_200_000_00)


@pytest.fixture
def project(client_of, astrid):
    """Begun on its page: led by the centre, for young people, with a team."""
    sent = {
        "title": "Unge med", "starts_on": FIRST, "ends_on": LAST, "part": "lead", "responsible": astrid.pk, "team": TeamFactory.create().pk, "target_groups": [TargetGroupFactory.create(name="Unge").pk],
        "age_from": 15, "age_to": 25, "partner_cap": 30, "about": "Unge, der er alene, møder et fællesskab tæt på.",
    }
    assert client_of(astrid).post(f"{HERE}/projekter/nyt/", sent).status_code == 302
    found = Project.objects.get()
    Plan.objects.filter(pk=found.plan_id).update(status=Plan.Status.ADOPTED, adopted_on=FIRST)
    return Project.objects.get()


def test_the_thirty_first_partner_of_thirty_is_refused_with_a_sentence(client_of, bo, project):
    browser, url = client_of(bo), f"{HERE}/projekter/{project.pk}/partnere/ny/"
    organisations = OrganisationFactory.create_batch(31)
    answers = [browser.post(url, {"organisation": each.pk, "since": "2025-02-01", "role": "er med"}) for each in organisations]
    assert [each.status_code for each in answers] == [302] * 30 + [422]
    assert "Projektet har plads til 30 partnere på én gang, og de er der alle." in answers[-1].content.decode()
    assert 'value="er med"' in answers[-1].content.decode()
    first = Partner.objects.get(organisation=organisations[0])
    browser.post(f"{HERE}/projekter/partnere/{first.pk}/", {"organisation": organisations[0].pk, "since": "2025-02-01", "until": "2025-06-30", "version": first.version})
    assert browser.post(url, {"organisation": organisations[30].pk, "since": "2025-07-01"}).status_code == 302


def test_four_point_seven_million_over_four_years_adds_up_year_by_year(client_of, astrid, project):
    browser = client_of(astrid)
    browser.post(f"{HERE}/bevillinger/ny/", {"title": "Hovedbevilling", "amount": "4.700.000", "granted_on": "2024-11-20", "starts_on": FIRST, "ends_on": LAST, "project": project.pk})
    grant = Grant.objects.get()
    for number, amount in enumerate(A_YEAR):
        browser.post(f"{HERE}/bevillinger/{grant.pk}/budgetpost/ny/", {"name": f"År {number + 1}", "amount": str(amount // 100)})
        browser.post(f"{HERE}/bevillinger/{grant.pk}/rate/ny/", {"due_on": date(2025 + number, 1, 15), "amount": str(amount // 100)})
    for number, line in enumerate(grant.lines.all()):
        browser.post(f"{HERE}/bevillinger/{grant.pk}/udgifter/ny/", {"line": line.pk, "on": date(2025 + number, 6, 1), "amount": str(A_YEAR[number] // 100), "text": "Året"})
    now = standing(grant)
    assert (now.laid_out, now.not_laid_out, now.awaited, now.spent, now.left) == (4_700_000_00, 0, 4_700_000_00, 4_700_000_00, 0)
    by_year = [standings([grant], start=date(year, 1, 1), end=date(year, 12, 31))[grant.pk].spent for year in range(2025, 2029)]
    assert (tuple(by_year), sum(by_year)) == (A_YEAR, 4_700_000_00)


def test_its_goals_and_reports_are_its_own_and_its_work_counts_in_the_core_plan_unless_a_target_says_not(client_of, bo, project):
    core = an_activity(a_goal(an_area(a_plan(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)))))
    with_projects, without = a_target(core, minimum=3), a_target(core, minimum=1, own_work_only=True)
    own = a_target(an_activity(a_goal(an_area(project.plan), title="Unge kommer igen")), narrow={"project": [project.plan_id]}, minimum=2)
    for month in (2, 3):
        work(date(2026, month, 1), project=project.plan)
    work(date(2026, 4, 1))
    assert [evaluate_target(each, date(2026, 12, 31)).count for each in (with_projects, without, own)] == [3, 1, 2]
    page = client_of(bo).get(project.get_absolute_url()).content.decode()
    for words in ("Unge kommer igen", "15–25 år", "vi leder det"):
        assert words in page, words
    report = client_of(bo).get(f"{HERE}/rapporter/opfoelgning/?plan={project.plan_id}").content.decode()
    assert ("Unge kommer igen" in report, "Foreningerne står stærkere" in report) == (True, False)


def test_a_short_text_of_each_project_stands_in_the_annual_report(bo, project):
    first_templates.lay_out()
    told = {}
    for key, plan in (("annual", None), ("grant", project.plan)):
        row = writing.begin(Report(title=key, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), plan=plan), ReportTemplate.objects.get(key=key), by=bo, now=timezone.now())
        told[key] = composed.compose(row, date(2027, 1, 10), final=True).blocks
    for blocks in told.values():
        assert "Unge med" in [block.text for block in blocks if isinstance(block, Heading)]
        assert "Unge, der er alene, møder et fællesskab tæt på." in [plain(block.text) for block in blocks if isinstance(block, Paragraph)]
    assert [block.empty for block in told["grant"] if isinstance(block, Table) and block.caption == "Unge med"] == ["Ingen partnere i denne periode."]
