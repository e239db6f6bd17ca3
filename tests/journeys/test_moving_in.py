"""“Our year stands in a spreadsheet: I brought it along, saw each row before it was kept, and took it out again with one click.”"""

from typing import Any

import pytest
from playwright.sync_api import expect

from brobygger.core import schedule
from brobygger.journal.models import Registration
from tests.journeys.steps import OFFICE

YEAR = """Vores aktiviteter;;;
Dato;Slags;Hvad;Antal
12/3-2026;Sparring;Sparring om rekruttering;5
13. marts 2026;Kursus;Kursus i kommunikation;18
i går;Sparring;Uden dag;
"""


def test_a_year_in_a_spreadsheet_comes_along_and_out_again(known_around: None, astrid: Any, page_of: Any, look: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_enqueue", lambda key, ids: schedule.jobs[key].run(*ids))
    page = page_of(astrid)

    # Given a centre without a plan, the start page leads to what can come along.
    page.goto(f"{OFFICE}/")
    page.get_by_role("link", name="Flyt ind fra regneark").click()
    look(page, "move-in")
    page.get_by_role("link", name="Registreringer", exact=True).click()
    look(page)

    # When she uploads her list, then every row is shown, and what is wrong has its reason beside it.
    page.get_by_label("Jeres liste").set_input_files({"name": "aktiviteter.csv", "mimeType": "text/csv", "buffer": YEAR.encode("cp1252")})
    page.get_by_role("button", name="Gennemgå listen").click()
    expect(page.get_by_role("table").filter(has_text="Uden dag")).to_contain_text("»i går« er ikke en dato")
    look(page, "move-in-list")

    # When she takes the good ones in, then they stand here, and her column of days can be chosen by hand too.
    page.get_by_text("Hvad kolonnerne er").click()
    expect(page.get_by_label("Dato")).to_have_value("done_on")
    look(page)
    page.get_by_role("button", name="Tag 2 gode rækker ind, og lad de andre være").click()
    expect(page.get_by_role("status").filter(has_text="Listen er taget ind")).to_be_visible()
    look(page)
    assert sorted(Registration.objects.values_list("title", "persons")) == [("Kursus i kommunikation", 18), ("Sparring om rekruttering", 5)]

    # And she can take it out again, whole.
    page.get_by_role("button", name="Tag hele listen ud igen").click()
    expect(page.get_by_role("status").filter(has_text="Listen blev taget ud igen")).to_be_visible()
    look(page)
    assert not Registration.objects.exists()
