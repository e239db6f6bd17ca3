"""Reports on the screen and as files: who opens them, what they hold, and that nobody of another centre gets one."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from brobygger.accounts.models import User
from brobygger.accounts.roles import Role
from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from tests.conftest import member
from tests.plan.growing import work
from tests.reports.access import ACCESS
from tests.reports.standing_centre import JUNE, MARCH, Grown, a_meeting, frozen, grown

ClientOf = Callable[[User], Client]


@pytest.fixture
def plan_of(centre: Centre) -> Grown:
    return grown()


@pytest.fixture
def meeting(plan_of: Grown, astrid: User) -> Meeting:
    return frozen(plan_of, MARCH, astrid)


def address(name: str, centre: Centre, plan_of: Grown, meeting: Meeting, ending: str = "html") -> str:
    args: dict[str, list[Any]] = {
        "reports:plan": [plan_of.plan.pk], "reports:plan_file": [plan_of.plan.pk, ending],
        "reports:prepared": [1], "reports:prepared_file": [1], "reports:pack": [meeting.pk], "reports:pack_file": [meeting.pk, ending], "reports:followup_file": [ending],
    }  # fmt: skip
    return reverse(name, args=[centre.key, *args.get(name, [])])


@pytest.mark.parametrize("name", [name for name in ACCESS if "prepared" not in name])
@pytest.mark.parametrize("role", Role.values)
def test_each_report_opens_to_its_roles(
    name: str, role: str, centre: Centre, plan_of: Grown, meeting: Meeting, client_of: ClientOf
) -> None:
    answer = client_of(member("Vibe", role, centre)).get(address(name, centre, plan_of, meeting), {"plan": plan_of.plan.pk})
    assert answer.status_code == (200 if role in ACCESS[name].split() else 403)


@pytest.mark.parametrize("name", ACCESS)
def test_nobody_of_another_centre_gets_one(
    name: str, centre: Centre, plan_of: Grown, meeting: Meeting, fremmed: User, client_of: ClientOf
) -> None:
    assert client_of(fremmed).get(address(name, centre, plan_of, meeting)).status_code == 404


def test_a_meeting_is_not_for_who_does_not_see_the_board(
    centre: Centre, plan_of: Grown, meeting: Meeting, rie: User, client_of: ClientOf
) -> None:
    browser = client_of(rie)
    assert browser.get(address("reports:followup", centre, plan_of, meeting), {"meeting": meeting.pk}).status_code == 403
    assert browser.get(address("reports:followup_file", centre, plan_of, meeting), {"meeting": meeting.pk}).status_code == 403


def test_the_reader_reads_no_names_and_no_decisions(
    centre: Centre, plan_of: Grown, meeting: Meeting, rie: User, dorte: User, client_of: ClientOf
) -> None:
    where = address("reports:followup", centre, plan_of, meeting)
    read = client_of(rie).get(where, {"plan": plan_of.plan.pk}).content.decode()
    assert ("Astrid" in read, "Hold en workshop mere" in read, "Vi er på vej." in read) == (False, False, True)
    board = client_of(dorte).get(where, {"plan": plan_of.plan.pk}).content.decode()
    assert ("Astrid" in board, "Hold en workshop mere" in board) == (True, True)


def test_a_draft_is_read_by_those_who_make_plans_alone(
    centre: Centre, plan_of: Grown, meeting: Meeting, rie: User, bo: User, client_of: ClientOf
) -> None:
    plan_of.plan.status, plan_of.plan.adopted_on = "draft", None
    plan_of.plan.save()
    where = address("reports:plan", centre, plan_of, meeting)
    assert client_of(rie).get(where).status_code == 404
    assert client_of(bo).get(where).status_code == 200


@pytest.mark.parametrize(
    ("ending", "media", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
    ],
)
def test_each_format_is_fetched_as_a_file(
    ending: str, media: str, begins: bytes, centre: Centre, plan_of: Grown, meeting: Meeting, astrid: User, client_of: ClientOf
) -> None:
    answer = client_of(astrid).get(
        address("reports:followup_file", centre, plan_of, meeting, ending), {"meeting": meeting.pk}
    )
    assert answer["Content-Type"] == media
    assert answer["Content-Disposition"] == f'attachment; filename="opfoelgning-testby-{MARCH.isoformat()}.{ending}"'
    assert answer.content.startswith(begins)


def test_an_ending_of_no_format_is_no_address(
    centre: Centre, plan_of: Grown, meeting: Meeting, astrid: User, client_of: ClientOf
) -> None:
    assert client_of(astrid).get(address("reports:plan_file", centre, plan_of, meeting, "exe")).status_code == 404


@pytest.mark.parametrize("query", [{"plan": "x"}, {"plan": "9" * 30}, {"meeting": "-1"}, {"meeting": "99999"}])
def test_what_is_not_there_is_not_found(
    query: dict[str, str], centre: Centre, plan_of: Grown, meeting: Meeting, astrid: User, client_of: ClientOf
) -> None:
    assert client_of(astrid).get(address("reports:followup", centre, plan_of, meeting), query).status_code == 404


def test_excel_holds_every_row_behind_the_figures(
    centre: Centre, plan_of: Grown, meeting: Meeting, astrid: User, client_of: ClientOf
) -> None:
    for day in range(1, 10):
        work(MARCH.replace(day=day), title=f"Workshop {day}")
    answer = client_of(astrid).get(
        address("reports:followup_file", centre, plan_of, meeting, "xlsx"), {"plan": str(plan_of.plan.pk), "day": JUNE.isoformat()}
    )
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["Bag tallene"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert sorted(row[3] for row in rows) == sorted(["Workshop i Midtby", *(f"Workshop {day}" for day in range(1, 10))])
    assert sum(row[5] for row in rows) == 10
    assert [sheet.title for sheet in book][1:] == ["Mål", "Måltal", "Bag tallene", "Lys, der har ændret sig", "Tal, der har ændret sig", "Beslutninger"]


def test_papers_are_offered_where_they_belong(
    centre: Centre, plan_of: Grown, meeting: Meeting, astrid: User, client_of: ClientOf
) -> None:
    browser = client_of(astrid)
    follow_up, office = f"/{centre.key}/kontor/rapporter/opfoelgning/", f"/{centre.key}/kontor"
    plan = browser.get(f"{office}/planer/{plan_of.plan.pk}/").content.decode()
    assert f'href="{follow_up}?plan={plan_of.plan.pk}"' in plan
    assert f'href="{office}/rapporter/plan/{plan_of.plan.pk}/"' in plan
    page = browser.get(f"{office}/moeder/{meeting.pk}/").content.decode()
    assert f'href="{follow_up}?meeting={meeting.pk}"' in page
    assert f'href="{office}/rapporter/moede/{meeting.pk}/"' in page
    assert f'href="{office}/rapporter/"' in browser.get(f"{office}/").content.decode()


def test_the_list_of_reports_costs_the_same_with_more_meetings(
    centre: Centre, plan_of: Grown, astrid: User, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    browser, where = client_of(astrid), f"/{centre.key}/kontor/rapporter/"
    a_meeting(plan_of.plan, JUNE)
    browser.get(where)  # the session's first request asks more
    with django_assert_num_queries(14):
        browser.get(where)
    for day in (19, 20):
        a_meeting(plan_of.plan, JUNE.replace(day=day))
    with django_assert_num_queries(14):
        browser.get(where)
