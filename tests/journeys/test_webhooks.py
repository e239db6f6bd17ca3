"""“Our website shows what we do. It is told when something happens here, and I see it when nobody listens there.” All of it from the keyboard."""

import json
import textwrap
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as installation
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.api.models import Webhook
from brobygger.api.references import VERIFYING
from brobygger.api.webhooks import sending
from brobygger.core import schedule
from brobygger.journal.models import Registration
from tests.api.listener import Heard, Listener
from tests.journeys.steps import OFFICE, press, register, tab_to

FIRST, SECOND = "Opslag på facebook om foreningernes dag", "Sparring med SIND om rekruttering, 45 min"


def test_a_program_is_told_and_one_that_does_not_listen_is_seen_and_tried_again(known_around: None, astrid: Any, page_of: Any, look: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CALLS_LOOPBACK = True
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: schedule.jobs[key].run(*ids))  # the worker's part, done at once
    page = page_of(astrid, walks=True)
    with Listener() as website:
        # Given a program that is let in, when she says where it listens, then there is a secret for whoever looks after it.
        token = _let_in(page, look)
        secret = _tell(page, look, website.at("/404"))

        # Given an address that is mistyped, when she sends a test, then she reads what was answered there.
        press(page, page.get_by_role("button", name="Send en prøve"))
        expect(page.locator("#messages")).to_contain_text("En prøve er på vej")
        expect(page.locator("tbody tr")).to_contain_text("opgivet")
        expect(page.locator("tbody tr")).to_contain_text("404")
        # When she puts it right and sends the same again, then it is taken, signed with the secret she was given.
        press(page, page.get_by_role("link", name="Ret", exact=True))
        tab_to(page, page.get_by_label("Adresse"))
        page.keyboard.press("Control+a")
        page.keyboard.type(website.at())
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("#messages")).to_contain_text("Gemt")
        press(page, page.get_by_role("button", name="Send igen"), back=True)
        expect(page.locator("tbody tr")).to_contain_text("afleveret")
        wrong, test = website.heard
        assert (wrong.path, test.path, test.headers["webhook-id"]) == ("/404", "/200", wrong.headers["webhook-id"])
        assert (_is_from_the_centre(secret, test), json.loads(test.body)["type"]) == (True, "test")

        # When something is registered, then the program is told so within the minute, and reads what it is with its token.
        hook = page.url
        register(page, FIRST)
        sending.work()
        said = json.loads(website.heard[-1].body)
        assert (len(website.heard), _is_from_the_centre(secret, website.heard[-1]), said["type"]) == (3, True, "registrations.created")
        there = said["data"]["url"].removeprefix(installation.SITE_URL)
        row = page.request.get(there, headers={"Authorization": f"Bearer {token}"}).json()
        assert (row["id"], row["title"]) == (Registration.objects.get().pk, Registration.objects.get().title)

        # Given that the program is ill, when something is registered, then the page says that it does not answer, and that it is tried again.
        website.ill = True
        register(page, SECOND)
        sending.work()
        page.goto(hook)
        expect(page.locator("h1")).to_contain_text("svarer ikke lige nu")
        expect(page.locator("main")).to_contain_text("Vi prøver selv igen")
        expect(page.locator("tbody tr").first).to_contain_text("venter")
        expect(page.locator("tbody tr").first).to_contain_text("503")
        look(page)
        # When it is well again a minute later, then it is handed over under the same name, and nothing is amiss.
        website.ill = False
        sending.work(timezone.now() + timedelta(seconds=61))
        assert website.heard[-1].headers["webhook-id"] == website.heard[-2].headers["webhook-id"]
        assert (sorted(website.times.values()), _is_from_the_centre(secret, website.heard[-1])) == ([1, 2, 2], True)
        page.reload()
        expect(page.locator("tbody tr").first).to_contain_text("afleveret")
        expect(page.locator("h1")).not_to_contain_text("svarer ikke")

        # When she tells it nothing more, then she is asked first: nothing is done after a no, and no word leaves after a yes.
        tab_to(page, page.get_by_role("button", name="Giv ikke mere besked"), key="Shift+Tab")
        page.means_it = False
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Giv ikke mere besked")).to_be_focused()
        assert (page.url, len(page.asked), Webhook.objects.count()) == (hook, 1, 1)
        page.means_it = True
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.asked == ["Programmet får ikke mere at vide på denne adresse, og hvad det har fået at vide, glemmes."] * 2
        register(page, FIRST)
        sending.work()
        assert (len(website.heard), Webhook.objects.exists()) == (5, False)


def _let_in(page: Page, look: Any) -> str:
    """Her website, which may read what is registered: its token."""
    page.goto(f"{OFFICE}/indstillinger/programmer/")
    press(page, page.get_by_role("link", name="Luk et program ind"))
    tab_to(page, page.get_by_label("Navn"))
    page.keyboard.type("Vores hjemmeside")
    tab_to(page, page.get_by_role("group", name="Må læse").get_by_label("Registreringer"))
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    token = page.get_by_label("Adgangsnøgle").input_value()
    look(page)
    press(page, page.get_by_role("link", name="Jeg har kopieret den"))
    return token


def _tell(page: Page, look: Any, where: str) -> str:
    """From the list of programs to the page of what it is told; the secret is shown on the way."""
    press(page, page.get_by_role("link", name="Vores hjemmeside"))
    press(page, page.get_by_role("link", name="Giv det besked om ændringer"))
    tab_to(page, page.get_by_label("Adresse"))
    page.keyboard.type(where)
    tab_to(page, page.get_by_label("Registreringer"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Begynd"))
    secret = page.get_by_label("Hemmelighed").input_value()
    look(page)
    press(page, page.get_by_role("link", name="Jeg har kopieret den"))
    expect(page.locator("h1")).to_contain_text("Vores hjemmeside")
    return secret


def _is_from_the_centre(secret: str, heard: Heard) -> bool:
    """As a receiver sees who has read the reference."""
    names: dict[str, Any] = {}
    exec(textwrap.dedent(VERIFYING), names)  # noqa: S102 -- the example of the reference, run as it stands there
    return bool(names["is_from_the_centre"](secret, heard.headers, heard.body))
