"""About eight times a year the board reads a pack: agenda, what changed since the meeting before, decisions that come back.

A pack for a date shows only what changed since the meeting before it: not what changed before that, and nothing after its day.
"""

from datetime import date

import pytest
from django.utils import translation

from brobygger.board import actions
from brobygger.board.models import AgendaItem
from brobygger.journal.base_kinds import BaseKind
from brobygger.reports import board_pack
from brobygger.reports.document import Heading, Light, Lines, Numbered, Run, Table, plain
from brobygger.reports.standing import standing
from tests.plan.growing import work
from tests.reports.standing_centre import a_meeting, at, decide, frozen, grown

MARCH, JUNE, SEPTEMBER = date(2026, 3, 12), date(2026, 6, 18), date(2026, 9, 10)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def year(centre, astrid):
    """A meeting in March, frozen; a workshop in April, which turns the light; a meeting in June, frozen; a talk in July."""
    made = grown()
    frozen(made, MARCH, astrid)
    work(date(2026, 4, 10), title="Workshop i april")
    june = a_meeting(made.plan, JUNE)
    AgendaItem.objects.create(meeting=june, title="Velkomst")
    AgendaItem.objects.create(meeting=june, title="Husets have", text="Hvem passer den i sommer?", position=1)
    decide(june, made.talks, "red", "green", "Stadig ingen.", astrid)
    actions.freeze(june, by=astrid, now=at(JUNE))
    june.refresh_from_db()
    work(date(2026, 7, 2), base=BaseKind.VOLUNTEER_TALK, title="Samtale i juli")
    return made, june, a_meeting(made.plan, SEPTEMBER)


def pack(centre, made, meeting, day):
    return board_pack.compose(standing(centre, [made.plan], day, meeting=meeting))


def changed(document, caption):
    found = [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]
    return [list(row) for row in found[0].rows] if found else []


def headings(document):
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def test_june_shows_what_changed_since_march_and_no_more(centre, year):
    made, june, _september = year
    found = pack(centre, made, june, JUNE)
    assert "What has changed since March 12, 2026" in headings(found)
    assert changed(found, "Counts that changed") == [
        ["at least 2 in the whole period events held", "Foreningerne finder nye frivillige", 1, 2],
    ]
    assert changed(found, "Lights that changed") == [
        ["Foreningerne finder nye frivillige", Lines((Light("green"), "was yellow")), Lines((Light("grey", "Not yet"), "was green"))],
    ]


def test_june_fetched_in_september_is_the_same_pack(centre, year):
    made, june, _september = year
    then, later = pack(centre, made, june, JUNE), pack(centre, made, june, SEPTEMBER)
    for caption in ("Counts that changed", "Lights that changed"):
        assert changed(later, caption) == changed(then, caption)


def test_september_shows_what_changed_since_june_alone(centre, year):
    made, _june, september = year
    found = pack(centre, made, september, SEPTEMBER)
    assert "What has changed since June 18, 2026" in headings(found)
    assert changed(found, "Counts that changed") == [["at least 1 each quarter clarifying talks with people who want to volunteer", "Alle kan få en samtale", 0, 1]]
    assert "Workshop i april" not in str(found.blocks)


def test_the_agenda_opens_the_pack_in_its_order(centre, year):
    made, june, _september = year
    blocks = pack(centre, made, june, JUNE).blocks
    assert (blocks[0], type(blocks[1])) == (Heading(1, "Agenda"), Numbered)
    assert blocks[1] == Numbered(((Run("Velkomst", bold=True),), (Run("Husets have", bold=True), Run("\nHvem passer den i sommer?"))))


def test_decisions_not_carried_out_come_back_until_they_are(centre, year, astrid):
    made, june, september = year
    assert [plain(row[0]) for row in changed(pack(centre, made, june, JUNE), "Not carried out yet")] == ["Hold en workshop mere"]
    (decision,) = actions.open_decisions(june)
    actions.carry_out(decision, done_on=date(2026, 8, 20), outcome="Den blev holdt.", by=astrid, now=at(date(2026, 8, 20)))
    assert changed(pack(centre, made, september, SEPTEMBER), "Not carried out yet") == []
    assert [plain(row[0]) for row in changed(pack(centre, made, june, SEPTEMBER), "Not carried out yet")] == ["Hold en workshop mere"]


def test_the_minutes_stand_in_the_pack_once_they_are_written(centre, year):
    made, june, _september = year
    june.minutes, june.present = "Alle var enige.", "Astrid og Dorte"
    june.save()
    assert "Minutes" in headings(pack(centre, made, june, SEPTEMBER))
