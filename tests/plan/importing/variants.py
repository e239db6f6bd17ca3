"""The content of an answer written as people would write it in each format: what the tests of the formats read back.

Every writer takes the areas of an answer, the plan's title and its centre. Tables have merged area rows where the format can merge.
"""

import csv
import html
import io
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
from odfdo import Cell, Document, Header, List, ListItem, Paragraph, Row, Table
from openpyxl.styles import Alignment, Font

HEADER = ("Mål for indsatsen", "Aktiviteter", "Dokumentation")
Area = dict[str, Any]
Goal = dict[str, Any]


def _activities(goal: Goal) -> Iterator[str]:
    if goal.get("activities_lead_in"):
        yield goal["activities_lead_in"]
    for text in goal["activities"]:
        yield f"• {text}"


def _means(goal: Goal) -> Iterator[str]:
    yield from (f"• {text}" for text in goal["means_of_verification"])


def as_markdown_tables(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """A table for each area, under its heading; several lines in a cell parted by <br>."""
    lines = [f"# {centre}", "", f"## {title}", ""]
    for area in areas:
        lines += [f"### {area['title']}", "", f"| {' | '.join(HEADER)} |", "|---|:---|---|"]
        for goal in area["goals"]:
            cells = (goal["title"], "<br>".join(_activities(goal)), "<br>".join(_means(goal)))
            lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
        lines.append("")
    return "\n".join(lines).encode()


def as_markdown_lists(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """Headings down to the goals, labels in bold, lists below them, lines kept short."""
    lines = [f"{title} for {centre}", "=" * 40, ""]
    for area in areas:
        lines += [f"## {area['title']}", ""]
        for goal in area["goals"]:
            lines += [f"### {goal['title']}", "", "**Aktiviteter**", ""]
            if goal.get("activities_lead_in"):
                lines += [goal["activities_lead_in"], ""]
            lines += [_hanging(f"- {text}", "  ") for text in goal["activities"]]
            lines += ["", "**Dokumentation**", ""]
            lines += [_hanging(f"* {text}", "  ") for text in goal["means_of_verification"]]
            lines.append("")
    return "\n".join(lines).encode()


def _hanging(text: str, indent: str, width: int = 76) -> str:
    return textwrap.fill(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def as_web_page(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """One table with area rows that reach over all columns, in a page with menus, a cookie notice and a footer around it."""
    rows = [f"<tr>{''.join(f'<th>{name}</th>' for name in HEADER)}</tr>"]
    for area in areas:
        rows.append(f"<tr><td colspan='3'><strong>{html.escape(area['title'])}</strong></td></tr>")
        for goal in area["goals"]:
            lead = f"<p>{html.escape(goal['activities_lead_in'])}</p>" if goal.get("activities_lead_in") else ""
            activities = "".join(f"<li>{html.escape(text)}</li>\n" for text in goal["activities"])
            means = "<br/>".join(f"- {html.escape(text)}" for text in goal["means_of_verification"])
            rows.append(f"<tr><td><p>{html.escape(goal['title'])}</p></td><td>{lead}<ul>{activities}</ul></td>\n<td>{means}</td></tr>")
    page = f"""<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>{title} - {centre}</title><script>var mål = 1;</script></head>
    <body><div id="cookie-banner"><p>Vi bruger cookies</p></div><nav><ul><li><a href="/">Forside</a></li><li>Aktiviteter</li></ul></nav>
    <div class="content"><h1>{centre}</h1><h2>{title}</h2>
    <table border="1"><tbody>{"".join(rows)}</tbody></table></div><footer><h3>Mål</h3><p>Telefon 58 00 00 00</p></footer></body></html>"""
    return page.encode()


def as_workbook(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """One sheet: merged title and area rows, several lines in a cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ark1"
    sheet.append([f"{centre}"])
    sheet.append([title])
    sheet.append([])
    sheet.append(HEADER)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for area in areas:
        sheet.append([area["title"]])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=3)
        for goal in area["goals"]:
            sheet.append([goal["title"], "\n".join(_activities(goal)), "\n".join(_means(goal))])
            for cell in sheet[sheet.max_row]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    return _saved(book)


def as_workbook_with_columns(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """A sheet for each area, one activity a row, the goal merged down over its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, area in enumerate(areas, start=1):
        sheet = book.create_sheet(f"Ark{number}")
        sheet.append([f"{title}, {centre}"])
        sheet.append([area["title"]])
        sheet.append(HEADER)
        for goal in area["goals"]:
            begin = sheet.max_row + 1
            means = goal["means_of_verification"]
            activities = list(goal["activities"])
            for index in range(max(len(activities), len(means))):
                sheet.append([
                    goal["title"] if index == 0 else None,
                    activities[index] if index < len(activities) else None,
                    means[index] if index < len(means) else None,
                ])
            sheet.merge_cells(start_row=begin, end_row=sheet.max_row, start_column=1, end_column=1)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_separated(areas: Sequence[Area], title: str, centre: str, *, separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """As Danish Excel saves it: semicolons, quoted cells with several lines, an area alone in its row."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow([f"{centre}, {title}", "", ""])
    writer.writerow(HEADER)
    for area in areas:
        writer.writerow([area["title"], "", ""])
        for goal in area["goals"]:
            writer.writerow([goal["title"], "\n".join(_activities(goal)), "\n".join(_means(goal))])
    return stream.getvalue().encode(encoding)


def as_text(areas: Sequence[Area], title: str, centre: str, *, encoding: str = "utf-8") -> bytes:
    """Underlined headings, labels with a colon, bullets that hang, lines of at most 76 letters."""
    lines = [centre.upper(), title, "=" * len(title), ""]
    for area in areas:
        lines += [area["title"], "-" * 60, ""]
        for goal in area["goals"]:
            lines += [_hanging(f"Mål: {goal['title']}", ""), "", "Aktiviteter:"]
            if goal.get("activities_lead_in"):
                lines.append(goal["activities_lead_in"])
            lines += [_hanging(f"  - {text}", "    ") for text in goal["activities"]]
            lines.append("Dokumentation:")
            lines += [_hanging(f"  * {text}", "    ") for text in goal["means_of_verification"]]
            lines.append("")
    return "\n".join(lines).encode(encoding)


def as_text_table(areas: Sequence[Area], title: str, centre: str, *, mark: str = "|") -> bytes:
    """Cells between bars or tabs, one activity a line; the goal on its first line."""
    lines = [centre, title, "", mark.join(HEADER)]
    for area in areas:
        lines.append(mark.join((area["title"], "", "")))
        for goal in area["goals"]:
            means = goal["means_of_verification"]
            for index in range(max(len(goal["activities"]), len(means))):
                cells = (
                    goal["title"] if index == 0 else "",
                    goal["activities"][index] if index < len(goal["activities"]) else "",
                    means[index] if index < len(means) else "",
                )
                lines.append(mark.join(cells))
    return "\n".join(lines).encode()


def as_boxed_text(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """A table drawn with dashes and bars, words broken off at the edge of their cell."""
    width = 34
    rule = f"+{'+'.join('-' * (width + 2) for _ in HEADER)}+"
    lines = [centre, title, "", rule]

    def add(cells: Sequence[Sequence[str]]) -> None:
        wrapped = [[part for text in cell for part in textwrap.wrap(text, width, break_on_hyphens=False, subsequent_indent="  " if text.startswith("•") else "")] for cell in cells]
        for index in range(max(len(cell) for cell in wrapped)):
            lines.append("| " + " | ".join((cell[index] if index < len(cell) else "").ljust(width) for cell in wrapped) + " |")
        lines.append(rule)

    add([[name] for name in HEADER])
    for area in areas:
        add([[area["title"]], [], []])
        for goal in area["goals"]:
            add([[goal["title"]], list(_activities(goal)), list(_means(goal))])
    return "\n".join(lines).encode()


def as_open_text(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """A table for each area with the area's name across it, lists in its cells."""
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, centre))
    document.body.append(Header(1, title))
    for number, area in enumerate(areas):
        table = Table(f"Tabel{number}")
        table.append(_open_row([[name] for name in HEADER]))
        across = Row()
        cell = Cell()
        cell.append(Paragraph(area["title"]))
        cell.set_attribute("table:number-columns-spanned", "3")
        across.append(cell)
        from odfdo import Element

        for _ in range(2):
            across.append(Element.from_tag("table:covered-table-cell"))
        table.append(across)
        for goal in area["goals"]:
            lead = [goal["activities_lead_in"]] if goal.get("activities_lead_in") else []
            table.append(_open_row([[goal["title"]], lead, []], [[], goal["activities"], goal["means_of_verification"]]))
        document.body.append(table)
        document.body.append(Paragraph(""))
    return _open_saved(document)


def _open_row(paragraphs: Sequence[Sequence[str]], lists: Sequence[Sequence[str]] = ()) -> Row:
    row = Row()
    for index, texts in enumerate(paragraphs):
        cell = Cell()
        for text in texts:
            cell.append(Paragraph(text))
        items = lists[index] if lists else ()
        if items:
            cell.append(_open_list(items))
        row.append(cell)
    return row


def _open_list(texts: Sequence[str]) -> List:
    made = List()
    for text in texts:
        item = ListItem()
        item.append(Paragraph(text))
        made.append(item)
    return made


def as_open_headings(areas: Sequence[Area], title: str, centre: str) -> bytes:
    """Headings for areas and goals, lists below labels."""
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, f"{title}, {centre}"))
    for area in areas:
        document.body.append(Header(2, area["title"]))
        for goal in area["goals"]:
            document.body.append(Header(3, goal["title"]))
            document.body.append(Paragraph("Aktiviteter:"))
            if goal.get("activities_lead_in"):
                document.body.append(Paragraph(goal["activities_lead_in"]))
            document.body.append(_open_list(goal["activities"]))
            document.body.append(Paragraph("Dokumentation:"))
            document.body.append(_open_list(goal["means_of_verification"]))
    return _open_saved(document)


def _open_saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
