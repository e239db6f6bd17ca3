"""HTML: a page saved from a website, or a document saved as a web page. What frames the page (menus, footers, forms) is left out.

A table that only lays out the page is taken apart. Nothing is fetched, no script is run, and no entity reaches out of the file.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from brobygger.plan.importing import limits
from brobygger.plan.importing.archives import damaged, too_much
from brobygger.plan.importing.blocks import Block, Cell, Document, Kind, Line, Row, Table
from brobygger.plan.importing.readers.typed import typed_lines
from brobygger.plan.importing.sniffing import decode
from brobygger.plan.importing.text import clean
from brobygger.plan.importing.wording import place

_SKIP: Final = frozenset(
    ["script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select", "svg", "iframe", "object", "head", "title", "figure", "video", "audio", "canvas", "map", "textarea", "input"]
)
_BLOCKS: Final = frozenset(
    ["p", "div", "section", "article", "main", "header", "address", "blockquote", "body", "html", "center", "details", "summary", "dl", "dd", "dt", "fieldset", "figcaption", "hgroup", "hr", "pre", "caption", "tr", "td", "th", "tbody", "thead"]
)
_BOLD: Final = frozenset(["b", "strong", "th", "dt", "summary"])
_AROUND: Final = re.compile(r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|cookies?|cookiebanner|breadcrumbs?|sidebar|footer|skip-?link|sharing|social)(?:$|[\s_-])", re.IGNORECASE)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEAVY: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT: Final = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


def read(content: bytes) -> Document:
    if content.count(b"<") > limits.MAX_TAGS:
        raise too_much()
    return read_markup(decode(content))


def read_markup(markup: str) -> Document:
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(markup.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged() from error
    if root is None:
        raise damaged()
    title = clean("".join(root.xpath("string((//head/title | //title)[1])")))
    inner = _content_of(root)
    blocks = _Reader().blocks(inner)
    hints = [clean("".join(heading.itertext())) for heading in root.iter("h1")] if inner is not root else []
    return Document(blocks, title, [hint for hint in hints if hint][:3])


def _content_of(root: Any) -> Any:
    """The part of a web page that holds its text, where the page says so."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and len("".join(found[0].itertext()).split()) >= 20:
            return found[0]
    return root


class _Reader:
    """Collects the pieces of running text until a block ends, then makes lines of them."""

    def __init__(self, *, in_cell: bool = False) -> None:
        self._in_cell = in_cell
        self._pieces: list[tuple[str, bool]] = []
        self._blocks: list[Block] = []
        self._item: tuple[str, int] | None = None
        self._list_depth = -1
        self._tables = 0

    def blocks(self, element: Any) -> list[Block]:
        self._inside(element, bold=self._in_cell and element.tag == "th", raw=False)
        self._flush()
        return self._blocks

    def _inside(self, element: Any, *, bold: bool, raw: bool) -> None:
        self._text(element.text, bold=bold, raw=raw)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, bold=bold, raw=raw)
            self._text(child.tail, bold=bold, raw=raw)

    def _text(self, text: str | None, *, bold: bool, raw: bool) -> None:
        if text:
            self._pieces.append((text if raw else _SPACE.sub(" ", text), bold))

    def _element(self, element: Any, *, bold: bool, raw: bool) -> None:
        tag = element.tag.lower().rsplit(":", 1)[-1]
        style = element.get("style", "")
        if tag in _SKIP or "hidden" in element.attrib or _HIDDEN.search(style) or _is_around(element, tag):
            return
        bold = (bold or tag in _BOLD or bool(_HEAVY.search(style))) and not _LIGHT.search(style)
        if tag == "br":
            self._pieces.append(("\n", bold))
        elif re.fullmatch("h[1-6]", tag):
            self._heading(element, int(tag[1]))
        elif tag == "table":
            self._flush()
            self._table(element)
        elif tag in {"ul", "ol", "menu"}:
            self._list(element, bold=bold)
        elif tag == "li":
            self._list_item(element, "•", bold=bold)
        elif tag in _BLOCKS:
            self._flush()
            self._inside(element, bold=bold, raw=raw or tag == "pre")
            self._flush()
        else:
            self._inside(element, bold=bold, raw=raw)

    def _heading(self, element: Any, level: int) -> None:
        self._flush()
        self._inside(element, bold=True, raw=False)
        self._flush(heading=level)

    def _list(self, element: Any, *, bold: bool) -> None:
        self._flush()
        self._list_depth += 1
        number = _whole(element.get("start", ""), 1)
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag.lower() == "li":
                number = _whole(child.get("value", ""), number)
                self._list_item(child, _numeral(number, element.get("type", "1")) if element.tag.lower() == "ol" else "•", bold=bold)
                number += 1
            else:
                self._element(child, bold=bold, raw=False)
        self._flush()
        self._list_depth -= 1

    def _list_item(self, element: Any, marker: str, *, bold: bool) -> None:
        self._flush()
        self._item = (marker, max(self._list_depth, 0))
        self._inside(element, bold=bold, raw=False)
        self._flush()
        self._item = None

    def _flush(self, *, heading: int = 0) -> None:
        pieces, self._pieces = self._pieces, []
        if not any(text.strip() for text, _ in pieces):
            return
        for line in typed_lines(pieces, in_cell=self._in_cell, join=bool(heading)):
            if heading:
                line.kind, line.level = Kind.HEADING, heading
            elif self._item is not None:
                line.kind, line.marker, line.level = Kind.ITEM, self._item[0] if not line.numbered else line.marker, self._item[1]
                self._item = None
            self._blocks.append(line)
        if len(self._blocks) > limits.MAX_LINES:
            raise too_much()

    def _table(self, table: Any) -> None:
        rows = list(_rows(table))
        widest = max((len(_cells(row)) for row in rows), default=0)
        if len(rows) > limits.MAX_ROWS or widest > limits.MAX_COLUMNS:
            raise too_much()
        nested = any(next(cell.iter("table"), None) is not None for row in rows for cell in _cells(row))
        caption = next((child for child in table if isinstance(child.tag, str) and child.tag.lower() == "caption"), None)
        if caption is not None:
            self._inside(caption, bold=True, raw=False)
            self._flush()
        if widest <= 1 or (nested and len(rows) <= 2):
            for row in rows:
                for cell in _cells(row):
                    self._inside(cell, bold=False, raw=False)
                    self._flush()
            return
        self._tables += 1
        made = _grid(rows)
        for index, row in enumerate(made):
            row.where = place(table=self._tables, row=index + 1)
        self._blocks.append(Table(made))


