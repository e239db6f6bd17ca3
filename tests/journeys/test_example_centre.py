"""“I have just started the demo: what do I see?” A year of work on the pages people look at first, and the pictures of the README."""

from datetime import date
from typing import Any

from playwright.sync_api import expect

from brobygger.accounts.models import RoleAssignment
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.demo import fill
from brobygger.plan.models import Plan


def test_the_first_look_at_the_demo(db: None, page_of: Any, look: Any) -> None:
    # Given one example centre with a year of work, when its leader opens start page and plan, then lights, counts and to-dos stand there.
    fill.fill(examples=[fill.SLAGELSE])
    centre = Centre.objects.get()
    with centre_in_force(centre):
        leader = RoleAssignment.objects.filter(role="leader").select_related("user")[0].user
        plan = Plan.objects.running_on(date.today()).first()
    page = page_of(leader)
    page.goto(f"/{centre.key}/kontor/")
    expect(page.locator("#todo")).to_be_visible()
    page.fill("#line", "Frivilligsamtale om at være besøgsven, 45 min")
    expect(page.locator("#reading a[href*='/maaltal/']").first).to_be_visible()
    look(page, "readme-start")
    assert plan is not None
    page.goto(f"/{centre.key}/kontor/planer/{plan.pk}/")
    assert page.locator(".plan-goal").count() > 2
    look(page, "readme-plan")
