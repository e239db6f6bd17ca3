"""“My arm is in a sling; I do all of it from the keyboard.”

The main journey again with Tab, Enter, Space, arrows and typing alone. The focus is seen at every stop, and after each save it
is where the hand goes next.
"""

from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from brobygger.board.models import Decision, FollowUp, Meeting
from brobygger.journal.models import Registration
from brobygger.plan.models import Plan, Target
from tests.journeys.steps import (
    GOALS,
    OFFICE,
    REASON,
    VISIBLE,
    WORK,
    count_of,
    focus_shows,
    light_of,
    press,
    tab_to,
    text_of_pdf,
)


def test_from_the_document_to_the_report_without_a_mouse(known_around: None, astrid: Any, plan_file: Any, page_of: Any) -> None:
    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    # Given the start page, when she presses Tab and Enter, then she is past the menu, at the content.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("link", name="Læs et plandokument ind"))
    _import(page, plan_file)
    # When she registers five lines, then the line has the focus again after each, ready for the next.
    page.keyboard.press("n")
    for line in WORK:
        expect(page.locator("#line")).to_be_focused()
        page.keyboard.type(line)
        expect(page.locator("#reading .piece").first).to_be_visible()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("#messages")).to_contain_text("Registreret")
    assert Registration.objects.count() == 5
    assert [count_of(page, words) for words in ("sparringer", "kursus", "opslag", "dialogmøder")] == ["2", "1", "1", "1"]
    assert [light_of(page, goal) for goal in (GOALS[0], GOALS[2])] == ["green", "green"]
    _hold_the_meeting(page)
    # When the meeting is frozen, then the report is two presses away.
    press(page, page.get_by_role("link", name="Opfølgningsrapport"))
    tab_to(page, page.get_by_role("link", name="Hent som PDF"))
    with page.expect_download() as fetching:
        page.keyboard.press("Enter")
    said = text_of_pdf(fetching.value.path())
    assert [words for words in (*GOALS, REASON) if words not in said] == []


def _import(page: Page, plan_file: Any) -> None:
    # The driver begins to catch the browser's window for files when somebody listens for it: well before the key, which is not waited for.
    page.on("filechooser", lambda _chooser: None)
    tab_to(page, page.locator("input[type=file]"))
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(plan_file)
    press(page, page.get_by_role("button", name="Læs dokumentet"))
    # When she corrects a number and saves with Enter, then she is still in that number.
    most = page.locator(".import-activity", has_text="dialogmøder med kommunen").get_by_label("højst")
    tab_to(page, most)
    page.keyboard.press("Control+a")
    page.keyboard.type("3")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(most).to_be_focused(timeout=30_000)  # a long page takes its time on a busy machine
    assert (most.input_value(), focus_shows(page)) == ("3", True)
    press(page, page.get_by_role("button", name="Vedtag planen"))
    expect(page.locator(".plan-goal")).to_have_count(3)
    assert (Plan.objects.get().status, Target.objects.filter(maximum=3).count()) == ("adopted", 1)


def _hold_the_meeting(page: Page) -> None:
    main_menu = page.get_by_role("navigation", name="Hovedmenu")
    tab_to(page, main_menu.locator("summary", has_text="Planen"))
    page.keyboard.press("Enter")
    press(page, main_menu.get_by_role("link", name="Bestyrelse"), key="Enter")
    press(page, page.get_by_role("link", name="Indkald til et møde"))
    day = page.get_by_label("Dato")
    tab_to(page, day)
    _type_day(page, day, date.today())
    press(page, page.get_by_role("button", name="Indkald til mødet"))
    # When she adds a point to the agenda, then she stands where the next one is written.
    point = page.get_by_label("Nyt punkt")
    tab_to(page, point)
    for item in ("Godkendelse af referat", "Opfølgning", "Eventuelt"):
        expect(point).to_be_focused()
        assert focus_shows(page)
        page.keyboard.type(item)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    # When she moves the last one up, then the same button is under her finger still.
    up = page.get_by_role("button", name="Flyt »Eventuelt« op")
    press(page, up, back=True)
    expect(up).to_be_focused()
    page.keyboard.press("Home")
    press(page, page.get_by_role("link", name="Gå målene igennem"))
    goal = page.locator("article.follow-up", has_text=VISIBLE)
    summary = goal.locator("details.decide > summary")
    tab_to(page, summary)
    if not goal.locator("form textarea").is_visible():
        page.keyboard.press("Space")
    tab_to(page, goal.locator("input[type=radio][name$=result]:checked"))
    for _step in range(4):
        if goal.locator("input[name$=result][value=yellow]").is_checked():
            break
        page.keyboard.press("ArrowRight")
    # When the reason is missing, then the focus goes to the field that wants it.
    comment = goal.get_by_label("Kommentar")
    tab_to(page, comment)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    tab_to(page, goal.get_by_role("button", name="Gem"))
    page.keyboard.press("Enter")
    expect(goal.locator(".ds-validation-message")).to_be_visible()
    expect(comment).to_be_focused()
    page.keyboard.type(REASON)
    tab_to(page, goal.get_by_role("button", name="Gem"))
    page.keyboard.press("Enter")
    # When it is kept, then the focus is at that goal still.
    expect(goal.locator(".verdict")).to_contain_text("Gemt")
    expect(summary).to_be_focused()
    _decide_and_freeze(page, goal, summary)


def _decide_and_freeze(page: Page, goal: Locator, summary: Locator) -> None:
    page.keyboard.press("Enter")
    press(page, goal.get_by_role("link", name="Skriv en beslutning"))
    tab_to(page, page.get_by_label("Beslutning", exact=True))
    page.keyboard.type("Vi skriver om én forening i hvert nyhedsbrev.")
    press(page, page.get_by_role("button", name="Gem beslutningen"))
    assert Decision.objects.get().goal.title == VISIBLE
    # When she accepts the rest, then all three goals are decided and she is told so.
    press(page, page.get_by_role("button", name="Godkend"))
    assert FollowUp.objects.count() == 3
    assert focus_shows(page)
    press(page, page.get_by_role("link", name="Lås mødet").last)
    press(page, page.get_by_role("button", name="Lås mødet"), key="Space")
    expect(page.locator("#messages")).to_contain_text("Mødet er låst")
    assert Meeting.objects.get().is_frozen


def _type_day(page: Page, field: Locator, day: date) -> None:
    """A date as it is typed, in the order of the browser's language."""
    for order in ("%d%m%Y", "%m%d%Y"):
        page.keyboard.type(day.strftime(order))
        if field.input_value() == day.isoformat():
            return
        for _part in range(3):
            page.keyboard.press("ArrowLeft")
    raise AssertionError(f"No date could be typed; it reads {field.input_value()!r}")
