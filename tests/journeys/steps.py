"""Steps that several journeys take, each in the words of the person who takes it."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

OFFICE = "/testby/kontor"
WORK = (
    "Sparring med Røde Kors om rekruttering, 45 min, 3 deltagere",
    "Sparring med SIND om rekruttering, 1½ time",
    "Kursus i modtagelse af nye frivillige, 18 deltagere fra Røde Kors og SIND",
    "Opslag på facebook om foreningernes dag",
    "Dialogmøde med kommunen om ensomme ældre, 12 deltagere",
)


def register(page: Page, line: str) -> None:
    """One line from whatever page one is on; Enter keeps it, and one is still there."""
    here = page.url
    page.keyboard.press("n")
    page.keyboard.type(line)
    expect(page.locator("#reading .piece").first).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Registreret")
    assert page.url == here


def focused(page: Page) -> str:
    """What has the focus, in words: its label or text."""
    found: str = page.evaluate(
        """() => { const e = document.activeElement;
        return (e.getAttribute("aria-label") || (e.labels && e.labels[0] && e.labels[0].innerText) || e.innerText || e.id || e.tagName).trim() }"""
    )
    return found


def focus_shows(page: Page) -> bool:
    """Whether one can see where the focus is: the element lies within the window and is outlined."""
    seen: bool = page.evaluate(
        """() => { const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
        const inside = box.bottom > 0 && box.top < innerHeight && box.width > 1 && box.height > 1;
        const ring = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
        return inside && ring(style) }"""
    )
    return seen


def tab_to(page: Page, goal: Locator, *, most: int = 120, key: str = "Tab") -> None:
    """Tab until ``goal`` has the focus; every stop on the way is seen."""
    for _step in range(most):
        page.keyboard.press(key)
        assert focus_shows(page), f"The focus is not to be seen at: {focused(page)!r} on {page.url}"
        if goal.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {goal} on {page.url}; it stands at {focused(page)!r}")


def press(page: Page, goal: Locator, *, key: str = "Enter", **how: Any) -> None:
    """Reach a link or a button with Tab and press it; another page comes."""
    tab_to(page, goal, **how)
    with page.expect_navigation():
        page.keyboard.press(key)


def picture(page: Page, path: Path, *, whole: bool = False) -> None:
    with suppress(Exception):
        page.wait_for_load_state("networkidle", timeout=3000)
    page.screenshot(path=path, full_page=whole)
