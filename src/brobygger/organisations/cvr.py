"""The number a Danish organisation has in the central business register (CVR): eight digits, the last a check digit.

The rule is modulus 11 with the weights 2 7 6 5 4 3 2 1 (Erhvervsstyrelsen, CVR-nummerets opbygning).
"""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_WEIGHTS: Final = (2, 7, 6, 5, 4, 3, 2, 1)


def bare(written: str) -> str:
    """The number without what people write around it: "DK-12 34 56 74"."""
    return "".join(written.upper().removeprefix("DK").split()).lstrip("-")


def possible(number: str) -> bool:
    """Whether ``number`` is eight digits whose check digit fits."""
    digits = number if number.isascii() and number.isdecimal() else ""
    return len(digits) == len(_WEIGHTS) and digits[0] != "0" and sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def refuse_impossible_cvr(number: str) -> None:
    """Raise ValidationError unless ``number`` can be a CVR number."""
    if not possible(number):
        raise ValidationError(_("This is not a CVR number: it has eight digits, and the last one checks the others."), code="cvr")
