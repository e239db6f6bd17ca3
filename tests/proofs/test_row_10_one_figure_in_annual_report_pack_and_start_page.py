"""Row 10: the annual report has figures, stories and the projects' texts; a figure in it is the same in the board pack and on the start page at the same cut-off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.plan.models import Plan
from brobygger.reports import composed, first_templates, writing
from brobygger.reports.document import Heading, KeyFigures, Lines, Paragraph, Progress, Table, plain
from brobygger.reports.made import Asked
from brobygger.reports.made import composed as paper
from brobygger.reports.models import Report, ReportTemplate
from tests.factories import PlanFactory, ProjectFactory
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, work
from tests.reports.standing_centre import a_meeting

TODAY = timezone.localdate()
ACTIVITIES = ("Vi holder arrangementer", "Vi rådgiver")
JANUARY = TODAY.replace(month=1, day=1)  # the plan runs from then until today, so that its lights are those of a period that is over


@pytest.fixture
def plan(centre):
    plan = a_plan(title="Årets plan", starts_on=JANUARY, ends_on=TODAY, adopted_on=JANUARY)
    area = an_area(plan)
    a_target(an_activity(a_goal(area), text=ACTIVITIES[0]), minimum=2)
    a_target(an_activity(a_goal(area), text=ACTIVITIES[1]), measure="consultations", minimum=1)
    for _each in range(3):
        work(TODAY)
    work(TODAY - timedelta(days=400))  # of a year that is not told of
    work(TODAY, BaseKind.CONSULTATION)
    return plan


@pytest.fixture
def annual(plan, bo):
    first_templates.lay_out()
    return writing.begin(Report(title="Årsberetning", starts_on=JANUARY, ends_on=TODAY), ReportTemplate.objects.get(key="annual"), by=bo, now=timezone.now())


def of_the_report(report):
    """The figure of events, that of consultations, and how many goals are green."""
    blocks = composed.compose(report, TODAY).blocks
    figures = {plain(row[0]): row[1] for block in blocks if isinstance(block, Table) and block.columns[0].header == "Hvad der tælles" for row in block.rows}
    (keys,) = [block for block in blocks if isinstance(block, KeyFigures)]
    return figures["Afholdte arrangementer"], figures["Konsulentydelser"], next(each.value for each in keys.items if each.label == "Resultat er grønt")


def of_the_pack(centre, plan, meeting):
    blocks = paper(Asked("board-pack", centre, [plan], TODAY, meeting)).blocks
    counted = [cell.items[0] if isinstance(cell, Lines) else cell for block in blocks if isinstance(block, Table) and block.columns[0].header == "Måltal" for cell in (row[1] for row in block.rows)]
    glance = next(block for block in blocks if isinstance(block, Table) and block.caption == "Alle mål")
    lights = [cell.items[0] if isinstance(cell, Lines) else cell for _label, rows in glance.sections for cell in (row[1] for row in rows)]
    return *(int(each.value) for each in counted if isinstance(each, Progress)), sum(light.colour == "green" for light in lights)


def of_the_start_page(browser, plan):
    """The lights stand on it, and each light leads to the goals that have it, with their figures."""
    start = html.fromstring(browser.get("/testby/kontor/").content)
    lights, figures = {}, {}
    for link in start.find_class("light-count"):
        url = link.get("href")
        assert url.startswith(f"/testby/kontor/planer/{plan.pk}/")
        lights[url.partition("light=")[2]] = int(link.findtext("b"))
        for activity in html.fromstring(browser.get(url).content).find_class("plan-activity"):
            figures[next(words for words in ACTIVITIES if words in activity.text_content())] = int(activity.find_class("plan-count")[0].findtext(".//b"))
    return *(figures[words] for words in ACTIVITIES), lights.get("green", 0)


def test_three_papers_say_one_figure_and_fall_together(centre, client_of, astrid, plan, annual):
    meeting = a_meeting(plan, TODAY)
    for wanted in ((3, 1, 2), (2, 1, 2), (1, 1, 1)):
        assert of_the_report(annual) == wanted
        assert of_the_pack(centre, plan, meeting) == wanted
        assert of_the_start_page(client_of(astrid), plan) == wanted
        Registration.objects.filter(base=BaseKind.WORKSHOP, done_on=TODAY).latest("pk").delete()


def test_stories_and_each_projects_own_text_stand_in_the_annual_report(annual, bo):
    ProjectFactory.create(plan=PlanFactory.create(title="Fællesskabsbussen", kind=Plan.Kind.PROJECT, starts_on=JANUARY, ends_on=TODAY, status="adopted", adopted_on=JANUARY), about="En bus, der kører ud til folk.")
    stories = annual.parts.get(heading="Historier fra året")
    stories.text = "Da kassereren **gik på pension**"
    writing.write(stories, before={}, by=bo, now=timezone.now())
    said = [plain(block.text) for block in composed.compose(annual, TODAY).blocks if isinstance(block, Paragraph | Heading)]
    for words in ("Historier fra året", "Da kassereren gik på pension", "Fællesskabsbussen", "En bus, der kører ud til folk."):
        assert words in said
