"""“Somebody wishes for a network. We ask around, meet, found it – and at the third meeting nothing has been forgotten since the first.”"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.core.models import OutgoingMail
from brobygger.events.models import Event, Point
from brobygger.journal.models import Kind, Registration
from brobygger.organisations.models import Network
from brobygger.plan.models import Plan, Target
from tests.journeys.steps import OFFICE
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

NAME = "Besøgsvennerne"
TOGETHER = "Fælles opslag om besøgsvenner"
LIST = "En liste over dem, der mangler en besøgsven"
KINDS = (("Behovsafdækning", "needs_survey"), ("Interessemøde", "interest_meeting"), ("Netværksmøde", "network_meeting"))


@pytest.fixture
def three_meetings(known_around: None) -> Target:
    """A running plan that asks each network for three meetings."""
    for name, base in KINDS:
        Kind.objects.create(name=name, base=base)
    today = timezone.localdate()
    begun = today - timedelta(days=120)
    plan = a_plan(title="Årets plan", starts_on=begun, ends_on=today + timedelta(days=240), adopted_on=begun)
    activity = an_activity(a_goal(an_area(plan), title="Foreningerne lærer af hinanden"), text="3 møder i hvert netværk")
    target: Target = a_target(activity, measure="network_meetings", minimum=3, per="plan", for_each="network")
    return target


def test_a_network_goes_from_need_to_its_third_meeting(three_meetings: Target, bo: Any, page_of: Any, look: Any) -> None:
    page = page_of(bo)
    # Given a wish, when Bo writes it down, then each step to come stands there.
    page.goto(f"{OFFICE}/netvaerk/")
    look(page)
    page.get_by_role("link", name="Nyt netværk").click()
    page.get_by_label("Navn").fill(NAME)
    look(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".steps li[aria-current]")).to_contain_text("Behovsafdækning")
    look(page)
    home = Network.objects.get(name=NAME)

    # When he has rung round, then the need is a piece of work like any other; when he has called an interest meeting, that too.
    page.get_by_role("link", name="Registrer en behovsafdækning").click()
    look(page)
    page.get_by_role("button", name="Gem").click()
    go_home(page, home)
    expect(page.locator(".steps li[aria-current]")).to_contain_text("Interessemøde")
    page.get_by_role("link", name="Indkald til interessemøde").click()
    call(page)
    days_pass()
    count_heads(page, Event.objects.latest("pk"), "6", "Røde Kors")
    go_home(page, home)
    expect(page.locator(".steps li[aria-current]")).to_contain_text("Etableret")

    # When it is established and has members and points to speak of, then it stands among those that run.
    page.get_by_role("link", name="Det er etableret").click()
    look(page)
    page.get_by_role("button", name="Gem").click()
    page.locator("summary", has_text="Ret medlemmerne").click()
    page.get_by_label("Organisationer").fill("Røde Kors, SIND")
    page.get_by_label("En person mere: navn").fill("Inge Holm")
    page.get_by_label("Mail").fill("inge@sind.example")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#messages")).to_contain_text("Medlemmerne er gemt")
    add_point(page, TOGETHER)
    add_point(page, LIST, owner="Inge Holm", mail="inge@sind.example")
    look(page, "network")

    # When they meet, then the agenda is what stands open, and what is not ended comes back.
    first = meet(page, home, look)
    say(page, first, {TOGETHER: "Vi skriver det sammen.", LIST: "Inge spørger i hjemmeplejen."}, done=(TOGETHER,))
    second = meet(page, home, look, carried="ført videre fra 1 møde")
    expect(page.locator(".agenda")).not_to_contain_text(TOGETHER)
    say(page, second, {LIST: "Hjemmeplejen er med. Inge samler ind."})
    third = meet(page, home, look, carried="ført videre fra 2 møder", name="agenda")
    say(page, third, {LIST: "Listen er der."}, done=(LIST,))

    # When the minutes are sent, then the members have them, and nothing stands open.
    look(page, "minutes")
    page.get_by_role("button", name="Send referatet").click()
    expect(page.locator("#messages")).to_contain_text("Referatet er sendt")
    assert "Listen er der." in OutgoingMail.objects.filter(to="inge@sind.example").latest("pk").text
    assert not Point.objects.filter(closed_on=None).exists()

    # Then the plan has counted three meetings of this network, without anything entered twice, and the number opens them.
    go_home(page, home)
    expect(page.locator(".steps")).to_contain_text("3")
    look(page, "network-met")
    page.get_by_role("link", name="3 møder i hvert netværk").click()
    expect(page.locator("main table tbody tr")).to_have_count(3)
    for event in (first, second, third):
        expect(page.locator(f"main table a[href$='/{event.pk}/']")).to_have_text(str(event))
    look(page, "network-evidence")
    page.goto(f"{OFFICE}/planer/{Plan.objects.get().pk}/")
    expect(page.locator(f"#target-{three_meetings.pk}")).to_contain_text(NAME)
    look(page)
    page.goto(f"{OFFICE}/netvaerk/")
    expect(page.locator("tr", has_text=NAME).locator("[data-label=Møder]")).to_have_text("3")
    look(page, "networks")
    assert Registration.objects.count() == 5


def go_home(page: Page, network: Network) -> None:
    page.goto(f"{OFFICE}/netvaerk/{network.pk}/")


def call(page: Page) -> None:
    """The form of an event that a network's page led to: what it is stands there, when and where is asked."""
    page.get_by_label("Dag", exact=True).fill((timezone.localdate() + timedelta(days=13)).isoformat())
    page.get_by_label("Begynder kl.").fill("15:00")
    page.get_by_label("Slutter kl.").fill("17:00")
    page.get_by_label("Sted").fill("Frivilligcentret")
    page.get_by_label("Man tilmelder sig").uncheck()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#messages")).to_contain_text("er planlagt")


