"""Readings for want of better: a table without a header row, a plan told in prose. All that is found here is marked as a guess."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from brobygger.plan.importing.assembling import Assembly
from brobygger.plan.importing.blocks import Block, Cell, Kind, Line, Row, Table
from brobygger.plan.importing.cells import Entry
from brobygger.plan.importing.columns import Columns, starts_of
from brobygger.plan.importing.labels import Role, leading_label
from brobygger.plan.importing.meanings import SURROUNDING
from brobygger.plan.importing.preview import Confidence
from brobygger.plan.importing.sheets import is_sheet
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
_SHOWN: Final = re.compile(r"(?:(?:det|dette|kravet|målet|indsatsen|resultatet|effekten) )?(?:dokumenteres|opgøres|måles|registreres|følges op) ", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])(?<!\bca\. )(?<!\bfx\. )(?<!\bmin\. )(?<!\bmax\. )(?<!\bpr\. )(?<!\bevt\. )")
_LONGEST_SENTENCE: Final = 400
_ROWS_LOOKED_AT: Final = 40
_MOST_COLUMNS: Final = 4
_LONGEST_HEADING: Final = 6  # words


def guessed_columns(table: Table) -> Columns | None:
    """The columns of a table whose header is missing or not understood: a goal, what is done for it, perhaps how it is documented."""
    rows = [row for row in table.rows[:_ROWS_LOOKED_AT] if len(row.filled) > 1]
    heading = rows.pop(0) if rows and _is_heading(rows[0], rows[1:]) else None
    width = table.width
    several = [index for index, row in enumerate(table.rows[:_ROWS_LOOKED_AT]) if len(row.filled) > 1]
    if is_sheet(table):
        return None
    if not rows or not 2 <= width <= _MOST_COLUMNS or len(several) * 3 < several[-1] + 1 - several[0]:
        return None
    columns = [[cell for row in rows for start, cell in starts_of(row) if start == column and cell.lines] for column in range(width)]
    acting = [_share(cells, lambda line: line.kind is Kind.ITEM or bool(find_targets(line.text, None))) for cells in columns]
    if width == 2 and acting[1] >= 0.6 and len(rows) > 1:
        roles = {0: Role.GOAL, 1: Role.ACTIVITY}
    elif width > 2 and acting[1] >= 0.3 and acting[1] > acting[0] and _shows(columns[2], acting, headed=heading is not None):
        roles = {0: Role.GOAL, 1: Role.ACTIVITY, 2: Role.MEANS} | dict.fromkeys(range(3, width), Role.NOTE)
    else:
        return None
    return Columns(roles, width, guessed=True, heading=heading.id if heading is not None else "")


def _shows(cells: Sequence[Cell], acting: Sequence[float], *, headed: bool) -> bool:
    """The third column says how it is seen: in the words of documentation, or, under a header, less busily than the second."""
    evidence = _share(cells, lambda line: _EVIDENCE.match(line.text) is not None)
    return evidence >= 0.4 or (headed and (evidence > 0 or acting[2] <= acting[1] / 2))


def _is_heading(row: Row, below: Sequence[Row]) -> bool:
    """A row of few words above rows of many, bold where they are not or much shorter than they are."""
    words = [len(cell.text.split()) for cell in row.filled]
    if not below or max(words) > _LONGEST_HEADING or any(line.kind is Kind.ITEM or find_targets(line.text, None) for cell in row.filled for line in cell.lines):
        return False
    bold = all(cell.bold for cell in row.filled) and not all(cell.bold for other in below for cell in other.filled)
    usual = [len(cell.text.split()) for other in below for cell in other.filled]
    return bold or sum(words) / len(words) * 2 <= sum(usual) / len(usual)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a full stop behind an abbreviation ends none."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]


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
        for sentence in sentences_of(said):
            if assembly.goal is not None and _SHOWN.match(sentence):
                assembly.add_means(Entry(sentence, block), indicator=False, confidence=Confidence.GUESSED)
            elif len(sentence) <= _LONGEST_SENTENCE and (_WILL.match(sentence) or find_targets(sentence, period)):
                if assembly.area is None:
                    assembly.open_area(title.text.rstrip(":"), title, Confidence.GUESSED, title.marker.strip("()."))
                assembly.add_activity(Entry(sentence, block), Confidence.GUESSED)
