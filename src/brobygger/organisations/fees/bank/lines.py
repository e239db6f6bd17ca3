"""What each row of a bank's file says: money that came in, money that went out, or nothing that can be read."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from brobygger.core.money import in_oere
from brobygger.core.tables import as_day
from brobygger.organisations.models.fees import MOST

OURS: Final = {"", "dkk", "kr", "kr."}
LONG_AGO: Final = 10  # years: a day so far back is read wrongly


@dataclass(frozen=True, slots=True)
class Line:
    """A line of money in. ``fingerprint`` tells it from every other of the account: its day, amount and text, and which of several equal ones it is."""

    number: int
    day: date
    amount: int
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Read:
    """All of a file: money in, the rows that could not be read with the reason, and how many went out."""

    lines: list[Line]
    wrong: list[tuple[int, str, str]]
    out: int


def read(rows: Sequence[Sequence[str]], chosen: Mapping[int, str], *, today: date, first: int = 1) -> Read:
    """``chosen`` says what the columns are; ``first`` is the number of the first row as the person counts them."""
    lines: list[Line] = []
    wrong: list[tuple[int, str, str]] = []
    out, seen = 0, Counter[str]()
    for number, row in enumerate(rows, first):
        said: dict[str, str] = {}
        for index, name in chosen.items():
            if index < len(row) and row[index].strip():
                said[name] = row[index].strip()
        if not said:
            continue
        text = " · ".join(said[name] for name in ("text", "sender", "message") if name in said)
        try:
            amount = _amount(said)
            if amount <= 0:
                out += 1
                continue
            day = _day(said, today)
        except ValidationError as error:
            wrong.append((number, text or " · ".join(said.values()), " ".join(error.messages)))
            continue
        bare = f"{day.isoformat()}|{amount}|{' '.join(text.casefold().split())}"
        seen[bare] += 1
        lines.append(Line(number, day, amount, text, hashlib.sha256(f"{bare}|{seen[bare]}".encode()).hexdigest()))
    return Read(lines, wrong, out)


def _amount(said: Mapping[str, str]) -> int:
    if said.get("currency", "").casefold() not in OURS:
        raise ValidationError(_("It is in %(currency)s; only kroner can be read in.") % {"currency": said["currency"][:10]})
    if "amount" not in said:
        return 0  # the bank writes money out in a column of its own
    amount = in_oere(said["amount"])
    if amount is None:
        raise ValidationError(_("“%(text)s” is no amount.") % {"text": said["amount"][:40]})
    if amount > MOST:
        raise ValidationError(_("More than a million kroner is no membership fee."))
    return amount


def _day(said: Mapping[str, str], today: date) -> date:
    if "day" not in said:
        raise ValidationError(_("The line has no day."))
    day = as_day(said["day"])
    if day > today:
        raise ValidationError(_("The day is still to come."))
    if day.year < today.year - LONG_AGO:
        raise ValidationError(_("The day is more than ten years ago."))
    return day


def is_out(row: Sequence[str], chosen: Mapping[int, str]) -> bool:
    """Whether the row is surely money out."""
    cells = [row[index].strip() for index, name in chosen.items() if name == "amount" and index < len(row)]
    amount = in_oere(cells[0]) if cells else None
    return amount is not None and amount < 0