def meet(page: Page, network: Network, look: Any, *, carried: str = "", name: str = "") -> Event:
    """Call a meeting, send its agenda with the invitation, and let the day come. Ends on its agenda."""
    go_home(page, network)
    page.get_by_role("link", name="Indkald til et møde").click()
    call(page)
    event: Event = Event.objects.latest("pk")
    page.goto(f"{event.get_absolute_url()}dagsorden/")
    expect(page.locator(".agenda")).to_contain_text(LIST)
    if carried:
        expect(page.locator(".agenda")).to_contain_text(carried)
    look(page, name)
    page.get_by_role("link", name="Send dagsordenen med invitationen").click()
    look(page)
    page.get_by_role("button", name="Send invitationen").click()
    expect(page.locator("#messages")).to_contain_text("Invitationen er sendt")
    assert LIST in OutgoingMail.objects.filter(to="inge@sind.example").latest("pk").text
    days_pass()
    count_heads(page, event, "4", "SIND")
    page.goto(f"{event.get_absolute_url()}dagsorden/")
    return event


def count_heads(page: Page, event: Event, persons: str, whence: str) -> None:
    page.goto(f"{event.get_absolute_url()}fremmoede/")
    page.locator("[data-door][data-kept]").wait_for()
    page.get_by_label("Hvor mange").fill(persons)
    page.get_by_label("Fra").fill(whence)
    page.get_by_role("button", name="Tæl dem med", exact=True).click()
    expect(page.locator("[data-came]")).to_have_text(persons)
    expect(page.locator("[data-sync-state]")).to_have_text("Alt er gemt")


def add_point(page: Page, title: str, *, owner: str = "", mail: str = "") -> None:
    page.get_by_role("link", name="Tilføj et punkt").click()
    page.get_by_role("textbox", name="Punkt", exact=True).fill(title)
    page.get_by_label("eller ansvarlig uden for centret").fill(owner)
    page.get_by_label("Den ansvarliges mail").fill(mail)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".points")).to_contain_text(title)


def say(page: Page, event: Event, said: dict[str, str], *, done: tuple[str, ...] = ()) -> None:
    """Write the minutes beside the agenda."""
    for title, text in said.items():
        page.get_by_label(f"Hvad der blev sagt: {title}").fill(text)
    for title in done:
        page.get_by_label(f"Afsluttet; det føres ikke videre: {title}").check()
    page.get_by_role("button", name="Gem referatet").click()
    expect(page.locator("#messages")).to_contain_text("Referatet er gemt")


def days_pass(days: int = 14) -> None:
    """A fortnight goes by: all that is dated is so much longer ago."""
    step = timedelta(days=days)
    for event in Event.objects.all():
        Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at - step, ends_at=event.ends_at - step)
    for row in Registration.objects.all():
        Registration.objects.filter(pk=row.pk).update(done_on=row.done_on - step)
    for network in Network.objects.exclude(started_on=None):
        Network.objects.filter(pk=network.pk).update(started_on=network.started_on - step)
    for point in Point.objects.all():
        Point.objects.filter(pk=point.pk).update(raised_on=point.raised_on - step, closed_on=point.closed_on and point.closed_on - step)
