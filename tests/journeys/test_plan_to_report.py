"""“I drop in the plan the board adopted, do my work, and at the board meeting the follow-up is there already.”

The main journey, from a document to a report: once with the mouse, once with the keyboard alone.
"""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from brobygger.board.models import Decision, FollowUp, Meeting
from brobygger.journal.models import Registration
from brobygger.plan.models import Plan, PlanDraft, Target
from tests.journeys.steps import (
    OFFICE,
    REASON,
    RECRUITING,
    TOGETHER,
    VISIBLE,
    WORK,
    count_of,
    light_of,
    menu,
    register,
    text_of_pdf,
)


def test_from_the_document_to_the_report(known_around: None, astrid: Any, dorte: Any, plan_file: Any, page_of: Any, look: Any) -> None:
    page = page_of(astrid)
    # Given a centre with no plan, when Astrid opens Brobygger, then the first thing it offers is to read her plan document.
    page.goto(f"{OFFICE}/")
    look(page)
    page.get_by_role("link", name="Læs et plandokument ind").click()
    look(page)
    # When she drops it in, then what was read stands beside the document, and nothing of the plan is written.
    page.set_input_files("input[type=file]", plan_file)
    page.get_by_role("button", name="Læs dokumentet").click()
    expect(page.locator("main")).to_contain_text("2 områder, 3 mål, 4 aktiviteter og 4 måltal")
    look(page, "import-preview")
    assert Plan.objects.count() == 0
    # When she corrects a guess and saves, then the correction stands and she is still where she was.
    meetings = page.locator(".import-activity", has_text="dialogmøder med kommunen")
    meetings.get_by_label("højst").fill("3")
    page.get_by_role("button", name="Gem og fortsæt senere").click()
    expect(meetings.get_by_label("højst")).to_have_value("3")
    assert PlanDraft.objects.get().plan is None
    # When she adopts it, then the plan page stands there with its three goals, and nothing counted.
    page.get_by_role("button", name="Vedtag planen").click()
    expect(page.locator("#messages")).to_contain_text("Planen er inde")
    expect(page.locator(".plan-goal")).to_have_count(3)
    plan = Plan.objects.get()
    assert (plan.status, Target.objects.get(maximum=3).minimum) == ("adopted", 1)
    before = [light_of(page, goal) for goal in (RECRUITING, VISIBLE, TOGETHER)]
    assert "green" not in before
    look(page)
    # When she registers five pieces of work in one line each, then counts and lights move.
    for line in WORK:
        register(page, line)
    assert Registration.objects.count() == 5
    counts = [count_of(page, words) for words in ("sparringer", "kursus", "opslag", "dialogmøder")]
    assert counts == ["2", "1", "1", "1"]
    assert (light_of(page, RECRUITING), light_of(page, TOGETHER)) == ("green", "green")
    look(page)
    # When she opens a number, then the work behind it stands there.
    page.locator(".plan-activity", has_text="sparringer").locator(".plan-count a").click()
    expect(page.locator("main")).to_contain_text("Sparring med SIND")
    look(page, "behind-a-number")
    _hold_the_meeting(page, look)
    _fetch_the_report(page, look)
    # And the board reads the same on a phone, and can change nothing.
    phone = page_of(dorte, width=360)
    phone.goto(Meeting.objects.get().get_absolute_url())
    look(phone)
    phone.get_by_role("link", name="Se opfølgningen").click()
    expect(phone.locator("main")).to_contain_text(REASON)
    look(phone)
    assert phone.locator("main form").count() == 0


