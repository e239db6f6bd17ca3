"""“We plan a course once. It fills up by itself, people move up, somebody ticks who came – and the plan has counted it.”"""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.board.models import Meeting
from brobygger.core import schedule
from brobygger.core.models import OutgoingMail
from brobygger.events import confirmations
from brobygger.events.models import Event
from brobygger.journal.models import Registration
from brobygger.plan.models import Plan, Target
from tests.factories import EventFactory, MeetingFactory
from tests.journeys.steps import OFFICE, light_of
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

GOAL = "Nye frivillige bliver taget godt imod"
COURSE = "Kursus i at tage imod nye frivillige"
PLACES = 3


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def asked_for(known_around: None) -> dict[str, Target]:
    """A running plan that asks for a course, for three who take part in it, and for their verdict."""
    today = timezone.localdate()
    begun = today - timedelta(days=90)
    plan = a_plan(title="Årets plan", starts_on=begun, ends_on=today + timedelta(days=270), adopted_on=begun)
    activity = an_activity(a_goal(an_area(plan), title=GOAL), text="Vi holder kurser om at tage imod nye frivillige")
    return {
        "held": a_target(activity, measure="events_held", minimum=1, per="plan"),
        "came": a_target(activity, measure="event_participants", minimum=PLACES, per="plan"),
        "evaluated": a_target(activity, measure="evaluations_done", minimum=1, per="plan"),
    }


@pytest.fixture
def board_meeting(asked_for: dict[str, Target]) -> Meeting:
    meeting: Meeting = MeetingFactory.create(held_on=timezone.localdate() + timedelta(days=14))
    meeting.plans.add(Plan.objects.get())
    return meeting


def test_a_course_fills_up_is_held_and_counts_in_the_plan(
    asked_for: dict[str, Target], board_meeting: Meeting, bo: Any, carla: Any, page_of: Any, look: Any
) -> None:
    page, phone = page_of(bo), page_of(None, width=360)
    assert stand_of(page, asked_for, board_meeting)[:3] == ["0", "0", "0"]

    # Given a plan that asks for a course, when Bo plans one with three places and publishes it, then it stands in the calendar.
    event = plan_and_publish(page, look)
    expect(page.locator("main")).to_contain_text("Vil tælle med i, når det er holdt")
    expect(page.locator("main")).to_contain_text("Vi holder kurser om at tage imod nye frivillige")
    page.goto("/testby/arrangementer/")
    look(page, "public-calendar")

    # When people sign up on their phones until it is full, then the next is told her place on the waiting list.
    phone.goto("/testby/arrangementer/")
    look(phone)
    phone.get_by_role("link", name=COURSE).click()
    look(phone, "public-event")
    for name, whence in (("Inge Holm", "SIND"), ("Kim Bro", "Røde Kors"), ("Ole Lind", "Syng sammen på Torvet")):
        sign_up(phone, event, name, whence)
        expect(phone.locator("main")).to_contain_text("Du har en plads")
    phone.goto(event.public_url)
    expect(phone.locator("main")).to_contain_text("Alle pladser er taget")
    sign_up(phone, event, "Vera Juhl", "SIND", button="Skriv mig på venteliste")
    expect(phone.locator("main")).to_contain_text("nummer 1 i køen")
    look(phone)
    schedule.run(confirmations.JOB)

    # When Kim leaves by the link in his mail, then Vera is offered the place in a mail, and takes it.
    phone.goto(link_of("kim@example.org"))
    look(phone)
    phone.get_by_role("button", name="Jeg kan ikke komme").click()
    expect(phone.locator("main")).to_contain_text("Du er meldt fra")
    assert "en plads til dig" in OutgoingMail.objects.filter(to="vera@example.org").latest("pk").subject
    phone.goto(link_of("vera@example.org"))
    look(phone, "offered")
    phone.get_by_role("button", name="Ja, jeg kommer").click()
    expect(phone.locator("main")).to_contain_text("Vera Juhl, du har en plads")
    look(phone)
    page.goto(f"{event.get_absolute_url()}tilmeldte/")
    expect(page.locator("main")).to_contain_text("3 af 3 pladser er taget")
    look(page, "signed-up")

    # When the day has come and Carla ticks on her phone who is there, in a cellar without a signal, then all of it is counted.
    comes(event)
    door = page_of(carla, width=360)
    tick_at_the_door(door, event, look)

    # When it is over and Bo thanks, then those who came are asked, and Inge answers by the link in her mail.
    comes(event, days_ago=1)
    page.goto(f"{event.get_absolute_url()}bagefter/")
    page.get_by_role("button", name="Send takken").click()
    expect(page.locator("#messages")).to_contain_text("3 personer")
    phone.goto(link_of("inge@example.org", "evaluering"))
    phone.get_by_label("5 – meget godt").check()
    phone.get_by_label("Hvad tager du med dig?").fill("En plan for den første dag.")
    look(phone, "evaluation")
    phone.get_by_role("button", name="Send mit svar").click()
    expect(phone.locator("main")).to_contain_text("læser hvert svar")
    page.goto(f"{event.get_absolute_url()}bagefter/")
    expect(page.locator("main")).to_contain_text("En plan for den første dag.")
    look(page, "afterwards")
    page.goto(event.get_absolute_url())
    expect(page.locator("main")).to_contain_text("mindst 1 i hele perioden gennemførte evalueringer")
    look(page, "event")

    # Then the plan and the board have moved, though nobody has entered anything twice; and each number opens what stands behind it.
    counts = stand_of(page, asked_for, board_meeting, look)
    assert counts == ["1", "3", "1", "green", "green"]
    assert Registration.objects.count() == 1
    for target in asked_for.values():
        page.goto(f"{OFFICE}/planer/{target.activity.goal.area.plan_id}/")
        page.locator(f"#target-{target.pk} .plan-count a").click()
        expect(page.locator("main")).to_contain_text(COURSE)
        look(page)


