"""The neutral form that every reader turns its document into: lines of text and tables, each knowing where it stood.

A line is a heading, a paragraph or an item of a list; a cell of a table holds lines again. Nothing here knows what a plan is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from brobygger.plan.importing.wording import place


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(slots=True)
class Line:
    """One paragraph. ``level`` is 1 (largest) to 6 of a heading, the depth from 0 of an item.

    ``marker`` is the bullet or number as the reader of the document saw it ("•", "1.", "a)"); ``lead`` the bold words that a
    line begins with when the rest is not bold; ``bold`` says that all of it is.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: str = ""
    bold: bool = False
    lead: str = ""
    where: str = ""
    id: str = ""

    @property
    def numbered(self) -> bool:
        return any(letter.isalnum() for letter in self.marker) and self.marker not in {"o", "§"}

    def as_json(self) -> dict[str, Any]:
        text = f"{self.marker} {self.text}" if self.marker else self.text
        return {"id": self.id, "kind": self.kind.value, "level": self.level, "where": self.where, "text": text}


@dataclass(slots=True)
class Cell:
    """``span`` counts the columns it covers; ``above`` says that it only carries on the merged cell above it."""

    lines: list[Line] = field(default_factory=list)
    span: int = 1
    above: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        return bool(self.lines) and all(line.bold or line.kind is Kind.HEADING for line in self.lines)

    def as_json(self) -> list[str]:
        return [f"{line.marker} {line.text}" if line.marker else line.text for line in self.lines]


@dataclass(slots=True)
class Row:
    cells: list[Cell]
    where: str = ""
    id: str = ""

    @property
    def width(self) -> int:
        return sum(cell.span for cell in self.cells)

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.lines]

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "kind": "row", "where": self.where, "rows": [[cell.as_json() for cell in self.cells]]}


@dataclass(slots=True)
class Table:
    rows: list[Row]
    caption: str = ""

    @property
    def width(self) -> int:
        return max((row.width for row in self.rows), default=0)


Block = Line | Table


@dataclass(slots=True)
class Document:
    """``hints`` are texts that are not part of the plan but may name its centre, title or period: page headers, file name.

    So may the first ``cover`` blocks, which head nothing.
    """

    blocks: list[Block]
    title: str = ""
    hints: list[str] = field(default_factory=list)
    cover: int = 0

    def number(self) -> None:
        """Give every line and row the id by which the preview points at its source, and a place to those that have none."""
        heading = ""
        for index, part in enumerate(self.parts()):
            part.id = f"b{index}"
            if isinstance(part, Line):
                part.where = part.where or (place(under=heading) if heading else "")
                heading = part.text[:60] if part.kind is Kind.HEADING else heading
            else:
                for cell in part.cells:
                    for line in cell.lines:
                        line.id, line.where = part.id, part.where

    def parts(self) -> Iterator[Line | Row]:
        """Lines and rows in reading order."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block
            else:
                yield from block.rows

    def texts(self) -> Iterator[str]:
        """Every text in reading order, cells included."""
        for part in self.parts():
            if isinstance(part, Line):
                yield part.text
            else:
                yield from (line.text for cell in part.cells for line in cell.lines)
