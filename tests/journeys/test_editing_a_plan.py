"""“I put the plan right where it stands, and there is always a way back.”"""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from brobygger.organisations.models import Network
from brobygger.plan.models import Activity, Area, Goal, MeansOfVerification, Plan, Target

YEAR = date.today().year


@pytest.fixture
def plan(centre):
    """Two areas with three goals of this year's adopted plan, as an import leaves them: one activity is really two."""
    plan = Plan.objects.create(
        title=f"Aktivitetsplan {YEAR}", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31), status="adopted", adopted_on=date(YEAR, 1, 1), public=True,
    )  # fmt: skip
    service = Area.objects.create(plan=plan, title="Service til foreninger")
    citizens = Area.objects.create(plan=plan, title="Plads til flere", position=1)
    recruiting = Goal.objects.create(area=service, title="Foreninger finder nye kræfter")
    meeting = Goal.objects.create(area=service, title="Foreninger kender hinanden", position=1)
    talks = Goal.objects.create(area=citizens, title="Alle kan få en samtale")
    both = Activity.objects.create(goal=recruiting, text="Mindst to workshops om året. Sparring efter behov")
    Target.objects.create(activity=both, measure="events_held", narrow={"base": ["workshop"]}, minimum=2, per="year", phrase="mindst to workshops om året")
    Activity.objects.create(goal=recruiting, text="Hvervekampagne i foråret", position=1)
    MeansOfVerification.objects.create(goal=recruiting, text="Registrering af deltagere", measures=["event_participants"])
    networks = Activity.objects.create(goal=meeting, text="2-4 netværksmøder per netværk om året")
    Target.objects.create(activity=networks, measure="network_meetings", minimum=2, maximum=4, per="year", for_each="network")
    Activity.objects.create(goal=talks, text="Åbne samtaler hver måned")
    Network.objects.create(name="Demensnetværket", started_on=date(YEAR, 1, 1))
    return plan


def edit_page(plan: Plan) -> str:
    return f"/testby/kontor/planer/{plan.pk}/rediger/"


def order(plan: Plan) -> list[str]:
    """The standing parts as they follow each other."""
    found = []
    for area in plan.areas.filter(removed=False).order_by("position", "pk"):
        found.append(area.title)
        for goal in area.goals.filter(removed=False).order_by("position", "pk"):
            found.append(f"- {goal.title}")
            found += [f"  · {each.text}" for each in goal.activities.filter(removed=False).order_by("position", "pk")]
    return found


def tab_to(page: Page, target: Locator) -> None:
    """Reach it as somebody without a mouse does."""
    for _step in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the Tab key does not reach {target}")


def choose(page: Page, line: str, button: str) -> None:
    """Open the line's menu and press one of its buttons, by keyboard."""
    menu = page.locator(f"#{line} summary")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    entry = page.locator(f"#{line}").get_by_role("button", name=button, exact=True).or_(page.locator(f"#{line}").get_by_role("link", name=button, exact=True))
    tab_to(page, entry)
    page.keyboard.press("Enter")


def test_reorder_join_take_out_and_undo_by_keyboard_alone(plan, astrid, page_of, look):
    before = order(plan)
    page = page_of(astrid)
    page.goto(edit_page(plan))
    look(page)
    campaign = Activity.objects.get(text__startswith="Hverve")
    # When she moves the campaign up, then it stands first, the cursor is still on it, and the page says what was done.
    choose(page, f"activity-{campaign.pk}", "Flyt op")
    expect(page.locator(".edit-activity .edit-text").first).to_have_text("Hvervekampagne i foråret")
    expect(page.locator(f"#activity-{campaign.pk} .edit-buttons > a")).to_be_focused()
    expect(page.locator("#plan-steps")).to_contain_text("fået en anden plads: »Hvervekampagne i foråret«")
    # When she joins the workshops to it, then one activity holds both texts and the target.
    both = Activity.objects.get(text__startswith="Mindst")
    choose(page, f"activity-{both.pk}", "Saml med den ovenover")
    expect(page.locator(".edit-activity")).to_have_count(3)
    assert Target.objects.get(measure="events_held").activity_id == campaign.pk
    # When she takes the goal of the talks out, then it is gone; and three times back brings all as it was.
    talks = Goal.objects.get(title="Alle kan få en samtale")
    choose(page, f"goal-{talks.pk}", "Tag ud")
    expect(page.locator(f"#goal-{talks.pk}")).to_have_count(0)
    after = order(plan)
    for _step in range(3):
        undo = page.locator("#plan-steps").get_by_role("button", name="Fortryd")
        said = undo.get_attribute("value")
        tab_to(page, undo)
        page.keyboard.press("Enter")
        expect(page.locator(f"#plan-steps button[value='{said}']")).to_have_count(0)
    assert order(plan) == before
    look(page)
    # What was undone last comes back at one press, and goes again.
    tab_to(page, page.locator("#plan-steps").get_by_role("button", name="Hent tilbage"))
    page.keyboard.press("Enter")
    expect(page.locator("#plan-steps")).to_contain_text("hentet tilbage")
    assert order(plan)[2:4] == ["  · Hvervekampagne i foråret", "  · Mindst to workshops om året. Sparring efter behov"]
    tab_to(page, page.locator("#plan-steps").get_by_role("button", name="Fortryd"))
    page.keyboard.press("Enter")
    expect(page.locator("#plan-steps")).to_contain_text("fortrudt")
    assert order(plan) == before
    assert after != before


