"""A document as tagged PDF: PDF/UA-1 for those who hear it, PDF/A-2a for those who archive it.

Typst sets the pages. It is given the document as data (`data.json` in memory) and the pictures beside it; no markup is ever
made from strings, so a comment cannot become a command. The same document gives the same bytes: the only date in it is `as_of`.
"""

import json
from pathlib import Path

from brobygger.reports import document as model
from brobygger.reports import phrasing, svg, typesetter
from brobygger.reports.document import Document, Light
from brobygger.reports.glyphs import MISSING, printable
from brobygger.reports.pictures import sound_logo
from brobygger.reports.setting import Data, Setting
from brobygger.reports.validation import check

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"
# A row of up to this many lines is kept on one page; a taller one may break, or it could outgrow the page.
WHOLE_ROW = 20


def render(document: Document) -> bytes:
    """The PDF. DocumentError if the document is not sound."""
    check(document)
    paper = _Paper(document).files()
    return typesetter.pdf(TEMPLATE.read_bytes(), paper, when=document.as_of)


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
            "large": document.large,
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
        content, kind = sound_logo(logo)
        name = f"logo.{kind}"
        self.pictures[name] = content
        return {"file": name, "alt": self.text(logo.alt)}

    def light(self, light: Light) -> Data:
        self.pictures[f"light-{light.colour}.svg"] = svg.light(light.colour).encode()
        return super().light(light)

    def photo(self, photo: model.Photo) -> Data:
        name = f"photo-{len(self.pictures)}.{photo.kind}"
        self.pictures[name] = photo.data
        return {"file": name, "alt": self.text(photo.alt), "caption": self.text(photo.caption), "width": photo.width}

    def figure(self, figure: model.Figure) -> Data:
        name = f"figure-{len(self.pictures)}.svg"
        self.pictures[name] = self.text(svg.checked(figure.svg)).encode()
        return {
            "file": name,
            "alt": self.text(figure.alt),
            "caption": self.text(figure.caption),
            "width": figure.width,
        }
