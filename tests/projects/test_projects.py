"""A project's pages: made with its plan or on one that is there; its goals, partners and work."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.plan.models import Plan
from brobygger.projects.models import Project
from tests.factories import (
    GoalFactory,
    OrganisationFactory,
    PartnerFactory,
    PlanFactory,
    ProjectFactory,
    RegistrationFactory,
)

TODAY = timezone.localdate()
HERE = "/testby/kontor/projekter/"


def test_a_project_is_made_with_its_plan(centre, client_of, bo):
    sent = {"title": "Unge med", "starts_on": "2025-01-01", "ends_on": "2028-12-31", "part": "lead", "partner_cap": "30", "age_from": "15", "age_to": "25"}
    page = client_of(bo).post(f"{HERE}nyt/", sent, follow=True).content.decode()
    row = Project.objects.get()
    assert (row.plan.title, row.plan.kind, row.plan.starts_on, row.partner_cap) == ("Unge med", "project", date(2025, 1, 1), 30)
    for words in ("Unge med", "15–25 år", "0 af 30 i dag", "Projektet har endnu ingen mål."):
        assert words in page, words


def test_a_project_is_made_on_a_plan_that_is_there(centre, client_of, bo):
    plan, core = PlanFactory.create(kind=Plan.Kind.PROJECT, title="Byhaven"), PlanFactory.create(title="Kernen")
    form = client_of(bo).get(f"{HERE}nyt/").content.decode()
    assert ("Byhaven" in form, "Kernen" in form) == (True, False)
    assert client_of(bo).post(f"{HERE}nyt/", {"plan": core.pk, "part": "lead"}).status_code == 422
    client_of(bo).post(f"{HERE}nyt/", {"plan": plan.pk, "part": "lead"})
    assert Project.objects.get().plan == plan


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Hvad hedder d"), ({"ends_on": "2024-12-31"}, "slutter, før"), ({"age_from": "30"}, "Den højeste alder"), ({"partner_cap": "0"}, "større end"),
        ({"led_by": "x"}, "gyldig"), ({"about": "Bo er født 010203-1234"}, "CPR"), ({"starts_on": "30-02-2025"}, "gyldig dato"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(centre, client_of, bo, wrong, words):
    sent = {"title": "Unge med", "starts_on": "2025-01-01", "ends_on": "2028-12-31", "part": "lead", "age_to": "25"}
    answer = client_of(bo).post(f"{HERE}nyt/", {**sent, **wrong})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Plan.objects.exists()


def test_one_leads_it_the_centre_or_somebody_else(centre, client_of, bo):
    sent = {"title": "Unge med", "starts_on": "2025-01-01", "ends_on": "2028-12-31", "part": "lead", "led_by": OrganisationFactory.create(name="Kommunen").pk}
    assert client_of(bo).post(f"{HERE}nyt/", sent).status_code == 422
    page = client_of(bo).post(f"{HERE}nyt/", {**sent, "part": "participant"}, follow=True).content.decode()
    assert "ledes af Kommunen" in page


def test_what_is_registered_for_it_stands_on_its_page_once(centre, client_of, bo, dorte):
    project = ProjectFactory.create()
    for persons, extra in ((12, {}), (5, {}), (40, {"draft": True}), (40, {"state": "planned"})):
        RegistrationFactory.create(project=project.plan, persons=persons, title=f"Værksted {persons}", **extra)
    RegistrationFactory.create(persons=100)
    page = client_of(bo).get(project.get_absolute_url()).content.decode()
    assert "<b>2</b>registreringer" in page
    assert "<b>17</b>deltagere" in page
    text = client_of(dorte).get(f"{project.get_absolute_url()}arbejde/?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(text) == 3
    assert "Værksted 40" not in "".join(text)


def test_the_list_tells_those_that_run_from_the_others(centre, client_of, bo):
    for title, start, end in (("Nu", -30, 30), ("Senere", 10, 40), ("Før", -60, -20)):
        ProjectFactory.create(plan__title=f"Projekt {title}", plan__starts_on=TODAY + timedelta(days=start), plan__ends_on=TODAY + timedelta(days=end))
    for which, there in (("nu", "Nu"), ("kommer", "Senere"), ("slut", "Før")):
        page = client_of(bo).get(f"{HERE}?vis={which}").content.decode()
        assert [name for name in ("Nu", "Senere", "Før") if f"Projekt {name}" in page] == [there]
    text = client_of(bo).get(f"{HERE}?vis=alle&format=csv").content.decode("utf-8-sig").splitlines()
    assert len(text) == 4


def test_a_partner_s_name_finds_its_project(centre, client_of, bo):
    row = PartnerFactory.create(organisation__name="SIND", project__plan__title="Unge med", project__plan__ends_on=TODAY + timedelta(days=9))
    assert str(row.project) in client_of(bo).get(f"{HERE}?q=sind").content.decode()
    assert "Unge med" not in client_of(bo).get(f"{HERE}?q=findesikke").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_the_same_of_one_project_and_of_three(centre, client_of, bo, n):
    for _each in range(n):
        project = ProjectFactory.create(plan__ends_on=TODAY + timedelta(days=9))
        GoalFactory.create(area__plan=project.plan)
        PartnerFactory.create_batch(n, project=project)
    browser = client_of(bo)
    browser.get(HERE)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(HERE).status_code == 200
    assert len(asked) == 20


@pytest.mark.parametrize("n", [1, 3])
def test_a_project_asks_the_same_with_one_partner_and_with_three(centre, client_of, bo, n):
    project = ProjectFactory.create()
    PartnerFactory.create_batch(n, project=project)
    for _each in range(n):
        GoalFactory.create(area__plan=project.plan)
        RegistrationFactory.create(project=project.plan)
    browser = client_of(bo)
    browser.get(project.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        browser.get(project.get_absolute_url())
    assert len(asked) == 27
