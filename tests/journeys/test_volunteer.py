"""“I have a phone and a bus to catch: I sign up, we talk, I find a place, I write my hours down, and one day I leave and nobody remembers my name.”"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.core.models import OutgoingMail
from brobygger.matching import defaults
from brobygger.matching.models import Match, Opportunity, TalkTime, Topic, Volunteer, VolunteerHours, VolunteerTalk
from brobygger.people.models import Person

MAIL = "zenobia@krag.example"
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def _mailed(to: str, pattern: str) -> str:
    found = re.search(pattern, OutgoingMail.objects.filter(to=to).latest("pk").text)
    assert found is not None
    return found[0]


@pytest.fixture
def something_to_do(centre: Any, bo: Any) -> None:
    defaults.lay_out()
    interest = Topic.objects.get(name="Mad og fællesspisning")
    Opportunity.objects.create(
        title="Vært i caféen", tasks="- Du laver kaffe", state="published", published_on=TODAY, public_at=timezone.now(), expires_on=TODAY + timedelta(days=60), interests=1 << interest.bit, contact_mail="vaert@x.dk",
    )
    starts = timezone.now() + timedelta(days=2)
    TalkTime.objects.create(by=bo, starts_at=starts, ends_at=starts + timedelta(minutes=45), place="Kontoret")


def _signs_up(page: Page, look: Any) -> str:
    page.goto("/testby/")
    page.get_by_role("link", name="Bliv frivillig").click()
    look(page, "become-a-volunteer")
    page.get_by_label("Dit navn").fill("Zenobia Krag")
    page.get_by_label("Din mail").fill(MAIL)
    page.get_by_label("Mad og fællesspisning").check()
    page.get_by_label("tirsdag formiddag").check()
    page.get_by_label("Ja, I må gemme dette").check()
    page.get_by_role("button", name="Jeg vil være frivillig").click()
    page.get_by_text("Du får en mail nu").wait_for()
    look(page)
    return _mailed(MAIL, r"/testby/mit/\S+")


def test_from_the_first_word_to_being_forgotten(page_of: Any, look: Any, astrid: Any, bo: Any, something_to_do: None) -> None:
    phone, desk = page_of(None, width=360), page_of(bo)
    mine = _signs_up(phone, look)
    phone.goto(mine)
    look(phone, "own-page")
    phone.get_by_role("link", name="Book en samtale").click()
    phone.get_by_role("radio").first.check()
    look(phone)
    phone.get_by_role("button", name="Book tiden").click()
    expect(phone.get_by_role("status").filter(has_text="Det er gemt")).to_be_visible()

    desk.goto("/testby/kontor/frivillige/samtaler/")
    look(desk)
    desk.get_by_role("link", name="Zenobia Krag").click()
    look(desk, "talk")
    desk.get_by_label("Hvad aftalte vi?").fill("Hun prøver caféen")
    desk.get_by_role("button", name="Den blev holdt: gem").click()
    look(desk, "volunteer")
    desk.get_by_role("button", name="Formidl Vært i caféen").click()
    expect(desk.locator("#messages")).to_contain_text("De er formidlet")

    host = page_of(None, width=360)
    host.goto(_mailed("vaert@x.dk", r"/testby/frivillige/svar/\S+"))
    expect(host.get_by_text("Zenobia Krag")).to_be_visible()
    look(host, "host")
    host.get_by_role("button", name="Er begyndt").click()
    expect(host.get_by_role("status").filter(has_text="Vi har skrevet det ned")).to_be_visible()

    phone.goto(mine)
    phone.get_by_role("link", name="Timer og bevis").click()
    phone.get_by_label("Timer", exact=False).first.fill("2")
    look(phone, "own-hours")
    phone.get_by_role("button", name="Gem").click()
    expect(phone.get_by_role("status").filter(has_text="venter på godkendelse")).to_be_visible()
    desk.goto("/testby/kontor/frivillige/timer/")
    look(desk)
    desk.get_by_role("button", name="Godkend dem alle").click()
    assert VolunteerHours.objects.get().state == "approved"

    phone.goto(mine)
    phone.get_by_text("Glem mig", exact=True).first.click()
    phone.get_by_label("Ja, glem mig").check()
    phone.get_by_role("button", name="Glem mig").click()
    phone.get_by_text("Vi har glemt, hvem du er").wait_for()
    look(phone)
    assert not Person.objects.filter(name__contains="Zenobia").exists()
    assert not OutgoingMail.objects.filter(to=MAIL).exists()
    assert (Volunteer.objects.count(), VolunteerTalk.objects.held().count(), Match.objects.filter(started_on__isnull=False).count(), VolunteerHours.objects.approved().count()) == (1, 1, 1, 1)
