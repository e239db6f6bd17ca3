"""Which column of a bank's file is what: by its heading, and where there is none, by what stands in it."""

from collections.abc import Sequence
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.core.money import in_oere
from brobygger.core.tables import as_day

# What a column may be, in the order it is offered, each with the words that Danish and English banks use. The first that fits wins.
FIELDS: Final[dict[str, tuple[str | Promise, tuple[str, ...]]]] = {
    "day": (_("Day"), ("bogføringsdato", "bogført", "bogført dato", "dato", "posteringsdato", "rentedato", "valørdato", "date", "booking date", "transaktionsdato", "udført")),
    "amount": (_("Amount"), ("beløb", "beløb i dkk", "beløb dkk", "indsat", "kredit", "ind", "amount", "beløb (dkk)", "indbetaling", "indbetalt")),
    "text": (_("Text"), ("tekst", "posteringstekst", "beskrivelse", "text", "description", "transaktionstekst", "titel", "posteringstype", "type")),
    "sender": (_("Sender"), ("afsender", "navn", "indbetaler", "modpart", "sender", "name", "afsendernavn", "debitor", "navn på afsender", "afsender/modtager")),
    "message": (_("Message"), ("meddelelse", "besked", "reference", "message", "egen reference", "afsenders reference", "supplerende tekst", "note", "kommentar", "fritekst", "advisering", "besked til modtager")),
    "currency": (_("Currency"), ("valuta", "currency", "møntfod")),
}
NEEDED: Final = ("day", "amount")
HEADING_WITHIN: Final = 10  # rows at the top that may say whose account it is
LOOKED_AT: Final = 20


def heading_row(table: Sequence[Sequence[str]]) -> int | None:
    """The row that holds headings; None where the lines begin at once."""
    for index, row in enumerate(table[:HEADING_WITHIN]):
        if set(NEEDED) <= set(guess(row).values()):
            return index
    return None


def guess(headings: Sequence[str]) -> dict[int, str]:
    """What each column is by its heading; nothing twice, and of two that could be the day the one named first in our list."""
    said = [" ".join(heading.lower().replace("_", " ").split()).rstrip(":.") for heading in headings]
    found: dict[int, str] = {}
    for field, (_label, words) in FIELDS.items():
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
