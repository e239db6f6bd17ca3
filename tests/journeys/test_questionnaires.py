"""“We ask our members how it is to be a member. They answer without fear, and the board gets a picture.”"""

import re
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.core.models import OutgoingMail
from brobygger.plan.models import Target
from brobygger.surveys import answering
from brobygger.surveys.models import PersonalLink, Response, Sending
from brobygger.surveys.structure import Ask, read
from tests.factories import MeetingFactory
from tests.journeys.steps import OFFICE
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

MEMBERS = [f"medlem{n}@example.org" for n in range(12)]
PHONE = 360


def test_a_members_survey_goes_from_a_ready_one_to_a_picture_in_the_board_pack(known_around: None, bo: Any, page_of: Any, look: Any) -> None:
    today = timezone.localdate()
    plan = a_plan(title="Årets plan", starts_on=today - timedelta(days=90), ends_on=today + timedelta(days=270), adopted_on=today - timedelta(days=90))
    target: Target = a_target(an_activity(a_goal(an_area(plan), title="Medlemmer er glade for os"), text="Vi spørger medlemmerne"), measure="questionnaires_sent", minimum=1, per="plan")
    meeting = MeetingFactory.create(held_on=today)
    meeting.plans.add(plan)
    page = page_of(bo)

    # Given no questionnaire at all, when Bo takes the members' survey, then it is his, and he adds a question of his own.
    page.goto(f"{OFFICE}/spoergeskemaer/")
    look(page)
    page.get_by_role("link", name="Begynd med et, der er klar").click()
    look(page, "questionnaires-ready")
    page.get_by_role("button", name=re.compile("Tag dette.*Medlemsundersøgelse")).click()
    page.get_by_role("link", name="Ét af flere svar", exact=True).click()
    page.get_by_label("Spørgsmål", exact=True).fill("Hvor holder I til?")
    page.get_by_label("Svar at vælge mellem").fill("I byen\nPå landet")
    look(page)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Hvor holder I til?").first).to_be_visible()
    look(page, "questionnaire")
    page.get_by_role("link", name="Se det, som de ser det").click()
    look(page)

    # When he sends it to twelve members, anonymously, then each gets a mail with a link of their own.
    page.get_by_role("link", name="Tilbage").click()
    page.get_by_role("link", name="Send det ud").click()
    page.get_by_label("Titel").fill("Hvordan er det at være medlem?")
    look(page)
    page.get_by_role("button", name="Videre").click()
    page.get_by_label("Eller skriv adresser").fill("\n".join(MEMBERS))
    page.get_by_role("button", name="Se, hvem det er").click()
    look(page)
    page.get_by_role("button", name="Sæt på listen").click()
    look(page)
    page.get_by_role("link", name="Videre").click()
    look(page)
    page.get_by_role("button", name="Åbn, og skriv til dem").click()
    expect(page.locator("#messages")).to_contain_text("12 mails er på vej")
    assert OutgoingMail.objects.filter(to__in=MEMBERS).count() == 12

    # Anna answers on her telephone, saves half-way and goes on; Bent has no JavaScript. The others answer too.
    anna = page_of(None, width=PHONE)
    anna.goto(link_of(MEMBERS[0]))
    look(anna, "questionnaire-answer")
    expect(anna.get_by_text("Det er anonymt")).to_be_visible()
    fill_first_page(anna)
    anna.get_by_role("button", name="Gem, og fortsæt senere").click()
    look(anna)
    code = anna.locator(".big-figure b").inner_text()
    anna.get_by_role("link", name="Tilbage til spørgeskemaet").click()
    anna.get_by_text("Har du gemt halvvejs?").click()
    anna.get_by_label("Din kode").fill(code)
    anna.get_by_role("button", name="Videre").click()
    expect(anna.get_by_label("4", exact=True)).to_be_checked()
    go_through(anna, look)
    bent = page_of(None, width=PHONE, scripts=False)
    bent.goto(link_of(MEMBERS[1]))
    fill_first_page(bent)
    go_through(bent)
    bent.goto(link_of(MEMBERS[1]))
    expect(bent.get_by_text("Linket er brugt")).to_be_visible()
    answer_for_the_others()

    # When Bo closes it, then the answers stand as pictures, and nobody's name beside them.
    page.reload()
    look(page)
    page.get_by_role("button", name="Luk det").click()
    expect(page.get_by_text("12 svar er vist.")).to_be_visible()
    expect(page.get_by_text("97 %")).to_be_visible()  # ten gave five of five, two four
    look(page, "questionnaire-results")
    assert set(Response.objects.values_list("link", "answered_on")) == {(None, None)}

    # Then the board's papers have the picture, and the target has counted it by itself.
    page.goto(f"{OFFICE}/rapporter/moede/{meeting.pk}/")
    expect(page.get_by_role("heading", name="Hvordan er det at være medlem?")).to_be_visible()
    look(page)
    page.goto(reverse("plan:evidence", args=["testby", target.pk]))
    expect(page.get_by_role("link", name="Hvordan er det at være medlem?")).to_be_visible()


def link_of(mail: str) -> str:
    found = re.search(r"/testby/spoergeskemaer/[^/\s]+/", OutgoingMail.objects.filter(to=mail).latest("pk").text)
    assert found is not None
    return found[0]


def fill_first_page(page: Page) -> None:
    page.get_by_label("Kultur og fritid").check()
    page.get_by_label("4", exact=True).check()


def go_through(page: Page, look: Any = None) -> None:
    """Two more pages, and it is sent."""
    page.get_by_role("button", name="Næste side").click()
    expect(page.get_by_text("Side 2 af 3")).to_be_visible()
    page.get_by_label("Netværk").check()
    if look:
        look(page)
    page.get_by_role("button", name="Næste side").click()
    page.get_by_label("Hvad kan vi gøre bedre?").fill("Mere kaffe")
    if look:
        look(page)
    page.get_by_role("button", name="Send mine svar").click()
    expect(page.get_by_text("Dine svar er kommet frem")).to_be_visible()
    if look:
        look(page)


def answer_for_the_others() -> None:
    sent = Sending.objects.select_related("edition", "centre").get()
    scales = {each.key: each.steps for each in read(sent.edition.content).questions if each.kind == Ask.SCALE}
    for link in PersonalLink.objects.filter(spent=False):
        answering.give(answering.Door(sent, link), scales, once="", now=timezone.now())
