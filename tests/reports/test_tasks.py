"""The yearly report on base funding is asked for ahead of 30 April, until it is published."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from brobygger.reports import first_templates
from brobygger.reports.models import ReportTemplate
from tests.factories import PublishedReportFactory

WORDS = "Aflever: Redegørelse for grundtilskud 2025"


@pytest.fixture
def templates(centre):
    first_templates.lay_out()
    return ReportTemplate.objects.get(key="base-funding")


@pytest.mark.parametrize(("day", "asked"), [(date(2026, 2, 20), False), (date(2026, 3, 2), True), (date(2026, 5, 20), True)])
def test_it_is_asked_for_two_months_ahead_and_when_it_is_late(templates, client_of, astrid, bo, monkeypatch, day, asked):
    monkeypatch.setattr(timezone, "now", lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    assert (WORDS in client_of(astrid).get("/testby/kontor/").content.decode()) == asked
    assert WORDS not in client_of(bo).get("/testby/kontor/").content.decode()


def test_once_published_or_used_no_longer_nobody_is_asked(templates, client_of, astrid, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 4, 1, 9, tzinfo=UTC))
    report = PublishedReportFactory.create(template=templates, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    assert WORDS not in client_of(astrid).get("/testby/kontor/").content.decode()
    type(report).objects.filter(pk=report.pk).update(template=None)
    assert WORDS in client_of(astrid).get("/testby/kontor/").content.decode()
    ReportTemplate.objects.filter(pk=templates.pk).update(retired=True)
    assert WORDS not in client_of(astrid).get("/testby/kontor/").content.decode()
