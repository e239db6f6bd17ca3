"""What surrounds the text of a Word file: page, header and footer, styles, language, and what the file says of itself."""

from datetime import UTC, datetime

import docx.document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from brobygger.reports import svg
from brobygger.reports import word_parts as parts
from brobygger.reports.document import Document
from brobygger.reports.phrasing import Words
from brobygger.reports.setting import Data

TEXT_WIDTH = Mm(166)
QUIET, INK = "#59636b", "#1d2429"
TABLE_TEXT, TABLE_STYLE = "Table Text", "TableText"
"""The style's name for people, and its key in the file."""
TABLE_BULLET_NAME, TABLE_BULLET = "Table Bullet", "TableBullet"
ALIGNMENTS = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER}


def prepare(file: docx.document.Document, document: Document, data: Data, words: Words) -> None:
    """Make an empty file ours."""
    _properties(file, document, data)
    parts.set_language(file, "da-DK" if document.language == "da" else "en-GB")
    parts.set_modern(file)
    _styles(file, svg.shade(document.accent, "ink"))
    _page(file, data, words)


def _properties(file: docx.document.Document, document: Document, data: Data) -> None:
    about, day = file.core_properties, document.as_of
    about.title, about.author, about.subject = data["title"][:255], data["centre"][:255], data["subtitle"][:255]
    about.comments = about.keywords = about.last_modified_by = ""
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)


def _page(file: docx.document.Document, data: Data, words: Words) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(25), Mm(23)
    section.different_first_page_header_footer = True
    mark = data["words"]["example"] if data["example"] else ""
    _edge(section.header.paragraphs[0], data["title"], mark)
    _edge(section.first_page_header.paragraphs[0], "", mark)
    for footer in (section.footer, section.first_page_footer):
        paragraph = _edge(footer.paragraphs[0], f"{data['centre']} · {data['as_of']}", "")
        before, after = words.page.split("{page}")
        between, end = after.split("{pages}")
        paragraph.add_run(f"\t{before}")
        parts.add_field(paragraph, "PAGE")
        paragraph.add_run(between)
        parts.add_field(paragraph, "NUMPAGES")
        paragraph.add_run(end)


def _edge(paragraph: Paragraph, left: str, right: str) -> Paragraph:
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(left)
    if right:
        run = paragraph.add_run(f"\t{right}")
        run.bold = True
        run.font.color.rgb = parts.colour_of(svg.INKS["yellow"])
    return paragraph


def _styles(file: docx.document.Document, ink: str) -> None:
    style = file.styles
    parts.style_text(style["Normal"], size=10.5, ink=INK, after=7)
    style["Normal"].paragraph_format.line_spacing = 1.15
    parts.style_text(style["Title"], size=27, ink=INK, bold=True, before=10, after=4)
    for border in style["Title"].element.pPr.findall(qn("w:pBdr")):
        style["Title"].element.pPr.remove(border)
    parts.style_text(style["Subtitle"], size=13, ink=QUIET, after=4)
    sizes = ((15, ink, 20, 7), (12.5, INK, 16, 6), (11, INK, 13, 5), (10.5, QUIET, 11, 4))
    for level, (size, colour, before, after) in enumerate(sizes, 1):
        parts.style_text(style[f"Heading {level}"], size=size, ink=colour, bold=True, before=before, after=after)
    parts.style_text(style["Caption"], size=9.5, ink=QUIET, bold=True, before=8, after=5)
    parts.style_text(style["Quote"], size=10.5, ink=INK, before=4, after=8)
    table_text = style.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    table_text.base_style = style["Normal"]
    parts.style_text(table_text, size=9.5)
    table_text.paragraph_format.line_spacing = 1.08
    bullet = style.add_style(TABLE_BULLET_NAME, WD_STYLE_TYPE.PARAGRAPH)
    bullet.base_style = style["List Bullet"]
    parts.style_text(bullet, size=9.5)
    bullet.paragraph_format.line_spacing = 1.08
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Pt(11), Pt(-11)
    for name in ("Header", "Footer"):
        parts.style_text(style[name], size=8.5, ink=QUIET)
        for tabs in style[name].element.pPr.findall(qn("w:tabs")):
            style[name].element.pPr.remove(tabs)


def tight(paragraph: Paragraph, align: str = "left") -> Paragraph:
    """A paragraph as it stands in a table."""
    paragraph._p.style = TABLE_STYLE  # by its key: looking the name up costs more than all else in a long table
    if align != "left":
        paragraph.alignment = ALIGNMENTS[align]
    return paragraph
