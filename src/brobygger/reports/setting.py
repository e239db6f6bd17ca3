"""A document taken apart for templates: blocks, runs and cells as plain dictionaries, words and figures already written out.

The screen (Django templates) and the page (Typst) both read this, so neither decides anything about content. What differs
between them is overridden: which letters can be shown, and how a picture reaches the page.
"""

from typing import Any

from brobygger.reports import document as model
from brobygger.reports import phrasing, svg
from brobygger.reports.document import Cell, Document, Light, Lines, Progress, Text
from brobygger.reports.phrasing import Words

Data = dict[str, Any]
LETTERS_IN_A_LINE = 95
"""How many letters of table text fit across the page."""


class Setting:
    """One document on its way to a template."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Words = phrasing.words(document.language)

    def data(self) -> Data:
        document = self.document
        blocks = [self.block(block) for block in document.blocks]
        return {
            "title": self.text(document.title, breaks=True),
            "subtitle": self.text(document.subtitle),
            "centre": self.text(document.centre),
            "as_of": phrasing.as_of(document, self.words),
            "language": document.language,
            "logo": self.logo(),
            "example": document.example_data,
            "words": {
                "page": self.words.page,
                "example": self.words.example,
                "example_note": self.words.example_note,
                "unprintable": self.words.unprintable,
                "table": self.words.sheet,
            },
            "blocks": [block for block in blocks if block is not None],
        }

    def text(self, text: str, *, breaks: bool = False) -> str:
        """A text as it can be shown; `breaks` where long words must be able to break."""
        tidied = phrasing.tidy(str(text))
        return phrasing.with_breaks(tidied) if breaks else tidied

    def logo(self) -> Data | None:
        raise NotImplementedError

    def figure(self, figure: model.Figure) -> Data:
        raise NotImplementedError

    def photo(self, photo: model.Photo) -> Data:
        raise NotImplementedError

    def runs(self, text: Text) -> list[Data]:
        return [
            {"text": self.text(run.text, breaks=True), "bold": run.bold, "italic": run.italic, "href": run.href}
            for run in model.runs(text)
            if run.text
        ]

    def light(self, light: Light) -> Data:
        """`label` equals `name` when the word is the colour itself: then the picture must not say it again."""
        name = self.words.lights[light.colour]
        label = self.text(phrasing.light_label(light, self.words), breaks=True)
        same = label.casefold() == name.casefold()
        return {"colour": light.colour, "name": name, "label": name if same else label}

    def progress(self, bar: Progress) -> Data:
        shares = svg.gauge(bar)
        return {
            "filled": shares.filled,
            "zone": shares.zone,
            "tick": shares.tick,
            "label": self.text(bar.label, breaks=True).strip(),
            "figures": phrasing.reach(bar, self.words),
        }

    def cell(self, cell: Cell) -> Data:
        match cell:
            case Light():
                return {"kind": "light", **self.light(cell)}
            case Progress():
                return {"kind": "progress", **self.progress(cell)}
            case Lines(items, bullets):
                return {"kind": "lines", "bullets": bullets, "items": [self.cell(item) for item in items if item is not None]}
            case str() | tuple():
                return {"kind": "runs", "runs": self.runs(cell)}
            case _:
                return {"kind": "runs", "runs": self.runs(phrasing.cell_text(cell, self.words))}

    def row(self, row: model.Row, shares: list[float]) -> Data:
        """A row with a guess at how many lines its tallest cell takes on paper."""
        texts = [phrasing.cell_text(cell, self.words) for cell in row]
        return {
            "cells": [self.cell(cell) for cell in row],
            "lines": max(_lines(text, share) for text, share in zip(texts, shares, strict=True)),
        }

    def table(self, table: model.Table) -> Data:
        weight = sum(column.width for column in table.columns)
        shares = [column.width / weight for column in table.columns]
        return {
            "type": "table",
            "caption": self.text(table.caption),
            "label": self.text(table.caption or table.name) or self.words.sheet,
            "row_headers": table.row_headers,
            "columns": [
                {
                    "header": self.text(column.header, breaks=True),
                    "align": column.alignment,
                    "kind": column.kind,
                    "share": share,
                }
                for column, share in zip(table.columns, shares, strict=True)
            ],
            "sections": [
                {
                    "label": None if label is None else self.text(label, breaks=True),
                    "rows": [self.row(row, shares) for row in rows],
                }
                for label, rows in table.sections
            ],
            "total": None if table.total is None else [self.cell(cell) for cell in table.total],
            "is_empty": table.is_empty,
            "empty": self.text(table.empty) or self.words.empty,
        }

    def block(self, block: model.Block) -> Data | None:
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
                return {"type": "figure", **self.figure(block)}
            case model.Photo():
                return {"type": "photo", **self.photo(block)}
            case model.KeyFigures(items):
                return {"type": "key_figures", "items": [self.key_figure(item) for item in items]} if items else None
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

    def key_figure(self, item: model.KeyFigure) -> Data:
        return {
            "label": self.text(item.label, breaks=True),
            "value": self.text(phrasing.cell_text(item.value, self.words), breaks=True),
            "detail": self.text(item.detail, breaks=True),
        }


def _lines(text: str, share: float) -> int:
    wide = max(int(LETTERS_IN_A_LINE * share), 1)
    return sum(len(line) // wide + 1 for line in text.split("\n"))
