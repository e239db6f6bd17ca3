"""A document as part of a web page: real headings, lists and tables, through Django's escaping templates.

Stands alone on a report's page (the title becomes its h1) and prints like the PDF. Uses `reports/document.css`; no inline
style or script, as the content security policy demands.
"""

import base64
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from brobygger.reports import document as model
from brobygger.reports import svg
from brobygger.reports.document import Document, Light, Progress
from brobygger.reports.pictures import sound_logo
from brobygger.reports.setting import Data, Setting
from brobygger.reports.validation import check

STYLE = Path(__file__).parent / "static" / "reports" / "document.css"
MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def render_html(document: Document) -> SafeString:
    """The document as one `<article>`. DocumentError if the document is not sound."""
    check(document)
    return render_to_string("reports/document.html", {"document": _Screen(document).data()})


def render(document: Document) -> bytes:
    """The document as a web page in a file of its own, to be mailed or kept: nothing in it is fetched from anywhere."""
    content = render_html(document)
    style = STYLE.read_text("utf-8")
    page = render_to_string("reports/page.html", {"document": document, "content": content, "style": mark_safe(style)})  # our own file
    return page.encode()


class _Screen(Setting):
    """Pictures are drawn into the page; the logo comes as data, where an SVG can run nothing."""

    def logo(self) -> Data | None:
        logo = self.document.logo
        if logo is None:
            return None
        named = logo.alt.strip() == self.document.centre.strip()  # the name stands beside it and is not read twice
        content, kind = sound_logo(logo)
        encoded = base64.b64encode(content).decode()
        return {
            "address": f"data:{MEDIA_TYPES[kind]};base64,{encoded}",
            "alt": "" if named else self.text(logo.alt),
        }

    def light(self, light: Light) -> Data:
        drawing = mark_safe(svg.light(light.colour, grey="currentColor"))  # drawn from constants alone
        return {**super().light(light), "drawing": drawing}

    def progress(self, bar: Progress) -> Data:
        drawing = mark_safe(svg.progress(bar, self.document.accent))  # numbers, and a colour that was checked
        return {**super().progress(bar), "drawing": drawing}

    def figure(self, figure: model.Figure) -> Data:
        drawing = mark_safe(svg.checked(figure.svg))  # written anew from allowed elements only
        return {
            "drawing": drawing,
            "alt": self.text(figure.alt),
            "caption": self.text(figure.caption),
            "width": round(figure.width * 20) or 1,
        }

    def photo(self, photo: model.Photo) -> Data:
        encoded = base64.b64encode(photo.data).decode()
        return {
            "address": f"data:image/{'png' if photo.kind == 'png' else 'jpeg'};base64,{encoded}",
            "alt": self.text(photo.alt),
            "caption": self.text(photo.caption),
            "width": round(photo.width * 20) or 1,
        }

    def table(self, table: model.Table) -> Data:
        data = super().table(table)
        for column in data["columns"]:
            column["width"] = round(column["share"] * 20) or 1
        # A template cannot walk two lists at once.
        for section in data["sections"]:
            for row in section["rows"]:
                row["placed"] = list(zip(data["columns"], row["cells"], strict=True))
        if data["total"] is not None:
            data["total_placed"] = list(zip(data["columns"], data["total"], strict=True))
        return data

    def block(self, block: model.Block) -> Data | None:
        data = super().block(block)
        if isinstance(block, model.Heading) and data is not None:
            data["tag"] = f"h{block.level + 1}"  # the title is the h1
        return data
