"""A consultation with an association, with a group that has no CVR number, or in a citizens' network is kept by one form, and counts by theme."""

from datetime import date

import pytest
from django.utils import timezone

from brobygger.advice import statistics
from brobygger.advice.models import Consultation
from brobygger.organisations.models import Organisation
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import KindFactory, NetworkFactory, OrganisationFactory, ThemeFactory

OFFICE, TODAY = "/testby/kontor/sparring/", timezone.localdate()
YEAR = Period(date(TODAY.year, 1, 1), date(TODAY.year, 12, 31))


@pytest.fixture
def talks(client_of, bo, centre):
    """Three talks, as the form sends them: client, theme, minutes and what came of it."""
    kind, (care, nature) = KindFactory.create(name="Sparring", base="consultation"), (ThemeFactory.create(name=name) for name in ("Omsorg", "Natur"))
    OrganisationFactory.create(name="SIND", cvr="")
    network = NetworkFactory.create(name="Borgernes netværk")
    common = {"about": "start_up", "channel": "here", "done_on": TODAY.isoformat(), "kind": kind.pk}
    for more in (
        {"client": "association", "whom": "SIND", "theme": care.pk, "minutes": "45", "result": "De søger puljen"},
        {"client": "group", "whom": "3 Skovvejens venner", "theme": nature.pk, "minutes": "30", "result": "De mødes igen"},
        {"client": "citizen", "whom": "", "network": network.pk, "theme": nature.pk, "minutes": "15", "result": ""},
    ):
        assert client_of(bo).post(f"{OFFICE}ny/", {**common, **more}).status_code == 302
    return network


def counted(measure, **narrow):
    demand = Demand(measure, YEAR, tuple((key, (value,)) for key, value in narrow.items()))
    return count([demand])[demand]


def test_each_is_kept_with_theme_minutes_and_result_and_no_register_grows(talks):
    kept = [
        (str(row.registration.theme), row.registration.minutes, row.result, [(str(each), each.persons) for each in row.registration.participations.all()], row.registration.network)
        for row in Consultation.objects.listed().order_by("pk")
    ]
    assert kept == [
        ("Omsorg", 45, "De søger puljen", [("SIND", None)], None), ("Natur", 30, "De mødes igen", [("Skovvejens venner", 3)], None), ("Natur", 15, "", [], talks),
    ]
    assert Organisation.objects.count() == 1  # a group needs no row of its own, and no CVR number


def test_the_figures_by_theme_are_those_of_the_rows_and_open(talks, client_of, bo):
    found = statistics.figures(YEAR.start, YEAR.end)
    by_theme = dict(found.parts)["Efter tema"]
    assert [(line.label, line.n) for line in by_theme] == [("Natur", 2), ("Omsorg", 1)]
    for line in by_theme:
        rows = client_of(bo).get(f"{OFFICE}?{line.query}").context["page"]
        assert {str(row.theme) for row in rows} == {line.label}
        assert len(rows) == line.n == counted("consultations", theme=rows[0].theme_id)


def test_the_plan_counts_them_with_no_second_entry(talks):
    assert [counted(key) for key in ("consultations", "consulted_organisations", "consultation_hours")][:2] == [3, 2]
    assert (counted("consultations", network=talks.pk), counted("consultations", client="group"), counted("consultations", about="start_up")) == (1, 1, 3)
