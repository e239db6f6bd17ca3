"""Figures from national portals, typed in or read from a file, count in a target like any other and are marked as external."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brobygger.journal.models import ExternalFigure
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.models import Target
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

FIGURES = "/testby/kontor/registreringer/eksterne-tal/"
FILE = (
    "Kilde;Hvad;Fra;Til;Tal;Aflæst\n"
    "Socialkompas;Visninger;1/1/2025;30/6/2025;1.240;5/7/2025\n"
    "Socialkompas;Visninger;1/7/2025;31/12/2025;1.300;5/1/2026\n"
    "Socialkompas;Søgninger;1/1/2025;31/12/2025;310;5/1/2026\n"
    "Jobportalen;Visninger;1/1/2025;31/12/2025;88;5/1/2026\n"
)
OVER = date(2026, 1, 6)


@pytest.fixture
def activity(centre):
    return an_activity(a_goal(an_area(a_plan(title="Plan 2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)))))


def test_a_file_is_read_and_its_figures_count_like_any_other(client_of, bo, activity):
    browser = client_of(bo)
    file = SimpleUploadedFile("tal.csv", FILE.encode("cp1252"))
    assert browser.post(f"{FIGURES}fil/", {"file": file}).status_code == 302
    assert ExternalFigure.objects.count() == 4
    said = {
        "phrase": "mindst 2.500 visninger", "measure": "external_figures", "narrow_source": ["Socialkompas"], "narrow_name": ["Visninger"],
        "minimum": "2500", "per": "plan",
    }
    assert browser.post(f"/testby/kontor/planer/aktivitet/{activity.pk}/maaltal/", said).status_code == 302
    target = Target.objects.get()
    assert target.narrow == {"source": ["Socialkompas"], "name": ["Visninger"]}
    state = evaluate_target(target, OVER)
    assert (state.count, state.light.colour) == (2540, "green")


def test_a_figure_typed_in_counts_until_it_is_corrected(client_of, bo, activity):
    browser = client_of(bo)
    target = a_target(activity, measure="external_figures", narrow={"source": ["Jobportalen"]}, minimum=40)
    said = {
        "source": "Jobportalen", "name": "Opslag", "starts_on": "2025-01-01", "ends_on": "2025-12-31", "value": "41", "read_on": "2026-01-05",
    }
    assert browser.post(f"{FIGURES}ny/", said).status_code == 302
    assert evaluate_target(target, OVER).count == 41
    figure = ExternalFigure.objects.get()
    assert browser.post(f"{FIGURES}{figure.pk}/", {**said, "value": "39", "version": figure.version}).status_code == 302
    assert evaluate_target(target, OVER).count == 39
    assert browser.post(f"{FIGURES}ny/", said).status_code == 422  # the same figure of the same period, a second time


def test_behind_the_number_each_is_marked_with_its_source_and_the_day_it_was_read(client_of, bo, activity):
    target = a_target(activity, measure="external_figures", minimum=40)
    row = ExternalFigure.objects.create(
        source="Jobportalen", name="Opslag", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), value=41, read_on=date(2026, 1, 5)
    )
    page = client_of(bo).get(f"/testby/kontor/planer/maaltal/{target.pk}/")
    ((found, adds, _opens),) = page.context["lists"][0]["rows"]
    assert (found.title, found.on, adds, found.url) == ("Opslag", date(2025, 12, 31), 41, row.get_absolute_url())
    assert found.detail == "eksternt tal fra Jobportalen, aflæst 5. januar 2026"
    assert found.detail in page.content.decode()


def test_a_figure_is_of_the_period_it_ends_in(activity):
    quarterly = a_target(activity, measure="external_figures", minimum=1, per="quarter")
    ExternalFigure.objects.create(
        source="Portal", name="Opslag", starts_on=date(2024, 10, 1), ends_on=date(2025, 3, 31), value=7, read_on=date(2025, 4, 1)
    )
    assert [window.count for window in evaluate_target(quarterly, OVER).windows] == [7, 0, 0, 0]
