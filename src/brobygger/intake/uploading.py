"""A file taken in as headings and rows of text, bounded, without a CPR number in it."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.core.cpr import contains_cpr, refuse_cpr
from brobygger.core.tables import as_text, read_table

MOST_ROWS, MOST_COLUMNS = 10_000, 60
LOOKED_AT: Final = 256  # columns in which something may stand
TOP: Final = 10  # rows in which the headings may stand below a title
NAMED: Final = 120  # letters of a file's name that are kept
_OF_CPR: Final = re.compile(r"\bcpr|personnummer|\bpersonnr")

Guess = Callable[[Sequence[str]], dict[int, str]]


def taken(file: Any, guess: Guess, *, most_rows: int = MOST_ROWS, below_a_title: bool = False) -> dict[str, Any]:
    """What an uploaded list keeps of ``file``: its name, headings, rows, the number of the first row and the columns as ``guess`` has them.

    ``below_a_title``: of the first rows, the one that says most of our headings. ValidationError with a sentence.
    """
    refuse_cpr(file.name)
    table = [[as_text(cell) for cell in cells] for cells in read_table(file, most_rows=most_rows + TOP, most_columns=LOOKED_AT)]
    if any(any(cells[MOST_COLUMNS:]) for cells in table):
        raise ValidationError(_("The file has more than %(n)s columns. Take those out that you will not move in, and try again.") % {"n": MOST_COLUMNS})
    table = [cells[:MOST_COLUMNS] for cells in table]
    top = _headings(table, guess) if below_a_title else next((index for index, cells in enumerate(table) if any(cells)), 0)
    if len(table) - top - 1 > most_rows:  # what stands above the headings is no row of the list
        raise ValidationError(_("The file has more than %(n)s rows. Divide it, and read in one part at a time.") % {"n": most_rows})
    if not any(any(row) for row in table[top + 1 :]):
        raise ValidationError(_("The file holds no rows below its headings."))
    for number, cells in enumerate(table, 1):
        if any(contains_cpr(cell) for cell in cells):
            raise ValidationError(_("Row %(n)s holds what looks like a CPR number. Brobygger never keeps CPR numbers: take them out of the list first.") % {"n": number})
    headings = table[top]
    for index, heading in enumerate(headings):
        if _OF_CPR.search(heading.casefold()) and any(index < len(cells) and cells[index] for cells in table[top + 1 :]):  # a spreadsheet takes the nought off a number that begins with one
            raise ValidationError(_("The column “%(column)s” is one of CPR numbers. Brobygger never keeps CPR numbers: take it out of the list first.") % {"column": heading[:60]})
    chosen = {str(index): name for index, name in guess(headings).items()}
    return {"filename": str(file.name)[-NAMED:], "headings": headings, "rows": table[top + 1 :], "chosen": chosen, "first": top + 2}


def _headings(table: Sequence[Sequence[str]], guess: Guess) -> int:
    return max(range(min(len(table), TOP)), key=lambda index: (len(guess(table[index])), any(table[index]), -index), default=0)
