"""A document that is kept says letter for letter the same when it is read again."""

import gzip
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.reports.document import (
    Bullets,
    Callout,
    Column,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Light,
    Lines,
    Logo,
    PageBreak,
    Paragraph,
    Photo,
    Progress,
    Quote,
    RowGroup,
    Run,
    Table,
)
from brobygger.reports.kept import Unreadable, kept, read

WORDS = st.text(max_size=30)
TEXTS = WORDS | st.builds(lambda *runs: tuple(runs), st.builds(Run, WORDS, st.booleans(), st.booleans(), WORDS))
CELLS = st.none() | TEXTS | st.integers() | st.floats(allow_nan=False) | st.decimals(allow_nan=False, allow_infinity=False) | st.dates() | st.builds(Light, st.just("green"), WORDS) | st.builds(Progress, st.floats(0, 9), st.just(2.0))
ROWS = st.tuples(CELLS, CELLS | st.builds(lambda *cells: Lines(tuple(cells), bullets=True), CELLS, CELLS))
BLOCKS = (
    st.builds(Heading, st.integers(1, 4), WORDS) | st.builds(Paragraph, TEXTS) | st.builds(lambda each: Bullets((each,)), TEXTS) | st.builds(Quote, TEXTS, WORDS) | st.builds(Callout, WORDS, TEXTS)
    | st.builds(lambda first, second: Table((Column("A", "number", 2), Column("B")), (first,), "Tal", (RowGroup("Område", (second,)),), total=first, row_headers=True), ROWS, ROWS)
    | st.builds(Photo, st.binary(max_size=50), WORDS) | st.builds(Figure, WORDS, WORDS) | st.builds(lambda value: KeyFigures((KeyFigure("Mål", value),)), st.integers() | WORDS) | st.just(PageBreak())
)


@given(st.lists(BLOCKS, max_size=6))
def test_what_is_kept_is_read_again_the_same(blocks):
    document = Document("Årsberetning", "Testby", date(2026, 2, 1), tuple(blocks), logo=Logo(b"\x89PNG\r\n\x1a\n", "Testby"), example_data=True)
    assert read(kept(document)) == document
    assert kept(document) == kept(document)


def test_kroner_keep_their_cents():
    document = Document("Tal", "Testby", date(2026, 2, 1), (Table((Column("Kroner", "number"),), ((Decimal("12.50"),),)),))
    assert str(read(kept(document)).blocks[0].rows[0][0]) == "12.50"  # type: ignore[union-attr]  # a table


@pytest.mark.parametrize("content", [
    pytest.param(b"", id="nothing"), pytest.param(b"not gzip", id="no gzip"), pytest.param(gzip.compress(b"{"), id="no json"), pytest.param(gzip.compress(b"[]"), id="no document"),
    pytest.param(gzip.compress(json.dumps({"form": 99, "document": None}).encode()), id="another form"), pytest.param(gzip.compress(json.dumps({"form": 1, "document": {"is": "os"}}).encode()), id="no kind of block"),
])
def test_what_is_damaged_or_of_another_form_is_refused(content):
    with pytest.raises(Unreadable):
        read(content)


def test_a_half_written_file_is_refused():
    whole = kept(Document("Årsberetning", "Testby", date(2026, 2, 1), (Paragraph("Et godt år. " * 200),)))
    with pytest.raises(Unreadable):
        read(whole[: len(whole) // 2])
