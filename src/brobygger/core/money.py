"""Amounts as people write them, and as whole øre."""

import re
from decimal import Decimal
from typing import Final

from django.utils import formats

_AROUND: Final = re.compile(r"(?i)^(?:kr\.?|dkk)\s*|\s*(?:kr\.?|dkk)$|,-$|\s|'|\u00a0")
_DANISH: Final = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
_ENGLISH: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.(\d{1,2})")
LONGEST: Final = 12  # digits


def in_oere(text: str) -> int | None:
    """``text`` as øre: "1.250,00", "-350,00", "350,00-", "kr. 1250", "350.5"; None for what is no amount. A point before three digits parts thousands."""
    bare = text.strip().replace("\u2212", "-")
    for _step in range(3):  # "kr. 350,-": one thing around it after the other
        bare = _AROUND.sub("", bare)
    sign = -1 if bare.startswith("-") or bare.endswith("-") else 1
    bare = bare.removeprefix("-").removeprefix("+").removesuffix("-")
    bare = _AROUND.sub("", bare)
    found = _DANISH.fullmatch(bare) or _ENGLISH.fullmatch(bare)
    if found is None or not bare.isascii():
        return None
    rest = found.group(1) or ""
    whole = re.sub(r"[.,]", "", bare[: -len(rest) - 1] if rest else bare)
    if len(whole) > LONGEST:
        return None
    return sign * (int(whole) * 100 + int(rest.ljust(2, "0") or 0))


def decimal(oere: int) -> Decimal:
    return Decimal(oere) / 100


def figure(oere: int) -> int | Decimal:
    """As a cell of a table in a document: whole kroner where they are, else with both digits after the comma."""
    return decimal(oere).quantize(Decimal("0.01")) if oere % 100 else oere // 100


def in_kroner(oere: int) -> str:
    """As it is written in the reader's language: 1.250,00, or 1.250 where there is nothing after the comma."""
    return str(formats.number_format(decimal(oere), decimal_pos=2 if oere % 100 else 0, force_grouping=True))
