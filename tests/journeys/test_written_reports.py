"""“We write the annual report in the spring. I write the words, the leader publishes it, and the figures are those we had.”"""

import io
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from playwright.sync_api import expect

from brobygger.plan.actions import move_end
from tests.factories import KindFactory, RegistrationFactory
from tests.journeys.steps import OFFICE, RECRUITING
from tests.plan.growing import a_goal, a_plan, a_target, an_activity, an_area

YEAR = timezone.localdate().year


def _photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "#7aa095").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("width", [1280, 360])
def test_an_annual_report_is_written_by_one_and_published_by_another(working_centre: Any, astrid: Any, bo: Any, page_of: Any, look: Any, width: int) -> None:
    # Given work that has been registered, when Bo begins the annual report, then its figures are there already.
    kind = KindFactory.create(base="consultation")
    for _each in range(3):
        RegistrationFactory.create(kind=kind, done_on=timezone.localdate())
    page = page_of(bo, width=width)
    page.goto(f"{OFFICE}/rapporter/")
    page.get_by_role("link", name="Begynd en rapport").click()
    look(page)
    page.get_by_label("Titel").fill(f"Årsberetning {YEAR}")
    page.get_by_label("Fra", exact=True).fill(f"{YEAR}-01-01")
    page.get_by_label("Til", exact=True).fill(f"{YEAR}-12-31")
    page.get_by_role("button", name="Begynd").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Årsberetning {YEAR}")
    figure = page.get_by_role("row", name="Konsulentydelser")
    consulted = figure.get_by_role("cell").first.inner_text()
    assert consulted == "3"
    look(page, "written-report")

    # When he writes the foreword and puts a picture beside it, then both stand in the report.
    page.get_by_role("link", name="Forord", exact=True).click()
    page.get_by_label("Tekst").fill("Et **godt** år for foreningerne.")
    look(page, "written-report-part")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("article strong", has_text="godt")).to_be_visible()
    page.get_by_role("link", name="Forord", exact=True).click()
    page.get_by_role("link", name="Tilføj et billede").click()
    page.get_by_label("Billede", exact=True).set_input_files({"name": "kaffe.jpg", "mimeType": "image/jpeg", "buffer": _photograph()})
    page.get_by_label("Hvad det viser").fill("Kaffe på bordet")
    page.get_by_label("De, der er på det, har sagt").check()
    look(page)
    page.get_by_role("button", name="Gem", exact=True).click()
    look(page)

    # When he has read it and Astrid publishes it, then everybody can read it, and later work does not change it.
    page.get_by_role("link", name=f"Årsberetning {YEAR}").first.click()
    page.get_by_role("button", name="Jeg har læst den").click()
    expect(page.get_by_text("Lederen offentliggør den.")).to_be_visible()
    leader = page_of(astrid, width=width)
    leader.goto(page.url)
    leader.get_by_label("Sæt den også på centrets side").check()
    look(leader)
    leader.get_by_role("button", name="Offentliggør").click()
    expect(leader.get_by_text("offentliggjort").first).to_be_visible()
    RegistrationFactory.create(kind=kind, done_on=timezone.localdate())
    reader = page_of(None, width=width)
    reader.goto("/testby/rapporter/")
    look(reader)
    reader.get_by_role("link", name=f"Årsberetning {YEAR}").first.click()
    look(reader, "written-report-public")
    expect(reader.get_by_role("img", name="Kaffe på bordet")).to_be_visible()
    assert reader.get_by_role("row", name="Konsulentydelser").get_by_role("cell").first.inner_text() == consulted


def test_a_status_to_the_municipality_comes_out_in_word(working_centre: Any, astrid: Any, page_of: Any, look: Any, tmp_path: Any) -> None:
    plan = a_plan(starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31), adopted_on=date(YEAR, 1, 1))
    activity = an_activity(a_goal(an_area(plan), title=RECRUITING), text="To workshops om rekruttering", ends_on=date(YEAR, 12, 31))
    a_target(activity, minimum=2)
    move_end(activity, to=date(YEAR + 1, 1, 15), reason="Salen blev optaget.", by=astrid, now=timezone.now())
    page = page_of(astrid)
    page.goto(f"{OFFICE}/rapporter/skrevne/ny/")
    page.get_by_label("Status til kommunen").check()
    page.get_by_label("Titel").fill("Status")
    page.get_by_label("Fra", exact=True).fill(f"{YEAR}-01-01")
    page.get_by_label("Til", exact=True).fill(f"{YEAR}-12-31")
    page.get_by_role("button", name="Begynd").click()
    page.get_by_role("link", name="Indledning", exact=True).click()
    page.get_by_label("Tekst").fill("Et **godt** halvår.\n\n- flere med\n- færre aflysninger")
    page.get_by_role("button", name="Gem", exact=True).click()
    look(page, "status-to-the-municipality")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent som Word").click()
    file = tmp_path / "status.docx"
    fetched.value.save_as(file)

    # Then it is a letter one would send: a title, headings and lists by their styles and no others, and the table in two columns with its header on every page.
    letter = Document(str(file))
    styles = [(each.style.name, each.text) for each in letter.paragraphs if each.text]
    assert [text for style, text in styles if style == "Title"] == ["Status"]
    assert [text for style, text in styles if style == "Heading 1"] == ["Indledning", "Plan og status", "Samarbejdsaftaler", "Tallene"]
    assert [text for style, text in styles if style == "List Bullet"] == ["flere med", "færre aflysninger"]
    assert {style for style, _text in styles} <= {"Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "Caption", "Normal"}
    table = next(each for each in letter.tables if each.cell(0, 0).text.strip() == "Plan")
    assert (len(table.columns), table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None) == (2, True)
    assert table.cell(0, 1).text.startswith("Status")
    (row,) = (row for row in table.rows if row.cells[0].text.startswith(RECRUITING))
    assert "To workshops om rekruttering" in row.cells[0].text
    assert "0 " in row.cells[1].text
    assert f"Flyttet fra 31. december {YEAR} til 15. januar {YEAR + 1}: To workshops om rekruttering. Hvorfor: Salen blev optaget." in row.cells[1].text
