"""“Five people wait for the same. We start a group, it meets, it ends – and afterwards nobody knows who was there, while the plan has counted it.”"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.centres.models import Theme
from brobygger.core.models import OutgoingMail
from brobygger.groups import jobs
from brobygger.groups.models import Group, Participant
from brobygger.plan.models import Target
from tests.journeys.steps import OFFICE
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

PEOPLE = ("Anna", "Bent", "Cita", "Dan", "Eva")
TITLE = "Når man har mistet"
PHONE = 360


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def asked_for(known_around: None) -> Target:
    """A running plan that asks for a self-help group; and the theme that people wait for."""
    Theme.objects.create(name="Sorg")
    today = timezone.localdate()
    plan = a_plan(title="Årets plan", starts_on=today - timedelta(days=90), ends_on=today + timedelta(days=270), adopted_on=today - timedelta(days=90))
    activity = an_activity(a_goal(an_area(plan), title="Ingen står alene"), text="Vi starter selvhjælpsgrupper")
    return a_target(activity, measure="groups_started", minimum=1, per="plan")


def test_a_group_goes_from_waiting_list_to_its_last_meeting(asked_for: Target, bo: Any, carla: Any, page_of: Any, look: Any) -> None:
    citizen, page, desk = page_of(None, width=PHONE), page_of(bo, width=PHONE), page_of(carla, width=PHONE)

    # Given a theme with no group, when five put themselves on its list with a first name and a mail, then Bo is asked whether to start one.
    for name in PEOPLE:
        wait_for_a_group(citizen, name, look)
    page.goto(f"{OFFICE}/")
    page.get_by_role("link", name="Der venter nok: skal I starte en gruppe om »Sorg«?").click()
    look(page, "waiting-for-a-group")

    # When he starts it, then all five are asked by mail; Anna says yes on her own page, Eva would rather wait for another.
    page.get_by_label("Hvad skal den hedde?").fill(TITLE)
    page.get_by_role("button", name="Start den, og spørg dem").click()
    expect(page.locator("#messages")).to_contain_text("5 personer er spurgt")
    look(page)
    page.get_by_label("Pladser").fill("4")
    page.get_by_role("button", name="Gem").click()
    for name in PEOPLE:
        citizen.goto(link_of(name))
        look(citizen)
        citizen.get_by_role("button", name="Nej, jeg venter på en anden" if name == "Eva" else "Ja, skriv mig på").click()
        expect(citizen.locator("main")).to_contain_text(f"{name}, du står på listen")
        look(citizen)

    # When Bo publishes it, talks with each and gives seats, then the public page says how many are free, and nobody's name.
    group = Group.objects.get()
    page.goto(group.get_absolute_url())
    look(page)
    page.get_by_role("button", name="Offentliggør").click()
    page.get_by_role("link", name="Liste og pladser").click()
    look(page, "group-people")
    for name in ("Anna", "Bent", "Cita"):
        talk_with(page, group, name, look)
    citizen.goto("/testby/grupper/")
    look(citizen, "groups-public")
    citizen.get_by_role("link", name=TITLE).click()
    expect(citizen.locator("main")).to_contain_text("1 ledig af 4")
    assert not [name for name in PEOPLE if name in citizen.locator("main").inner_text()]
    look(citizen)

    # When it starts and meets, then Carla at the desk counts heads by tapping, and sees no names.
    page.goto(group.get_absolute_url())
    page.get_by_role("link", name="Start gruppen").click()
    look(page)
    page.get_by_role("button", name="Den starter").click()
    page.get_by_role("link", name="Planlæg møder").click()
    page.get_by_label("Det første af dem").fill(timezone.localdate().isoformat())
    look(page)
    page.get_by_role("button", name="Planlæg dem").click()
    expect(page.locator("#messages")).to_contain_text("8 møder er planlagt")
    desk.goto(group.get_absolute_url())
    for heads in ("1", "2", "3"):
        desk.get_by_role("button", name="En mere").click()
        expect(desk.locator("#i-dag .big-figure")).to_have_text(heads)
    assert not [name for name in PEOPLE if name in desk.locator("main").inner_text()]
    look(desk, "group-counted")

    # When the last meeting has been held and it ends, then those who were in it are asked what they gained, and Anna answers.
    page.goto(group.get_absolute_url())
    page.get_by_role("link", name="Slut gruppen").click()
    page.get_by_label("Hvorfor").fill("Forløbet er slut")
    look(page)
    page.get_by_role("button", name="Den slutter").click()
    expect(page.locator("#messages")).to_contain_text("4 personer får besked på mail")
    citizen.goto(link_of("Anna", "evaluering"))
    citizen.get_by_label("5 – meget godt").check()
    citizen.get_by_label("Hvad fik du ud af det?").fill("At jeg ikke er den eneste.")
    look(citizen)
    citizen.get_by_role("button", name="Send mit svar").click()
    page.goto(f"{group.get_absolute_url()}evaluering/")
    expect(page.locator("main")).to_contain_text("At jeg ikke er den eneste.")
    look(page)

    # Then, a month later, nobody knows who was there, and the plan still counts it.
    jobs.forget(timezone.now() + timedelta(days=31))
    assert {each.name for each in Participant.objects.filter(group=group)} == {"–"}
    assert {each.name for each in Participant.objects.on_themes()} == {"Dan", "Eva"}  # they go on waiting for another
    page.goto(f"{group.get_absolute_url()}deltagere/")
    expect(page.locator("main")).to_contain_text("3 personer er glemt, som vi lovede")
    look(page)
    page.goto(f"{OFFICE}/planer/{asked_for.activity.goal.area.plan_id}/")
    expect(page.locator(".plan-activity", has_text="Vi starter selvhjælpsgrupper").locator(".plan-count b").first).to_have_text("1")


def wait_for_a_group(page: Page, name: str, look: Any) -> None:
    """From the overview to the list of a theme; nothing more is asked than a first name and a mail."""
    page.goto("/testby/grupper/")
    page.get_by_role("link", name="Skriv dig på en liste").click()
    if name == PEOPLE[0]:
        look(page)
    page.get_by_label("Hvad skal den handle om?").select_option(label="Sorg")
    page.get_by_label("Dit fornavn").fill(name)
    page.get_by_label("Din mail").fill(f"{name.lower()}@example.org")
    page.get_by_role("button", name="Skriv mig på listen").click()
    expect(page.locator("main")).to_contain_text("Det er godt, du gjorde det")


def talk_with(page: Page, group: Group, name: str, look: Any) -> None:
    """The clarifying talk was held, and the group fits."""
    page.goto(f"{group.get_absolute_url()}deltagere/")
    page.get_by_role("link", name=name).click()
    page.get_by_text("Den blev holdt", exact=True).click()
    page.get_by_label("denne gruppe passer").check()
    if name == "Anna":
        look(page)
    page.get_by_role("button", name="Skriv det ned").click()
    expect(page.locator("main .lead")).to_contain_text("Har en plads")


def link_of(name: str, what: str = "min") -> str:
    text = OutgoingMail.objects.filter(to=f"{name.lower()}@example.org", text__contains=f"/grupper/{what}/").latest("pk").text
    found = re.search(rf"/testby/grupper/{what}/[^/\s]+/", text)
    assert found is not None
    return found[0]
