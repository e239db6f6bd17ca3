"""Readings for want of better: a table without a header row, a plan told in prose. All that is found here is marked as a guess."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from brobygger.plan.importing.assembling import Assembly
from brobygger.plan.importing.blocks import Block, Cell, Kind, Line, Table
from brobygger.plan.importing.cells import Entry
from brobygger.plan.importing.columns import Columns, starts_of
from brobygger.plan.importing.labels import Role, leading_label
from brobygger.plan.importing.meanings import SURROUNDING
from brobygger.plan.importing.preview import Confidence
from brobygger.plan.phrases import Span, find_targets

_EVIDENCE: Final = re.compile(
    r"(?:registrer|dokument|antal\b|evaluer|deltagerlist|referat|optæl|opgør|spørgeskema|tilmeld|dagsorden|statistik|logbog|journal|måling|program\b|billed)",
    re.IGNORECASE,
)
_DOING: Final = (
    "vil|skal|afholder|holder|tilbyder|udvikler|etablerer|deltager|arrangerer|starter|gennemfører|udarbejder|laver|igangsætter|faciliterer|inviterer|udsender|"
    "opretter|sætter|afprøver|styrker|fortsætter"
)
_DONE: Final = "skal|vil|afholdes|holdes|etableres|udarbejdes|gennemføres|udsendes|igangsættes|oprettes|tilbydes|startes|laves|arrangeres|udvikles"
_WILL: Final = re.compile(
    rf"^(?:(?:derudover|desuden|herudover|endvidere|samtidig|også|i \w+(?: \d{{4}})?) (?:{_DOING}|{_DONE}) (?:vi|der)|vi (?:{_DOING})|der (?:{_DONE}))\b", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])(?<!\bca\. )(?<!\bfx\. )(?<!\bmin\. )(?<!\bmax\. )(?<!\bpr\. )(?<!\bevt\. )")
_LONGEST_SENTENCE: Final = 400
_ROWS_LOOKED_AT: Final = 40


def guessed_columns(table: Table) -> Columns | None:
    """The columns of a table without a header row: a goal, what is done for it, perhaps how it is documented."""
    rows = [row for row in table.rows[:_ROWS_LOOKED_AT] if len(row.filled) > 1]
    width = table.width
    if not rows or not 2 <= width <= 3 or len(rows) * 2 < len(table.rows):
        return None
    columns = [[cell for row in rows for start, cell in starts_of(row) if start == column and cell.lines] for column in range(width)]
    acting = _share(columns[1], lambda line: line.kind is Kind.ITEM or bool(find_targets(line.text, None)))
    if width == 3 and acting >= 0.3 and _share(columns[2], lambda line: _EVIDENCE.match(line.text) is not None) >= 0.4:
        return Columns({0: Role.GOAL, 1: Role.ACTIVITY, 2: Role.MEANS}, width)
    if width == 2 and acting >= 0.6 and len(rows) > 1:
        return Columns({0: Role.GOAL, 1: Role.ACTIVITY}, width)
    return None


def _share(cells: Sequence[Cell], is_so: Callable[[Line], bool]) -> float:
    lines = [line for cell in cells for line in cell.lines]
    return sum(is_so(line) for line in lines) / len(lines) if lines else 0.0


def read_prose(assembly: Assembly, blocks: Sequence[Block], period: Span | None) -> None:
    """Sentences that say what will be done, under their heading; what is only told stays text."""
    title: Line | None = None
    reading = False
    for block in blocks:
        if not isinstance(block, Line):
            continue
        if block.kind is Kind.HEADING or (block.bold and not block.text.endswith(".")):
            title, reading = block, not SURROUNDING.match(block.text.lower())
            assembly.close_area()
            continue
        said = block.text
        if block.kind is Kind.ITEM and block.lead:  # "1. Flere frivillige. Vi vil …"
            title, reading, said = replace(block, text=block.lead.rstrip(" .:–-")), True, block.text[len(block.lead) :].lstrip(" .:–-")
            assembly.close_area()
        if not reading or title is None:
            continue
        label = leading_label(block.text)
        if label is not None and label.role in {Role.STATUS, Role.NOTE, Role.OWNER}:
            continue
        for sentence in _SENTENCE_END.split(said):
            if len(sentence) <= _LONGEST_SENTENCE and (_WILL.match(sentence) or find_targets(sentence, period)):
                if assembly.area is None:
                    assembly.open_area(title.text.rstrip(":"), title, Confidence.GUESSED, title.marker.strip("()."))
                assembly.add_activity(Entry(sentence, block), Confidence.GUESSED)
