"""A document as tagged PDF: PDF/UA-1 for those who hear it, PDF/A-2a for those who archive it.

Typst sets the pages. It is given the document as data (`data.json` in memory) and the pictures beside it; no markup is ever
made from strings, so a comment cannot become a command. It sees no folder of the machine (its root is an empty one made for the
purpose), no network and no typefaces but ours. The same document gives the same bytes: the only date in it is `as_of`.
"""

import json
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from brobygger.reports import document as model
from brobygger.reports import phrasing, svg
from brobygger.reports.document import Cell, Document, Light, Lines, Progress, Text
from brobygger.reports.glyphs import FOLDER, MISSING, printable
from brobygger.reports.phrasing import Words
from brobygger.reports.validation import check

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
# A row up to this many characters is kept on one page; a longer one may break, or it could outgrow the page.
WHOLE_ROW = 900


def render(document: Document) -> bytes:
    """The PDF. DocumentError if the document is not sound."""
    check(document)
    setting = _Setting(document)
    return compiled(TEMPLATE.read_bytes(), setting.files(), when=document.as_of)


def compiled(template: bytes, files: dict[str, bytes], *, when: Any) -> bytes:
    with tempfile.TemporaryDirectory(prefix="brobygger-empty-") as root:
        content: bytes = typst.compile(  # type: ignore[call-overload]  # files in memory work, the stub knows them not
            {"main.typ": template, **files},
            root=root,
            font_paths=typefaces(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=datetime(when.year, when.month, when.day, tzinfo=UTC),
            package_path=root,
            package_cache_path=root,
        )
    return content


@cache
def typefaces() -> typst.Fonts:
    """Our own typefaces, read once per process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


class _Setting:
    """One document on its way to the typesetter: what it says as JSON, and the pictures it needs."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Words = phrasing.words(document.language)
        self.pictures: dict[str, bytes] = {}
        self.lossy = False

    def files(self) -> dict[str, bytes]:
        data = self.data()
        return {"data.json": json.dumps(data, ensure_ascii=False).encode(), **self.pictures}

    def data(self) -> dict[str, Any]:
        document = self.document
        blocks = [self.block(block) for block in document.blocks]
        title, centre = self.text(document.title, breaks=True), self.text(document.centre)
        return {
            "title": title,
            "subtitle": self.text(document.subtitle),
            "centre": centre,
            "running": title if len(title) <= 90 else title[:88].rstrip() + "…",
            "as_of": phrasing.as_of(document, self.words),
            "day": {"year": document.as_of.year, "month": document.as_of.month, "day": document.as_of.day},
            "language": document.language,
            "region": "DK" if document.language == "da" else "GB",
            "accent": {
                "ink": svg.shade(document.accent, "ink"),
                "tint": svg.shade(document.accent, "tint"),
                "wash": svg.shade(document.accent, "wash"),
                "line": document.accent,
            },
            "logo": self.logo(),
            "example": document.example_data,
            "words": {
                "page": self.words.page,
                "example": self.words.example,
                "example_note": self.words.example_note,
                "unprintable": self.words.unprintable,
            },
            "blocks": [block for block in blocks if block is not None],
            "unprintable": self.lossy,
        }

    def text(self, text: str, *, breaks: bool = False) -> str:
        tidied = phrasing.tidy(str(text))
        fitted = printable(tidied)
        self.lossy = self.lossy or (MISSING in fitted and MISSING not in tidied)
        return phrasing.with_breaks(fitted) if breaks else fitted

    def runs(self, text: Text) -> list[dict[str, Any]]:
        return [
            {"text": self.text(run.text, breaks=True), "bold": run.bold, "italic": run.italic, "href": run.href}
            for run in model.runs(text)
            if run.text
        ]

    def picture(self, name: str, content: bytes) -> str:
        self.pictures[name] = content
        return name

    def logo(self) -> dict[str, str] | None:
        logo = self.document.logo
        if logo is None:
            return None
        return {"file": self.picture(f"logo.{logo.kind}", logo.data), "alt": self.text(logo.alt)}

    def light(self, light: Light) -> dict[str, Any]:
        self.picture(f"light-{light.colour}.svg", svg.light(light.colour).encode())
        name = self.words.lights[light.colour]
        label = self.text(phrasing.light_label(light, self.words), breaks=True)
        return {"colour": light.colour, "name": name, "label": name if label.casefold() == name.casefold() else label}

    def progress(self, bar: Progress) -> dict[str, Any]:
        shares = svg.gauge(bar)
        return {
            "filled": shares.filled,
            "zone": shares.zone,
            "tick": shares.tick,
            "label": self.text(bar.label, breaks=True).strip(),
            "figures": phrasing.reach(bar, self.words),
        }

    def cell(self, cell: Cell) -> dict[str, Any]:
        match cell:
            case Light():
                return {"kind": "light", **self.light(cell)}
            case Progress():
                return {"kind": "progress", **self.progress(cell)}
            case Lines(items):
                return {"kind": "lines", "items": [self.cell(item) for item in items if item is not None]}
            case str() | tuple():
                return {"kind": "runs", "runs": self.runs(cell)}
            case _:
                return {"kind": "runs", "runs": self.runs(phrasing.cell_text(cell, self.words))}

    def table(self, table: model.Table) -> dict[str, Any]:
        return {
            "type": "table",
            "caption": self.text(table.caption),
            "row_headers": table.row_headers,
            "columns": [
                {"header": self.text(column.header, breaks=True), "align": column.alignment, "width": column.width}
                for column in table.columns
            ],
            "sections": [
                {
                    "label": None if label is None else self.text(label, breaks=True),
                    "rows": [
                        {
                            "cells": [self.cell(cell) for cell in row],
                            "whole": max(len(phrasing.cell_text(cell, self.words)) for cell in row) <= WHOLE_ROW,
                        }
                        for row in rows
                    ],
                }
                for label, rows in table.sections
            ],
            "total": None if table.total is None else [self.cell(cell) for cell in table.total],
            "empty": self.text(table.empty) or self.words.empty,
        }

    def block(self, block: model.Block) -> dict[str, Any] | None:
        """The block as data; None when it holds nothing to show."""
        match block:
            case model.Heading(level, text):
                return {"type": "heading", "level": level, "text": self.text(text, breaks=True)}
            case model.Paragraph(text):
                return {"type": "paragraph", "runs": self.runs(text)} if model.plain(text).strip() else None
            case model.Bullets(items) | model.Numbered(items):
                kind = "bullets" if isinstance(block, model.Bullets) else "numbered"
                return {"type": kind, "items": [self.runs(item) for item in items]} if items else None
            case model.Table():
                return self.table(block)
            case Light():
                return {"type": "light", **self.light(block)}
            case Progress():
                return {"type": "progress", **self.progress(block)}
            case model.Figure():
                drawing = self.text(svg.checked(block.svg)).encode()
                return {
                    "type": "figure",
                    "file": self.picture(f"figure-{len(self.pictures)}.svg", drawing),
                    "alt": self.text(block.alt),
                    "caption": self.text(block.caption),
                    "width": block.width,
                }
            case model.KeyFigures(items):
                return self.key_figures(items) if items else None
            case model.Quote(text, by):
                return {"type": "quote", "runs": self.runs(text), "by": self.text(by)}
            case model.Callout(title, text, tone):
                return {
                    "type": "callout",
                    "title": self.text(title, breaks=True),
                    "runs": self.runs(text),
                    "tone": tone,
                }
            case model.PageBreak():
                return {"type": "page_break"}

    def key_figures(self, items: tuple[model.KeyFigure, ...]) -> dict[str, Any]:
        return {
            "type": "key_figures",
            "items": [
                {
                    "label": self.text(item.label, breaks=True),
                    "value": self.text(phrasing.cell_text(item.value, self.words), breaks=True),
                    "detail": self.text(item.detail, breaks=True),
                }
                for item in items
            ],
        }
