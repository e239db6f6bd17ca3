"""A report written once: what it says, apart from how a screen, a PDF, Word or Excel shows it.

Whoever has something to report (a follow-up, a plan, an annual report) composes a `Document` of blocks; the renderers beside
this module (`pdf`, `word`, `excel`, `html`) turn it into files. So a report never looks or says different things in two formats.

All texts are data. A goal called "#1 <b>*unge*</b>" is shown letter by letter; nothing here is ever read as markup, and no
block takes markup except `Figure.svg`, which is a picture drawn by our own code and checked element by element.

What a document must hold to be readable by everyone (headings without gaps, a text for every picture, a word for every
light) is checked in `validation.check`, which every renderer calls first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Language = Literal["da", "en"]
Colour = Literal["green", "yellow", "red", "grey", "changed"]
Align = Literal["left", "right", "centre"]
Kind = Literal["text", "number", "date", "light", "progress"]
Tone = Literal["note", "good", "warning", "urgent"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set in one way. `href` makes it a link: http, https, mailto or tel."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Text = str | tuple[Run, ...]
"""Running text: a plain string, or runs where some words are stressed or linked."""


@dataclass(frozen=True, slots=True)
class Light:
    """A traffic light. Shape, word and colour say the same, so that each alone is enough.

    `label` is the word beside the shape; left out, it is the name of the colour in the document's language.
    """

    colour: Colour
    label: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far along: a value against a minimum ("at least 2"), a maximum ("up to 30"), or a range (2–4)."""

    value: float
    minimum: float | None = None
    maximum: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Several cell contents under each other in one table cell, such as the targets of a goal. `bullets` makes them a list."""

    items: "tuple[Cell, ...]"
    bullets: bool = False


Cell = str | tuple[Run, ...] | int | float | Decimal | date | Light | Progress | Lines | None
"""What a table cell may hold. None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text. The document's title stands above level 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a weight against the other columns. `align` left out follows the kind: numbers stand to the right."""

    header: str
    kind: Kind = "text"
    width: float = 1.0
    align: Align | None = None

    @property
    def alignment(self) -> Align:
        return self.align or ("right" if self.kind == "number" else "left")


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a common label, such as the goals of one area."""

    label: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows first, then groups of rows. `name` is the sheet's name in Excel; left out, the caption serves.

    `row_headers`: the first column names its row (read aloud before each cell). `empty` is shown when there are no rows.
    `group_header` says what the groups are ("Area"); in Excel they are a column of that name.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    caption: str = ""
    groups: tuple[RowGroup, ...] = ()
    total: Row | None = None
    row_headers: bool = False
    name: str = ""
    empty: str = ""
    group_header: str = ""

    @property
    def sections(self) -> Iterator[tuple[str | None, tuple[Row, ...]]]:
        """The rows as (label of the group or None, rows), in reading order."""
        if self.rows:
            yield None, self.rows
        for group in self.groups:
            yield group.label, group.rows

    @property
    def is_empty(self) -> bool:
        return not self.rows and not any(group.rows for group in self.groups)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn by our own code as SVG, with a text that says the same to who cannot see it (mandatory)."""

    svg: str
    alt: str
    caption: str = ""
    width: float = 1.0
    """Share of the text's width, 0 < width ≤ 1."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph (jpeg or png, upright, small enough to be mailed), with a text that says the same to who cannot see it (mandatory)."""

    data: bytes = field(repr=False)
    alt: str
    caption: str = ""
    width: float = 0.7
    """Share of the text's width, 0 < width ≤ 1."""
    story: int = 0
    """The story it is told with, whose yes may be taken back; nought: none."""

    @property
    def kind(self) -> Literal["png", "jpg"] | None:
        if self.data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png"
        return "jpg" if self.data.startswith(b"\xff\xd8\xff") else None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    value: str | int | float | Decimal
    detail: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said or wrote: a comment at a meeting, a sentence from a citizen."""

    text: Text
    by: str = ""
    story: int = 0
    """As with a photograph."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that must not be overlooked. The tone is told by the title's words, never by the box's colour alone."""

    title: str
    text: Text = ""
    tone: Tone = "note"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper; nothing on a screen."""


Block = (
    Heading
    | Paragraph
    | Bullets
    | Numbered
    | Table
    | Light
    | Progress
    | Figure
    | Photo
    | KeyFigures
    | Quote
    | Callout
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Logo:
    """A centre's mark as png, jpeg or svg. The kind is seen from the bytes; `alt` is mandatory."""

    data: bytes = field(repr=False)
    alt: str

    @property
    def kind(self) -> Literal["png", "jpeg", "svg"] | None:
        if self.data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png"
        if self.data.startswith(b"\xff\xd8\xff"):
            return "jpeg"
        return "svg" if b"<svg" in self.data[:2000] else None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `example_data` puts the visible mark "Eksempeldata" on every page of every format.

    `large` sets the paper in large letters, for those who read slowly or see badly. `dated` stands instead of "As of …".
    """

    title: str
    centre: str
    as_of: date
    blocks: tuple[Block, ...]
    language: Language = "da"
    subtitle: str = ""
    logo: Logo | None = None
    accent: str = "#1f5c57"
    example_data: bool = False
    large: bool = False
    dated: str = ""


def runs(text: Text) -> tuple[Run, ...]:
    """Any text as runs."""
    return text if isinstance(text, tuple) else (Run(str(text)),)


def plain(text: Text) -> str:
    """Any text without its stresses and links."""
    return "".join(str(run.text) for run in runs(text))
