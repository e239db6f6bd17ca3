"""“We lacked hands for our flea market; a youth group came. They could use our tent. Nobody sent an invoice.”"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.core.models import OutgoingMail
from brobygger.exchange import defaults
from brobygger.exchange.models import Category, Exchange, ExchangePost
from brobygger.organisations.models import Organisation
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import ContactFactory, EventFactory
from tests.journeys.steps import OFFICE

ELDERS, YOUTH = "klub@aeldre.example", "kim@unge.example"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def _mailed(to: str) -> str:
    found = re.search(r"/testby/byttebors/bytte/\S+", OutgoingMail.objects.filter(to=to).latest("pk").text)
    assert found is not None
    return found[0]


def _counted(key: str) -> int:
    demand = Demand(key, Period.year(timezone.localdate().year))
    return count([demand])[demand]


@pytest.fixture
def elders(working_centre: Any, erik: Any) -> Organisation:
    defaults.lay_out()
    own = Organisation.objects.create(name="De ældres klub", mail=ELDERS)
    ContactFactory.create(organisation=own, person__account=erik, acts_since=timezone.now())
    return own


def test_two_associations_swap(elders: Organisation, erik: Any, bo: Any, page_of: Any, look: Any) -> None:
    # Given the elders' club with a flea market, when it puts up what it lacks on its own pages, then everybody sees it.
    club = page_of(erik, width=360)
    club.goto(f"/testby/forening/{elders.pk}/byttebors/")
    look(club)
    club.get_by_role("link", name="Vi søger noget").click()
    club.get_by_role("radio", name="Hænder").check()
    club.get_by_label("Titel").fill("Hænder til loppemarkedet")
    club.get_by_label("Hvor mange").fill("4")
    look(club, "own-exchange-post")
    club.get_by_role("button", name="Sæt det op").click()
    expect(club.locator("#messages")).to_contain_text("er gemt")

    # When the youth group finds it on a phone and answers without an account, then both have a page of their own.
    youth = page_of(None, width=360)
    youth.goto("/testby/byttebors/")
    look(youth, "exchange")
    assert not youth.context.cookies()
    youth.get_by_role("link", name="Hænder til loppemarkedet").click()
    look(youth, "exchange-post")
    youth.get_by_role("link", name="Vi kan hjælpe").click()
    youth.get_by_label("Din besked").fill("Vi er fire, der gerne vil.")
    youth.get_by_label("Jeres forening").fill("Ungdomsgruppen")
    youth.get_by_label("Dit navn").fill("Kim")
    youth.get_by_label("Din mail").fill(YOUTH)
    look(youth)
    youth.get_by_role("button", name="Send dit svar").click()
    expect(youth.get_by_role("status").filter(has_text="Dit svar er sendt")).to_be_visible()

    # When they agree in two clicks, then each sees how to reach the other, and not before.
    club.goto(_mailed(ELDERS))
    expect(club.locator("main")).to_contain_text("Vi er fire")
    expect(club.locator("main")).not_to_contain_text(YOUTH)
    youth.goto(_mailed(YOUTH))
    youth.get_by_label("Det aftaler vi").fill("Fire unge stiller borde op fredag")
    youth.get_by_label("Timer i alt").first.fill("12")
    youth.get_by_role("button", name="Foreslå det").click()
    club.reload()
    look(club, "swap")
    club.get_by_role("button", name="Ja, det er aftalt").click()
    expect(club.locator("main")).to_contain_text(YOUTH)
    assert _counted("exchanges_made") == 1

    # When it is done and thanked for, then the hours count, and the centre sees it without what they wrote.
    club.get_by_role("button", name="Det er gjort").click()
    club.get_by_label("Sig tak").fill("Tusind tak!")
    look(club)
    club.get_by_role("button", name="Send tak").click()
    assert (_counted("exchange_hours"), Exchange.objects.get().thanks) == (12, "Tusind tak!")
    office = page_of(bo)
    office.goto(f"{OFFICE}/byttebors/")
    look(office, "office-exchange")
    office.goto(f"{OFFICE}/byttebors/bytter/?vis=gjort")
    office.get_by_role("link", name="Fire unge stiller borde op fredag").click()
    expect(office.locator("main")).not_to_contain_text("gerne vil")
    look(office)
    office.goto(f"{OFFICE}/byttebors/tal/")
    look(office)


def test_an_evening_of_swaps_typed_by_the_keyboard_alone(elders: Organisation, bo: Any, page_of: Any, look: Any) -> None:
    now = timezone.now()
    event = EventFactory.create(registration__title="Frivilligbørs", registration__done_on=timezone.localdate(), starts_at=now, ends_at=now + timedelta(hours=3))
    ExchangePost.objects.create(organisation=elders, category=Category.objects.get(sort="equipment"), title="Festtelt", published_on=timezone.localdate(), expires_on=timezone.localdate())
    page: Page = page_of(bo)
    page.goto(f"{OFFICE}/byttebors/boers/ny/?arrangement={event.pk}")
    page.get_by_role("checkbox", name="De ældres klub").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("main")).to_contain_text("Festtelt")
    look(page, "exchange-fair")
    page.get_by_role("link", name="Tast sedler ind").click()

    # Given slips in a heap, when each is typed and Enter pressed, then it stands below, and the next can be typed at once.
    for words in (("De ældres klub", "Ungdomsgruppen", "Telt en weekend", "2"), ("Ungdomsgruppen", "De ældres klub", "Fire hjælpere", "12")):
        expect(page.get_by_label("Opslag nr.")).to_be_focused()
        for word in ("", *words):  # none of them has a number in the catalogue
            page.keyboard.type(word)
            page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Shift+Tab")
            page.keyboard.press("Enter")
        expect(page.locator(".just-now")).to_contain_text(words[2])
    look(page, "slips")
    page.get_by_role("button", name=re.compile("Fortryd ?: Ungdomsgruppen")).click()
    expect(page.locator("#messages")).to_contain_text("taget ud")
    assert Exchange.objects.count() == 1
    page.goto(f"{OFFICE}/byttebors/boers/{event.exchange_fair.pk}/tavle/")
    look(page, "wall")

