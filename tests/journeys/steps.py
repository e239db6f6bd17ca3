"""Steps that several journeys take, each in the words of the person who takes it."""

from typing import Any

import pypdfium2
from playwright.sync_api import Locator, Page, expect

OFFICE = "/testby/kontor"
WORK = (
    "Sparring med Røde Kors om rekruttering, 45 min, 3 deltagere",
    "Sparring med SIND om rekruttering, 1½ time",
    "Kursus i modtagelse af nye frivillige, 18 deltagere fra Røde Kors og SIND",
    "Opslag på facebook om foreningernes dag",
    "Dialogmøde med kommunen om ensomme ældre, 12 deltagere",
)

RECRUITING = "Foreningerne finder og beholder nye frivillige"
VISIBLE = "Byen ved, hvad foreningerne laver"
TOGETHER = "Foreninger og kommune kender hinandens hverdag"
REASON = "Ét opslag kom ud. Resten følger med nyhedsbrevene."
GOALS = (RECRUITING, VISIBLE, TOGETHER)


def menu(page: Page, fold: str, door: str) -> Locator:
    """The door of the main menu, ready to be clicked: its fold, or on a phone the menu, has been opened."""
    small = page.locator("details.menu-small > summary")
    if small.is_visible():
        small.click()
        return page.locator("details.menu-small").get_by_role("link", name=door, exact=True)
    main_menu = page.get_by_role("navigation", name="Hovedmenu")
    main_menu.locator("summary", has_text=fold).click()
    return main_menu.get_by_role("link", name=door, exact=True)


def register(page: Page, line: str) -> None:
    """One line from whatever page one is on; Enter keeps it, and one is still there."""
    here = page.url
    if not has_focus(page.locator("#line")):  # after a line it has it already
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
    """Whether one can see where the focus is: in the window, outlined (the way past the menu comes forth), not behind what stays in place."""
    seen: bool = page.evaluate(
        """() => { const e = document.activeElement, box = e.getClientRects()[0];
        if (e === document.body || ["date", "time"].includes(e.type) && !e.matches(":focus-visible")) return true;  // its picker draws its own
        const x = box.left + Math.min(box.width, 40) / 2, y = box.top + Math.min(box.height, 40) / 2;
        const inside = x > 0 && y > 0 && y < innerHeight && box.width > 1 && box.height > 1;
        const over = document.elementFromPoint(x, y)?.closest(".top, .import-actions");
        const around = [e, e.closest(".ds-field, label")].filter(Boolean).map((each) => getComputedStyle(each));
        const ring = around.some((s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none");
        return inside && (ring || e.matches(".ds-skip-link")) && (!over || over.contains(e)) }"""
    )
    return seen


def tab_to(page: Page, goal: Locator, *, most: int = 220, key: str = "Tab") -> None:
    """Tab until ``goal`` has the focus; every stop on the way is seen."""
    for _step in range(most):
        page.keyboard.press(key)
        assert focus_shows(page), f"The focus is not to be seen at: {focused(page)!r} on {page.url}"
        if has_focus(goal):
            return
    raise AssertionError(f"Tab does not reach {goal} on {page.url}; it stands at {focused(page)!r}")


def has_focus(goal: Locator) -> bool:
    held: bool = goal.evaluate("e => e === document.activeElement")
    return held


def press(page: Page, goal: Locator, *, key: str = "Enter", back: bool = False) -> None:
    """Reach a link or a button with Tab (``back``: with Shift+Tab) and press it; another page comes."""
    tab_to(page, goal, key="Shift+Tab" if back else "Tab")
    with page.expect_navigation():
        page.keyboard.press(key)


def light_of(page: Page, goal: str) -> str:
    """The result's light of a goal on the plan page."""
    found = page.locator(".plan-goal", has_text=goal).locator(".light, [data-light]").first.get_attribute("data-light")
    assert found is not None
    return found


def count_of(page: Page, activity: str) -> str:
    return page.locator(".plan-activity", has_text=activity).locator(".plan-count b").first.inner_text()


def text_of_pdf(path: Any) -> str:
    """The words of a PDF, with single spaces."""
    assert path.read_bytes().startswith(b"%PDF-")
    pages = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