def test_writing_by_keyboard_the_cursor_stays_where_the_work_is(plan, astrid, page_of):
    page = page_of(astrid)
    page.goto(edit_page(plan))
    talks = Goal.objects.get(title="Alle kan få en samtale")
    tab_to(page, page.locator(f"#goal-{talks.pk} .edit-buttons > a"))
    page.keyboard.press("Enter")
    expect(page.locator(".edit-form textarea").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" inden en uge")
    tab_to(page, page.locator(".edit-form").get_by_role("button", name="Gem"))
    page.keyboard.press("Enter")
    expect(page.locator(f"#goal-{talks.pk} .edit-text")).to_have_text("Alle kan få en samtale inden en uge")
    expect(page.locator(f"#goal-{talks.pk} .edit-buttons > a")).to_be_focused()
    # A new activity under it.
    tab_to(page, page.locator(f"#add-activity-{talks.pk}"))
    page.keyboard.press("Enter")
    expect(page.locator(".edit-form textarea").first).to_be_focused()
    page.keyboard.type("Samtaler på biblioteket")
    tab_to(page, page.locator(".edit-form").get_by_role("button", name="Gem"))
    page.keyboard.press("Enter")
    expect(page.locator(".edit-activity .edit-text").last).to_have_text("Samtaler på biblioteket")


