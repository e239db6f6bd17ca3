"""A document as a Word file, to be worked on: real headings, lists, captions and tables that repeat their header rows.

A light is its shape as a letter, its word, and a tint of its cell; drawings become pictures with their text alternative. The
file is in the document's language, so that the spelling checker and a screen reader's voice are right from the start.
"""

import io
from functools import partial

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Emu, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from brobygger.reports import document as model
from brobygger.reports import phrasing, svg
from brobygger.reports import word_parts as parts
from brobygger.reports.archive import settled
from brobygger.reports.document import Colour, Document, Progress
from brobygger.reports.pictures import Drawing, drawn, logo_of_pixels
from brobygger.reports.setting import Data, Setting
from brobygger.reports.validation import check
from brobygger.reports.word_frame import QUIET, TABLE_BULLET, TEXT_WIDTH, prepare, tight

TWIPS = 9411  # the width of the text in twentieths of a point
BAR_WIDTH = 62
WHOLE_ROW = 20
HAIR = "#d9dee1"
TONES: dict[str, Colour] = {"good": "green", "warning": "yellow", "urgent": "red"}


def render(document: Document) -> bytes:
    """The .docx file. DocumentError if the document is not sound."""
    check(document)
    return _Letter(document).written()


class _Letter(Setting):
    """The document as Word builds it up, block by block."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.drawings: dict[str, Drawing] = {}
        self.photos: dict[str, bytes] = {}
        self.ink = svg.shade(document.accent, "ink")
        self.tint = svg.shade(document.accent, "tint")
        self.wash = svg.shade(document.accent, "wash")
        self.file = docx.Document()
        self.images: dict[str, parts.Image] = {}
        self.shapes = 1000  # numbers of pictures are unique; the logo has a low one

    def text(self, text: str, *, breaks: bool = False) -> str:
        """Word breaks long words itself."""
        return phrasing.tidy(str(text))

    def logo(self) -> Data | None:
        logo = self.document.logo
        return None if logo is None else {"picture": logo_of_pixels(logo), "alt": self.text(logo.alt)}

    def progress(self, bar: Progress) -> Data:
        drawing = svg.progress(bar, self.document.accent)
        self.drawings[drawing] = Drawing(drawing, BAR_WIDTH)
        return {**super().progress(bar), "drawing": drawing, "alt": self.text(phrasing.progress_text(bar, self.words))}

    def figure(self, figure: model.Figure) -> Data:
        drawing, width = svg.checked(figure.svg), TEXT_WIDTH.pt * figure.width
        self.drawings[drawing] = Drawing(drawing, width)
        return {"drawing": drawing, "alt": self.text(figure.alt), "caption": self.text(figure.caption), "width": width}

    def photo(self, photo: model.Photo) -> Data:
        name = f"photo {len(self.photos)}"
        self.photos[name] = photo.data
        return {"drawing": name, "alt": self.text(photo.alt), "caption": self.text(photo.caption), "width": TEXT_WIDTH.pt * photo.width}

    def written(self) -> bytes:
        data = self.data()
        self.pictures = drawn(self.drawings) | self.photos
        prepare(self.file, self.document, data, self.words)
        self.head(data)
        for block in data["blocks"]:
            getattr(self, f"write_{block['type']}")(block)
        out = io.BytesIO()
        self.file.save(out)
        return settled(out.getvalue(), self.document.as_of)

    # ---- text -----------------------------------------------------------------------------------------------------------

    def head(self, data: Data) -> None:
        sender = self.file.add_paragraph()
        if data["logo"]:
            picture = sender.add_run().add_picture(io.BytesIO(data["logo"]["picture"]), height=Mm(15))
            if picture.width > Mm(70):
                picture.height, picture.width = Emu(picture.height * Mm(70) // picture.width), Mm(70)
            parts.describe(picture, data["logo"]["alt"])
            sender.add_run("   ")
        sender.add_run(data["centre"]).font.color.rgb = parts.colour_of(QUIET)
        self.file.add_paragraph(data["title"], "Title")
        if data["subtitle"]:
            self.file.add_paragraph(data["subtitle"], "Subtitle")
        date = self.file.add_paragraph()
        date.add_run(data["as_of"]).font.color.rgb = parts.colour_of(QUIET)
        date.paragraph_format.space_after = Pt(16)
        if data["example"]:
            note = [{"text": data["words"]["example_note"], "bold": False, "italic": False, "href": ""}]
            self.write_callout({"title": data["words"]["example"], "runs": note, "tone": "warning"})

    def put(self, paragraph: Paragraph, runs: list[Data], *, bold: bool = False) -> Paragraph:
        for run in runs:
            made = (
                parts.add_link(paragraph, run["text"], run["href"], self.ink)
                if run["href"]
                else paragraph.add_run(run["text"])
            )
            made.bold = True if run["bold"] or bold else None
            made.italic = True if run["italic"] else None
        return paragraph

    def put_light(self, paragraph: Paragraph, light: Data) -> None:
        shape = paragraph.add_run(f"{svg.SHAPES[light['colour']]} ")
        shape.font.color.rgb = parts.colour_of(svg.INKS[light["colour"]])
        shape.bold = True
        spoken = light["label"] if light["label"] == light["name"] else f"{light['name']}: {light['label']}"
        paragraph.add_run(spoken)

    def put_picture(self, paragraph: Paragraph, drawing: str, width: float, alt: str) -> None:
        if drawing not in self.images:
            self.images[drawing] = parts.Image(self.file, self.pictures[drawing])
        self.shapes += 1
        self.images[drawing].put(paragraph, width=Pt(width), alt=alt, number=self.shapes)

    def put_progress(self, paragraph: Paragraph, bar: Data) -> None:
        if bar["label"]:
            paragraph.add_run(f"{bar['label']}\n")
        if bar["tick"] is not None:
            self.put_picture(paragraph, bar["drawing"], BAR_WIDTH, bar["alt"])
            paragraph.add_run().add_break()
        paragraph.add_run(bar["figures"])

    def write_heading(self, block: Data) -> None:
        self.file.add_heading(block["text"], block["level"])

    def write_paragraph(self, block: Data) -> None:
        self.put(self.file.add_paragraph(), block["runs"])

    def write_bullets(self, block: Data) -> None:
        for item in block["items"]:
            self.put(self.file.add_paragraph(style="List Bullet"), item)

    def write_numbered(self, block: Data) -> None:
        numbering = parts.restarted(self.file, "List Number")
        for item in block["items"]:
            paragraph = self.file.add_paragraph(style="List Number")
            parts.number_by(paragraph, numbering)
            self.put(paragraph, item)

    def write_light(self, block: Data) -> None:
        self.put_light(self.file.add_paragraph(), block)

    def write_progress(self, block: Data) -> None:
        self.put_progress(self.file.add_paragraph(), block)

    def write_figure(self, block: Data) -> None:
        paragraph = self.file.add_paragraph()
        self.put_picture(paragraph, block["drawing"], block["width"], block["alt"])
        if block["caption"]:
            paragraph.paragraph_format.keep_with_next = True
            self.file.add_paragraph(block["caption"], "Caption")

    write_photo = write_figure

    def write_quote(self, block: Data) -> None:
        runs = [*block["runs"]]
        if block["by"]:
            runs.append({"text": f"\n– {block['by']}", "bold": False, "italic": False, "href": ""})
        paragraph = self.put(self.file.add_paragraph(style="Quote"), runs)
        parts.shade_paragraph(paragraph, "#ffffff", self.document.accent)

    def write_callout(self, block: Data) -> None:
        colour = TONES.get(block["tone"])
        fill, ink = (svg.TINTS[colour], svg.INKS[colour]) if colour else (self.wash, self.ink)
        title = {"text": block["title"], "bold": True, "italic": False, "href": ""}
        gap = {"text": "\n", "bold": False, "italic": False, "href": ""}
        runs = [title, gap, *block["runs"]] if block["runs"] else [title]
        paragraph = self.put(self.file.add_paragraph(), runs)
        paragraph.runs[0].font.color.rgb = parts.colour_of(ink)
        paragraph.paragraph_format.keep_together = True
        parts.shade_paragraph(paragraph, fill, ink)

    def write_page_break(self, block: Data) -> None:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    # ---- tables ---------------------------------------------------------------------------------------------------------

    def write_key_figures(self, block: Data) -> None:
        items = block["items"]
        count = min(len(items), 4)
        widths = [TWIPS // count] * count
        table = self.file.add_table(rows=0, cols=count)
        caption = self.words.key_figures
        parts.set_table(table, widths=widths, hair=None, caption=caption, first_row=False, first_column=False)
        for start in range(0, len(items), count):
            cells = parts.add_row(table, widths)
            for cell, item in zip(cells, items[start : start + count], strict=False):
                parts.shade_cell(cell, self.wash)
                label = tight(cell.paragraphs[0])
                label.add_run(item["label"]).font.color.rgb = parts.colour_of(QUIET)
                value = tight(cell.add_paragraph()).add_run(item["value"])
                value.bold, value.font.size = True, Pt(18)
                value.font.color.rgb = parts.colour_of(self.ink)
                if item["detail"]:
                    tight(cell.add_paragraph()).add_run(item["detail"]).font.size = Pt(9)
        self.gap()

    def write_table(self, block: Data) -> None:
        columns = block["columns"]
        if block["caption"]:
            caption = self.file.add_paragraph(block["caption"], "Caption")
            caption.paragraph_format.keep_with_next = True
        widths = [max(round(TWIPS * column["share"]), 1) for column in columns]
        table = self.file.add_table(rows=0, cols=len(columns))
        row_headers = block["row_headers"]
        set_table = partial(parts.set_table, table, widths=widths, hair=HAIR, caption=block["caption"])
        set_table(first_row=True, first_column=row_headers)
        for cell, column in zip(parts.add_row(table, widths, header=True), columns, strict=True):
            parts.shade_cell(cell, self.tint)
            run = tight(cell.paragraphs[0], column["align"]).add_run(column["header"])
            run.bold, run.font.size = True, Pt(9)
            run.font.color.rgb = parts.colour_of(self.ink)
        for section in block["sections"]:
            if section["label"] is not None:
                cell = parts.add_wide_row(table, widths)
                parts.shade_cell(cell, self.wash)
                label = tight(cell.paragraphs[0])
                label.add_run(section["label"]).bold = True
                label.paragraph_format.keep_with_next = True
            for row in section["rows"]:
                cells = parts.add_row(table, widths, whole=row["lines"] <= WHOLE_ROW)
                for cell, content, column in zip(cells, row["cells"], columns, strict=True):
                    self.fill(cell, content, column["align"])
        if block["is_empty"]:
            tight(parts.add_wide_row(table, widths).paragraphs[0]).add_run(block["empty"]).italic = True
        if block["total"]:
            cells = parts.add_row(table, widths)
            for cell, content, column in zip(cells, block["total"], columns, strict=True):
                self.fill(cell, content, column["align"], bold=True)
        self.gap()

    def fill(self, cell: _Cell, content: Data, align: str, *, bold: bool = False) -> None:
        items = [content] if content["kind"] != "lines" or content["bullets"] else content["items"]
        colours = {item["colour"] for item in items if item["kind"] == "light"}
        if len(colours) == 1:
            parts.shade_cell(cell, svg.TINTS[colours.pop()])
        for place, item in enumerate(_opened(items)):
            paragraph = tight(cell.add_paragraph() if place else cell.paragraphs[0], align)
            if place:
                paragraph.paragraph_format.space_before = Pt(4)
            match item["kind"]:
                case "light":
                    self.put_light(paragraph, item)
                case "progress":
                    self.put_progress(paragraph, item)
                case "lines":
                    self.fill_flat(paragraph, item)
                case _:
                    if item.get("bullet"):
                        paragraph._p.style = TABLE_BULLET
                    self.put(paragraph, item["runs"], bold=bold)

    def fill_flat(self, paragraph: Paragraph, content: Data) -> None:
        """Lines within lines, one under the other in one paragraph."""
        for place, item in enumerate(content["items"]):
            if place:
                paragraph.add_run().add_break()
            match item["kind"]:
                case "light":
                    self.put_light(paragraph, item)
                case "progress":
                    self.put_progress(paragraph, item)
                case "lines":
                    self.fill_flat(paragraph, item)
                case _:
                    self.put(paragraph, item["runs"])

    def gap(self) -> None:
        """A small empty line: without it Word joins a table to the next."""
        paragraph = tight(self.file.add_paragraph())
        paragraph.paragraph_format.line_spacing = Pt(9)


def _opened(items: list[Data]) -> list[Data]:
    """Lists within a cell as items of their own, marked as such; all else as it is."""
    opened: list[Data] = []
    for item in items:
        if item["kind"] == "lines" and item["bullets"]:
            opened += [{**each, "bullet": True} for each in item["items"]]
        else:
            opened.append(item)
    return opened
