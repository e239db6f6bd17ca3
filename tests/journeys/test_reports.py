"""“I look at the follow-up before the meeting, fetch it as a PDF, and hand the board its papers.”"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.reports import preparing
from brobygger.reports.models import Prepared
from tests.conftest import member
from tests.factories import AgendaItemFactory, CentreFactory
from tests.journeys.steps import menu, text_of_pdf
from tests.plan.growing import work
from tests.reports.standing_centre import JUNE, MARCH, Grown, a_meeting, frozen, grown

pytestmark = pytest.mark.django_db(transaction=True)
PageOf = Callable[..., Page]
Look = Callable[..., None]


@pytest.fixture
def testby(transactional_db: None) -> Centre:
    made: Centre = CentreFactory.create(key="testby", name="Frivilligcenter Testby")
    return made


@pytest.fixture
def leader(testby: Centre) -> Any:
    return member("Astrid", "leader", testby)


@pytest.fixture
def followed_up(testby: Centre, leader: Any) -> tuple[Grown, Meeting]:
    """A meeting frozen in March, a workshop since, a meeting called for June."""
    with centre_in_force(testby):
        plan = grown()
        frozen(plan, MARCH, leader)
        work(MARCH.replace(month=5), title="Workshop i Havneby")
        return plan, a_meeting(plan.plan, JUNE)


@pytest.mark.parametrize("width", [1280, 360])
def test_from_the_plan_to_the_report_in_hand(
    page_of: PageOf, look: Look, leader: Any, followed_up: tuple[Grown, Meeting], width: int, tmp_path: Path
) -> None:
    page = page_of(leader, width=width)
    page.goto(f"/testby/kontor/planer/{followed_up[0].plan.pk}/")
    page.get_by_role("link", name="Opfølgningsrapport").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opfølgning på Aktivitetsplan 2026")
    expect(page.get_by_role("heading", name="Det har ændret sig siden 12. marts 2026")).to_be_visible()
    expect(page.get_by_role("group", name="Tal, der har ændret sig")).to_contain_text("Foreningerne finder nye frivillige")
    look(page, "report")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent som PDF").click()
    file = tmp_path / "report.pdf"
    fetched.value.save_as(file)
    assert file.read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_boards_papers_stand_on_the_meeting(
    page_of: PageOf, look: Look, leader: Any, followed_up: tuple[Grown, Meeting], scheme: Any
) -> None:
    page = page_of(leader)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/testby/kontor/moeder/{followed_up[1].pk}/")
    page.get_by_role("link", name="Bestyrelsesmappe", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bestyrelsesmøde den 18. juni 2026")
    for heading in ("Dagsorden", "Det har ændret sig siden 12. marts 2026", "Beslutninger", "Opfølgning"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    look(page, "board-pack")


def test_the_board_pack_is_in_hand_with_one_click(page_of: PageOf, leader: Any, testby: Centre, followed_up: tuple[Grown, Meeting]) -> None:
    with centre_in_force(testby):
        AgendaItemFactory.create(meeting=followed_up[1], title="Budget for næste år", for_decision=True)
    page = page_of(leader)
    page.goto(f"/testby/kontor/moeder/{followed_up[1].pk}/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Bestyrelsesmappe (PDF)").click()
    said = text_of_pdf(fetched.value.path())
    for words in ("Bestyrelsesmøde den 18. juni 2026", "Skal besluttes", "Budget for næste år", "Det har ændret sig siden 12. marts 2026", "Hold en workshop mere", "Foreningerne finder nye frivillige"):
        assert words in said, words


def test_every_report_page_is_whole_without_scripts(page_of: PageOf, leader: Any, followed_up: tuple[Grown, Meeting]) -> None:
    page = page_of(leader, scripts=False)
    page.goto("/testby/kontor/")
    menu(page, "Planen", "Rapporter").click()
    page.get_by_role("link", name="Aktivitetsplan 2026", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aktivitetsplan 2026")
    expect(page.get_by_role("columnheader", name="Aktiviteter")).to_be_visible()


def test_a_long_file_shows_how_far_it_is_and_waits(
    page_of: PageOf, look: Look, testby: Centre, leader: Any, followed_up: tuple[Grown, Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "LONG", 0)
    page = page_of(leader)
    page.goto(f"/testby/kontor/rapporter/opfoelgning/?plan={followed_up[0].plan.pk}")
    page.get_by_role("link", name="Hent som Excel").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    look(page)
    with centre_in_force(testby):
        (key,) = Prepared.objects.values_list("pk", flat=True)
    preparing.prepare(testby.pk, key)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent filen").click()
    assert fetched.value.suggested_filename.endswith(".xlsx")
    look(page)
