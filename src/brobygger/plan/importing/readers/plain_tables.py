"""Tables as people type them in plain text: cells between bars, in drawn boxes, between tabs, or lined up with spaces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from brobygger.plan.importing.blocks import Cell, Row
from brobygger.plan.importing.columns import read_header
from brobygger.plan.importing.markers import split_marker
from brobygger.plan.importing.readers.typed import typed_lines
from brobygger.plan.importing.text import Joiner, starts_small
from brobygger.plan.importing.wording import place

_RULE: Final = frozenset("-=_+:| \t")
_LEAST_GAP: Final = 2
_LAST_COLUMN: Final = 40  # where lines are lined up, nothing says how wide the last column is


@dataclass(frozen=True, slots=True)
class Typed:
    """A table with the number of the line that follows it."""

    rows: list[Row]
    end: int


def find_table(lines: Sequence[str], start: int) -> Typed | None:
    """The table that begins on line ``start``, if one does."""
    return _barred(lines, start) or _tabbed(lines, start) or _lined_up(lines, start)


def is_rule(line: str) -> bool:
    bare = line.strip()
    return len(bare) >= 3 and not set(bare) - _RULE and any(mark in bare for mark in "-=_")


@dataclass(slots=True)
class _Raw:
    """A row as typed: for each cell its lines, with the number of its first line."""

    cells: list[list[str]]
    number: int


def _row(cells: Sequence[str], number: int) -> Row:
    return Row([Cell(list(typed_lines([(_unstarred(cell), False)], in_cell=True))) for cell in cells], place(line=number + 1))


def _unstarred(cell: str) -> str:
    cell = re.sub(r"<br\s*/?>", "\n", cell)
    return re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", cell)


def _made(raw: Sequence[_Raw], widths: Sequence[int] = ()) -> list[Row]:
    """The rows, with the lines of their cells put together that were broken to fit their column."""
    width = max((len(row.cells) for row in raw), default=0)
    widest = widths or [max((len(line.strip()) for row in raw if column < len(row.cells) for line in row.cells[column]), default=0) for column in range(width)]
    joiner = Joiner([line.strip() for row in raw for cell in row.cells for line in cell if line.strip()])
    rows = [_row([_unwrapped(cell, widest[column], joiner) for column, cell in enumerate(row.cells)], row.number) for row in raw]
    for row in rows:
        row.cells += [Cell() for _ in range(width - row.width)]
    return [row for row in rows if row.filled]


def _unwrapped(lines: Sequence[str], width: int, joiner: Joiner) -> str:
    made: list[str] = []
    last = ""
    for line in lines:
        text = line.strip()
        if not text:
            continue
        full = len(last) + 1 + len(text.split(maxsplit=1)[0]) > width
        if made and full and not split_marker(text)[0]:
            made[-1] = joiner.join(made[-1], text)
        else:
            made.append(text)
        last = text
    return "\n".join(made)


def _barred(lines: Sequence[str], start: int) -> Typed | None:
    end = start
    while end < len(lines) and ("|" in lines[end] or _is_box(lines[end])):
        end += 1
    block = lines[start:end]
    told = [index for index, line in enumerate(block) if "|" in line and not is_rule(line)]
    if len(told) < 2:
        return None
    rules = [index for index, line in enumerate(block) if is_rule(line)]
    between = [index for index in rules if told[0] < index < told[-1]]
    boxed = len(between) >= 2 or any(_is_box(block[index]) for index in rules)
    framed = block[told[0]].lstrip().startswith("|")
    raw: list[_Raw] = []
    begins = True
    for index, line in enumerate(block):
        if is_rule(line):
            begins = True
            continue
        cells = _split_bars(line, framed=framed)
        if boxed and not begins and len(cells) == len(raw[-1].cells):
            for above, cell in zip(raw[-1].cells, cells, strict=True):
                above.append(cell)
        else:
            raw.append(_Raw([[cell] for cell in cells], start + index))
        begins = False
    return Typed(_made(raw), end)


def _is_box(line: str) -> bool:
    return bool(re.match(r"^\s*\+[-=+:]{3,}\+\s*$", line))


def _split_bars(line: str, *, framed: bool) -> list[str]:
    bare = line.strip()
    if framed:
        bare = bare.removeprefix("|")
        if bare.endswith("|") and not bare.endswith("\\|"):
            bare = bare[:-1]
    return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare)]


def _tabbed(lines: Sequence[str], start: int) -> Typed | None:
    """Cells between tabs. A row may go on below, where its last cell holds several lines, until the next row begins."""
    first = _cells_of(lines[start].rstrip())
    if len(first) < 2 or not first[0].strip():
        return None
    header = read_header(_row(first, start)) is not None
    following = [len(_cells_of(line)) for line in lines[start + 1 : start + 4]]
    if not header and (len(first) < 3 or not following or following[0] != len(first)):
        return None
    width = len(first)
    rows = [_raw(first, start)]
    cells: list[str] = []
    begun = start
    index = start + 1
    blanks = 0
    while index < len(lines):
        line = lines[index]
        parts = _cells_of(line)
        if not line.strip():
            blanks += 1
            if blanks > 1 or not _goes_on(lines, index + 1):
                break
            index += 1
            continue
        if len(cells) == width or (not cells and len(parts) == 1):
            is_more = len(parts) == 1 and cells and not blanks and (split_marker(line)[0] or starts_small(line.strip()) or not _goes_on(lines, index + 1))
            if is_more:
                cells[-1] += f"\n{line}"
                index += 1
                continue
            if cells:
                rows.append(_raw(cells, begun))
                cells = []
            if len(parts) == 1 and not _goes_on(lines, index + 1):
                break
            begun = index
            cells = [*parts, *[""] * (width - len(parts))] if len(parts) == 1 else list(parts)
            if len(parts) == 1:
                rows.append(_raw(cells, begun))
                cells = []
        elif not cells:
            begun, cells = index, list(parts)
        else:
            cells[-1] += f"\n{parts[0]}"
            cells += parts[1:]
        blanks = 0
        index += 1
        if len(cells) > width:
            cells = cells[:width]
    if cells:
        rows.append(_raw(cells, begun))
    return Typed(_made(rows), index)


def _raw(cells: Sequence[str], number: int) -> _Raw:
    return _Raw([["\n".join(cell.splitlines())] for cell in cells], number)


def _cells_of(line: str) -> list[str]:
    bare = line.lstrip("\t")
    return [line] if "\t" not in line or (split_marker(bare)[0] and "\t" not in bare) else line.split("\t")


def _goes_on(lines: Sequence[str], index: int) -> bool:
    return any(len(_cells_of(line)) > 1 for line in lines[index : index + 3] if line.strip())


def _lined_up(lines: Sequence[str], start: int) -> Typed | None:
    """Columns lined up with spaces under a header. Rows are parted by blank lines or rules; without any, each full line is one."""
    line = lines[start]
    if not re.search(r"\S {2,}\S", line.rstrip()) or split_marker(line)[0]:
        return None
    parts = [(found.start(), found[0].strip()) for found in re.finditer(r"\S+(?: \S+)*", line)]
    if len(parts) < 2 or read_header(_row([text for _, text in parts], start)) is None:
        return None
    columns = [position for position, _ in parts]
    raw = [_Raw([[text] for _, text in parts], start)]
    groups = list(_groups(lines, start + 1, columns))
    if not groups:
        return None
    separated = len(groups) > 1
    for first, last in groups:
        for index in range(first, last + 1):
            cut = _cut(lines[index], columns)
            if index > first and (separated or not cut[0].strip() or starts_small(cut[0].strip())):
                for above, cell in zip(raw[-1].cells, cut, strict=True):
                    above.append(cell)
            else:
                raw.append(_Raw([[cell] for cell in cut], index))
    widths = [right - left - _LEAST_GAP for left, right in pairwise(columns)]
    return Typed(_made(raw, [*widths, _LAST_COLUMN]), groups[-1][1] + 1)


def _groups(lines: Sequence[str], start: int, columns: list[int]) -> Iterator[tuple[int, int]]:
    """First and last line of each run without a blank line or a rule, as long as the lines keep to the columns."""
    first: int | None = None
    blanks = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip() or is_rule(line):
            if first is not None:
                yield first, index - 1
                first = None
            blanks += not line.strip()
            if blanks > 2:
                return
            continue
        if not _keeps(line, columns) and (first is None or not _aligned(lines[index + 1 : index + 3], columns)):
            break
        blanks = 0
        first = index if first is None else first
    else:
        index = len(lines)
    if first is not None:
        yield first, index - 1


def _aligned(lines: Sequence[str], columns: list[int]) -> bool:
    return any(_keeps(line, columns) for line in lines)


def _keeps(line: str, columns: list[int]) -> bool:
    """Some cell beyond the first begins where its column does, or the line only carries on below the first column."""
    return not line[: columns[1]].strip() or any(
        len(line) > column and line[column] != " " and (line[max(column - _LEAST_GAP, 0) : column].strip() == "")
        for column in columns[1:]
    )


def _cut(line: str, columns: list[int]) -> list[str]:
    edges = [0, *columns[1:], max(len(line), columns[-1] + 1)]
    return [line[begin:end] for begin, end in pairwise(edges)]
