"""What a document must hold before it is set in any format, so that everyone can read the result.

The PDF/UA export would refuse some of these too, but late and in the words of a typesetter; Word and Excel would not notice
at all. So the rules stand here, once, and say which block is wrong and why.
"""

import io
import math
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, get_args
from urllib.parse import urlsplit

from lxml import etree
from PIL import Image

from brobygger.reports import document as model
from brobygger.reports.document import (
    Bullets,
    Callout,
    Cell,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Light,
    Lines,
    Logo,
    Numbered,
    Paragraph,
    Photo,
    Progress,
    Quote,
    Table,
    Text,
    runs,
)
from brobygger.reports.svg import NAMESPACE, DrawingError, checked

DEEPEST = 4
LINKS = frozenset({"http", "https", "mailto", "tel"})


class DocumentError(ValueError):
    """The document cannot be shown to everyone. `problems` names each fault with its block."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("The document cannot be set:\n" + "\n".join(f"- {problem}" for problem in problems))


def check(document: Document) -> None:
    """Raise DocumentError with every fault found; a sound document passes in silence."""
    problems = list(_frame(document))
    level = 0
    for place, block in enumerate(document.blocks, 1):
        where = f"block {place} ({type(block).__name__})"
        if isinstance(block, Heading):
            problems.extend(f"{where}: {fault}" for fault in _heading(block, level))
            level = block.level
        elif (rule := RULES.get(type(block))) is not None:
            problems.extend(f"{where}: {fault}" for fault in rule(block))
        elif not isinstance(block, model.PageBreak):
            problems.append(f"{where}: is no kind of block")
    if problems:
        raise DocumentError(problems)


def _frame(document: Document) -> Iterator[str]:
    if not str(document.title).strip():
        yield "the title is empty"
    if not str(document.centre).strip():
        yield "the name of the centre is empty"
    if document.language not in get_args(model.Language):
        yield f"the language must be da or en, not {document.language!r}"
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", document.accent):
        yield f"the accent colour must be written #rrggbb, not {document.accent!r}"
    if document.logo is not None:
        yield from _logo(document.logo)


def _logo(logo: Logo) -> Iterator[str]:
    if not str(logo.alt).strip():
        yield "the logo has no text alternative (alt)"
    if logo.kind is None:
        yield "the logo is neither png, jpeg nor svg"
    elif logo.kind == "svg":
        try:
            root = etree.fromstring(logo.data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            yield f"the logo cannot be read: {error}"
        else:
            if root.tag != f"{{{NAMESPACE}}}svg" or not (
                root.get("viewBox") or (root.get("width") and root.get("height"))
            ):
                yield "the logo cannot be read: it is no <svg> with a viewBox or a width and height"
    else:
        try:
            with Image.open(io.BytesIO(logo.data)) as picture:
                picture.load()
        except Exception as error:  # noqa: BLE001  # Pillow raises what its many decoders raise
            yield f"the logo cannot be read: {error}"


def _heading(heading: Heading, before: int) -> Iterator[str]:
    if not str(heading.text).strip():
        yield "the heading is empty"
    if not 1 <= heading.level <= DEEPEST:
        yield f"level {heading.level} is outside 1–{DEEPEST}"
    elif heading.level > before + 1:
        after = f"level {before}" if before else "the title"
        yield f"{heading.text!r} has level {heading.level} right after {after}: a level is skipped"


def _text(text: Text) -> Iterator[str]:
    for run in runs(text):
        if run.href and (urlsplit_scheme(run.href) not in LINKS or any(c.isspace() for c in run.href)):
            yield f"the link {run.href!r} does not lead to http, https, mailto or tel"
        if run.href and not str(run.text).strip():
            yield f"the link {run.href!r} has no text"


def urlsplit_scheme(href: str) -> str:
    try:
        return urlsplit(href).scheme
    except ValueError:
        return ""


def _list(block: Bullets | Numbered) -> Iterator[str]:
    for item in block.items:
        yield from _text(item)


def _light(light: Light) -> Iterator[str]:
    if light.colour not in get_args(model.Colour):
        yield f"{light.colour!r} is no colour of a light"


def _progress(bar: Progress) -> Iterator[str]:
    figures = [figure for figure in (bar.value, bar.minimum, bar.maximum) if figure is not None]
    if not all(math.isfinite(figure) for figure in figures):
        yield "a progress bar needs finite figures"
    if bar.minimum is not None and bar.maximum is not None and bar.minimum > bar.maximum:
        yield f"the minimum {bar.minimum} is above the maximum {bar.maximum}"


def _figure(figure: Figure) -> Iterator[str]:
    if not str(figure.alt).strip():
        yield "the picture has no text alternative (alt)"
    if not 0 < figure.width <= 1:
        yield f"the width {figure.width} is not a share between 0 and 1"
    try:
        checked(figure.svg)
    except DrawingError as error:
        yield str(error)


def _photo(photo: Photo) -> Iterator[str]:
    if not str(photo.alt).strip():
        yield "the picture has no text alternative (alt)"
    if not 0 < photo.width <= 1:
        yield f"the width {photo.width} is not a share between 0 and 1"
    if photo.kind is None:
        yield "the picture is neither png nor jpeg"
        return
    try:
        with Image.open(io.BytesIO(photo.data)) as picture:
            picture.verify()
    except Exception as error:  # noqa: BLE001  # as above
        yield f"the picture cannot be read: {error}"


def _key_figures(block: KeyFigures) -> Iterator[str]:
    for item in block.items:
        if not str(item.label).strip():
            yield f"the key figure {item.value!r} has no label"
        if not isinstance(item.value, str):
            yield from _cell(item.value, "number")


def _callout(callout: Callout) -> Iterator[str]:
    if not str(callout.title).strip():
        yield "the box has no title; its colour alone would say what it is"
    if callout.tone not in get_args(model.Tone):
        yield f"{callout.tone!r} is no tone"
    yield from _text(callout.text)


def _table(table: Table) -> Iterator[str]:
    if not table.columns:
        yield "the table has no columns"
        return
    for column in table.columns:
        if not str(column.header).strip():
            yield "a column has no header"
        if not (math.isfinite(column.width) and column.width > 0):
            yield f"the width {column.width} of {column.header!r} is not above 0"
        if column.kind not in get_args(model.Kind):
            yield f"{column.kind!r} is no kind of column"
    for group in table.groups:
        if not str(group.label).strip():
            yield "a group of rows has no label"
    rows = [row for _, section in table.sections for row in section]
    if table.total is not None:
        rows.append(table.total)
    for place, row in enumerate(rows, 1):
        if len(row) != len(table.columns):
            yield f"row {place} has {len(row)} cells for {len(table.columns)} columns"
            continue
        for column, cell in zip(table.columns, row, strict=True):
            for fault in _cell(cell, column.kind):
                yield f"row {place}, {column.header!r}: {fault}"


FITTING: dict[str, tuple[type, ...]] = {
    "text": (int, float, Decimal, date, Light, Progress),
    "number": (int, float, Decimal),
    "date": (date,),
    "light": (Light,),
    "progress": (Progress,),
}


def _cell(cell: Cell, kind: str) -> Iterator[str]:
    """Words fit everywhere ("–" among numbers); the other contents fit their own kind and the text columns."""
    match cell:
        case None | str():
            return
        case tuple():
            yield from _text(cell)
        case Lines(items):
            for item in items:
                yield from _cell(item, kind)
        case bool():
            yield "true and false are no content; say it in words"
        case _ if not isinstance(cell, FITTING.get(kind, ())):
            yield f"{plain_type(cell)} does not fit a column of kind {kind!r}"
        case Light():
            yield from _light(cell)
        case Progress():
            yield from _progress(cell)
        case float() | Decimal() if not math.isfinite(cell):
            yield f"{cell} is no figure"


def plain_type(cell: object) -> str:
    return f"{type(cell).__name__} {cell!r}"


RULES: dict[type, Callable[[Any], Iterator[str]]] = {
    Paragraph: lambda block: _text(block.text),
    Bullets: _list,
    Numbered: _list,
    Table: _table,
    Light: _light,
    Progress: _progress,
    Figure: _figure,
    Photo: _photo,
    KeyFigures: _key_figures,
    Quote: lambda block: _text(block.text),
    Callout: _callout,
}
