"""What cannot be read is refused with a code, and one clear sentence in either language; what is spoiled never breaks the reader."""

import random
from contextlib import suppress
from functools import partial

import pytest
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from brobygger.plan.importing import Unreadable, read_plan
from tests.plan.importing import spoiled

WHOLE = spoiled.whole()
MAIN_PARTS = {"plan.docx": "word/document.xml", "plan.xlsx": "xl/worksheets/sheet1.xml", "plan.odt": "content.xml"}


def refusal(content: bytes, name: str) -> str:
    """The code with which a file is refused, after its sentence was looked at in both languages."""
    sentences = []
    for language in ("en", "da"):
        with translation.override(language), pytest.raises(Unreadable) as refused:
            read_plan(content, name)
        sentences.append(refused.value.message)
    english, danish = sentences
    assert english != danish
    for sentence in sentences:
        assert sentence[0].isupper()
        assert sentence.endswith((".", "?"))
        assert "%" not in sentence
    return refused.value.code


def test_the_sound_documents_are_read():
    for name, content in WHOLE.items():
        goals = [goal for area in read_plan(content, name).areas for goal in area.goals]
        assert [len(goal.activities) for goal in goals] == [1 if name == "plan.docx" else 2]


@pytest.mark.parametrize("name", [*WHOLE, "plan.pdf"])
def test_an_empty_file(name):
    assert refusal(b"", name) == "empty"


@pytest.mark.parametrize("name", ["plan.csv", "plan.html", "plan.md", "plan.txt"])
@pytest.mark.parametrize("content", [b"  \r\n\t\n", b"\xef\xbb\xbf", b"\x00" * 100])
def test_a_file_with_nothing_but_white_space(name, content):
    assert refusal(content, name) == "empty"


def test_a_file_of_200_megabytes_is_not_even_opened(tmp_path):
    path = tmp_path / "plan.docx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(Unreadable) as refused:
        read_plan(path, path.name)
    assert refused.value.code == "too_large"
    assert refusal(bytes(26 * 1024 * 1024), "plan.txt") == "too_large"


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Unreadable) as refused:
        read_plan(tmp_path / "plan.docx", "plan.docx")
    assert refused.value.code == "missing"


@pytest.mark.parametrize(("name", "part"), MAIN_PARTS.items())
def test_a_packed_file_that_swells(name, part):
    assert refusal(spoiled.swollen(WHOLE[name], part), name) == "bomb"
    assert refusal(spoiled.lying(WHOLE[name], part), name) in {"bomb", "damaged"}


@pytest.mark.parametrize(("name", "part"), MAIN_PARTS.items())
def test_entities_that_swell_or_reach_for_files(name, part):
    assert refusal(spoiled.with_entities(WHOLE[name], part), name) == "damaged"


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx", "plan.odt"])
def test_a_password(name):
    content = spoiled.locked_open_text(WHOLE[name]) if name == "plan.odt" else spoiled.locked_office()
    assert refusal(content, name) == "password"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docm", spoiled.macro_enabled(WHOLE["plan.docx"])),
        ("plan.xlsm", spoiled.macro_enabled(WHOLE["plan.xlsx"])),
        ("plan.docx", spoiled.with_macros(WHOLE["plan.docx"], main="word")),
        ("plan.xlsx", spoiled.with_macros(WHOLE["plan.xlsx"], main="xl")),
        ("plan.odt", spoiled.repacked(WHOLE["plan.odt"], **{"Basic__Standard__Module1.xml": b"<x/>"})),
    ],
)
def test_macros(name, content):
    assert refusal(content, name) == "macros"


@pytest.mark.parametrize("wrong", ["plan.pdf", "plan.txt", "plan", "plan.doc", "PLAN.XLSX", "årsplan 2025.docx.odt"])
@pytest.mark.parametrize("name", MAIN_PARTS)
def test_the_content_counts_and_not_the_name(name, wrong):
    assert read_plan(WHOLE[name], wrong).areas == read_plan(WHOLE[name], name).areas


@pytest.mark.parametrize("name", ["plan.csv", "plan.html", "plan.md", "plan.txt"])
def test_text_under_the_name_of_an_office_file_is_read(name):
    found = read_plan(WHOLE[name], "plan.docx")
    assert [len(goal.activities) for area in found.areas for goal in area.goals] == [2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture"),
        (b"{\\rtf1 Handleplan}", "wrong_kind"),
        (spoiled.old_office("WordDocument"), "wrong_kind"),
        (spoiled.old_office("Workbook"), "wrong_kind"),
        (b"MZ" + bytes(200), "wrong_kind"),
        (b"PK\x05\x06" + bytes(18), "wrong_kind"),
        (spoiled.repacked(WHOLE["plan.docx"], **{"word__document.xml": None, "word__styles.xml": None}), "damaged"),
        (WHOLE["plan.docx"][:2000], "damaged"),
        (WHOLE["plan.odt"][:-100], "damaged"),
    ],
)
def test_files_of_other_kinds_and_torn_ones(content, code):
    assert refusal(content, "plan.docx") == code


