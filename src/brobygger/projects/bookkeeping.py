"""What each row of a bookkeeping program's file says: an amount on an account and a day, or nothing that can be read. Pure.

Programs write what is spent in different ways: one column with a sign, whichever way round, or one for debit and one for credit.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.money import in_oere
from brobygger.core.tables import as_day
from brobygger.projects.models.grants import MOST

FIELDS: Final[dict[str, tuple[str | Promise, tuple[str, ...]]]] = {
    "day": (gettext_lazy("Day"), ("dato", "posteringsdato", "bogføringsdato", "bogført", "bilagsdato", "fakturadato", "date", "posting date", "entry date")),
    "account": (gettext_lazy("Account"), ("konto", "kontonr", "kontonr.", "konto nr", "kontonummer", "finanskonto", "account", "account no", "account number")),
    "voucher": (gettext_lazy("Voucher"), ("bilag", "bilagsnr", "bilag nr", "bilagsnummer", "bilag nr.", "voucher", "voucher no", "voucher number", "entry no")),
    "text": (gettext_lazy("Text"), ("tekst", "posteringstekst", "beskrivelse", "bilagstekst", "text", "description", "kontonavn", "navn")),
    "debit": (gettext_lazy("Debit"), ("debet", "debit", "debet beløb", "debetbeløb", "debit amount")),
    "credit": (gettext_lazy("Credit"), ("kredit", "credit", "kredit beløb", "kreditbeløb", "credit amount")),
    "amount": (gettext_lazy("Amount"), ("beløb", "beløb dkk", "beløb i dkk", "beløb (dkk)", "beløb ekskl. moms", "beløb inkl. moms", "amount", "amount dkk", "sum")),
}
NEEDED: Final = ("day", "text")
LONGEST_TEXT, LONGEST_VOUCHER, LONGEST_ACCOUNT = 200, 40, 20


@dataclass(frozen=True, slots=True)
class Posting:
    """``amount`` in øre, above nought where it was spent. ``fingerprint`` tells it from every other, and is the same whichever way round amounts are read."""

    number: int
    day: date
    amount: int
    text: str
    voucher: str
    account: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Read:
    """All of a file: postings, and the rows that could not be read, each with its number, what it says and why."""

    postings: list[Posting]
    wrong: list[tuple[int, str, str]]


def read(rows: Sequence[Sequence[str]], chosen: Mapping[int, str], *, flipped: bool, first: int = 1) -> Read:
    """``chosen`` says what the columns are; ``first`` is the number of the first row as the person counts them. Rows of nought say nothing."""
    postings: list[Posting] = []
    wrong: list[tuple[int, str, str]] = []
    seen = Counter[str]()
    for number, row in enumerate(rows, first):
        said = {name: " ".join(row[index].split()) for index, name in chosen.items() if index < len(row) and row[index].strip()}
        if not said:
            continue
        try:
            amount, day = _amount(said), _day(said)
        except ValidationError as error:
            wrong.append((number, said.get("text") or " · ".join(said.values()), " ".join(error.messages)))
            continue
        if not amount:
            continue
        text, voucher, account = said.get("text", "")[:LONGEST_TEXT], said.get("voucher", "")[:LONGEST_VOUCHER], said.get("account", "")[:LONGEST_ACCOUNT]
        bare = f"{day.isoformat()}|{amount}|{text.casefold()}|{voucher.casefold()}|{account.casefold()}"
        seen[bare] += 1
        mark = hashlib.sha256(f"{bare}|{seen[bare]}".encode()).hexdigest()
        postings.append(Posting(number, day, -amount if flipped else amount, text, voucher, account, mark))
    return Read(postings, wrong)


def _amount(said: Mapping[str, str]) -> int:
    """Debit less credit where the file has them, else the one amount."""
    if "debit" in said or "credit" in said:
        amount = _oere(said.get("debit", "0")) - _oere(said.get("credit", "0"))
    elif "amount" in said:
        amount = _oere(said["amount"])
    else:
        raise ValidationError(_("The line has no amount."))
    if abs(amount) > MOST:
        raise ValidationError(_("The amount is too large to be one."))
    return amount


def _oere(text: str) -> int:
    amount = in_oere(text)
    if amount is None:
        raise ValidationError(_("“%(text)s” is no amount.") % {"text": text[:40]})
    return amount


def _day(said: Mapping[str, str]) -> date:
    if "day" not in said:
        raise ValidationError(_("The line has no day."))
    return as_day(said["day"])


def is_flipped(rows: Sequence[Sequence[str]], chosen: Mapping[int, str]) -> bool:
    """Whether the file probably writes what is spent as negative: most of its amounts are. With debit and credit there is no doubt."""
    if not {"debit", "credit"}.isdisjoint(chosen.values()):
        return False
    signs = [posting.amount < 0 for posting in read(rows, chosen, flipped=False).postings]
    return sum(signs) * 2 > len(signs)


def missing(chosen: Mapping[int, str]) -> list[str]:
    """What no column was said to be and one must."""
    there = set(chosen.values())
    found = [str(FIELDS[name][0]) for name in NEEDED if name not in there]
    return found if not there.isdisjoint({"amount", "debit", "credit"}) else [*found, str(FIELDS["amount"][0])]
