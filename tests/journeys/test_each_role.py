"""“Whatever I may open, it is whole for me too.” The pages of each role that are not built as the leader's (whose walk is longer), one's own
account pages among them, and a visitor's in both languages: accessible, no wider than the smallest phone, asking nothing of other sites, light to fetch.
"""

import gzip
from typing import Any

import pytest
from django.test import Client
from lxml import html
from playwright.sync_api import Page

from brobygger.accounts.references import addresses
from brobygger.core.middleware import LANGUAGE_COOKIE
from tests.accounts.matrix import ALL
from tests.accounts.rows import rows_behind
from tests.conftest import Browser
from tests.journeys.conftest import SMALLEST, faults, faults_in_the_dark

FIRST_VISIT = 200_000
# Addresses that do something when they are opened, or need what no row gives them.
NOT_TO_OPEN = {"account_logout", "account_confirm_email", "account_reset_password_from_key", "accounts:invitation", "public:calendar_feed"}


seen_by_the_leader: set[Any] = set()  # how her pages are built; rows and words do not tell in it, so it is found once for all tests


@pytest.fixture
def cast(astrid: Any, bo: Any, carla: Any, dorte: Any, erik: Any, fatma: Any, gerd: Any, rie: Any) -> dict[str, Any]:
    return dict(zip(ALL, (astrid, bo, carla, dorte, erik, fatma, gerd, rie), strict=True))


@pytest.fixture
def pages(cast: dict[str, Any], settings: Any, tmp_path: Any) -> Any:
    """``pages(user)``: the addresses that answer with a page, as the server sends it to ``user`` (None: a visitor)."""
    settings.MEDIA_ROOT = tmp_path
    of = rows_behind(cast)

    def found(user: Any, language: str = "da") -> dict[str, bytes]:
        browser = Browser()
        if user is not None:
            browser.force_login(user)
        browser.cookies[LANGUAGE_COOKIE] = language
        answers = {}
        for name, path, _needs in addresses():
            if name in NOT_TO_OPEN:
                continue
            url = "/" + path
            for key, value in of(name, user or cast["L"]).items():
                for kind in ("slug", "int", "str", "uuid"):
                    url = url.replace(f"<{kind}:{key}>", str(value))
            if "<" not in url and (page := _page(browser, url)):
                answers[url] = page
        return answers

    return found


def _page(browser: Client, url: str) -> bytes:
    answer = browser.get(url)
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return answer.content if is_page and b"<html" in answer.content else b""


def _speak(page: Page, language: str, site: str) -> None:
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": site}])


def _wrong(page: Page, *, dark: bool) -> list[str]:
    """All that is wrong with the page that stands open, a sentence each."""
    found = [*faults(page), *(faults_in_the_dark(page) if dark else ())]
    page.set_viewport_size(SMALLEST)
    if (width := page.evaluate("document.documentElement.scrollWidth")) > SMALLEST["width"]:
        found.append(f"{width} wide on the smallest phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    found += page.strayed  # type: ignore[attr-defined]  # set in page_of
    page.strayed.clear()  # type: ignore[attr-defined]  # set in page_of
    return found


def _weight(page: Page, sent: bytes, known: dict[str, int]) -> int:
    """Bytes on the wire at a first visit: the page and all it asks for, each gzipped."""
    asked: list[str] = page.evaluate("performance.getEntriesByType('resource').filter((e) => e.initiatorType !== 'xmlhttprequest').map((e) => e.name)")
    for url in set(asked) - set(known):
        known[url] = len(gzip.compress(page.request.get(url).body()))
    return len(gzip.compress(sent)) + sum(known[url] for url in set(asked))


def _walk(page: Page, pages: dict[str, bytes], *, dark: bool) -> list[str]:
    wrong: list[str] = []
    known: dict[str, int] = {}
    for url, sent in pages.items():
        page.goto(url)
        wrong += [f"{url} {each}" for each in _wrong(page, dark=dark)]
        if (weight := _weight(page, sent, known)) > FIRST_VISIT:
            wrong.append(f"{url} weighs {weight} bytes")
    return wrong


def _built(page: bytes) -> tuple[Any, Any]:
    """How a page is built, without its words and keys: what is around it, and what it is about. Rows that are alike count once."""
    body = html.fromstring(page).find("body")
    main = body.find(".//main")
    main.drop_tree()
    return _elements(body), _elements(main)


def _elements(element: Any) -> Any:
    inner: list[Any] = []
    for each in element:
        if isinstance(each.tag, str) and inner[-1:] != [below := _elements(each)]:
            inner.append(below)
    said = {name: value for name, value in element.items() if name in {"class", "role", "type"}}
    return element.tag, tuple(said.items()), tuple(sorted(set(element.keys()) - {"aria-current"})), bool((element.text or "").strip()), tuple(inner)


@pytest.mark.parametrize("letters", ["S", "DBR", "EVG"])
def test_each_role_finds_its_pages_whole(cast: Any, pages: Any, page_of: Any, letters: str) -> None:
    if not seen_by_the_leader:
        seen_by_the_leader.update(part for page in pages(cast["L"]).values() for part in _built(page))
    seen = {*seen_by_the_leader}
    for letter in letters:
        theirs = pages(cast[letter])
        assert len(theirs) > 3
        own = {}
        for url, page in theirs.items():
            if not seen.issuperset(parts := _built(page)):
                own[url] = page
                seen.update(parts)
        assert own
        assert "\n".join(_walk(page_of(cast[letter], walks=True), own, dark=False)) == ""


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_visitor_finds_every_open_page_whole(cast: Any, pages: Any, page_of: Any, live_server: Any, language: str) -> None:
    page = page_of(None, walks=True)
    _speak(page, language, live_server.url)
    open_to_all = pages(None, language)
    assert {"/", "/testby/", "/konto/login/"} <= set(open_to_all)
    assert "\n".join(_walk(page, open_to_all, dark=True)) == ""
