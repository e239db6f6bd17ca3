"""A real browser on a real server. ``look(page)`` is what every journey does on every page it visits: axe finds nothing, nothing
sticks out sideways, no request leaves the site. With BROBYGGER_PICTURES=1 the looks with a name become the how-tos' pictures.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from brobygger.centres.models import Locality, Theme
from brobygger.demo.fill import fill
from brobygger.demo.slagelse import SLAGELSE
from brobygger.journal.models import Kind
from brobygger.organisations.models import Organisation
from tests.journeys.documents import a_plan_document

# The browser's driver keeps an event loop in this thread; the tests' own reads of the database are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

KINDS = (("Sparring", "consultation"), ("Kursus", "course"), ("Opslag", "publication"), ("Dialogmøde", "dialogue_meeting"), ("Andet", "other"))
AXE = Axe().axe_script
SMALLEST: ViewportSize = {"width": 320, "height": 740}  # what WCAG 1.4.10 asks a page to fit without scrolling sideways
PICTURES = Path(__file__).parents[2] / "docs" / "how-to" / "pictures"
# Debian's shell draws and acts as Chromium does, without the windows around the pages that nobody sees here: a third less work.
CHROMIUM = next((f"/usr/bin/{name}" for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome") if Path("/usr/bin", name).exists()), None)
# A click that leads away is told at once, so that a look after it waits for the page it leads to, however slow the machine.
LEAVING = """navigation.addEventListener("navigate", (event) => {
  if (!event.destination.sameDocument && !event.hashChange && event.downloadRequest === null) window.isLeaving = true
})"""
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run", "--disable-component-update", "--lang=da"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no chromium")
        pytest.skip("No chromium here (Debian: sudo apt install chromium)")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, env={**os.environ, "LANGUAGE": "da", "LANG": "da_DK.UTF-8"})
        yield opened
        opened.close()


@pytest.fixture
def page_of(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """``page_of(astrid)``: her browser, signed in, at a desk; ``width=360`` for a phone, ``scripts=False`` without JavaScript.

    ``walks=True`` for one who has each page looked at: what looks comes with the page, in half the time it takes to bring it afterwards.
    """
    contexts = []

    def make(user: Any, *, width: int = 1280, scripts: bool = True, walks: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="da-DK", reduced_motion="reduce", java_script_enabled=scripts, base_url=live_server.url
        )
        contexts.append(context)
        if user is not None:
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.save()
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live_server.url}])
        context.add_init_script(LEAVING)
        if walks:
            context.add_init_script(AXE)
        page = context.new_page()
        page.strayed = []  # type: ignore[attr-defined]  # read by look()
        page.on("request", lambda request: None if request.url.startswith((live_server.url, "data:", "blob:")) else page.strayed.append(request.url))  # type: ignore[attr-defined]  # as above
        page.on("pageerror", lambda error: page.strayed.append(f"script error: {error}"))  # type: ignore[attr-defined]  # as above
        # Whoever is asked whether they mean it, does; unless the test says of its page that they do not.
        page.asked, page.means_it = [], True  # type: ignore[attr-defined]  # as above
        page.on("dialog", lambda dialog: (page.asked.append(dialog.message), dialog.accept() if page.means_it else dialog.dismiss()))  # type: ignore[attr-defined]  # as above
        page.set_default_timeout(10_000)
        return page

    yield make
    for context in contexts:
        context.close()


def faults(page: Page, *only: str) -> list[str]:
    """What axe finds wrong with the page that stands open, a sentence each; all its rules, or some. Without paths to the elements: they take it as long as all the rest."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"], "selectors": False, **({"runOnly": list(only)} if only else {})}
    found = page.evaluate("(options) => axe.run(options).then((result) => result.violations)", options)
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def faults_in_the_dark(page: Page) -> list[str]:
    """What cannot be read by those whose devices are dark."""
    page.emulate_media(color_scheme="dark")
    page.evaluate("new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))")
    found = [f"dark, {each}" for each in faults(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    return found


@pytest.fixture
def look() -> Callable[..., None]:
    """``look(page, "plan")``: the page is accessible, fits a phone, stays at home; named looks are pictures for the how-tos."""

    def at(page: Page, name: str = "") -> None:
        _arrive(page)
        assert faults(page) == [], page.url
        assert page.strayed == [], page.url  # type: ignore[attr-defined]  # set in make()
        size = page.viewport_size
        assert size is not None
        page.set_viewport_size(SMALLEST)
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"], f"{page.url} is too wide for a phone"
        page.set_viewport_size(size)
        if name and os.environ.get("BROBYGGER_PICTURES"):
            _picture(page, PICTURES / f"{name}-{size['width']}.png")
        if folder := os.environ.get("BROBYGGER_LOOKS"):
            _four_looks(page, Path(folder), name or page.url.partition("/kontor/")[2].replace("/", "-") or "start")

    return at


def _arrive(page: Page) -> None:
    """Wait until the page that is there is the one led to, and whole. Asked from outside: the pages let nothing evaluate text inside them."""
    for _attempt in range(1000):
        with contextlib.suppress(Error):  # the page was replaced while it was asked
            if page.evaluate("!window.isLeaving && document.readyState === 'complete'"):
                return
        page.wait_for_timeout(20)
    pytest.fail(f"{page.url} never came")


def _picture(page: Page, path: Path) -> None:
    """What the window shows, in 128 colours: a page of text needs no more, and a how-to should open quickly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    with Image.open(path) as whole:
        small = whole.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def _four_looks(page: Page, folder: Path, name: str) -> None:
    """A page for a person's own eyes: a phone and a desk, light and dark, from top to bottom."""
    folder.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    assert size is not None
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="null")
    page.set_viewport_size(size)


@pytest.fixture
def fill_example(transactional_db: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An example centre. Made by the demo's own code once and then copied: it takes a while, and what it makes is the same each time."""
    kept = tmp_path_factory.getbasetemp() / "example.sqlite3"
    connection.ensure_connection()
    if kept.exists():
        with closing(sqlite3.connect(kept)) as copy:
            copy.backup(connection.connection)
        return
    fill(today=timezone.localdate(), examples=[SLAGELSE])
    with closing(sqlite3.connect(kept)) as copy:
        connection.connection.backup(copy)


@pytest.fixture
def working_centre(centre: Any) -> Any:
    """``testby`` with the kinds of work a centre begins with."""
    for name, base in KINDS:
        Kind.objects.create(name=name, base=base)
    return centre


@pytest.fixture
def plan_file(tmp_path: Any) -> Any:
    path = tmp_path / "Handlingsplan.docx"
    path.write_bytes(a_plan_document(date.today().year))
    return path


@pytest.fixture
def known_around(working_centre: Any) -> None:
    """Names the line can know: a theme, a place, two organisations."""
    Theme.objects.create(name="Rekruttering")
    Locality.objects.create(name="Testby")
    for name in ("Røde Kors", "SIND"):
        Organisation.objects.create(name=name)
