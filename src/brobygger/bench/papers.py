"""What needs no large database: the line's parser, the report as PDF, the import of a long plan."""

import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

from django.urls import reverse

from brobygger.bench.timing import say, timed
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.journal.lines import parse
from brobygger.journal.vocabulary import vocabulary

LINES = (
    "Sparring med Forening 012 om rekruttering, 45 min, 3 deltagere", "Online brobygningsmøde i går, 12 personer fra Forening 003, Forening 004 og 2 fra kommunen",
    "kursus i fundraising 12/3, 18 delt. fra 9 foreninger", "Oplæg på bibliotekets velkomstmøde mandag", "Facebook-opslag om frivilligbørs",
    "Netværksmøde den 12. marts kl. 16-18, 8 deltagere", "rekrutteringskursus i korsør, vi var 7, halvanden time", "kopiering for foreningn 044",
)


def measure(turns: int) -> list[tuple[str, str, str, str]]:
    rows = [_parser(), _report(turns)]
    return rows + _import()


def _parser() -> tuple[str, str, str, str]:
    say("reading lines")
    with centre_in_force(Centre.objects.get(key="maalt")):
        words = vocabulary()
    today, read, start = date.today(), 0, time.perf_counter()
    while time.perf_counter() - start < 2:
        for line in LINES:
            parse(line, words, today=today)
        read += len(LINES)
    return ("lines read in a second", f"{read / (time.perf_counter() - start):,.0f}", "≥ 1,000", "200 organisations, 37 kinds")


def _report(turns: int) -> tuple[str, str, str, str]:
    from brobygger.plan.models import Plan
    from brobygger.reports import followup, pdf

    say("the follow-up report")
    reverse("bench_empty", args=["maalt"])  # the addresses are there, as in a server that runs
    centre = Centre.objects.get(key="maalt")
    with centre_in_force(centre):
        plan = Plan.objects.get()

        def act() -> None:
            pdf.render(followup.compose(centre, [plan], date.today()))

        first = timed(act)
        later = median(timed(act) for _turn in range(max(3, turns // 8)))
    return ("follow-up report of 30 goals as PDF", f"{first:.2f} s", "< 1 s", f"later ones {later:.2f} s")


def _import() -> list[tuple[str, str, str, str]]:
    from brobygger.plan.importing import read_plan

    say("importing a plan of forty pages")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("docx", _long_word), ("pdf", _long_pdf)):
            file = Path(folder) / f"plan.{name}"
            pages = make(file)
            content = file.read_bytes()
            taken = min(timed(lambda content=content, name=name: read_plan(content, f"plan.{name}")) for _turn in range(2))  # type: ignore[misc]  # bound now
            rows.append((f"import of a long plan ({name})", f"{taken:.2f} s", "< 3 s", pages))
    return rows


def _texts() -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [
        (
            f"Indsatsområde {area + 1}: Et område med mange mål",
            [
                (
                    f"Mål {area + 1}.{goal + 1}: Foreninger og borgere skal have let ved at finde hinanden i hele kommunen.",
                    "Afholdelse af 2-4 møder om året med fokus på samarbejde.\nSparring efter behov til foreninger, der ønsker det.\nMindst 3 opslag i kvartalet.",
                    "Registrering af deltagere.\nOpgørelse af sparring.",
                )
                for goal in range(14)
            ],
        )
        for area in range(14)
    ]


def _long_word(file: Path) -> str:
    from docx import Document

    document = Document()
    document.add_heading("Aktivitetsplan 2025-2026", 0)
    for area, goals in _texts():
        document.add_heading(area, 1)
        table = document.add_table(rows=1, cols=3)
        for cell, text in zip(table.rows[0].cells, ("Mål", "Aktiviteter", "Dokumentation"), strict=True):
            cell.text = text
        for texts in goals:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
    document.save(str(file))
    return "196 goals, about 40 pages"


def _long_pdf(file: Path) -> str:
    import json

    import pypdfium2
    import typst

    source = (
        "#let areas = json(bytes(sys.inputs.areas))\n#set page(margin: 2cm)\n#set text(size: 12pt)\n= Aktivitetsplan 2025-2026\n"
        "#for area in areas [ == #area.at(0)\n #table(columns: (1fr, 1fr, 1fr), inset: 9pt, [Mål], [Aktiviteter], [Dokumentation], "
        '..area.at(1).flatten().map(text => text.split("\\n").join(linebreak()))) ]\n'
    )
    file.write_bytes(typst.compile(source.encode(), sys_inputs={"areas": json.dumps(_texts())}))
    return f"196 goals, {len(pypdfium2.PdfDocument(str(file)))} pages"