def _hold_the_meeting(page: Page, look: Any) -> None:
    # When she calls a board meeting for today, then the running plan is chosen already.
    menu(page, "Planen", "Bestyrelse").click()
    look(page)
    page.get_by_role("link", name="Indkald til et møde").first.click()
    page.get_by_label("dato", exact=False).fill(date.today().isoformat())
    look(page)
    page.get_by_role("button", name="Indkald til mødet").click()
    expect(page.locator("#messages")).to_contain_text("Mødet er indkaldt")
    # When she puts together the agenda, then she stays at the agenda.
    for item in ("Godkendelse af referat", "Opfølgning på handlingsplanen", "Eventuelt"):
        page.get_by_label("Nyt punkt").fill(item)
        page.get_by_role("button", name="Sæt på dagsordenen").click()
        expect(page.locator(".agenda")).to_contain_text(item)
    look(page)
    # When the board goes through the goals, then each has a proposed light with its reason in words.
    page.get_by_role("link", name="Gå målene igennem").click()
    look(page)
    goal = page.locator("article.follow-up", has_text=VISIBLE)
    if not goal.locator("form textarea").is_visible():
        goal.locator("summary").first.click()
    goal.get_by_role("group", name="Resultat").get_by_text("Gul").click()
    # When they leave the proposal without a reason, then they are asked for one, and the choice stays.
    goal.get_by_label("Kommentar").fill("")
    goal.get_by_role("button", name="Gem").click()
    expect(goal.locator(".ds-validation-message")).to_be_visible()
    look(page, "follow-up")
    goal.get_by_label("Kommentar").fill(REASON)
    goal.get_by_role("button", name="Gem").click()
    expect(goal.locator(".verdict")).to_contain_text("Gemt")
    page.get_by_role("button", name="Godkend").click()
    assert FollowUp.objects.count() == 3
    assert FollowUp.objects.get(comment=REASON).result == "yellow"
    look(page)
    # When they decide something, then it belongs to the meeting and comes back at the next.
    goal = page.locator("article.follow-up", has_text=VISIBLE)
    goal.locator("summary", has_text="Afgør").click()
    goal.get_by_role("link", name="Skriv en beslutning").click()
    page.get_by_label("Beslutning").first.fill("Vi skriver om én forening i hvert nyhedsbrev.")
    page.get_by_label("Senest").fill((date.today() + timedelta(days=60)).isoformat())
    look(page)
    page.get_by_role("button", name="Gem").click()
    assert Decision.objects.get().goal.title == VISIBLE
    expect(page).to_have_url(re.compile(r"/opfoelgning/#goal-"))
    # When she freezes the meeting, then she is told beforehand exactly what will happen.
    page.get_by_role("link", name="Lås mødet").last.click()
    expect(page.locator(".freeze-list")).to_contain_text("ingen vej tilbage")
    look(page, "freeze")
    page.get_by_role("button", name="Lås mødet").click()
    expect(page.locator("#messages")).to_contain_text("Mødet er låst")
    assert Meeting.objects.get().is_frozen


def _fetch_the_report(page: Page, look: Any) -> None:
    # When she asks for the report, then she sees it, and fetches it as PDF with the goals' names in it.
    page.get_by_role("link", name="Opfølgningsrapport").click()
    look(page)
    with page.expect_download() as fetching:
        page.get_by_role("link", name="Hent som PDF").click()
    assert fetching.value.suggested_filename.endswith(".pdf")
    said = text_of_pdf(fetching.value.path())
    for words in (RECRUITING, VISIBLE, TOGETHER, REASON):
        assert said.count(words) >= 1


SLAGELSE = Path(__file__).parents[3] / "shared" / "plans" / "slagelse-aktivitetsplan-2024-2025.docx"


def test_a_whole_plan_of_a_real_centre_is_read_and_adopted(known_around: None, astrid: Any, page_of: Any) -> None:
    # Given a real centre's plan, when Astrid reads it in and adopts it as it was read, then nothing of it is missing on the plan page.
    if not SLAGELSE.exists():
        pytest.skip("The documents of real centres do not lie beside the project.")
    gold = json.loads(SLAGELSE.with_suffix(".gold.json").read_text())
    goals = [goal for area in gold["areas"] for goal in area["goals"]]
    page = page_of(astrid)
    page.goto(f"{OFFICE}/planer/importer/")
    page.set_input_files("input[type=file]", SLAGELSE)
    page.get_by_role("button", name="Læs dokumentet").click()
    page.get_by_role("button", name="Vedtag planen").click()
    expect(page.locator("#messages")).to_contain_text("Planen er inde")
    assert page.locator(".plan-area").count() == len(gold["areas"])
    assert page.locator(".plan-goal").count() == len(goals)
    assert page.locator(".plan-activity").count() == sum(len(goal["activities"]) for goal in goals)
