"""“Our association became a member; I keep what they know of us up to date on my phone, and they see that I did.”"""

import re
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from brobygger.core.models import OutgoingMail
from brobygger.organisations.models import Contact, MembershipType, Organisation
from tests.journeys.steps import OFFICE


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def _mailed(to: str, pattern: str) -> str:
    found = re.search(pattern, OutgoingMail.objects.filter(to=to).latest("pk").text, re.MULTILINE)
    assert found is not None
    return found[1]


def test_an_association_applies_comes_in_and_keeps_its_profile(known_around: None, astrid: Any, page_of: Any, look: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "brobygger.core.outbox.OutboxBackend"  # as in use; the tests' frame puts another in its place
    MembershipType.objects.create(name="Forening", public=True)
    hers = page_of(None, width=360)

    # Given Vibeke, who applies for her choir, when the leader approves, then a mail leads her to the choir's own pages.
    hers.goto("/testby/bliv-medlem/")
    hers.get_by_label("Foreningens navn").fill("Syng sammen på Torvet")
    hers.get_by_label("Formål").fill("Vi synger sammen hver torsdag.")
    hers.get_by_label("Dit navn").fill("Vibeke Lund")
    hers.get_by_label("Din mail").fill("vibeke@syng.example")
    hers.get_by_role("button", name="Send ansøgningen").click()
    expect(hers.locator("main")).to_contain_text("Ansøgningen er kommet frem")
    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    page.get_by_role("link", name="Svar på ansøgningen fra Syng sammen på Torvet").click()
    page.get_by_role("button", name="Gør den til medlem").click()
    expect(page.locator("main")).to_contain_text("godkendt")

    # When she opens the link, then opening alone changes nothing; she says yes, and is there.
    hers.goto(_mailed("vibeke@syng.example", r"https?://[^/\s]+(/testby/forening/invitation/\S+)"))
    look(hers, "own-invitation")
    assert not Contact.objects.exclude(acts_since=None).exists()
    hers.get_by_role("button", name="Tag imod").click()
    expect(hers.locator("h1")).to_have_text("Syng sammen på Torvet")
    look(hers, "own-start")

    # When she comes back another day, then a code in a mail is all she needs.
    hers.context.clear_cookies()
    hers.goto("/konto/login/")
    hers.get_by_role("link", name="Send mig en kode på mail").click()
    hers.locator("main input[type=email], main input[name=email]").first.fill("vibeke@syng.example")
    hers.locator("main form button").first.click()
    expect(hers.locator("main input[name=code]")).to_be_visible()
    hers.locator("main input[name=code]").fill(_mailed("vibeke@syng.example", r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$"))
    hers.keyboard.press("Enter")
    expect(hers.locator("h1")).to_have_text("Syng sammen på Torvet")

    # When she keeps the profile, then what is wrong is said beside its field, and what was typed is still there.
    hers.get_by_role("link", name="Jeres profil").click()
    hers.get_by_label("Telefon").fill("12 34 56 78")
    hers.get_by_label("Sociale medier").fill("ikke en adresse")
    hers.get_by_label("Egne medlemmer").fill("42")
    hers.get_by_role("button", name="Gem").click()
    expect(hers.locator(".ds-error-summary")).to_contain_text("er ikke en adresse på nettet")
    look(hers)
    hers.get_by_label("Sociale medier").fill("facebook.com/syngsammen")
    hers.get_by_label("Vi er klar til at tage imod sårbare mennesker").check()
    hers.get_by_role("button", name="Gem").click()
    expect(hers.locator("#messages")).to_contain_text("Jeres profil er gemt")
    look(hers, "own-profile")

    # And when she says what others may see, then the public page shows that and no more.
    hers.get_by_role("link", name="Hvad andre ser").click()
    hers.get_by_label("Hvad I laver").check()
    hers.get_by_label("Sociale medier").check()
    look(hers, "own-consents")
    hers.get_by_role("button", name="Gem").click()
    hers.get_by_role("link", name="Se jeres offentlige side").click()
    expect(hers.locator("main")).to_contain_text("Vi synger sammen hver torsdag.")
    expect(hers.locator("main")).to_contain_text("Facebook")
    expect(hers.locator("main")).not_to_contain_text("12 34 56 78")
    look(hers)
    hers.get_by_role("link", name="Vores medlemmer").click()
    look(hers)

    # And when she invites the treasurer, then he is on the list.
    organisation = Organisation.objects.get(name="Syng sammen på Torvet")
    hers.goto(f"/testby/forening/{organisation.pk}/kontakter/")
    hers.get_by_role("link", name="Tilføj en kontakt").click()
    hers.get_by_label("Navn").fill("Kim Bro")
    hers.get_by_label("Mail", exact=False).first.fill("kim@syng.example")
    hers.get_by_label("Rolle").select_option("treasurer")
    hers.get_by_label("Må være med til at passe disse sider").check()
    look(hers)
    hers.get_by_role("button", name="Gem").click()
    expect(hers.locator("main")).to_contain_text("Kim Bro")
    expect(hers.locator("main")).to_contain_text("inviteret")
    look(hers, "own-contacts")
    hers.get_by_role("link", name="Arrangementer").last.click()
    look(hers)

    # Then staff see it: on the start page, and on the association's page as its own doing.
    page.goto(f"{OFFICE}/")
    expect(page.locator("main")).to_contain_text("Fortalt siden i går")
    look(page)
    page.get_by_role("link", name="Syng sammen på Torvet").first.click()
    expect(page.locator("main")).to_contain_text("Foreningen rettede: ")
    expect(page.locator("main")).to_contain_text("passer foreningens egne sider")
    look(page, "own-seen-by-staff")
    page.get_by_role("link", name="Må offentliggøres").click()
    look(page)
