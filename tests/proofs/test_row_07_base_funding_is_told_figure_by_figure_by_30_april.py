"""Row 7: the yearly report on base funding follows the plan, checks the board's composition, opens each figure to its rows, and is asked for ahead of 30 April."""

from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from brobygger.board.models import GoverningDocument
from brobygger.journal.base_kinds import BaseKind
from brobygger.reports import composed, first_templates, pdf, writing
from brobygger.reports.document import Callout, Heading, Paragraph, Run, Table, plain
from brobygger.reports.models import Report, ReportTemplate
from tests.factories import (
    BudgetLineFactory,
    ExpenseFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
    StaffHoursFactory,
)
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, took_part, work

AFTER = date(2026, 3, 1)
NOW = timezone.now()
WORDS = "Aflever: Redegørelse for grundtilskud 2025"


@pytest.fixture
def year(centre):
    """A year with a plan, eight pieces of work and one from the year after, members, a grant of two lines, and a board with the municipality in the chair."""
    plan = a_plan(title="Aktivitetsplan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), adopted_on=date(2024, 12, 1))
    a_target(an_activity(a_goal(an_area(plan), title="Foreningerne finder nye frivillige")), minimum=2)
    associations = OrganisationFactory.create_batch(3)
    for number in range(3):
        took_part(work(date(2025, 2 + number, 3), persons=12), associations[number], 4)
    for number in range(4):
        took_part(work(date(2025, 5, 2 + number), BaseKind.CONSULTATION), associations[number % 2])
    work(date(2025, 9, 1), BaseKind.PUBLICATION)
    work(date(2026, 1, 15), BaseKind.CONSULTATION)
    for number, organisation in enumerate(associations):
        MembershipFactory.create(organisation=organisation, starts_on=date(2024 + number, 6, 1))
    salaries, house = (BudgetLineFactory.create(grant__title="Grundtilskud 2025", name="Løn", amount=350_000_00), None)
    house = BudgetLineFactory.create(grant=salaries.grant, name="Lokaler", amount=100_000_00)
    for line, amount, day in ((salaries, 200_000_00, date(2025, 3, 1)), (salaries, 100_000_00, date(2025, 9, 1)), (house, 60_000_00, date(2025, 4, 1)), (house, 9_999_00, date(2026, 2, 1))):
        ExpenseFactory.create(line=line, amount=amount, on=day)
    for name, organisation, office in (("Anna", OrganisationFactory.create(voluntary_social=True), "member"), ("Ib", OrganisationFactory.create(name="Kommunen", sector="municipality"), "chair")):
        SeatFactory.create(person=PersonFactory.create(name=name), represents=organisation, office=office)
    StaffHoursFactory.create(name="Bo", since=date(2024, 1, 1), hours=Decimal(21))
    GoverningDocument.objects.create(title="Aftale med kommunen", kind=GoverningDocument.Kind.AGREEMENT)
    return plan


@pytest.fixture
def report(year, bo):
    first_templates.lay_out()
    row = writing.begin(Report(title="Redegørelse 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)), ReportTemplate.objects.get(key="base-funding"), by=bo, now=NOW)
    return composed.compose(row, AFTER, final=True)


def parts(document):
    """Of each heading of the first level, the blocks below it."""
    found = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found[block.text] = []
        else:
            found[list(found)[-1]].append(block)
    return found


def links(document):
    """Each row of a table that leads to the rows it is made of: its address, and the figure that stands on the last day."""
    for block in document.blocks:
        for row in [*block.rows, *([block.total] if block.total else [])] if isinstance(block, Table) else ():
            if isinstance(row[0], tuple) and isinstance(row[0][0], Run) and row[0][0].href:
                yield urlsplit(row[0][0].href)._replace(scheme="", netloc="").geturl(), row[1 if block.name == "Tal" else 2]


def test_it_tells_of_services_members_volunteers_cooperation_and_economy_against_the_plan(report):
    found = parts(report)
    assert {"Planen og målene", "Kerneydelser i tal", "Medlemmer", "Frivillige", "Bestyrelsen", "Personale", "Samarbejde", "Økonomi"} <= found.keys()
    assert "Foreningerne finder nye frivillige" in [block.text for block in found["Planen og målene"] if isinstance(block, Heading)]
    figures = {plain(row[0]): row[1] for block in found["Kerneydelser i tal"] if isinstance(block, Table) for row in block.rows}
    assert (figures["Afholdte arrangementer"], figures["Konsulentydelser"], figures["Medlemmer"]) == (3, 4, 2)
    assert pdf.render(report).startswith(b"%PDF-")


def test_the_rule_of_the_boards_composition_is_checked(report):
    board = parts(report)["Bestyrelsen"]
    assert [plain(block.text) for block in board if isinstance(block, Paragraph)] == ["1 af 2 medlemmer kommer fra lokale frivillige sociale foreninger."]
    (warning,) = [block for block in board if isinstance(block, Callout)]
    assert "Forperson leder bestyrelsen og kommer fra kommunen." in plain(warning.text)  # no name: it leaves the house


def test_every_figure_opens_to_the_rows_an_auditor_asks_for(report, client_of, dorte):
    auditor = client_of(dorte)
    of_work, of_money = [], []
    for url, figure in links(report):
        page = auditor.get(url)
        assert page.status_code == 200, url
        if "bevillinger" in url:
            of_money.append((page.context["sum"], round(figure * 100)))
            continue
        evidence = page.context["evidence"]
        of_work.append((evidence.figure, figure))
        if not evidence.told_apart:
            assert sum(adds for each in page.context["lists"] for _shown, adds, _opens in each["rows"]) == evidence.figure
    assert len(of_work) >= 6
    assert [opened == told for opened, told in of_work] == [True] * len(of_work)
    assert of_money == [(300_000_00, 300_000_00), (60_000_00, 60_000_00), (360_000_00, 360_000_00)]


@pytest.mark.parametrize(("day", "asked"), [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 4, 30), True), (date(2026, 5, 2), True)])
def test_the_leader_is_reminded_ahead_of_30_april(report, client_of, astrid, monkeypatch, day, asked):
    Report.objects.all().delete()
    monkeypatch.setattr(timezone, "now", lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    page = client_of(astrid).get("/testby/kontor/").content.decode()
    assert ((WORDS in page), "30. april" in page) == (asked, asked)