@pytest.fixture
def another_website(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """``another_website("<p>…")``: the address of a page that holds it, of another origin than ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def put(body: str) -> str:
        (tmp_path / "index.html").write_text(f"<!doctype html><title>En forening</title>{body}", encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/"

    yield put
    server.shutdown()
    server.server_close()


def test_the_calendar_stands_on_another_website(
    working_centre: Any, bo: Any, page_of: Any, look: Any, live_server: Any, another_website: Callable[[str], str]
) -> None:
    begins = timezone.now() + timedelta(days=5)
    EventFactory.create(starts_at=begins, ends_at=begins + timedelta(hours=2), registration__title=COURSE, published_at=timezone.now())
    page = page_of(bo)
    page.goto("/testby/arrangementer/?q=kursus")
    page.get_by_role("link", name="vis den på jeres egen hjemmeside").click()
    look(page, "embed")

    # When the line is copied into a page of another website, then the calendar stands there, and a title leads to the event.
    line = page.locator("pre", has_text="<iframe").inner_text()
    assert "q=kursus" in line
    other = page_of(None, width=360)
    other.goto(another_website(re.sub(r'src="https?://[^/"]+', f'src="{live_server.url}', line)))
    title = other.frame_locator("iframe").get_by_role("link", name=COURSE)
    expect(title).to_be_visible()
    with other.expect_popup() as opening:
        title.click()
    expect(opening.value.locator("h1")).to_have_text(COURSE)

    # And whoever follows it in a calendar of their own has it there too.
    page.goto("/testby/arrangementer/")
    address = page.get_by_role("link", name="i din egen kalender").get_attribute("href")
    followed = page.request.get(address)
    assert followed.headers["content-type"].startswith("text/calendar")
    assert COURSE in followed.text().replace("\r\n ", "")


def plan_and_publish(page: Page, look: Any) -> Event:
    page.goto(f"{OFFICE}/arrangementer/")
    look(page)
    page.get_by_role("link", name="Nyt arrangement").click()
    page.get_by_label("Titel").fill(COURSE)
    page.get_by_label("Slags").select_option("Kursus")
    page.get_by_label("Dag", exact=True).fill((timezone.localdate() + timedelta(days=5)).isoformat())
    page.get_by_label("Begynder kl.").fill("17:00")
    page.get_by_label("Slutter kl.").fill("19:00")
    page.get_by_label("Sted").fill("Salen, Torvet 1")
    page.get_by_label("Hvad det handler om").fill("De første uger afgør, om en ny frivillig bliver. Vi øver os på **den første dag**.")
    page.get_by_label("Pladser").fill(str(PLACES))
    page.get_by_label("Titel").focus()
    look(page, "plan-event")
    # What is wrong is said beside its field, and the rest stands as it was typed.
    page.get_by_label("Slutter kl.").fill("16:00")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("main")).to_contain_text("Det slutter, før det begynder")
    expect(page.get_by_label("Titel")).to_have_value(COURSE)
    page.get_by_label("Slutter kl.").fill("19:00")
    look(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("main")).to_contain_text("En kladde")
    look(page)
    page.get_by_role("button", name="Offentliggør").click()
    expect(page.get_by_role("link", name="Som andre ser det")).to_be_visible()
    look(page)
    return Event.objects.get()


def sign_up(page: Page, event: Event, name: str, whence: str, *, button: str = "Tilmeld") -> None:
    page.goto(event.public_url)
    page.get_by_label("Dit navn").fill(name)
    page.get_by_label("Din mail").fill(f"{name.split(maxsplit=1)[0].lower()}@example.org")
    page.get_by_label("Forening eller arbejdssted").fill(whence)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("main")).to_contain_text("Tak. Du får en mail")


def tick_at_the_door(door: Page, event: Event, look: Any) -> None:
    """The first is ticked with a connection, the others without one, over a page loaded anew; then the connection is back."""
    door.goto(f"{event.get_absolute_url()}fremmoede/")
    door.locator("[data-door][data-kept]").wait_for()  # the list is kept on the phone
    look(door)
    state = door.locator("[data-sync-state]")
    door.get_by_label("Inge Holm").check()
    expect(state).to_have_text("Alt er gemt")
    door.context.set_offline(True)
    door.get_by_label("Ole Lind").check()
    expect(state).to_have_text("1 er ikke sendt endnu")
    door.reload()
    door.locator("[data-door][data-ready]").wait_for()
    door.get_by_label("Vera Juhl").check()
    expect(state).to_have_text("2 er ikke sendt endnu")
    expect(door.locator("[data-came]")).to_have_text(str(PLACES))
    look(door, "at-the-door")
    assert Registration.objects.get().persons == 1
    door.context.set_offline(False)
    expect(state).to_have_text("Alt er gemt")
    assert Registration.objects.get().persons == PLACES


def comes(event: Event, *, days_ago: int = 0) -> None:
    """The time passes: the event's day is today, or so many days ago. Nothing but its place in time is touched."""
    row = Event.objects.get(pk=event.pk)
    day = timezone.localdate() - timedelta(days=days_ago)
    back = row.day - day
    Event.objects.filter(pk=event.pk).update(starts_at=row.starts_at - back, ends_at=row.ends_at - back)
    Registration.objects.filter(pk=event.pk).update(done_on=day)


def link_of(mail: str, what: str = "tilmelding") -> str:
    """The way in the last mail to ``mail``."""
    found = re.search(rf"https?://[^/\s]+(/testby/{what}/\S+)", OutgoingMail.objects.filter(to=mail).latest("pk").text)
    assert found is not None
    return found[1]


def stand_of(page: Page, targets: dict[str, Target], meeting: Meeting, look: Any = None) -> list[str]:
    """What the plan page has counted of each target, and the result's light of the goal: on the plan page and as proposed to the board."""
    page.goto(f"{OFFICE}/planer/{Plan.objects.get().pk}/")
    found = [page.locator(f"#target-{each.pk} .plan-count b").inner_text() for each in targets.values()]
    found.append(light_of(page, GOAL))
    if look:
        look(page)
    page.goto(f"{meeting.get_absolute_url()}opfoelgning/")
    proposed = page.locator("article.follow-up", has_text=GOAL).locator(".proposals [data-light]").first.get_attribute("data-light")
    assert proposed is not None
    if look:
        look(page)
    return [*found, proposed]
