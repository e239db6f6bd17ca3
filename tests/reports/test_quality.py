"""Quality in reports: a round as a file and as a part, and reports as what shows how well it goes."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.quality import assessing
from brobygger.quality.models import Evidence, Improvement
from brobygger.quality.things import choices, chosen
from brobygger.reports import quality_blocks
from brobygger.reports.composed import compose
from brobygger.reports.document import Heading, Table
from tests.factories import (
    ActivityFactory,
    AssessorFactory,
    EvidenceFactory,
    ImprovementFactory,
    JointAnswerFactory,
    PublishedReportFactory,
    ReportFactory,
    ReportPartFactory,
)

NOW = timezone.now()


@pytest.fixture
def answered(centre, bo):
    """One point answered jointly, with evidence, one improvement in the plan and one not."""
    answer = JointAnswerFactory.create(text="Døren er åben")
    AssessorFactory.create(round=answer.round, user=bo)
    EvidenceFactory.create(round=answer.round, point=answer.point)
    ImprovementFactory.create(round=answer.round, point=answer.point, text="Skilte")
    Improvement.objects.create(round=answer.round, point=answer.point, activity=ActivityFactory.create(text="Rampe", done_on=date(2025, 5, 1)))
    return answer


def test_a_round_leaves_as_pdf_word_and_excel(answered, client_of, bo):
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")):
        answer = client_of(bo).get(f"/testby/kontor/kvalitet/runder/{answered.round_id}/fil.{ending}")
        assert (answer.status_code, answer.content[: len(begins)]) == (200, begins)
    assert client_of(bo).get(f"/testby/kontor/kvalitet/runder/{answered.round_id}/fil.exe").status_code == 404
    page = client_of(bo).get(answered.round.get_absolute_url()).content.decode()
    assert f"/runder/{answered.round_id}/fil.pdf" in page


def test_a_closed_round_stands_in_a_report_with_what_is_to_be_better(answered, bo):
    assessing.close(answered.round, by=bo, now=NOW)
    today = timezone.localdate()
    report = ReportFactory.create(starts_on=today.replace(month=1, day=1), ends_on=today.replace(month=12, day=31))
    ReportPartFactory.create(report=report, section="quality", heading="Kvalitet")
    blocks = compose(report, today).blocks
    assert str(answered.round) in [each.text for each in blocks if isinstance(each, Heading)]
    answers, better = [each for each in blocks if isinstance(each, Table)]
    assert "Døren er åben" in repr(answers.groups[0].rows[0])
    assert [row[:2] for row in better.rows] == [("Skilte", "ikke i planen endnu"), ("Rampe", "gjort 1. maj 2025")]


def test_an_open_round_tells_the_meeting_who_has_answered(answered):
    said = repr(list(quality_blocks.pack_blocks(timezone.localdate(), None)))
    assert "0 af 1 har svaret" in said


def test_a_published_report_can_show_how_well_it_goes(answered, client_of, bo):
    report = PublishedReportFactory.create()
    ReportFactory.create()
    assert [[name for _key, name in rows] for label, rows in choices() if label == "rapport"] == [[report.title]]
    assert chosen(f"report:{report.pk}") == ("report", report.pk, report.title)
    client_of(bo).post(f"/testby/kontor/kvalitet/runder/{answered.round_id}/punkter/{answered.point_id}/", {"act": "evidence", "e-thing": f"report:{report.pk}"})
    assert Evidence.objects.get(thing="report").ref == report.pk
    assert report.get_absolute_url() in client_of(bo).get(answered.round.get_absolute_url()).content.decode()
