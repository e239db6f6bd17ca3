"""“A foundation gave us half a million. Here is what came of it, and the board and everybody else can read it.”

Money that is sought, granted, laid out, spent and accounted for; a letter written by one and sent by another.
"""

import re
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from brobygger.core.models import OutgoingMail
from brobygger.journal.base_kinds import BaseKind
from brobygger.newsletters import jobs, sending
from brobygger.newsletters.models import Newsletter, Withheld
from brobygger.projects.models import BudgetLine, Grant
from brobygger.reports.models import Report
from tests.factories import (
    AudienceFactory,
    EventFactory,
    ExpenseFactory,
    FundFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.journeys.steps import OFFICE, menu
from tests.plan.growing import took_part, work

TODAY = timezone.localdate()
FIRST, LAST = date(TODAY.year - 1, 1, 1), date(TODAY.year, 12, 31)
ALLOCATION = (("Medarbejdere i grunddriften", "200.000"), ("Medarbejdere til aktiviteter", "100.000"), ("Aktiviteter", "200.000"))
SHEET = {
    "Udfordring": "Unge, der er alene, kommer sjældent igen efter den første aften.", "Samskabt idé": "En frivillig følges med den unge de første tre gange.",
    "Proces": "Seks følgevenner er klædt på ved to aftener.", "Resultater i praksis": "Ni unge er fulgt, og syv kommer stadig.",
}


def _field(page: Page, label: str) -> Locator:
    """By its label, whether or not it says that it may be left empty."""
    return page.get_by_label(re.compile(rf"^{re.escape(label)}( \(.+\))?$"))


def _save(page: Page, **fields: str) -> None:
    for label, text in fields.items():
        _field(page, label).fill(text)
    page.get_by_role("button", name="Gem", exact=True).click()


def _day(day: date) -> str:
    return day.isoformat()


def test_a_grant_from_the_application_to_the_published_evaluation(working_centre: Any, astrid: Any, page_of: Any, look: Any) -> None:
    fund = FundFactory.create(name="Fonden for lokale fællesskaber")
    partners = [OrganisationFactory.create(name=name) for name in ("Ungdomsklubben", "Den Blå Viol", "Røde Kors Ungdom")]
    page = page_of(astrid)

    # Given a project with its partners, when Astrid writes an application for it and it is granted, then the grant can be written down from it.
    page.goto(f"{OFFICE}/projekter/nyt/")
    _save(page, Titel="Unge med", Fra=_day(FIRST), Til=_day(LAST))
    project = page.url
    for each in partners[:2]:
        page.get_by_role("link", name="Ny partner").click()
        _field(page, "Organisation").select_option(str(each.pk))
        _field(page, "Fra").fill(_day(FIRST))
        _save(page)
    menu(page, "Planen", "Projekter og penge").click()
    page.get_by_role("link", name="Ansøgninger", exact=True).click()
    page.get_by_role("link", name="Ny ansøgning").click()
    _field(page, "Fond eller pulje").select_option(str(fund.pk))
    _field(page, "Projekt").select_option(label="Unge med")
    _save(page, **{"Hvad det er til for": "Lokale aktiviteter for unge", "Søgt beløb, kroner": "500.000"})
    page.get_by_role("button", name="Begynd at skrive").click()
    for step, days in (("Den er sendt", 60), ("Den er bevilget", 20)):
        page.get_by_role("link", name=step).click()
        _field(page, "Dag").fill(_day(TODAY - timedelta(days=days)))
        page.get_by_role("button", name=step).click()
    page.get_by_role("link", name="Skriv bevillingen ned").click()
    _save(page, Fra=_day(FIRST), Til=_day(LAST))

    # When the money is laid out as the letter says, then it adds up to the last krone, and nothing more can be laid out.
    for name, amount in ALLOCATION:
        page.get_by_role("link", name="Ny post").click()
        _save(page, **{"Hvad det er til for": name, "Beløb i kroner": amount})
    page.get_by_role("link", name="Ny post").click()
    _save(page, **{"Hvad det er til for": "En post for meget", "Beløb i kroner": "1"})
    expect(page.locator(".ds-error-summary")).to_contain_text("Budgettet bliver 500.001 kr.")
    assert [line.amount for line in BudgetLine.objects.all()] == [200_000_00, 100_000_00, 200_000_00]
    grant = Grant.objects.get()
    page.goto(grant.get_absolute_url())
    look(page, "grant")
    page.get_by_role("link", name="Noget, der skal afleveres").click()
    _field(page, "Senest").fill(_day(TODAY + timedelta(days=30)))
    _save(page, Hvad="Evaluering")
    for number, line in enumerate(grant.lines.all()):
        ExpenseFactory.create(line=line, amount=(50_000 + 1000 * number) * 100, on=TODAY)
    trip = work(TODAY, BaseKind.TOUR, title="Tur til vandet", project=grant.project.plan, persons=25)
    for each in partners:
        took_part(trip, each)

    # When she tells on a sheet what was tried, and keeps it, then the evaluation has money, partners, figures and sheet in it.
    page.goto(project)
    page.get_by_role("link", name="Nyt initiativark").click()
    _save(page, Titel="Følgeven de første tre gange", **SHEET)
    page.get_by_role("button", name="Gem en udgave").click()
    page.goto(f"{OFFICE}/rapporter/skrevne/ny/")
    page.get_by_label("Evaluering til fonden").check()
    _field(page, "Plan").select_option(label="Unge med")
    page.get_by_label("Titel").fill("Evaluering af Unge med")
    _field(page, "Fra").fill(_day(FIRST))
    _field(page, "Til").fill(_day(LAST))
    page.get_by_role("button", name="Begynd").click()
    page.get_by_role("link", name="Foreløbig konklusion", exact=True).click()
    page.get_by_label("Tekst").fill("De unge bliver, når nogen følges med dem.")
    page.get_by_role("button", name="Gem", exact=True).click()
    for cells in (("Medarbejdere i grunddriften", "200.000", "50.000"), ("Medarbejdere til aktiviteter", "100.000", "51.000"), ("Aktiviteter", "200.000", "52.000"), ("I alt", "500.000", "153.000")):
        row = page.get_by_role("row", name=re.compile(rf"^{cells[0]} "))
        assert row.get_by_role("cell").all_inner_texts()[-3:-1] == list(cells[1:])
    assert page.get_by_role("row", name=re.compile("^Organisationer ved arrangementer ")).get_by_role("cell").first.inner_text() == "3"
    for words in ("Den Blå Viol", SHEET["Resultater i praksis"], "De unge bliver, når nogen følges med dem."):
        expect(page.locator("main article, main").last).to_contain_text(words)
    page.get_by_role("button", name="Jeg har læst den").click()
    page.get_by_label("Sæt den også på centrets side").check()
    page.get_by_role("button", name="Offentliggør").click()
    look(page, "evaluation")

    # When another krone is spent afterwards, then the evaluation stands as it was handed in; and what was to be handed in is ticked.
    ExpenseFactory.create(line=grant.lines.get(name="Aktiviteter"), amount=999_50, on=TODAY)
    everybody = page_of(None, width=360)
    everybody.goto(Report.objects.get().public_url)
    look(everybody)
    expect(everybody.get_by_role("row", name=re.compile("^I alt 500.000 153.000"))).to_be_visible()
    assert everybody.locator("main article a[href*='kontor']").count() == 0
    page.goto(f"{grant.get_absolute_url()}#afrapportering")
    page.get_by_role("button", name="Den er afleveret").click()
    expect(page.locator("main")).to_contain_text("afleveret")
    phone = page_of(astrid, width=360)
    phone.goto(grant.get_absolute_url())
    expect(phone.locator(".figures b").first).to_have_text("153.999,50")
    assert phone.locator(".figures b").evaluate_all("all => all.every(each => each.clientHeight < 1.5 * parseFloat(getComputedStyle(each).lineHeight))")  # an amount is not broken in two


def test_a_newsletter_is_written_by_one_and_sent_by_another(working_centre: Any, astrid: Any, bo: Any, page_of: Any, look: Any, settings: Any) -> None:
    settings.DEMO, settings.MAIL = True, None
    reader = MembershipFactory.create(organisation=OrganisationFactory.create(name="Cykelklubben", mail="cykel@mail.example")).organisation
    EventFactory.create(registration__title="Kursus i den gode velkomst")
    AudienceFactory.create(name="Alle medlemmer")
    writer = page_of(bo)

    # Given what is on, when Bo writes a letter, then the block of events has filled itself; and he can ask, not send.
    writer.goto(f"{OFFICE}/nyhedsbreve/")
    writer.get_by_role("link", name="Nyt nyhedsbrev").click()
    writer.get_by_label("Emne", exact=True).fill("Nyt fra huset")
    writer.get_by_label("Alle medlemmer").check()
    writer.get_by_role("button", name="Videre").click()
    writer.get_by_role("link", name=re.compile("^Ret egen tekst", re.IGNORECASE)).click()
    writer.get_by_label("Tekst").fill("Kom og vær med, **alle** sammen.")
    writer.get_by_role("button", name="Gem", exact=True).click()
    expect(writer.locator(".letter-blocks")).to_contain_text("Kursus i den gode velkomst")
    look(writer, "newsletter")
    writer.get_by_role("link", name="Se det på telefon og på skrivebord").click()
    expect(writer.frame_locator("iframe.phone").get_by_text("Kom og vær med")).to_be_visible()
    writer.go_back()
    writer.get_by_role("button", name="Bed om at få det sendt").click()
    assert writer.get_by_role("button", name=re.compile("^Send det til")).count() == 0

    # When Astrid finds it among her to-dos and sends it, then it leaves once, and the page shows how far it is.
    page = page_of(astrid)
    page.goto(f"{OFFICE}/")
    page.get_by_role("link", name="Nyhedsbrevet »Nyt fra huset« er klar").or_(page.get_by_role("link", name=re.compile("Nyt fra huset"))).first.click()
    look(page)
    page.get_by_role("button", name="Send det til 1").click()
    expect(page.locator("#progress")).to_be_visible()
    letter = Newsletter.objects.get()
    for _twice in range(2):
        jobs.send(working_centre.pk, letter.pk)
    page.reload()
    look(page, "newsletter-sent")
    assert OutgoingMail.objects.filter(to=reader.mail).count() == 1
    letter.refresh_from_db()
    assert (letter.written_by, letter.sent_by, letter.registration is not None) == (bo, astrid, True)
    assert sending.progress(letter)["all"] == 1

    # When it is read in the demo's mailbox, then one click on its link leaves, on a phone and without signing in.
    everybody = page_of(None, width=360)
    everybody.goto("/post/")
    look(everybody)
    card = everybody.locator("article", has_text="Nyt fra huset")
    expect(card).to_contain_text("Kursus i den gode velkomst")
    leaving = card.locator("a[href*='/nyhedsbreve/afmeld/']").get_attribute("href")
    everybody.goto(leaving[leaving.index("/testby/") :])
    look(everybody)
    everybody.get_by_role("button", name="Send mig ikke flere nyhedsbreve").click()
    expect(everybody.locator("main")).to_contain_text("sender dig ikke flere nyhedsbreve")
    assert Withheld.objects.count() == 1
    page.goto(letter.get_absolute_url())
    page.get_by_role("button", name="Brug som forlæg").click()
    expect(page.locator("main")).to_contain_text("Har afmeldt sig: 1")
