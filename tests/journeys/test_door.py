"""“I stand at the door with my phone. The cellar has no signal, and still nobody is forgotten and nobody counted twice.”"""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import segno
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from brobygger.events.models import Attendance, HeadCount
from brobygger.journal.models import Registration
from tests.factories import EventFactory, SignUpFactory, SignUpListFactory
from tests.journeys.steps import OFFICE


@pytest.fixture
def evening(working_centre: Any) -> Any:
    """Held right now, with four who signed up and one who waits."""
    start = timezone.now() - timedelta(minutes=20)
    event = EventFactory.create(starts_at=start, ends_at=start + timedelta(hours=3), signup_list=SignUpListFactory.create(capacity=5))
    for name in ("Anna", "Bent", "Clara", "Dan"):
        SignUpFactory.create(signup_list=event.signup_list, name=name)
    SignUpFactory.create(signup_list=event.signup_list, name="Vera", state="waiting")
    return event


def came(event: Any) -> int | None:
    persons: int | None = Registration.objects.get(pk=event.pk).persons
    return persons


def at_the_door(page: Page, event: Any) -> Page:
    page.goto(f"{OFFICE}/arrangementer/{event.pk}/fremmoede/")
    page.locator("[data-door][data-kept]").wait_for()  # the list is kept on the phone
    return page


def soon(page: Any, holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold within ten seconds, the page going on meanwhile."""
    for _attempt in range(200):
        if holds():
            return True
        page.wait_for_timeout(50)
    return False


def test_the_list_works_without_a_connection_and_counts_everybody_once(evening: Any, carla: Any, page_of: Any, look: Any) -> None:
    page = at_the_door(page_of(carla, width=360), evening)
    look(page)
    state = page.locator("[data-sync-state]")
    page.get_by_label("Anna").check()
    assert soon(page, lambda: came(evening) == 1)  # the word for it stood there before, too
    expect(state).to_have_text("Alt er gemt")

    # When the connection goes, then one ticks and counts on, and is told what is not sent.
    page.context.set_offline(True)
    page.get_by_label("Bent").check()
    expect(state).to_have_text("1 er ikke sendt endnu")
    expect(page.locator("[data-way]")).to_contain_text("ingen forbindelse")

    # When the page is loaded anew without a connection, then the list and what was ticked are there.
    page.reload()
    page.locator("[data-door][data-ready]").wait_for()
    expect(page.get_by_label("Anna")).to_be_checked()
    expect(page.get_by_label("Bent")).to_be_checked()
    page.get_by_label("Clara").check()
    page.get_by_label("Vera").check()
    page.get_by_label("Hvor mange").fill("3")
    page.get_by_role("button", name="Tæl dem med").click()
    expect(state).to_have_text("4 er ikke sendt endnu")
    expect(page.locator("[data-came]")).to_have_text("7")
    look(page)
    assert came(evening) == 1

    # When the connection is back, then all of it is counted, once.
    page.context.set_offline(False)
    expect(state).to_have_text("Alt er gemt")
    assert came(evening) == 7
    page.reload()
    page.locator("[data-door][data-ready]").wait_for()
    expect(page.locator("[data-came]")).to_have_text("7")
    assert (Attendance.objects.count(), HeadCount.objects.count()) == (4, 1)


def test_what_waits_is_sent_though_the_page_was_closed(evening: Any, carla: Any, page_of: Any) -> None:
    page = at_the_door(page_of(carla, width=360), evening)
    page.context.set_offline(True)
    page.get_by_label("Anna").check()
    expect(page.locator("[data-sync-state]")).to_have_text("1 er ikke sendt endnu")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{OFFICE}/")  # any page of the office
    assert soon(page, lambda: came(evening) == 1)


def test_an_expired_sign_in_says_so_and_keeps_what_was_ticked(evening: Any, carla: Any, page_of: Any) -> None:
    page = at_the_door(page_of(carla, width=360), evening)
    kept = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Anna").check()
    expect(page.locator("[data-way]")).to_contain_text("logget ud")
    expect(page.get_by_role("link", name="Log ind igen")).to_be_visible()
    page.context.add_cookies(kept)
    at_the_door(page, evening)
    expect(page.locator("[data-sync-state]")).to_have_text("Alt er gemt")
    assert came(evening) == 1


def test_what_is_refused_is_shown_and_the_rest_counts(evening: Any, carla: Any, page_of: Any, look: Any) -> None:
    page = at_the_door(page_of(carla, width=360), evening)
    page.context.set_offline(True)
    page.get_by_label("Anna").check()
    page.get_by_label("Bent").check()
    evening.signup_list.signups.get(name="Anna").delete()
    page.context.set_offline(False)
    expect(page.locator("[data-refused]")).to_contain_text("Anna: Personen er ikke tilmeldt")
    look(page)
    assert came(evening) == 1
    page.locator("[data-refused]").get_by_role("button").click()
    expect(page.locator("[data-refused]")).to_be_hidden()


def test_signing_out_takes_the_list_off_the_phone(evening: Any, carla: Any, page_of: Any) -> None:
    page = at_the_door(page_of(carla), evening)
    assert page.evaluate("caches.keys().then((names) => names.length)") == 1
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Log ud", exact=True).click()
    page.wait_for_url("**/")
    assert soon(page, lambda: page.evaluate("caches.keys().then((names) => names.length)") == 0)


CAMERA = """(rows) => {
  const canvas = document.createElement("canvas"), step = 8;
  canvas.width = canvas.height = rows.length * step;
  navigator.mediaDevices.getUserMedia = async () => {
    const pen = canvas.getContext("2d");
    const draw = () => rows.forEach((row, y) => row.forEach((dark, x) => { pen.fillStyle = dark ? "#000" : "#fff"; pen.fillRect(x * step, y * step, step, step); }));
    draw();
    setInterval(draw, 50);
    return canvas.captureStream(20);
  };
}"""


def test_a_code_is_read_in_the_page_also_without_a_connection(evening: Any, carla: Any, page_of: Any, look: Any) -> None:
    page = page_of(carla, width=360)
    page.add_init_script("delete self.BarcodeDetector")  # as on an iPhone
    at_the_door(page, evening)
    address = f"{settings.SITE_URL}/testby/kontor/arrangementer/ind/"
    anna, bent = (evening.signup_list.signups.get(name=name) for name in ("Anna", "Bent"))
    page.context.set_offline(True)

    # With a photograph …
    picture = io.BytesIO()
    segno.make(f"{address}{anna.token}/", error="m", micro=False).save(picture, kind="png", scale=6, border=4)
    page.get_by_label("Fotografér en kode").set_input_files({"name": "kode.png", "mimeType": "image/png", "buffer": picture.getvalue()})
    expect(page.locator("[data-scan-said]")).to_have_text("Anna er her.")
    expect(page.get_by_label("Anna")).to_be_checked()

    # … and with the camera.
    page.evaluate(CAMERA, [list(row) for row in segno.make(f"{address}{bent.token}/", error="m", micro=False).matrix_iter(border=4)])
    page.get_by_role("button", name="Scan QR-koder").click()
    expect(page.locator("[data-scan-said]")).to_have_text("Bent er her.")
    page.get_by_role("button", name="Stop kameraet").click()
    page.context.set_offline(False)
    expect(page.locator("[data-sync-state]")).to_have_text("Alt er gemt")
    look(page)
    assert came(evening) == 2