def _grid(rows: list[Any]) -> list[Row]:
    """Rows of cells; where a cell reaches down over several rows, the rows below get an empty cell that says so."""
    reaching: dict[int, tuple[int, int]] = {}  # column → (rows still to cover, columns covered)
    made = []
    for row in rows:
        cells: list[Cell] = []
        below: dict[int, tuple[int, int]] = {}
        column = _cover(cells, 0, reaching, below)
        for cell in _cells(row):
            if column >= limits.MAX_COLUMNS:
                break
            span = min(max(_whole(cell.get("colspan", ""), 1), 1), limits.MAX_COLUMNS - column)
            down = min(max(_whole(cell.get("rowspan", ""), 1), 1), limits.MAX_ROWS)
            cells.append(Cell(list(_lines(_Reader(in_cell=True).blocks(cell))), span))
            if down > 1:
                below[column] = (down - 1, span)
            column = _cover(cells, column + span, reaching, below)
        reaching = below
        made.append(Row(cells))
    return made


def _cover(cells: list[Cell], column: int, reaching: dict[int, tuple[int, int]], below: dict[int, tuple[int, int]]) -> int:
    """Stand-ins for the cells that reach down to ``column`` and those beside it; the next column that is free."""
    while column in reaching and column < limits.MAX_COLUMNS:
        left, span = reaching.pop(column)
        cells.append(Cell([], span, above=True))
        if left > 1:
            below[column] = (left - 1, span)
        column += span
    return column


def _lines(blocks: list[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block.rows for cell in row.cells for line in cell.lines)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        tag = child.tag.lower() if isinstance(child.tag, str) else ""
        if tag == "tr":
            yield child
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _cells(row: Any) -> list[Any]:
    return [child for child in row if isinstance(child.tag, str) and child.tag.lower() in {"td", "th"}]


def _is_around(element: Any, tag: str) -> bool:
    if tag not in {"div", "section", "ul", "ol", "header", "p", "span", "menu"}:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    return bool(_AROUND.search(named)) and next(element.iter("table"), None) is None


def _whole(text: str, default: int) -> int:
    stripped = text.strip()
    return int(stripped) if stripped.isascii() and stripped.isdigit() and len(stripped) < 7 else default


def _numeral(number: int, kind: str) -> str:
    if kind in {"a", "A"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return f"{letter if kind == 'a' else letter.upper()}."
    return f"{number}."
