"""Lists written in one go: what people wrote is text, a row is a card on a phone, and a chosen filter stands chosen."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from brobygger.core.listing import Column, Filter, below, filter_form, link, said, table, tag, together

BAD = '<script>alert("x")</script>'
HARMLESS = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"


@pytest.mark.parametrize(
    "written",
    [
        table([Column(BAD, named=True)], [[BAD]], caption=BAD), link(BAD, BAD), tag(BAD), below(BAD), together(BAD, 1),
        filter_form([Filter("q", BAD, BAD)], more=[Filter("s", BAD, BAD, lines=[(BAD, BAD)])], kept={"vis": BAD}, show_all=f"?vis={BAD}", style=""),
    ],
)
def test_what_people_wrote_is_never_markup(written):
    assert isinstance(written, SafeString)
    assert "<script" not in written
    assert HARMLESS in written


def test_a_cell_is_text_a_number_markup_or_nothing():
    columns = [Column("Navn", named=False), Column("Antal", "num"), Column("Net")]
    assert '<tr><td>A &amp; B</td><td class="num" data-label="Antal">0</td><td data-label="Net"></td></tr>' in table(columns, [["A & B", 0, None]])
    assert '<tr><td><a class="ds-link" href="/x/">A</a></td>' in table(columns, [[link("/x/", "A"), 1, ""]])


def test_a_line_has_a_cell_for_every_column():
    with pytest.raises(ValueError, match="zip"):
        table([Column("Navn"), Column("Antal")], [["A"]])


def test_a_table_of_nothing_has_no_row():
    assert "<tbody></tbody>" in table([Column("Navn")], [])


def test_the_chosen_line_stands_chosen_and_the_rest_goes_along():
    lines = [(1, "En"), (2, "To")]
    form = filter_form([Filter("tema", "Tema", 2, lines=lines), Filter("fra", "Fra", date(2026, 3, 1), kind="date")], kept={"vis": "uge", "tom": ""}, show_all="", style="")
    assert '<option value="2" selected>To</option>' in form
    assert form.count("selected") == 1
    assert 'type="date" value="2026-03-01"' in form
    assert '<input type="hidden" name="vis" value="uge">' in form
    assert ('name="tom"' in form, "<a" in form) == (False, False)


def test_with_nothing_asked_for_all_is_offered_and_nothing_is_chosen():
    with translation.override("da"):
        form = filter_form([Filter("tema", "Tema", None, lines=[("", "Uden"), (1, "En")]), Filter("q", "Ord", None)], kept={}, show_all="?", style="")
    assert "selected" not in form
    assert 'type="search" value=""' in form
    assert '<a class="ds-link" href="?">Vis alle</a>' in form


def test_a_day_is_said_in_the_language_in_force():
    with translation.override("da"):
        assert said(date(2026, 3, 3), "l j. F") == "tirsdag 3. marts"
    with translation.override("en"):
        assert said(date(2026, 3, 3), "l j. F") == "Tuesday 3. March"
    assert said(None, "j") == ""
