"""“I wrote that I was alone, on my phone, and went home with three places to go.” And those on the other side of it."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from brobygger.core.models import OutgoingMail
from brobygger.directory import actions, first_lines, freshness, vocabulary
from brobygger.directory.models import Meaning, Offer, Referral, ViewCount
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import OfferFactory
from tests.journeys.steps import OFFICE


def _offer(title: str, *meanings: str, by: Any, **fields: Any) -> Offer:
    row = OfferFactory.create(title=title, state="draft", published_at=None, verified_on=None, **{"contact_phone": "12 34 56 78", "contact_mail": "os@forening.example", **fields})
    row.situations.set(Meaning.objects.filter(key__in=meanings))
    return actions.publish(row, by=by, now=timezone.now())


def _link(to: str, part: str) -> str:
    found = re.search(rf"https?://[^/\s]+(/testby/{part}\S+)", OutgoingMail.objects.filter(to=to).latest("pk").text)
    assert found is not None
    return found[1]


def _counted(key: str) -> int:
    demand = Demand(key, Period(timezone.localdate() - timedelta(days=7), timezone.localdate()))
    return count([demand])[demand]


def _laid_out(by: Any) -> None:
    vocabulary.lay_out()
    first_lines.lay_out()
    _offer("Tirsdagscaféen", "ensomhed", by=by, short="Kaffe på kanden og altid en ledig stol.", place="Huset", access="open_door")
    _offer("Besøgsven", "besoegsven", "ensomhed", by=by, short="En frivillig kommer hjem til dig.", whole_municipality=True)
    _offer("Gældsrådgivning", "gaeld", by=by, short="Få overblik over din gæld.")


def test_from_alone_to_a_list_to_take_home(working_centre: None, astrid: Any, page_of: Any, look: Any) -> None:
    _laid_out(astrid)
    page = page_of(None, width=360)

    # Given somebody with a phone, when she writes how it is, then she finds company, and why it is shown.
    page.goto("/testby/")
    page.get_by_label("Hvad har du brug for").fill("jeg er alene")
    page.get_by_role("button", name="Søg").click()
    expect(page.locator("main")).to_contain_text("Ensomhed")
    expect(page.locator(".found > li")).to_have_count(2)
    look(page, "find-alone")

    # When she puts two on a list, then the list is an address that can be printed and sent, and nothing is kept of her.
    page.get_by_role("link", name=re.compile("Sæt på en liste ?: Tirsdagscaféen")).click()
    page.get_by_role("link", name=re.compile("Sæt på en liste ?: Besøgsven")).click()
    page.get_by_role("link", name="Se, udskriv eller send listen").click()
    expect(page.locator("h1")).to_have_text("Fundet til dig")
    expect(page.locator(".found > li")).to_have_count(2)
    expect(page.get_by_role("button", name="Udskriv")).to_be_visible()
    look(page, "shortlist")
    assert not page.context.cookies()
    page.get_by_role("link", name="Besøgsven").first.click()
    expect(page.get_by_role("link", name="Ring 12 34 56 78")).to_be_visible()
    look(page, "public-offer")
    assert ViewCount.objects.get().n == 1
    assert _counted("offer_searches") == 1

    # When it is about something hard, then the page can be left quickly, and help at once stands there.
    page.goto("/testby/tilbud/?q=min+mand+slår+mig")
    expect(page.get_by_role("link", name="Forlad siden hurtigt")).to_be_visible()
    expect(page.locator("main")).to_contain_text("1888")
    look(page, "find-hard")


def test_a_referrer_refers_and_sees_it_started(working_centre: None, astrid: Any, gerd: Any, page_of: Any, look: Any) -> None:
    _laid_out(astrid)

    # Given Gerd between two appointments, when she comes in, then she finds the offer and refers, with the citizen's yes.
    page = page_of(gerd, width=360)
    page.goto("/testby/henvis/")
    look(page, "refer-own")
    page.get_by_label("Hvad handler det om").fill("besøgsven")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("link", name="Besøgsven").first.click()
    page.get_by_role("link", name="Henvis hertil").click()
    page.get_by_role("textbox", name="Navn").fill("Inger")
    page.get_by_label("Telefon").fill("11 22 33 44")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".ds-error-summary")).to_contain_text("Uden personens ja")
    expect(page.get_by_role("textbox", name="Navn")).to_have_value("Inger")
    page.get_by_label("Personen har sagt ja").check()
    page.get_by_label("Nogen skal gå med").check()
    look(page, "refer")
    page.get_by_role("button", name="Send").click()
    row = Referral.objects.get()
    expect(page.locator("h1")).to_contain_text(row.code)

    # When the receiver opens the link of the mail, without an account, then one click is enough.
    theirs = page_of(None, width=360)
    theirs.goto(_link("os@forening.example", "henvisning/"))
    expect(theirs.locator("main")).to_contain_text("Inger")
    look(theirs, "referral-answer")
    theirs.get_by_role("button", name="Vi tager imod").click()
    theirs.get_by_role("button", name="Det er begyndt").click()
    expect(theirs.locator("main")).not_to_contain_text("Inger")

    # Then Gerd sees it, and it counts in the plan.
    page.goto("/testby/henvis/")
    expect(page.locator("main")).to_contain_text("er begyndt")
    assert (_counted("referrals_made"), _counted("referrals_started")) == (1, 1)
    page.goto(f"/testby/henvis/{row.pk}/")
    look(page, "referral")


def test_an_offer_goes_stale_and_comes_back_by_one_click(working_centre: None, astrid: Any, centre: Any, page_of: Any, look: Any) -> None:
    vocabulary.lay_out()
    row = _offer("Sorgcafé", "sorg", by=astrid, short="Kaffe med andre, der har mistet.")
    now = timezone.now() + timedelta(days=200)

    # Given an offer nobody has confirmed for half a year, when two mails stay unanswered, then citizens do not see it, and staff do.
    for days in (0, 14, 28):
        freshness.run(centre=centre, now=now + timedelta(days=days))
    page = page_of(None, width=360)
    page.goto(f"/testby/tilbud/{row.pk}/")
    expect(page.locator("main")).to_contain_text("Vi ved ikke, om det her stadig passer")
    look(page, "offer-not-shown")
    office = page_of(astrid)
    office.goto(f"{OFFICE}/")
    office.get_by_role("link", name="»Sorgcafé« er skjult").click()
    look(office, "office-offer")

    # When whoever offers it clicks once, then it is back.
    page.goto(_link("os@forening.example", "tilbud/passer/"))
    look(page, "offer-still-right")
    page.get_by_role("button", name="Ja, det hele passer").click()
    expect(page.locator("main")).to_contain_text("folk kan finde det")
    page.goto("/testby/tilbud/?q=sorg")
    expect(page.locator(".found")).to_contain_text("Sorgcafé")

    # And the desk counts one it has shown the way, with one press.
    office.goto(f"{OFFICE}/vejvisning/")
    look(office, "guidance")
    office.get_by_role("button", name=re.compile("Noget andet|Tæl")).click()
    expect(office.locator("main")).to_contain_text("1 i dag")
    assert _counted("guidance_contacts") == 1
    office.goto(f"{OFFICE}/tilbud/tal/")
    look(office, "sought")
