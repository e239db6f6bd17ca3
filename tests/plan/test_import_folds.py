"""A large plan is looked over an area at a time: its areas are folded, and what one works in stays open."""

from copy import deepcopy
from datetime import UTC, datetime
from re import findall

import pytest

from brobygger.plan.enriching import enrich
from brobygger.plan.importing import read_plan
from tests.factories import PlanDraftFactory

NOW = datetime(2026, 1, 15, 10, tzinfo=UTC)


def draft(areas, goals):
    """A draft of so many areas with so many goals each."""
    text = "# Handlingsplan 2026\n\n| Kerneydelse | Mål | Aktiviteter | Dokumentation |\n|---|---|---|---|\n| Foreningsservice | Foreninger kan mere | 3 kurser | Referat |\n"
    outline = enrich(read_plan(text.encode(), "plan.md").as_json())
    (area,) = outline["areas"]
    outline["areas"] = [{**deepcopy(area), "title": f"Område {n}", "goals": [deepcopy(area["goals"][0]) for _goal in range(goals)]} for n in range(areas)]
    return PlanDraftFactory.create(outline=outline, uploaded_at=NOW)



def folds(answer):
    """Each area's fold by its number, and whether it is open."""
    return {int(number): bool(opened) for number, opened in findall(r'<details class="import-fold" id="fold-a(\d+)" data-keep-open( open)?>', answer.content.decode())}


@pytest.fixture
def large(centre):
    return draft(3, 5)


def url(row):
    return f"/testby/kontor/planer/importer/{row.pk}/"


def test_a_small_plan_lies_open(client_of, astrid, centre):
    assert folds(client_of(astrid).get(url(draft(2, 2)))) == {0: True, 1: True}


def test_a_large_one_is_folded_and_the_area_worked_on_stays_open(client_of, astrid, large):
    browser = client_of(astrid)
    assert folds(browser.get(url(large))) == {0: False, 1: False, 2: False}
    given = {"order": "add-activity:a1g0", "title": "Handlingsplan", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    answer = browser.post(url(large), given)
    assert answer["Location"] == f"{url(large)}?aaben=1#a1g0"
    assert folds(browser.get(answer["Location"].partition("#")[0])) == {0: False, 1: True, 2: False}


def test_marking_by_hand_and_an_open_area_go_together(client_of, astrid, large):
    answer = client_of(astrid).post(url(large), {"order": "down:a0g0", "marking": "1", "title": "Handlingsplan", "starts_on": "2026-01-01", "ends_on": "2026-12-31"})
    assert answer["Location"] == f"{url(large)}?mark=1&aaben=0#a0g0"


def test_where_something_is_wrong_everything_is_open(client_of, astrid, large):
    answer = client_of(astrid).post(url(large), {"order": "save", "title": "Handlingsplan", "starts_on": "2026-12-31", "ends_on": "x"})
    assert (answer.status_code, set(folds(answer).values())) == (422, {True})


@pytest.mark.parametrize("given", ["x", "99", "-1", "9" * 40])
def test_an_area_that_is_not_there_opens_nothing(client_of, astrid, large, given):
    assert set(folds(client_of(astrid).get(url(large), {"aaben": given})).values()) == {False}
