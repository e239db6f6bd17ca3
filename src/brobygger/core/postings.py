"""A list of postings that somebody uploads, from a bank or a bookkeeping program: where its headings stand, and which column is what.

What the columns may be is the caller's: ``fields`` goes from a name to its label and the words that programs use for it, in the order they are offered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from brobygger.core.money import in_oere
from brobygger.core.tables import as_day

Fields = Mapping[str, tuple[str | Promise, tuple[str, ...]]]

HEADING_WITHIN: Final = 10  # rows at the top that may say whose account it is
LOOKED_AT: Final = 20


@dataclass(frozen=True, slots=True)
class Laid:
    """``first`` is the number of the first of ``rows`` as the person counts those of the file."""

    headings: list[str]
    rows: list[list[str]]
    chosen: dict[int, str]
    first: int


def laid(table: Sequence[Sequence[str]], fields: Fields, needed: Sequence[str]) -> Laid:
    """The table with what its columns probably are. Raises ValidationError where it holds nothing to read."""
    if not any(any(row) for row in table):
        raise ValidationError(_("The file is empty."))
    top = heading_row(table, fields, needed)
    if top is not None:
        headings, rows, chosen = list(table[top]), table[top + 1 :], guess(table[top], fields)
    else:
        chosen = guess_by_cells([row for row in table if len(row) > 1])
        if "day" in chosen.values():  # the lines begin at once
            width = max(len(row) for row in table)
            headings, rows, top = [_("Column %(n)s") % {"n": number + 1} for number in range(width)], table, -1
        else:  # headings in words that nobody has told us
            headings, rows, chosen, top = list(table[0]), table[1:], guess_by_cells([row for row in table[1:] if len(row) > 1]), 0
    if not any(any(row) for row in rows):
        raise ValidationError(_("The file holds no lines below its headings."))
    if max(len([cell for cell in row if cell]) for row in rows) < 2:
        raise ValidationError(_("The rows have only one column. Is it the list of movements, saved as CSV with semicolons?"))
    return Laid(headings, [list(row) for row in rows], chosen, top + 2)


def heading_row(table: Sequence[Sequence[str]], fields: Fields, needed: Sequence[str]) -> int | None:
    """The row that holds headings; None where the lines begin at once."""
    for index, row in enumerate(table[:HEADING_WITHIN]):
        if set(needed) <= set(guess(row, fields).values()):
            return index
    return None


def guess(headings: Sequence[str], fields: Fields) -> dict[int, str]:
    """What each column is by its heading; nothing twice, and of two that could be the day the one named first in our list."""
    said = [" ".join(heading.lower().replace("_", " ").split()).rstrip(":.") for heading in headings]
    found: dict[int, str] = {}
    for field, (_label, words) in fields.items():
        index = next((said.index(word) for word in words if word in said and said.index(word) not in found), None)
        if index is not None:
            found[index] = field
    return found


def guess_by_cells(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Where no heading helps: the first column of days, the first of amounts that has øre or a sign, and the widest of the others as text."""
    looked = rows[:LOOKED_AT]
    width = max((len(row) for row in looked), default=0)
    columns = [[row[index] for row in looked if index < len(row) and row[index]] for index in range(width)]
    found: dict[int, str] = {}
    if (day := next((index for index, cells in enumerate(columns) if cells and all(map(is_day, cells))), None)) is not None:
        found[day] = "day"
    amounts = [index for index, cells in enumerate(columns) if cells and index not in found and all(in_oere(cell) is not None for cell in cells)]
    if amounts:
        found[next((index for index in amounts if any("," in cell or "-" in cell for cell in columns[index])), amounts[0])] = "amount"
    texts = [index for index, cells in enumerate(columns) if cells and index not in found and not any(is_day(cell) or in_oere(cell) is not None for cell in cells)]
    if texts:
        found[max(texts, key=lambda index: sum(map(len, columns[index])))] = "text"
    return found


def is_day(cell: str) -> bool:
    try:
        as_day(cell)
    except ValidationError:
        return False
    return True
