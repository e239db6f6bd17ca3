"""The follow-up report says what the plan counts, what the meeting froze, and what differs since; and names nobody it should not."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from brobygger.accounts.models import User
from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.plan.models import Plan
from brobygger.reports import board_pack, excel, followup, html, pdf, word
from brobygger.reports.document import Block, Document, Heading, Light, Lines, Progress, Quote, Table, plain
from brobygger.reports.phrasing import cell_text, words
from brobygger.reports.standing import Sees, standing
from tests.factories import TeamFactory
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area, work
from tests.reports.standing_centre import JUNE, MARCH, Grown, a_meeting, frozen, grown


@pytest.fixture(autouse=True)
def english(centre: Centre) -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def plan_of(centre: Centre) -> Grown:
    return grown()


def texts(document: Document) -> str:
    """Everything the document says, block by block."""
    return "\n".join(said(block) for block in document.blocks)


def said(block: Block) -> str:
    match block:
        case Heading(_level, text):
            return text
        case Quote(text, by):
            return f"{plain(text)} – {by}"
        case Table():
            known = words("en")
            rows = [*block.rows, *(row for group in block.groups for row in group.rows)]
            labels = [group.label for group in block.groups]
            return "\n".join([block.caption, *labels, *(" | ".join(cell_text(cell, known) for cell in row) for row in rows)])
        case _:
            return str(block)


def table(document: Document, first_header: str, place: int = 0) -> Table:
    found = [block for block in document.blocks if isinstance(block, Table) and block.columns[0].header == first_header]
    return found[place]


def test_a_goal_stands_with_both_lights_their_reasons_and_its_count(centre: Centre, plan_of: Grown) -> None:
    document = followup.compose(centre, [plan_of.plan], JUNE)
    lights, targets = table(document, "Of the goal"), table(document, "Target")
    assert lights.rows == (
        ("Result", Light("green"), "1 of 2 counted; 0 could be expected so far, and the period runs to Dec. 31, 2026."),
        ("Schedule", Light("grey", "Not yet"), "Not yet: nothing is due."),
    )
    assert targets.rows[0][1] == Progress(1, 2, None)
    assert targets.rows[0][2] == Light("green")


def test_the_rows_behind_a_figure_stand_in_the_report(centre: Centre, plan_of: Grown) -> None:
    work(date(2026, 5, 4), title="Workshop i Havneby")
    work(date(2026, 7, 1), title="Efter dagen")
    document = followup.compose(centre, [plan_of.plan], JUNE)
    evidence = table(document, "Date")
    assert [group.label for group in evidence.groups] == ["events held, at least 2 in the whole period: 2"]
    assert [(row[0], row[1], row[3]) for row in evidence.groups[0].rows] == [
        (date(2026, 5, 4), "Workshop i Havneby", 1),
        (date(2026, 2, 3), "Workshop i Midtby", 1),
    ]


def test_paper_shows_the_newest_rows_and_says_how_many_more_excel_all(centre: Centre, plan_of: Grown) -> None:
    for day in range(1, 10):
        work(date(2026, 4, day), title=f"Workshop {day}")
    rows = table(followup.compose(centre, [plan_of.plan], JUNE), "Date").groups[0].rows
    assert [row[1] for row in rows[:5]] == ["Workshop 9", "Workshop 8", "Workshop 7", "Workshop 6", "Workshop 5"]
    assert plain(rows[5][1]) == "and 5 more"  # type: ignore[arg-type]  # the row of words
    all_of_them = standing(centre, [plan_of.plan], JUNE, most=None)
    (behind,) = [each for each in all_of_them.behind.values() if each.rows]
    assert (len(behind.rows), behind.total, behind.more) == (10, 10, 0)


def test_organisations_told_apart_are_named(centre: Centre, plan_of: Grown) -> None:
    a_target(an_activity(plan_of.workshops, text="Fem foreninger"), measure="event_organisations", minimum=5)
    document = followup.compose(centre, [plan_of.plan], JUNE)
    group = table(document, "Date").groups[1]
    assert group.label == "organisations at events, at least 5 in the whole period: 2"
    assert group.rows[0][1] == "2 different: Læsevennerne, Tegnsprogsklubben"


def test_what_a_meeting_froze_stays_and_later_differences_are_said_openly(centre: Centre, plan_of: Grown, astrid: User) -> None:
    meeting = frozen(plan_of, MARCH, astrid)
    work(date(2026, 5, 4), title="Workshop i Havneby")
    work(date(2026, 3, 2), title="Glemt workshop")
    document = followup.compose(centre, [plan_of.plan], JUNE, meeting=meeting)
    counted = table(document, "Target").rows[0][1]
    assert counted == Lines(
        (
            Progress(1, 2, None),
            "Later corrections make it 2 on March 12, 2026.",
            "As of March 12, 2026: 1; now 3.",
        )
    )
    assert document.as_of == MARCH
    assert table(document, "Of the goal").rows[0][1] == Light("yellow")


def test_a_meeting_frozen_is_the_same_report_when_the_plan_moves_on(centre: Centre, plan_of: Grown, astrid: User) -> None:
    meeting = frozen(plan_of, MARCH, astrid)
    before = table(followup.compose(centre, [plan_of.plan], MARCH, meeting=meeting), "Of the goal", 0)
    plan_of.workshops.title = "Et helt andet mål"
    plan_of.workshops.save()
    work(date(2026, 3, 20))
    document = followup.compose(centre, [plan_of.plan], JUNE, meeting=meeting)
    assert table(document, "Of the goal", 0) == before
    assert "Foreningerne finder nye frivillige" in texts(document)


def test_changes_since_the_meeting_before(centre: Centre, plan_of: Grown, astrid: User) -> None:
    frozen(plan_of, MARCH, astrid)
    work(date(2026, 5, 4), title="Workshop i Havneby")
    document = followup.compose(centre, [plan_of.plan], JUNE)
    assert "What has changed since March 12, 2026" in texts(document)
    changed = next(block for block in document.blocks if isinstance(block, Table) and block.caption == "Counts that changed")
    assert changed.rows == (("at least 2 in the whole period events held", "Foreningerne finder nye frivillige", 1, 2),)


def test_a_comment_stands_under_its_goal_with_its_day(centre: Centre, plan_of: Grown, astrid: User) -> None:
    frozen(plan_of, MARCH, astrid)
    document = followup.compose(centre, [plan_of.plan], JUNE)
    assert Quote("Vi er på vej.", "the meeting on March 12, 2026") in document.blocks


def test_persons_are_named_only_to_those_who_may_see_them(centre: Centre, plan_of: Grown, astrid: User) -> None:
    frozen(plan_of, MARCH, astrid)
    quiet = followup.compose(centre, [plan_of.plan], JUNE)
    assert "Astrid" not in texts(quiet)
    assert "Hold en workshop mere" in texts(quiet)
    named = followup.compose(centre, [plan_of.plan], JUNE, sees=Sees(names=True))
    assert Quote("Vi er på vej.", "Astrid, the meeting on March 12, 2026") in named.blocks


def test_a_reader_without_the_board_sees_no_decisions(centre: Centre, plan_of: Grown, astrid: User) -> None:
    frozen(plan_of, MARCH, astrid)
    document = followup.compose(centre, [plan_of.plan], JUNE, sees=Sees(board=False))
    assert "Hold en workshop mere" not in texts(document)


def test_the_document_is_sound_in_every_format(centre: Centre, plan_of: Grown, astrid: User) -> None:
    meeting = frozen(plan_of, MARCH, astrid)
    for document in (
        followup.compose(centre, [plan_of.plan], JUNE),
        followup.compose(centre, [plan_of.plan], JUNE, meeting=meeting),
        board_pack.compose(standing(centre, [plan_of.plan], JUNE, meeting=a_meeting(plan_of.plan, JUNE))),
    ):
        assert pdf.render(document)[:5] == b"%PDF-"  # PDF/UA and PDF/A are the typesetter's own checks: it refuses what fails them
        assert word.render(document)[:2] == b"PK"
        assert excel.render(document)[:2] == b"PK"
        assert document.title in html.render_html(document)


def test_an_empty_plan_is_said_to_be_empty(centre: Centre) -> None:
    plan = Plan.objects.create(title="Tom", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert "no goals" in texts(followup.compose(centre, [plan], JUNE))


def queries(centre: Centre, plan: Plan, meeting: Meeting | None) -> int:
    with CaptureQueriesContext(connection) as seen:
        followup.compose(centre, [plan], JUNE, meeting=meeting)
    return len(seen)


@pytest.mark.parametrize("of_a_meeting", [False, True])
def test_the_number_of_queries_grows_with_neither_goals_nor_registrations(
    of_a_meeting: bool, centre: Centre, plan_of: Grown, astrid: User
) -> None:
    meeting = frozen(plan_of, MARCH, astrid)
    asked = a_meeting(plan_of.plan, JUNE) if of_a_meeting else None
    first = queries(centre, plan_of.plan, asked)
    area = an_area(plan_of.plan, title="Et område til")
    for number in range(6):
        a_target(an_activity(a_goal(area, title=f"Mål {number}"), text="Workshops"), minimum=3)
        work(date(2026, 4, number + 1))
    assert queries(centre, plan_of.plan, asked) == first
    assert queries(centre, plan_of.plan, meeting) < 2 * first


def test_a_teams_meeting_tells_of_its_own_goals_alone(centre: Centre, plan_of: Grown) -> None:
    team = TeamFactory.create(name="Foreningsteamet")
    plan_of.talks.team = team
    plan_of.talks.save()
    meeting = a_meeting(plan_of.plan, JUNE, kind="team", team=team)
    document = followup.compose(centre, [plan_of.plan], JUNE, meeting=meeting)
    assert [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2] == ["Alle kan få en samtale"]


def test_several_plans_stand_one_after_the_other(centre: Centre, plan_of: Grown) -> None:
    project = a_plan(title="Husprojektet", kind="project")
    a_target(an_activity(a_goal(an_area(project, title="Huset"), title="Huset er åbent")))
    document = followup.compose(centre, [plan_of.plan, project], JUNE)
    headings = [(block.level, block.text) for block in document.blocks if isinstance(block, Heading)]
    assert [text for level, text in headings if level == 1][1:3] == ["Aktivitetsplan 2026", "Husprojektet"]
    assert (3, "Huset er åbent") in headings
    assert table(document, "Goal").groups[2].label == "Husprojektet: Huset"


def test_the_columns_bear_the_plans_own_words(centre: Centre, plan_of: Grown) -> None:
    plan_of.plan.goal_word, plan_of.plan.area_word = "Delmål", "Kerneydelse"
    plan_of.plan.save()
    glance = table(followup.compose(centre, [plan_of.plan], JUNE), "Delmål")
    assert glance.group_header == "Kerneydelse"
