"""A report asked for, made into a file: which report, of what, for whom, in which format."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.plan.models import Plan
from brobygger.reports import board_pack, excel, followup, html, pdf, plan_paper, word, workbook
from brobygger.reports.document import Document
from brobygger.reports.standing import Sees, standing

KINDS = ("followup", "plan", "board-pack")
# By format: how it is written, its media type, the file's ending.
FORMATS: dict[str, tuple[Callable[[Document], bytes], str, str]] = {
    "pdf": (pdf.render, "application/pdf", "pdf"),
    "word": (word.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "excel": (excel.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "html": (html.render, "text/html; charset=utf-8", "html"),
}


Told = Callable[[float], None]
"""Is told how much of the work is done, from 0 to 1."""
READ = 0.25
"""The share of the work that is done when the rows have been read and not yet written."""


def composed(asked: "Asked", *, sheets: bool = False) -> Document:
    """The document; ``sheets`` asks for the workbook, where every row behind the figures stands."""
    if asked.kind == "plan":
        (plan,) = asked.plans
        return plan_paper.compose(asked.centre, plan, asked.day)
    found = standing(asked.centre, asked.plans, asked.day, meeting=asked.meeting, sees=asked.sees, most=None if sheets else followup.MOST)
    if sheets:
        return workbook.compose(found)
    return board_pack.compose(found) if asked.kind == "board-pack" else followup.paper(found)


def make(asked: "Asked", wanted: str, *, told: Told | None = None) -> bytes:
    """The file's content; ``wanted`` is a key of ``FORMATS``."""
    document = composed(asked, sheets=wanted == "excel")
    if wanted == "excel":
        return excel.render(document, told=told and (lambda share: told(READ + (1 - READ) * share)))
    write, _media, _ending = FORMATS[wanted]
    return write(document)


@dataclass(frozen=True, slots=True)
class Asked:
    """One report asked for. ``plans`` are those the reader may see; a board pack has a ``meeting``, a plan's paper one plan."""

    kind: str
    centre: Centre
    plans: list[Plan]
    day: date
    meeting: Meeting | None = None
    sees: Sees = field(default_factory=Sees)

    @property
    def name(self) -> str:
        """The file's name without its ending: "opfoelgning-fjordby-2026-03-12"."""
        day = self.meeting.held_on if self.meeting else self.day
        words = {"followup": _("follow-up"), "plan": pgettext("file", "plan"), "board-pack": _("board pack")}
        return slugify(f"{plain_letters(words[self.kind])} {self.centre.key} {day.isoformat()}")


def plain_letters(text: str) -> str:
    """Danish letters spelt out, for addresses and names of files."""
    return text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
