"""The pieces of Word's file format python-docx has no words for: fields, links, shading, restarted lists, table properties.

Element order matters in this format; Word calls a file damaged when it is wrong. Each function writes one piece whole.
"""

import io
from typing import Any

import docx.document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FACE = "Calibri"


def element(tag: str, /, **attributes: str | int) -> Any:
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def colour_of(code: str) -> RGBColor:
    return RGBColor.from_string(code.removeprefix("#").upper())


def style_text(
    style: Any, *, size: float, ink: str | None = None, bold: bool = False, before: float = 0, after: float = 0
) -> None:
    """Give a style our face, size and spacing; the template's theme fonts and italics are taken away."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    style.font.name = FACE
    for script in ("eastAsia", "cs"):
        properties.rFonts.set(qn(f"w:{script}"), FACE)
    style.font.size = Pt(size)
    style.font.bold = bold
    if ink:
        style.font.color.rgb = colour_of(ink)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def set_language(document: docx.document.Document, tag: str) -> None:
    """The language of the whole file, for the spelling checker and the screen reader's voice."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=tag, eastAsia=tag, bidi="ar-SA"))
    document.core_properties.language = tag


def set_modern(document: docx.document.Document) -> None:
    """Tell Word the file is of its own time, so that it does not open in compatibility mode."""
    settings = document.settings.element
    for zoom in settings.findall(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # python-docx's template leaves out what the schema demands
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = element("compat")
        settings.append(compat)
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    compat.append(
        element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    )


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field Word fills in itself: PAGE, NUMPAGES."""
    field = element("fldSimple", instr=code)
    run = element("r")
    text = element("t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def add_link(paragraph: Paragraph, text: str, href: str, ink: str) -> Run:
    relation = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = colour_of(ink)
    link.append(run._r)
    paragraph._p.append(link)
    return run


def shade_cell(cell: _Cell, fill: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=fill.removeprefix("#").upper()))


def shade_paragraph(paragraph: Paragraph, fill: str, bar: str) -> None:
    """A box: a tinted ground and a bar at its left edge."""
    properties = paragraph._p.get_or_add_pPr()
    borders = element("pBdr")
    borders.append(element("left", val="single", sz=24, space=8, color=bar.removeprefix("#").upper()))
    shade = element("shd", val="clear", color="auto", fill=fill.removeprefix("#").upper())
    properties.insert_element_before(borders, *AFTER_BORDERS)
    properties.insert_element_before(shade, *AFTER_BORDERS[1:])


AFTER_BORDERS = tuple(
    f"w:{name}"
    for name in (
        "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
        "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
        "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip


def restarted(document: docx.document.Document, style: str) -> int:
    """A new numbering after the pattern of a list style, so that each list begins at 1."""
    numbering = document.part.numbering_part.element
    pattern = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == pattern)
    new = numbering.add_num(abstract)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def number_by(paragraph: Paragraph, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def set_table(
    table: WordTable, *, widths: list[int], hair: str | None, caption: str, first_row: bool, first_column: bool
) -> None:
    """The properties of a table, written anew in the order Word wants; widths in twentieths of a point."""
    tbl = table._tbl
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{hair.removeprefix("#").upper()}"/>'
        for edge in ("bottom", "insideH")
        if hair
    )
    margins = '<w:top w:w="70" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="70" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>'
    properties = parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0000" w:firstRow="{int(first_row)}" w:lastRow="0" w:firstColumn="{int(first_column)}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )
    if caption:
        properties.append(element("tblCaption", val=caption))
    tbl.replace(tbl.tblPr, properties)
    for column, width in zip(tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))


def add_row(table: WordTable, widths: list[int], *, header: bool = False, whole: bool = True) -> list[_Cell]:
    """A row of cells, made directly: asking python-docx for cells costs more with each row."""
    row = table._tbl.add_tr()
    properties = row.get_or_add_trPr()
    if whole:
        properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    cells: list[_Cell] = []
    for width in widths:
        cell = row._add_tc()
        cell.get_or_add_tcPr().append(element("tcW", w=width, type="dxa"))
        cells.append(_Cell(cell, table))
    return cells


def add_wide_row(table: WordTable, widths: list[int]) -> _Cell:
    """A row of one cell across all columns."""
    (cell,) = add_row(table, [sum(widths)])
    cell._tc.get_or_add_tcPr().append(element("gridSpan", val=len(widths)))
    return cell


def describe(picture: Any, alt: str) -> None:
    """The text alternative of an inline picture."""
    picture._inline.docPr.set("descr", alt)


class Image:
    """A PNG stored once in the file and shown any number of times.

    python-docx searches the whole document for free numbers at each picture; with a bar in each of 1,000 rows that is felt.
    """

    def __init__(self, document: docx.document.Document, content: bytes) -> None:
        self.relation, image = document.part.get_or_add_image(io.BytesIO(content))
        self.proportion = image.px_height / image.px_width

    def put(self, paragraph: Paragraph, *, width: int, alt: str, number: int) -> None:
        height = Emu(round(width * self.proportion))
        inline = CT_Inline.new_pic_inline(number, self.relation, f"{number}.png", Emu(width), height)
        inline.docPr.set("descr", alt)
        paragraph.add_run()._r.add_drawing(inline)
