"""What a cell of a status column tells: a light by its name or sign, or text."""

from collections.abc import Sequence
from typing import Final

from brobygger.plan.importing.blocks import Kind
from brobygger.plan.importing.cells import Entry

_COLOURS: Final = {
    "grøn": "green", "grønt": "green", "gul": "yellow", "gult": "yellow", "rød": "red", "rødt": "red", "≠": "changed", "ændret": "changed",
    "🟢": "green", "🟡": "yellow", "🔴": "red", "green": "green", "yellow": "yellow", "red": "red", "grå": "grey",
}  # fmt: skip


def in_one(entries: Sequence[Entry]) -> str:
    """What one cell tells: items below each other; sentences that only a line's end parted run on."""
    said = ""
    for entry in entries:
        said += f"{_gap(entry) if said else ''}{_told(entry)}"
    return said


def _gap(entry: Entry) -> str:
    return "\n" if entry.line.kind is Kind.ITEM else " "


def _told(entry: Entry) -> str:
    return f"{entry.lead_in} {entry.text}" if entry.lead_in else entry.text


def colour_of(text: str) -> str | None:
    return _COLOURS.get(text.strip().casefold().rstrip("."))
