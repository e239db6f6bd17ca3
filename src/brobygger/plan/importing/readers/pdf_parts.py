"""The parts of a PDF's pages before their lines are put together: running text, and tables of printed cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from brobygger.plan.importing.readers.pdf_text import Printed


@dataclass(slots=True)
class PrintedCell:
    """``above`` says that it only carries on the merged cell above it."""

    lines: list[Printed]
    span: int = 1
    above: bool = False


@dataclass(slots=True)
class PrintedTable:
    """``xs`` are the edges of its columns, ``places`` the page and row number of each row."""

    xs: list[float]
    rows: list[list[PrintedCell]]
    places: list[tuple[int, int]]


@dataclass(slots=True)
class RunningText:
    lines: list[Printed] = field(default_factory=list)


Part = PrintedTable | RunningText


def lines_of(part: Part) -> Iterator[Printed]:
    if isinstance(part, RunningText):
        yield from part.lines
    else:
        for row in part.rows:
            for cell in row:
                yield from cell.lines


def text_of(row: list[PrintedCell]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row]
