"""The reference a member writes with the payment: K and six digits, of which the last catches a digit typed wrongly or two that changed places.

The check digit is H. M. Damm's (2004): it finds every single wrong digit and every swap of two neighbours.
"""

import re
import secrets
from collections.abc import Iterator
from typing import Final

LETTER: Final = "K"
DIGITS: Final = 6
_TABLE: Final = ("0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790")
_BETWEEN: Final = re.compile(rf"[,;+/&]|\s(?={LETTER})|\b(?:og|and)\b", re.IGNORECASE)
_RUN: Final = re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9])*(?![0-9])")


def check_digit(digits: str) -> str:
    interim = "0"
    for digit in digits:
        interim = _TABLE[int(interim)][int(digit)]
    return interim


def fits(digits: str) -> bool:
    return len(digits) == DIGITS and check_digit(digits) == "0"


def draw() -> str:
    """A reference by chance; who keeps it sees that it is free."""
    digits = str(secrets.randbelow(10 ** (DIGITS - 1))).zfill(DIGITS - 1)
    return f"{LETTER}{digits}{check_digit(digits)}"


def tidy(typed: str) -> str:
    """A reference as somebody types it ("k 123 456", "123456") as it is kept."""
    digits = re.sub(r"\D", "", typed)
    return f"{LETTER}{digits}" if digits else typed.strip()


def several(typed: str) -> tuple[str, ...]:
    """The references of a field that may hold more than one: "K123456, k 234 567", "K123456 + K234567". Each once, in their order."""
    return tuple(dict.fromkeys(tidy(part) for part in _BETWEEN.split(typed) if part.strip()))


def read(text: str) -> Iterator[str]:
    """Every reference that ``text`` may hold, each once: six digits that fit, with or without K, spaces and hyphens."""
    seen = set()
    for found in _RUN.finditer(text):
        whole = re.sub(r"\D", "", found.group())
        # Six digits alone, or two numbers with a space between: "2026 123456".
        for part in (whole, *re.findall(r"[0-9]+", found.group())):
            if fits(part) and part not in seen:
                seen.add(part)
                yield f"{LETTER}{part}"
