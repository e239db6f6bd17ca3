"""Documents the tests of all formats share."""

from datetime import date

from brobygger.reports.document import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Light,
    Lines,
    Logo,
    Numbered,
    PageBreak,
    Paragraph,
    Progress,
    Quote,
    RowGroup,
    Run,
    Table,
)

NASTY = "#let x = 1 $a^2$ *b* _i_ `c` <b>t</b> @who \\n {{ x }} {% y %} & \"q\" 'q' // /* */ [k] ~ =SUM(A1) +1 -1 — “dansk” æøå"
WORLD = "🎉 👍🏽 ❤️ مرحبا بكم שלום Київ Ελλάδα 日本 z̷ é"
LONG_WORD = "x" * 300
SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#1f5c57"/></svg>'
)
LOGO = Logo(SQUARE.encode(), "Et firkantet mærke")


def paper(*blocks: Block, **frame: object) -> Document:
    settings = {"title": "Opfølgning", "centre": "Frivilligcenter Midtby", "as_of": date(2026, 3, 12), **frame}
    return Document(blocks=blocks, **settings)  # type: ignore[arg-type]  # the tests name the fields they change


def every_block(text: str = "Tekst") -> tuple[Block, ...]:
    return (
        Heading(1, text),
        Paragraph(
            (Run(text), Run(text, bold=True), Run(text, italic=True), Run("link", href="https://example.org/?a=b"))
        ),
        Bullets((text, text)),
        Heading(2, text),
        Numbered((text, text)),
        Light("yellow", text),
        Progress(1, 2, 4, text),
        KeyFigures((KeyFigure(text, 1234.5, text), KeyFigure(text, text))),
        Quote(text, text),
        Callout(text, text, "warning"),
        Figure(SQUARE, text, text, 0.5),
        PageBreak(),
        Table(
            (
                Column(text),
                Column("Tal", "number"),
                Column("Dato", "date"),
                Column("Lys", "light"),
                Column("Fremdrift", "progress"),
            ),
            ((text, 1234.5, date(2026, 3, 1), Light("red", text), Progress(3, 2)),),
            text,
            (
                RowGroup(
                    text,
                    (
                        (
                            Lines((text, Light("green"))),
                            0,
                            None,
                            Light("changed"),
                            Lines((Progress(1, None, 30, text),)),
                        ),
                    ),
                ),
            ),
            (text, 1234.5, "", "", ""),
            row_headers=True,
        ),
        Table((Column(text),), caption=text),
    )


def whole(text: str = "Tekst", **frame: object) -> Document:
    """A document with every kind of block."""
    return paper(*every_block(text), subtitle=text, logo=LOGO, example_data=True, **frame)