@pytest.mark.parametrize("width", [360, 1280])
def test_words_are_corrected_in_place_and_one_activity_becomes_two(plan, astrid, page_of, look, width):
    page = page_of(astrid, width=width)
    page.goto(edit_page(plan))
    look(page)
    goal = Goal.objects.get(title="Foreninger kender hinanden")
    page.locator(f"#goal-{goal.pk}").get_by_role("link", name="Ret").click()
    expect(page.locator(".edit-form textarea").first).to_be_visible()
    look(page)
    page.emulate_media(color_scheme="dark")
    look(page)
    page.emulate_media(color_scheme="null")
    page.locator(".edit-form textarea").first.fill("Foreninger kender og bruger hinanden")
    page.locator(".edit-form").get_by_role("button", name="Gem").click()
    expect(page.locator(f"#goal-{goal.pk} .edit-text")).to_have_text("Foreninger kender og bruger hinanden")
    # One activity is really two: split where the sentence ends; the target stays with the first.
    both = Activity.objects.get(text__startswith="Mindst")
    page.locator(f"#activity-{both.pk} summary").click()
    look(page, "edit-menu")
    page.locator(f"#activity-{both.pk}").get_by_role("link", name="Del i to").click()
    look(page)
    page.get_by_role("button", name="Del", exact=True).click()
    expect(page.locator(".edit-activity .edit-text").nth(1)).to_have_text("Sparring efter behov")
    assert [each.text for each in both.goal.activities.order_by("position", "pk")] == [
        "Mindst to workshops om året.", "Sparring efter behov", "Hvervekampagne i foråret",
    ]
    assert Target.objects.get(measure="events_held").activity_id == both.pk
    # The new one belongs to the other goal.
    new = Activity.objects.get(text="Sparring efter behov")
    page.locator(f"#activity-{new.pk} summary").click()
    page.locator(f"#activity-{new.pk}").get_by_role("link", name="Flyt til et andet sted").click()
    look(page)
    page.get_by_label("Flyt til").select_option(label="Service til foreninger › Foreninger kender og bruger hinanden")
    page.get_by_role("button", name="Flyt", exact=True).click()
    expect(page.locator(f"#activity-{new.pk}")).to_be_visible()
    new.refresh_from_db()
    assert new.goal_id == goal.pk
    page.goto(f"/testby/kontor/planer/{plan.pk}/rettelser/")
    look(page)
    expect(page.locator("ol li")).to_have_count(3)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_goal_that_changed_points_to_its_successor(plan, astrid, page_of, look, width):
    page = page_of(astrid, width=width)
    goal = Goal.objects.get(title="Foreninger kender hinanden")
    page.goto(f"/testby/kontor/planer/maal/{goal.pk}/")
    look(page)
    page.goto(f"/testby/kontor/planer/maal/{goal.pk}/aendret/")
    look(page)
    page.get_by_label("Hvorfor").fill("Kommunen har overtaget netværkene")
    page.get_by_role("button", name="Markér som ændret").click()
    page.goto(f"/testby/kontor/planer/{plan.pk}/")
    look(page)
    goal.refresh_from_db()
    assert goal.is_changed is True
    expect(page.locator(f"#goal-{goal.pk} [data-light=changed]").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_on_to_the_next_period_and_both_side_by_side(plan, astrid, page_of, look, width):
    page = page_of(astrid, width=width)
    page.goto(f"/testby/kontor/planer/{plan.pk}/forvalt/")
    look(page)
    page.get_by_role("link", name="Kopiér til næste periode").click()
    look(page)
    page.get_by_role("button", name="Lav kopien").click()
    copy = Plan.objects.get(previous=plan)
    assert (copy.title, copy.starts_on, copy.status, order(copy)) == (f"Aktivitetsplan {YEAR + 1}", date(YEAR + 1, 1, 1), "draft", order(plan))
    Goal.objects.filter(area__plan=copy, title="Alle kan få en samtale").update(title="Alle kan få en samtale inden en uge")
    page.goto(f"/testby/kontor/planer/{copy.pk}/sammenlign/")
    look(page, "compare")
    expect(page.locator("main")).to_contain_text("inden en uge")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_public_reads_the_plan_without_signing_in(plan, page_of, look, width):
    page = page_of(None, width=width)
    page.goto("/testby/")
    page.get_by_role("link", name=plan.title).click()
    look(page)
    expect(page.locator("main")).to_contain_text("Foreninger finder nye kræfter")
    assert page.locator("main form, main button").count() == 0


def test_the_second_of_two_at_one_goal_is_told_and_loses_nothing(plan, astrid, bo, page_of, look):
    goal = Goal.objects.get(title="Alle kan få en samtale")
    hers, his = page_of(astrid), page_of(bo)
    for page in (hers, his):
        page.goto(edit_page(plan))
        page.locator(f"#goal-{goal.pk} .edit-buttons > a").click()
    his.locator(".edit-form textarea").first.fill("Alle kan få en god samtale")
    his.locator(".edit-form").get_by_role("button", name="Gem").click()
    expect(his.locator(f"#goal-{goal.pk} .edit-text")).to_have_text("Alle kan få en god samtale")
    hers.locator(".edit-form textarea").first.fill("Alle kan få en samtale inden en uge")
    hers.locator(".edit-form").get_by_role("button", name="Gem").click()
    # Then she sees his words beside her own, which still stand in the field; saving again is a choice.
    expect(hers.locator(".edit-theirs")).to_contain_text("Alle kan få en god samtale")
    assert hers.locator(".edit-form textarea").first.input_value() == "Alle kan få en samtale inden en uge"
    look(hers)
    goal.refresh_from_db()
    assert goal.title == "Alle kan få en god samtale"
    hers.locator(".edit-form").get_by_role("button", name="Gem").click()
    expect(hers.locator(f"#goal-{goal.pk} .edit-text")).to_have_text("Alle kan få en samtale inden en uge")


def test_the_plan_is_edited_without_javascript_too(plan, astrid, page_of):
    page = page_of(astrid, scripts=False)
    page.goto(edit_page(plan))
    campaign = Activity.objects.get(text__startswith="Hverve")
    before = order(plan)
    page.locator(f"#activity-{campaign.pk} summary").click()
    page.locator(f"#activity-{campaign.pk}").get_by_role("button", name="Flyt op").click()
    assert order(plan)[2] == "  · Hvervekampagne i foråret"
    page.locator(f"#activity-{campaign.pk} .edit-buttons > a").click()
    page.locator(".edit-form textarea").first.fill("Hvervekampagne i efteråret")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(f"#activity-{campaign.pk} .edit-text")).to_have_text("Hvervekampagne i efteråret")
    for _step in range(2):
        page.locator("#plan-steps").get_by_role("button", name="Fortryd").click()
    assert order(plan) == before
