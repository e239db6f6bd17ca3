"""“I write what I did in one line, and the plan moves by itself.”"""

from datetime import date

import pytest
from playwright.sync_api import expect

from brobygger.centres.models import Locality, Theme
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration
from brobygger.organisations.models import Organisation
from brobygger.plan.models import Activity, Area, Goal, Plan, Target

WORK = (
    "Sparring med Røde Kors om rekruttering, 45 min, 3 deltagere",
    "Sparring med SIND om rekruttering i går, 1½ time",
    "Kursus i rekruttering, 18 deltagere fra Røde Kors og SIND",
    "Sparring med Røde Kors om ledelse, 30 min",
    "Opslag om frivillighed på facebook",
)


@pytest.fixture
def running_plan(centre):
    """A plan of this year that asks for three consultations on recruitment and one course."""
    year = date.today().year
    for name, base in (("Sparring", BaseKind.CONSULTATION), ("Kursus", BaseKind.COURSE), ("Opslag", BaseKind.PUBLICATION), ("Andet", BaseKind.OTHER)):
        Kind.objects.create(name=name, base=base)
    recruitment = Theme.objects.create(name="Rekruttering")
    Theme.objects.create(name="Ledelse")
    Locality.objects.create(name="Testby")
    for name in ("Røde Kors", "SIND"):
        Organisation.objects.create(name=name)
    plan = Plan.objects.create(
        title="Årets plan", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), status="adopted", adopted_on=date(year, 1, 1)
    )
    area = Area.objects.create(plan=plan, title="Rekruttering")
    goal = Goal.objects.create(area=area, title="Foreninger finder nye frivillige")
    first = Activity.objects.create(goal=goal, text="Sparring om rekruttering mindst 2 gange")
    second = Activity.objects.create(goal=goal, text="1 kursus om rekruttering", position=1)
    plan.sparring = Target.objects.create(activity=first, measure="consultations", narrow={"theme": [recruitment.pk]}, minimum=2)
    plan.course = Target.objects.create(activity=second, measure="events_held", narrow={"base": ["course"]}, minimum=1, maximum=1)
    return plan


def test_five_pieces_of_work_in_one_line_each(running_plan, astrid, page_of, look):
    # Given the start page, when Astrid presses n and types, then the line says what it will be and where it counts.
    page = page_of(astrid)
    page.goto("/testby/kontor/")
    look(page)
    page.keyboard.press("n")
    page.keyboard.type(WORK[0])
    expect(page.locator("#reading")).to_contain_text("Røde Kors")
    expect(page.locator("#reading")).to_contain_text("Rekruttering")
    expect(page.locator("#reading a[href*='/maaltal/']")).to_have_count(1)
    look(page, "one-line")
    # When she presses Enter, then it is kept, and so are the four that follow.
    for number, line in enumerate(WORK):
        if number:
            expect(page.locator("#line")).to_be_focused()
            page.keyboard.type(line)
            expect(page.locator("#reading .piece").first).to_be_visible()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("#messages")).to_contain_text("Registreret")
    # Then the plan has moved: two consultations on recruitment, one course, both goals met.
    assert Registration.objects.count() == 5
    page.goto(f"/testby/kontor/planer/{running_plan.pk}/")
    look(page)
    assert page.locator(f"#target-{running_plan.sparring.pk} .plan-count b").inner_text() == "2"
    assert page.locator(f"#target-{running_plan.course.pk} .plan-count b").inner_text() == "1"
    assert page.locator(".plan-goal .light").first.get_attribute("data-light") == "green"
    # And every number opens: behind the two stand the two.
    page.locator(f"#target-{running_plan.sparring.pk} .plan-count a").click()
    expect(page.locator("main")).to_contain_text("Sparring med SIND")
    look(page)


def test_undo_takes_the_registration_and_the_count_away(running_plan, astrid, page_of):
    page = page_of(astrid)
    page.goto("/testby/kontor/registreringer/")
    page.fill("#line", WORK[0])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("#messages button", has_text="Fortryd").click()
    expect(page.locator("#messages")).to_contain_text("Slettet")
    assert Registration.objects.count() == 0


def test_without_javascript_the_line_still_keeps(running_plan, bo, page_of):
    page = page_of(bo, scripts=False)
    page.goto("/testby/kontor/registreringer/")
    page.fill("#line", WORK[0])
    page.click("#register-form button")
    expect(page.locator("#messages")).to_contain_text("Registreret")
    assert Registration.objects.get().minutes == 45


def test_a_line_that_cannot_be_kept_comes_back_as_it_was_typed(running_plan, astrid, page_of, look):
    page = page_of(astrid, width=360)
    page.goto("/testby/kontor/registreringer/")
    page.fill("#line", "Sparring med 010190-1234")
    page.keyboard.press("Enter")
    expect(page.locator("#reading")).to_contain_text("CPR-nummer")
    assert page.input_value("#line") == "Sparring med 010190-1234"
    assert Registration.objects.count() == 0
    look(page)


def test_on_a_phone_the_list_the_form_and_one_registration(running_plan, astrid, page_of, look):
    page = page_of(astrid, width=360)
    page.goto("/testby/kontor/registreringer/")
    look(page)
    page.fill("#line", WORK[2])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look(page)
    page.get_by_role("link", name="Kursus i rekruttering").first.click()
    expect(page.locator("main")).to_contain_text("Tæller med i")
    look(page)
    page.get_by_role("link", name="Ret", exact=True).click()
    look(page)
    page.goto("/testby/kontor/registreringer/mange/")
    page.fill("textarea", "\n".join(WORK))
    page.get_by_role("button", name="Vis, hvordan de forstås").click()
    look(page)
    page.get_by_role("button", name="Registrér 5 stykker arbejde").click()
    assert Registration.objects.count() == 6


def test_a_closed_tab_keeps_what_was_typed(running_plan, astrid, page_of):
    page = page_of(astrid)
    page.goto("/testby/kontor/registreringer/ny/")
    page.fill("#id_title", "Noget langt, som ikke må gå tabt")
    page.wait_for_timeout(500)
    again = page.context.new_page()
    page.close()
    again.goto("/testby/kontor/registreringer/ny/")
    expect(again.locator(".draft-note")).to_contain_text("gemt her")
    assert again.input_value("#id_title") == "Noget langt, som ikke må gå tabt"
