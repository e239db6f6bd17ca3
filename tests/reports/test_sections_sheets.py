"""Initiative sheets in a report: the newest version of the period, with the stories that may be told; a kept report says so when a yes is taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.events import sheets
from brobygger.plan.periods import Period
from brobygger.reports import composed, kept, writing
from brobygger.reports.document import Callout, Heading, Paragraph, Quote, Table, plain
from brobygger.reports.models import Report
from brobygger.reports.sections import About, sections
from tests.factories import ProjectFactory, SheetFactory, SheetVersionFactory, StoryFactory, TemplatePartFactory

pytestmark = pytest.mark.django_db
NOW, TODAY = timezone.now(), timezone.localdate()


def made(centre, *plans, day=TODAY):
    return list(sections["sheets"].make(About(centre, Period(day.replace(month=1, day=1) - timedelta(days=366), date(day.year, 12, 31)), day, list(plans))))


def test_the_newest_version_of_each_and_a_report_on_a_project_tells_of_its_own(centre):
    project = ProjectFactory.create()
    own, other = SheetFactory.create(title="Middage", project=project.plan), SheetFactory.create(title="Gåture")
    SheetFactory.create(title="Ikke gemt", project=project.plan)
    for sheet, ago, text in ((own, 30, "Før"), (own, 2, "Nu"), (own, -5, "Senere"), (other, 3, "Andres")):
        SheetVersionFactory.create(sheet=sheet, written_on=TODAY - timedelta(days=ago), challenge=text)
    blocks = made(centre, project.plan)
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Middage"]
    assert [plain(row[1]) for block in blocks if isinstance(block, Table) for row in block.rows] == ["Nu"]
    assert "Ikke gemt" in plain(blocks[-1].text)
    assert isinstance(blocks[-1], Paragraph)
    assert [block.text for block in made(centre) if isinstance(block, Heading)] == ["Gåture", "Middage"]


def test_a_yes_taken_back_is_out_of_new_prints_and_a_kept_report_says_so(centre, bo, client_of):
    sheet = SheetVersionFactory.create().sheet
    told, other = StoryFactory.create(sheet=sheet, text="Jeg havde ikke spist sammen med nogen."), StoryFactory.create(sheet=sheet, text="Vi dækkede et langt bord.")
    template = TemplatePartFactory.create(heading="Initiativark", section="sheets").template
    report = writing.begin(Report(title="Evaluering", starts_on=TODAY - timedelta(days=300), ends_on=TODAY + timedelta(days=60)), template, by=bo, now=NOW)
    writing.publish(writing.review(report, by=bo, now=NOW), by=bo, now=NOW)
    report = Report.objects.get()
    before = report.frozen.open().read()
    assert [plain(block.text) for block in composed.document_of(report, TODAY).blocks if isinstance(block, Quote)] == [told.text, other.text]
    sheets.take_back(told, on=TODAY, by=bo, now=NOW)
    blocks = composed.document_of(report, TODAY).blocks
    assert [plain(block.text) for block in blocks if isinstance(block, Quote)] == [other.text]
    assert [block.title for block in blocks if isinstance(block, Callout)] == ["Her stod en historie"]
    page = client_of(bo).get(report.get_absolute_url()).content.decode()
    assert told.text not in page
    assert "tog sit ja tilbage" in page
    assert report.frozen.open().read() == before
    sheets.take_out(other, by=bo, now=NOW)
    assert not [block for block in composed.document_of(report, TODAY).blocks if isinstance(block, Quote)]
    assert len([block for block in kept.read(before).blocks if isinstance(block, Quote)]) == 2
