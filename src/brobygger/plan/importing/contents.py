"""The table of contents of a document, which names every part of the plan and is none of it."""

import re
from collections.abc import Sequence
from typing import Final

from brobygger.plan.importing.blocks import Block, Line, Row, Table

_LEADERS: Final = re.compile(r"(?:[.…·_]\s?){4,}\s*\d{1,3}\s*$|…{2,}\s*\d{1,3}\s*$|\S\t+\d{1,3}\s*$")
_NUMBERED: Final = re.compile(r"\D\s\d{1,3}$")
_HEADING: Final = re.compile(r"^(?:\d+\.?\s*)?indhold(?:sfortegnelse)?\s*:?$", re.IGNORECASE)
_END: Final = 60
_AMONG: Final = 80  # where a table of contents stands: among the first blocks


def _leads_to_page(text: str) -> bool:
    return _LEADERS.search(text[-_END:]) is not None  # of a line, its end alone: a long one would be searched again and again


def without_contents(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` without lines that only lead to a page, and without the heading over them."""
    gone: set[int] = set()
    under = -1  # the heading that is open
    for index, block in enumerate(blocks[:_AMONG]):
        if isinstance(block, Table):
            under = -1
            continue
        if _HEADING.match(block.text):
            under = index
        elif _leads_to_page(block.text) or (under >= 0 and _NUMBERED.search(block.text[-_END:])):
            gone.add(index)
            if under >= 0:
                gone.add(under)
        else:
            under = -1
    return [_rows_without(block) if isinstance(block, Table) else block for index, block in enumerate(blocks) if index not in gone]


def _rows_without(table: Table) -> Table:
    """In a workbook the contents stand in rows of one cell."""
    if not any(_leads(row) for row in table.rows[:_AMONG]):
        return table
    kept = [row for row in table.rows if not _leads(row) and not (len(row.filled) == 1 and _HEADING.match(row.filled[0].text))]
    return Table(kept, table.caption)


def _leads(row: Row) -> bool:
    return len(row.filled) == 1 and all(_leads_to_page(line.text) for line in row.filled[0].lines)


def without_frame(blocks: Sequence[Block], used: frozenset[str], running: frozenset[str]) -> list[Block]:
    """``blocks`` without the lines and rows that name the plan itself, by id, and its titles that return on every page."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Line):
            if block.id not in used and block.text.casefold() not in running:
                found.append(block)
        else:
            rows = [row for row in block.rows if not (row.id in used and len(row.filled) == 1)]
            if rows:
                found.append(Table(rows, block.caption))
    return found
