"""“She has no telephone, he reads no Danish, and I write too long.” An offer reaches those whom the search on a screen does not."""

from typing import Any

import pypdfium2
from playwright.sync_api import expect

from brobygger.directory.finding import index
from tests.factories import LocalityFactory, OfferFactory
from tests.journeys.steps import OFFICE

LONG = "Foreningens frivillighedskoordinator tilrettelægger selvhjælpsforløb vedrørende psykosociale problemstillinger for udsatte borgere i hele kommunen, og alle deltagere kan frit henvende sig hver eneste onsdag formiddag hele året rundt."


def test_on_paper_in_her_language_and_easy_to_read(working_centre: None, bo: Any, page_of: Any, look: Any) -> None:
    place = LocalityFactory.create(name="Havnebyen")
    row = OfferFactory.create(title="Sorgcafé", short="Kaffe med andre, der har mistet.", contact_phone="12 34 56 78")
    row.localities.add(place)
    index.put([row.pk])
    page = page_of(bo, width=360)

    # Given a text nobody can read, when it is being written, then the page says so, and saves it all the same.
    page.goto(f"{OFFICE}/tilbud/{row.pk}/ret/")
    page.get_by_label("Hvad det er").fill(LONG)
    page.keyboard.press("Tab")
    expect(page.locator(".readable").first).to_contain_text("meget svær at læse")
    expect(page.locator(".readable").first).to_contain_text("frivillighedskoordinator")
    look(page)
    page.get_by_role("button", name="Gem").first.click()
    expect(page.locator("h1")).to_have_text("Sorgcafé")

    # When she is given its first words in Ukrainian, then whoever reads Ukrainian is led there and back.
    page.goto(f"{OFFICE}/tilbud/sprog/")
    page.get_by_label("ukrainsk").check()
    page.get_by_role("button", name="Gem").click()
    look(page)
    page.goto(f"{OFFICE}/tilbud/{row.pk}/")
    page.get_by_role("link", name="ukrainsk").click()
    page.get_by_label("Titel").fill("Кафе для тих, хто втратив близьких")
    page.get_by_label("Det er rigtigt").check()
    look(page)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sorgcafé")
    citizen = page_of(None, width=360)
    citizen.goto("/testby/tilbud/?q=втратив")
    citizen.get_by_role("link", name="Sorgcafé", exact=True).click()
    citizen.get_by_role("link", name="Українська").click()
    expect(citizen.locator("h1")).to_have_text("Кафе для тих, хто втратив близьких")
    look(citizen)
    citizen.get_by_role("link", name="Dansk").first.click()
    expect(citizen.locator("h1")).to_have_text("Sorgcafé")

    # When the desk wants it on paper, then the locality's pamphlet is a file with it in.
    page.goto(f"{OFFICE}/tilbud/pjece/")
    page.get_by_label("Lokalområde").select_option("Havnebyen")
    page.get_by_role("button", name="Vis").click()
    expect(page.locator("h1")).to_have_text("Hjælp og fællesskab i Havnebyen")
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent som PDF").click()
    pages = pypdfium2.PdfDocument(str(download.value.path()))
    assert "Sorgcafé" in " ".join(each.get_textpage().get_text_bounded() for each in pages)
