"""“The telephone rings, somebody writes from the site, and I answer both without letting go of the keys.”"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from brobygger.advice.models import Consultation, ItemSent, Request, Service, ShelfItem
from brobygger.core.models import OutgoingMail
from brobygger.organisations.models import Organisation
from tests.journeys.steps import OFFICE, focus_shows, focused, has_focus


class Hand:
    """A hand on the keys: each press is counted, the letters of what is typed are not."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def to(self, goal: Locator, key: str = "Tab") -> None:
        for _step in range(120):
            self.press(key)
            assert focus_shows(self.page), f"The focus is not to be seen at: {focused(self.page)!r} on {self.page.url}"
            if has_focus(goal):
                return
        raise AssertionError(f"Tab does not reach {goal} on {self.page.url}")

    def leave(self, key: str = "Enter") -> None:
        with self.page.expect_navigation():
            self.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_a_talk_on_the_telephone_is_kept_with_twelve_presses_and_a_name(known_around: None, astrid: Any, page_of: Any, look: Any) -> None:
    page = page_of(astrid)
    page.goto(f"{OFFICE}/sparring/")
    hand = Hand(page)
    hand.press("Tab", "Enter")  # past the menu
    hand.to(page.get_by_role("button", name="En samtale begynder nu"))
    hand.leave()
    # Given the clock that runs, then whom it is with is typed at once, and Enter keeps it with the minutes that went.
    expect(page.get_by_label("Med hvem")).to_be_focused()
    look(page, "talk-begins")
    Consultation.objects.update(timer_from=timezone.now() - timedelta(minutes=12))  # the talk took a while
    hand.type("SIND")
    hand.leave()
    row = Consultation.objects.listed().get()
    assert (row.registration.title, row.registration.draft, row.timer_from) == ("Sparring: SIND", False, None)
    assert 12 <= (row.registration.minutes or 0) < 60
    assert hand.presses == 12


def test_without_a_clock_the_line_takes_two_presses_and_the_words(known_around: None, astrid: Any, page_of: Any) -> None:
    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    hand = Hand(page)
    hand.press("n")
    hand.type("Sparring med SIND om rekruttering, 15 min")
    expect(page.locator("#reading .piece").first).to_be_visible()
    hand.leave()
    row = Consultation.objects.listed().get()
    assert (row.about, row.registration.minutes, hand.presses) == ("recruitment", 15, 2)


def test_what_is_asked_on_the_site_is_talked_about_answered_and_followed_up(known_around: None, astrid: Any, page_of: Any, look: Any) -> None:
    Organisation.objects.filter(name="SIND").update(mail="post@sind.example")
    service = Service.objects.create(title="Hjælp til at søge penge", about="fundraising")
    ShelfItem.objects.create(title="Guide til puljer", link="https://eksempel.dk/puljer")
    _ask(page_of(None), service, look)
    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    hand = Hand(page)

    # Given the request on the start page, when it is taken up, then it is a consultation that waits to be filled in.
    hand.to(page.get_by_role("link", name="SIND: Hjælp til at søge penge"))
    hand.leave()
    look(page)
    hand.to(page.get_by_label("Et par ord"))
    hand.type("Vi ringer i morgen.")
    hand.to(page.get_by_role("button", name="Sig ja"))
    hand.leave()
    assert (Request.objects.get().state, OutgoingMail.objects.filter(to="lis@sind.example", text__contains="Vi ringer i morgen.").count()) == ("taken", 1)
    hand.to(page.get_by_role("link", name="Ret", exact=True))
    hand.leave()
    hand.to(page.get_by_label("Minutter"))
    hand.type("30")
    hand.to(page.get_by_label("Hvad der blev talt om"))
    hand.type("De mangler penge til en bus.")
    hand.to(page.get_by_label("Næste skridt"))
    hand.type("Find to puljer")
    hand.to(page.get_by_role("button", name="Gem", exact=True))
    hand.leave()
    row = Consultation.objects.listed().get()
    assert (row.about, row.registration.draft, row.registration.minutes, row.next_owner) == ("fundraising", False, 30, astrid)
    look(page, "consultation")

    # When an answer is written, then a guide of the shelf goes with it, ticked with one key.
    hand.to(page.get_by_role("link", name="Skriv til dem"))
    hand.leave()
    expect(page.get_by_label("Til", exact=True)).to_have_value("post@sind.example")
    hand.to(page.get_by_label("Guide til puljer"))
    hand.press("Space")
    look(page)
    hand.to(page.get_by_role("button", name="Send"))
    hand.leave()
    assert "https://eksempel.dk/puljer" in OutgoingMail.objects.get(to="post@sind.example").text
    assert ItemSent.objects.get().consultation == row
    expect(page.get_by_role("heading", name="Skrevet til dem")).to_be_visible()
    expect(page.locator("main")).to_contain_text("til post@sind.example")
    look(page)

    # Then the next step stands on the start page until it is done.
    page.goto(f"{OFFICE}/")
    hand.to(page.get_by_role("link", name="Find to puljer"))
    hand.leave()
    hand.to(page.get_by_role("button", name="Udført"))
    hand.leave()
    expect(page.locator("#messages")).to_contain_text("Næste skridt er gjort")
    page.goto(f"{OFFICE}/")
    expect(page.get_by_role("link", name="Find to puljer")).to_have_count(0)


def _ask(page: Page, service: Service, look: Any) -> None:
    """Somebody outside, on a telephone's width, with the keys of it."""
    page.goto(f"/testby/ydelser/{service.pk}/")
    hand = Hand(page)
    look(page)
    for label, text in (("Forening eller gruppe", "SIND"), ("Hvad det handler om", "Vi vil gerne søge penge til en bus."), ("Dit navn", "Lis Holm"), ("Din mail", "lis@sind.example")):
        hand.to(page.get_by_label(label))
        hand.type(text)
    hand.leave()
    expect(page.locator("main")).to_contain_text("Tak")
    look(page)
