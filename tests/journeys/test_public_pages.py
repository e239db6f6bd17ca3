"""What everybody may open, without scripts and with the keyboard alone: each page is whole, every door is reached, nothing holds one fast."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from brobygger.advice.models import Service
from brobygger.centres.models import AccessibilityStatement, Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.events.models import Event

pytestmark = pytest.mark.django_db(transaction=True)

STATEMENT = "/slagelse/tilgaengelighed/"
# What has the focus: its name as read out, and whether somebody who looks can see that it has it.
FOCUSED = """() => {
  const at = document.activeElement, looks = getComputedStyle(at), box = at.getBoundingClientRect()
  const seen = box.width > 0 && box.height > 0 && (looks.outlineStyle !== "none" || looks.boxShadow !== "none")
  return {name: at.tagName, href: at.getAttribute("href"), seen, body: at === document.body}
}"""


@pytest.fixture
def pages(fill_example: None) -> list[str]:
    with centre_in_force(Centre.objects.get(key="slagelse")):
        course = Event.objects.get(registration__title="Kursus i den gode velkomst")
        service = Service.objects.public().first()
        assert service is not None
        return [
            "/slagelse/", "/slagelse/plan/", "/slagelse/bliv-medlem/", "/slagelse/foreninger/", "/slagelse/arrangementer/", f"/slagelse/arrangementer/{course.pk}/",
            "/slagelse/ydelser/", f"/slagelse/ydelser/{service.pk}/", "/slagelse/viden/", STATEMENT, "/tilgaengelighed/",
        ]


def test_each_is_whole_without_scripts_and_leads_to_the_statement(page_of: Any, pages: list[str]) -> None:
    page = page_of(None, scripts=False)
    for url in pages:
        assert page.goto(url).status == 200, url
        assert page.locator("main h1").count() == 1, url
        assert page.locator("main button[type=button]:visible").all_inner_texts() == [], url  # a button that only a script would answer
        wanted = STATEMENT if url.startswith("/slagelse/") else "/tilgaengelighed/"
        assert page.locator("footer").get_by_role("link", name="Tilgængelighed").get_attribute("href") == wanted, url


def test_each_is_gone_through_with_the_keyboard_alone(page_of: Any, pages: list[str]) -> None:
    page = page_of(None)
    for url in pages:
        page.goto(url)
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["href"] == "#main", url  # the way past the menu comes first
        reached = []
        for _step in range(400):
            page.keyboard.press("Tab")
            at = page.evaluate(FOCUSED)
            if at["body"] or at["href"] == "#main":
                break
            assert at["seen"], f"{url}: nobody sees that {at['name']} {at['href']} has the focus"
            reached.append(at["href"])
        else:
            pytest.fail(f"{url} holds the keyboard fast")
        links = page.locator("main a[href]:visible, footer a[href]:visible").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        assert set(links) <= set(reached), url


def test_the_leader_is_asked_after_a_year_and_answers_with_one_press(page_of: Any, look: Any, working_centre: Any, astrid: Any) -> None:
    with centre_in_force(working_centre):
        AccessibilityStatement.objects.create(looked_on=timezone.localdate() - timedelta(days=360), mail="adgang@testby.example", gaps="Filmene har ingen undertekster.")
    page = page_of(astrid)
    page.goto("/testby/kontor/")
    page.get_by_role("link", name="Se jeres tilgængelighedserklæring efter igen").click()
    look(page, "accessibility-statement")
    page.get_by_role("button", name="Set efter i dag: alt passer stadig").click()
    page.get_by_text("Du bliver mindet om det igen om et år").wait_for()
    page.get_by_role("link", name="Se den offentlige side").click()
    page.get_by_text("Filmene har ingen undertekster.").wait_for()
    look(page)
    page.goto("/testby/kontor/")
    assert page.get_by_role("link", name="tilgængelighedserklæring").count() == 0