@pytest.mark.parametrize("name", [*WHOLE, "plan.pdf"])
def test_random_bytes(name):
    content = b"\x01\x02" + random.Random(7).randbytes(5000)  # the seed keeps the file the same
    assert refusal(content, name) in {"wrong_kind", "damaged"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("commas.csv", b"," * 1_000_000),
        ("rows.csv", b"a;b;c\n" * 100_000),
        ("cell.csv", b'"' + b"a " * 1_000_000 + b'";b\n'),
        ("tags.html", b"<p>x" * 300_000),
        ("cells.html", b"<table>" + b"<tr>" + b"<td>x" * 100_000),
        ("brackets.md", b"[" * 100_000),
        ("stars.md", b"*a_" * 100_000),
        ("lists.md", b"".join(b" " * n + b"- a\n" for n in range(3000))),
        ("lines.txt", b"x\n" * 100_000),
        ("line.txt", b"to kurser om aaret " * 100_000),
    ],
)
def test_text_that_is_far_too_much(name, content):
    assert refusal(content, name) == "too_long"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deep.html", b"<div>" * 100_000 + b"x"),
        ("spans.html", b"<table>" + b"<tr><td colspan=100000 rowspan=99999>x<td>y" * 2000 + b"</table>"),
        ("quotes.md", b">" * 100_000),
        ("blanks.txt", b" " * 1_000_000 + b"x"),
        ("means.txt", b"Dokumentation:\n" + b"".join(b"- bevis %d\n" % n for n in range(10_000))),
        ("bullets.txt", b"".join(b" " * (n % 300) + b"- Abc\n" for n in range(10_000))),
    ],
)
def test_text_that_is_strange_is_read_to_its_end(name, content):
    assert [activity.targets for area in read_plan(content, name).areas for goal in area.goals for activity in goal.activities if activity.targets] == []


def test_a_sheet_that_claims_a_million_rows_and_columns():
    sheet = spoiled.part(WHOLE["plan.xlsx"], "xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    changed = spoiled.repacked(WHOLE["plan.xlsx"], **{"xl__worksheets__sheet1.xml": sheet.replace(b"</sheetData>", far)})
    assert [len(area.goals) for area in read_plan(changed, "plan.xlsx").areas] == [1]


def test_a_table_that_claims_a_million_repeated_cells():
    text = spoiled.part(WHOLE["plan.odt"], "content.xml")
    assert b"<table:table-row>" in text
    repeated = text.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">')
    found = read_plan(spoiled.repacked(WHOLE["plan.odt"], **{"content.xml": repeated}), "plan.odt")
    assert len(found.source_blocks) < 1000


def changed(content: bytes, changes: list[tuple[int, int, int]]) -> bytes:
    """Bytes overwritten, put in or cut out, at places that are given as shares of the length."""
    made = bytearray(content)
    for kind, share, byte in changes:
        at = share * len(made) // 10_000
        if kind == 0 and made:
            made[min(at, len(made) - 1)] = byte
        elif kind == 1:
            made.insert(at, byte)
        else:
            del made[at : at + byte]
    return bytes(made)


CHANGES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9999), st.integers(0, 255)), min_size=1, max_size=12)
few = partial(settings, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survives(content: bytes, name: str) -> None:
    """Read, or refused with the reader's own error; any other error fails the test."""
    with suppress(Unreadable):
        assert isinstance(read_plan(content, name).as_json()["areas"], list)


@few()
@given(st.sampled_from(sorted(WHOLE)), CHANGES)
def test_mutated_bytes_never_break_the_reader(name, changes):
    survives(changed(WHOLE[name], changes), name)


@few()
@given(st.sampled_from(sorted(MAIN_PARTS)), st.data())
def test_mutated_parts_of_packed_files_never_break_the_reader(name, data):
    part = data.draw(st.sampled_from(sorted(part for part in spoiled.names(WHOLE[name]) if part.endswith((".xml", ".rels")))))
    content = changed(spoiled.part(WHOLE[name], part), data.draw(CHANGES))
    survives(spoiled.repacked(WHOLE[name], **{part.replace("/", "__"): content}), name)


@few()
@example("|" * 50, "plan.md")
@example("\t\t\n\t", "plan.txt")
@given(st.text(st.sampled_from('aÅ1. -*|:;,\t\n"#=<>tdr/&[]()\ufffd\u00ad'), max_size=400), st.sampled_from(["plan.csv", "plan.html", "plan.md", "plan.txt"]))
def test_odd_text_never_breaks_the_reader(text, name):
    survives(text.encode(), name)
