"""A large plan is looked over a goal at a time: its areas and goals are folded, and what one works in stays open."""

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
    """Each fold by its place, and whether it is open."""
    return {place: bool(opened) for place, opened in findall(r'<details class="import-fold" id="fold-(\w+)" data-keep-open( open)?>', answer.content.decode())}


def opened(answer):
    return {place for place, is_open in folds(answer).items() if is_open}


@pytest.fixture
def large(centre):
    return draft(3, 5)


def url(row):
    return f"/testby/kontor/planer/importer/{row.pk}/"


def test_a_small_plan_lies_open(client_of, astrid, centre):
    assert set(folds(client_of(astrid).get(url(draft(2, 2)))).values()) == {True}


def test_a_large_one_is_folded_and_the_goal_worked_on_stays_open(client_of, astrid, large):
    browser = client_of(astrid)
    assert opened(browser.get(url(large))) == set()
    given = {"order": "add-activity:a1g0", "title": "Handlingsplan", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    answer = browser.post(url(large), given)
    assert answer["Location"] == f"{url(large)}?aaben=a1g0#a1g0"
    assert opened(browser.get(answer["Location"].partition("#")[0])) == {"a1", "a1g0"}
    assert opened(browser.get(url(large), {"aaben": "a2"})) == {"a2"}


def test_marking_by_hand_and_an_open_area_go_together(client_of, astrid, large):
    answer = client_of(astrid).post(url(large), {"order": "down:a0g0", "marking": "1", "title": "Handlingsplan", "starts_on": "2026-01-01", "ends_on": "2026-12-31"})
    assert answer["Location"] == f"{url(large)}?mark=1&aaben=a0g0#a0g0"


def test_where_something_is_wrong_everything_is_open(client_of, astrid, large):
    answer = client_of(astrid).post(url(large), {"order": "save", "title": "Handlingsplan", "starts_on": "2026-12-31", "ends_on": "x"})
    assert (answer.status_code, set(folds(answer).values())) == (422, {True})


@pytest.mark.parametrize("given", ["x", "a99", "ag", "a" + "9" * 40])
def test_an_area_that_is_not_there_opens_nothing(client_of, astrid, large, given):
    assert opened(client_of(astrid).get(url(large), {"aaben": given})) == set()


def test_a_plan_of_forty_goals_is_saved_whole(client_of, astrid, centre):
    row = draft(8, 5)
    given = {"order": "save", "title": "Handlingsplan", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "a7g4-title": "Det sidste mål"}
    padding = {f"a{a}g{g}x0t0-{name}": "" for a in range(8) for g in range(5) for name in map(str, range(40))}  # as many fields as the page has, and some
    assert client_of(astrid).post(url(row), {**padding, **given}).status_code == 302
    row.refresh_from_db()
    assert row.outline["areas"][7]["goals"][4]["title"] == "Det sidste mål"
