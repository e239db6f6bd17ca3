"""The promises of a page that people rely on without thinking: nothing is lost, empty invites, everything leaves."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.board.models import Decision, Meeting, Seat
from brobygger.centres.scoping import centre_in_force
from brobygger.journal.models import ExternalFigure, Kind, Registration
from brobygger.organisations.models import Organisation
from brobygger.overview.opening import open_centre
from brobygger.people.models import Person
from brobygger.plan.models import Area, Goal, Plan
from tests.journeys.steps import OFFICE, WORK, register

YEAR = date.today().year
FIRST_STEPS = (
    ("", "Der kører ingen plan endnu"),
    ("planer/", "Her kommer jeres plan til at stå"),
    ("registreringer/", "Her kommer alt arbejdet til at stå"),
    ("registreringer/eksterne-tal/", "Ingen tal endnu"),
    ("organisationer/", "Her kommer jeres foreninger og samarbejdspartnere til at stå"),
    ("moeder/", "Her kommer møderne til at stå"),
    ("beslutninger/", "Ingen beslutninger her"),
    ("teams/", "Her kommer teamene til at stå"),
    ("bestyrelse/", "Her kommer bestyrelsen til at stå"),
    ("timer/", "Her kommer medarbejdernes ugentlige timer til at stå"),
    ("dokumenter/", "Her kommer centrets styrende dokumenter til at stå"),
    ("rapporter/", "Her kommer opfølgningen på jeres plan til at stå"),
    ("kalender/", "Der er ikke planlagt noget endnu"),
)


@pytest.fixture
def goal(working_centre: Any) -> Goal:
    plan = Plan.objects.create(
        title="Årets plan", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31), status="adopted", adopted_on=date(YEAR, 1, 1)
    )
    made: Goal = Goal.objects.create(area=Area.objects.create(plan=plan, title="Service"), title="Foreningerne mødes")
    return made


def test_what_was_typed_survives_a_closed_tab(goal: Goal, astrid: Any, page_of: Any) -> None:
    # Given a goal half rewritten, when the tab is closed and the page opened again, then the words are there, and can be thrown away.
    page = page_of(astrid)
    where = f"{OFFICE}/planer/dele/goal/{goal.pk}/"
    page.goto(where)
    page.fill("textarea[name=title], input[name=title]", "Foreningerne mødes og hjælper hinanden")
    while not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('draft:'))"):
        page.wait_for_timeout(50)
    again = page.context.new_page()
    page.close()
    again.goto(where)
    title = again.locator("[name=title]")
    expect(again.locator(".draft-note")).to_contain_text("gemt her")
    assert title.input_value() == "Foreningerne mødes og hjælper hinanden"
    again.get_by_role("button", name="Kassér det").click()
    assert title.input_value() == "Foreningerne mødes"


def test_a_lost_connection_loses_nothing_and_says_so(goal: Goal, astrid: Any, page_of: Any) -> None:
    # Given no connection, when a line is registered, then the page says so, the line stands, and it is kept once there is one again.
    page = page_of(astrid)
    page.goto(f"{OFFICE}/registreringer/")
    page.context.set_offline(True)
    page.fill("#line", WORK[0])
    page.keyboard.press("Enter")
    expect(page.locator("[data-lost]")).to_contain_text("Ingen forbindelse")
    assert page.input_value("#line") == WORK[0]
    page.context.set_offline(False)
    page.locator("#line").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Registreret")
    assert Registration.objects.count() == 1


def test_save_keeps_the_place_and_the_filters(goal: Goal, astrid: Any, page_of: Any) -> None:
    # Given a list that is filtered, when a line is registered there, then the filter still stands in the address.
    page = page_of(astrid)
    page.goto(f"{OFFICE}/registreringer/")
    page.select_option("#f-slags", label="Kursus")
    page.get_by_role("button", name="Vis", exact=True).click()
    assert f"slags={Kind.objects.get(name='Kursus').pk}" in page.url
    register(page, WORK[0])
    assert page.locator("#f-slags option:checked").inner_text() == "Kursus"
    register(page, WORK[2])
    assert page.locator("tbody tr").count() == 1


def test_a_deletion_is_undone_with_one_press(goal: Goal, astrid: Any, page_of: Any, look: Any) -> None:
    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    register(page, WORK[0])
    kept = Registration.objects.get()
    page.goto(f"{OFFICE}/registreringer/{kept.pk}/")
    page.get_by_role("button", name="Slet").click()
    expect(page.locator("#messages")).to_contain_text("Slettet")
    assert Registration.objects.count() == 0
    look(page)
    page.locator("#messages").get_by_role("button", name="Fortryd").click()
    expect(page.locator("#messages")).to_contain_text("tilbage")
    assert Registration.objects.get().title == kept.title


def test_the_start_page_is_what_needs_me(goal: Goal, astrid: Any, bo: Any, page_of: Any, look: Any) -> None:
    # Given a meeting that waits to be frozen, a decision of hers past its day, and a colleague's work of yesterday,
    meeting = Meeting.objects.create(held_on=date.today() - timedelta(days=3))
    meeting.plans.add(goal.area.plan)
    Decision.objects.create(
        meeting=meeting, text="Ring til kommunen", responsible=astrid, due_on=date.today() - timedelta(days=1), made_at=timezone.now(), made_by=astrid
    )
    Registration.objects.create(kind=Kind.objects.get(name="Kursus"), title="Kursus med Bo", done_on=date.today(), created_by=bo)
    Registration.objects.create(
        kind=Kind.objects.get(name="Kursus"), title="Kursus i næste uge", done_on=date.today() + timedelta(days=7), state="planned", created_by=bo
    )
    # when she opens Brobygger, then each stands in its place, and one press leads to where it is done.
    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    todo, recent, coming = (page.locator(f"section[aria-labelledby={name}]") for name in ("todo", "recent", "coming"))
    expect(todo).to_contain_text("Ring til kommunen")
    expect(recent).to_contain_text("Kursus med Bo")
    expect(coming).to_contain_text("Kursus i næste uge")
    look(page)
    todo.get_by_role("link", name=re.compile("lås")).first.click()
    assert f"/moeder/{meeting.pk}/" in page.url


def test_a_new_centre_is_invited_on_every_page(db: None, page_of: Any, look: Any) -> None:
    # Given a centre opened a minute ago, when the leader goes round, then each page says what will live there and offers a first step.
    centre, astrid = open_centre(key="testby", name="Frivilligcenter Testby", leader="Astrid", mail="astrid@testby.example", now=timezone.now())
    page = page_of(astrid)
    for path, says in FIRST_STEPS:
        page.goto(f"{OFFICE}/{path}")
        assert says in page.locator("main").inner_text(), page.url
        assert page.locator(".empty .ds-button").count() > 0, f"{page.url} offers no first step"
        look(page)
    # And the first line anybody writes is understood.
    page.goto(f"{OFFICE}/")
    register(page, WORK[2])
    with centre_in_force(centre):
        assert Registration.objects.get().kind.base == "course"


def test_each_list_leaves_as_it_is_seen(goal: Goal, astrid: Any, page_of: Any) -> None:
    # Given lists with something in them, when Excel or CSV is asked for, then a file comes with what is seen.
    Registration.objects.create(kind=Kind.objects.get(name="Kursus"), title="Kursus med Bo", done_on=date.today())
    Registration.objects.create(kind=Kind.objects.get(name="Opslag"), title="Et opslag", done_on=date.today())
    meeting = Meeting.objects.create(held_on=date.today())
    Decision.objects.create(meeting=meeting, text="Ring til kommunen", made_at=timezone.now(), made_by=astrid)
    page = page_of(astrid)
    page.goto(f"{OFFICE}/registreringer/?slags={Kind.objects.get(name='Kursus').pk}")
    seen = _fetched(page, "CSV")
    assert ("Kursus med Bo" in seen, "Et opslag" in seen) == (True, False)
    Organisation.objects.create(name="SIND")
    ExternalFigure.objects.create(
        name="Besøg på portalen", source="Portalen", starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 3, 31), value=412, read_on=date(YEAR, 4, 1)
    )
    Seat.objects.create(person=Person.objects.create(name="Dorte"), since=date(YEAR, 1, 1))
    for path in ("registreringer/", "registreringer/eksterne-tal/", "organisationer/", "moeder/", "beslutninger/", "bestyrelse/"):
        page.goto(f"{OFFICE}/{path}")
        assert _fetched(page, "CSV").count("\n") >= 2, page.url
        assert _fetched(page, "Excel").startswith("PK"), page.url


def _fetched(page: Page, kind: str) -> str:
    with page.expect_download() as fetching:
        page.get_by_role("link", name=re.compile(f"{kind}$")).first.click()
    content: bytes = fetching.value.path().read_bytes()
    return content.decode("utf-8-sig", "replace")


def test_two_people_change_the_same_goal(goal: Goal, astrid: Any, bo: Any, page_of: Any, look: Any) -> None:
    # Given Astrid and Bo with the same goal open, when Bo saves first, then Astrid is told, sees his words, and loses none of hers.
    where = f"{OFFICE}/planer/dele/goal/{goal.pk}/"
    hers, his = page_of(astrid), page_of(bo)
    hers.goto(where)
    his.goto(where)
    his.fill("[name=title]", "Foreningerne mødes hver måned")
    his.get_by_role("button", name="Gem").click()
    expect(his.locator("#messages, main").first).to_be_visible()
    his.wait_for_url(re.compile(r"^(?!.*/dele/).*$"))
    hers.fill("[name=title]", "Foreningerne mødes og spiser")
    hers.get_by_role("button", name="Gem").click()
    expect(hers.locator(".edit-theirs")).to_contain_text("Foreningerne mødes hver måned")
    assert hers.input_value("[name=title]") == "Foreningerne mødes og spiser"
    look(hers)
    # When she saves knowingly, then her words stand.
    hers.get_by_role("button", name="Gem").click()
    hers.wait_for_url(re.compile(r"^(?!.*/dele/).*$"))
    goal.refresh_from_db()
    assert goal.title == "Foreningerne mødes og spiser"
