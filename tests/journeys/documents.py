"""Plan documents as a centre has them lying about: made afresh for a journey, in our own words."""

from io import BytesIO

from docx import Document

ROWS = (
    ("Foreningsservice",),
    (
        "Foreningerne finder og beholder nye frivillige",
        ("Mindst 2 sparringer om rekruttering om året", "1 kursus i modtagelse af nye frivillige årligt"),
        ("Registrering af sparringer", "Antal kurser og deltagere"),
    ),
    (
        "Byen ved, hvad foreningerne laver",
        ("Mindst 3 opslag i nyhedsbreve og på sociale medier",),
        ("Registrering af opslag",),
    ),
    ("Samarbejde",),
    (
        "Foreninger og kommune kender hinandens hverdag",
        ("1-2 dialogmøder med kommunen om året",),
        ("Afholdte møder og antal deltagere",),
    ),
)


def a_plan_document(year: int) -> bytes:
    """A year's plan as Word: three columns, a row for each area, bullets in the cells."""
    document = Document()
    document.add_heading(f"Handlingsplan {year}", level=0)
    document.add_paragraph("Frivilligcenter Testby")
    document.add_paragraph(f"Planen gælder fra 1. januar {year} til 31. december {year}.")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("Mål for indsatsen", "Aktiviteter", "Dokumentation"), strict=True):
        cell.text = text
    for row in ROWS:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[2]).text = row[0]
            continue
        goal, activities, proofs = row
        cells[0].text = goal
        for cell, lines in ((cells[1], activities), (cells[2], proofs)):
            cell.paragraphs[0].text = lines[0]
            cell.paragraphs[0].style = "List Bullet"
            for line in lines[1:]:
                cell.add_paragraph(line, style="List Bullet")
    written = BytesIO()
    document.save(written)
    return written.getvalue()
