"""“I invite a new colleague; she opens the mail and is at work a minute later.”"""

import re
from typing import Any

from playwright.sync_api import expect

from brobygger.accounts.models import RoleAssignment, User
from brobygger.core.models import OutgoingMail
from tests.journeys.steps import OFFICE


def test_a_colleague_is_invited_and_accepts(working_centre: Any, astrid: Any, page_of: Any, look: Any) -> None:
    # Given Astrid at her settings, when she invites Bodil as a staff member, then the list says that she is invited.
    page = page_of(astrid)
    page.goto(f"{OFFICE}/indstillinger/")
    look(page)
    page.get_by_role("link", name="Kolleger og roller").click()
    page.get_by_role("link", name="Invitér en kollega").click()
    page.get_by_label("Navn").fill("Bodil")
    page.get_by_label("Mail", exact=True).fill("bodil@testby.example")
    page.locator("input[name=roles][value=staff]").check()
    look(page, "invite")
    page.get_by_role("button", name="Send invitationen").click()
    expect(page.locator("#messages")).to_contain_text("Bodil er inviteret")
    look(page)
    # When Bodil opens the link in her mail and chooses a password, then she is at the centre's start page, with that role.
    link = re.search(r"https?://\S+?(/\S+)", OutgoingMail.objects.get(to="bodil@testby.example").text)
    assert link is not None
    hers = page_of(None, width=360)
    hers.goto(link.group(1))
    look(hers)
    hers.locator("input[type=password]").first.fill("regnvejr-og-rugbrød-i-haven")
    hers.get_by_role("button", name="Tag imod").click()
    expect(hers.locator("h1")).to_contain_text("Bodil")
    bodil = User.objects.get(email="bodil@testby.example")
    assert [each.role for each in RoleAssignment.objects.filter(user=bodil)] == ["staff"]
