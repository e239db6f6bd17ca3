"""A document as tagged PDF: PDF/UA-1 for those who hear it, PDF/A-2a for those who archive it.

Typst sets the pages. It is given the document as data (`data.json` in memory) and the pictures beside it; no markup is ever
made from strings, so a comment cannot become a command. It sees no folder of the machine (its root is an empty one made for the
purpose), no network and no typefaces but ours. The same document gives the same bytes: the only date in it is `as_of`.
"""

import json
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from brobygger.reports import document as model
from brobygger.reports import phrasing, svg
from brobygger.reports.document import Document, Light
from brobygger.reports.glyphs import FOLDER, MISSING, printable
from brobygger.reports.setting import Data, Setting
from brobygger.reports.validation import check

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"
STANDARDS: list[Any] = ["a-2a", "ua-1"]
# A row of up to this many lines is kept on one page; a taller one may break, or it could outgrow the page.
WHOLE_ROW = 20


def render(document: Document) -> bytes:
    """The PDF. DocumentError if the document is not sound."""
    check(document)
    return compiled(TEMPLATE.read_bytes(), _Paper(document).files(), when=document.as_of)


def compiled(template: bytes, files: dict[str, bytes], *, when: date) -> bytes:
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


class _Paper(Setting):
    """The document as data.json, with the pictures it needs beside it."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.pictures: dict[str, bytes] = {}
        self.lossy = False

    def files(self) -> dict[str, bytes]:
        document, data = self.document, self.data()
        title: str = data["title"]
        data |= {
            "running": title if len(title) <= 90 else title[:88].rstrip() + "…",
            "day": {"year": document.as_of.year, "month": document.as_of.month, "day": document.as_of.day},
            "region": "DK" if document.language == "da" else "GB",
            "accent": {
                "ink": svg.shade(document.accent, "ink"),
                "tint": svg.shade(document.accent, "tint"),
                "wash": svg.shade(document.accent, "wash"),
                "line": document.accent,
            },
            "whole_row": WHOLE_ROW,
            "unprintable": self.lossy,
        }
        return {"data.json": json.dumps(data, ensure_ascii=False).encode(), **self.pictures}

    def text(self, text: str, *, breaks: bool = False) -> str:
        tidied = phrasing.tidy(str(text))
        fitted = printable(tidied)
        self.lossy = self.lossy or (MISSING in fitted and MISSING not in tidied)
        return phrasing.with_breaks(fitted) if breaks else fitted

    def logo(self) -> Data | None:
        logo = self.document.logo
        if logo is None:
            return None
        name = f"logo.{logo.kind}"
        self.pictures[name] = logo.data
        return {"file": name, "alt": self.text(logo.alt)}

    def light(self, light: Light) -> Data:
        self.pictures[f"light-{light.colour}.svg"] = svg.light(light.colour).encode()
        return super().light(light)

    def figure(self, figure: model.Figure) -> Data:
        name = f"figure-{len(self.pictures)}.svg"
        self.pictures[name] = self.text(svg.checked(figure.svg)).encode()
        return {
            "file": name,
            "alt": self.text(figure.alt),
            "caption": self.text(figure.caption),
            "width": figure.width,
        }
