"""Comma-separated values and their kin: semicolons as Danish Excel writes them, tabs, bars; quoted cells with several lines."""

import csv
import io
from collections import Counter
from typing import Final

from brobygger.plan.importing import limits
from brobygger.plan.importing.archives import too_much
from brobygger.plan.importing.blocks import Cell, Document, Row
from brobygger.plan.importing.readers.sheet import blocks_of_sheet
from brobygger.plan.importing.readers.typed import typed_lines
from brobygger.plan.importing.sniffing import decode
from brobygger.plan.importing.wording import place

_MARKS: Final = ";\t,|"
_WIDEST: Final = 2000  # separators on one line


def read(content: bytes) -> Document:
    text = decode(content).replace("\x00", "")
    lines = text.splitlines()
    if len(lines) > limits.MAX_LINES or any(line.count(mark) > _WIDEST for line in lines for mark in _MARKS):
        raise too_much()
    if lines and lines[0].lower().startswith("sep="):
        text = text[len(lines[0]) :].lstrip("\r\n")
    rows = []
    for index, cells in enumerate(_rows(text, _separator(text))):
        if index >= limits.MAX_ROWS:
            raise too_much()
        while cells and not cells[-1].strip():
            cells.pop()
        if len(cells) > limits.MAX_COLUMNS:
            raise too_much()
        rows.append(Row([Cell(list(typed_lines([(cell, False)], in_cell=True))) for cell in cells], place(row=index + 1)))
    width = max((row.width for row in rows), default=0)
    for row in rows:
        row.cells += [Cell() for _ in range(width - row.width)]
    return Document(list(blocks_of_sheet(rows)))


def _rows(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(limits.MAX_PART)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return [line.split(separator) for line in text.splitlines()]


def _separator(text: str) -> str:
    """The separator under which most rows have the same number of cells, more than one."""

    def agreement(mark: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _rows(text[:200_000], mark) if any(cell.strip() for cell in row))
        several = {width: times for width, times in widths.items() if width > 1}
        if not several:
            return (0, 0)
        width, times = max(several.items(), key=lambda item: (item[1], item[0]))
        return (times, width)

    return max(_MARKS, key=agreement)
