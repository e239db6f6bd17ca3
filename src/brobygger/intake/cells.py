"""A cell of a list as a value of ours, or ValidationError with a sentence on why it is none; and values as cells again."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from datetime import time
from functools import cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from brobygger.intake.words import Words, folded

_YES, _NO = frozenset({"ja", "j", "x", "yes", "y", "1", "sand", "true"}), frozenset({"nej", "n", "no", "0", "falsk", "false", "-"})
DIGITS: Final = 9
MOST_MINUTES: Final = 10_000 * 60  # in one row: five who work a year
_WHOLE: Final = re.compile(r"(\d{1,3}(?:[. \xa0]\d{3})+|\d+)(?:,0+|\.00?)?", re.ASCII)


def number(text: str) -> int:
    """A whole number, with its thousands apart or a nought behind it. A half is none: "1.5" is not 15."""
    said = _WHOLE.fullmatch(text.strip())
    bare = re.sub(r"\D", "", said[1]) if said is not None else ""
    if not bare or len(bare) > DIGITS:
        raise ValidationError(_("“%(text)s” is no whole number.") % {"text": text[:40]})
    return int(bare)


def yes(text: str) -> bool:
    if folded(text) in _YES | _NO:
        return folded(text) in _YES
    raise ValidationError(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})


@cache
def words_for(choices: type[models.TextChoices]) -> dict[str, str]:
    """The words for each choice in both languages, in small letters."""
    found = {str(value): str(value) for value in choices.values}
    for language in ("da", "en"):
        with override(language):
            found = {folded(str(label)): str(value) for value, label in choices.choices} | found
    return found


def choice(choices: type[models.TextChoices], text: str) -> str:
    if (value := words_for(choices).get(folded(text))) is not None:
        return value
    raise ValidationError(_("“%(text)s” is none of: %(choices)s.") % {"text": text[:40], "choices": ", ".join(str(label) for label in choices.labels)})


def listed(words: Words, text: str) -> Any:
    """The row of one of the centre's lists that ``text`` names."""
    found = words.find(text)
    if found is None and words.codes and re.match(r"\d{4}(?!\d)", text):
        found = words.codes.get(text[:4])  # "4200 Slagelse": the code alone
    if found is None:
        raise ValidationError(_("“%(text)s” is not on your list.") % {"text": text[:60]})
    return found


def several(words: Words, text: str) -> list[Any]:
    """The rows that ``text`` names, each once."""
    found = []
    for piece in pieces(text, ";"):
        try:
            found.append(listed(words, piece))
        except ValidationError:
            found += _greedy(piece, lambda said: listed(words, said))
    return list({row.pk: row for row in found}.values())


def _greedy(text: str, one: Callable[[str], Any]) -> list[Any]:
    """Names with commas between, where a name may hold commas of its own: as many parts as say something together are one."""
    parts, found = [part.strip() for part in text.split(",")], []
    while parts:
        for end in range(len(parts), 0, -1):
            said = ", ".join(parts[:end])
            if not said:
                break
            try:
                found.append(one(said))
                break
            except ValidationError:
                if end == 1:
                    raise
        parts = parts[end:]
    return found


def pieces(text: str, delimiter: str) -> list[str]:
    try:
        return [piece.strip() for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True) for piece in row if piece.strip()]
    except csv.Error:
        return [text]


def as_names(rows: Iterable[Any]) -> str:
    """Names as one cell that :func:`several` takes apart again."""
    return as_lines([[str(row) for row in rows]])


def as_lines(rows: Iterable[list[str]]) -> str:
    """Lines of parts with semicolons between, as one cell."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(row for row in rows if row)
    return out.getvalue().rstrip("\n")


def minutes(text: str, *, in_hours: bool) -> int:
    """Time spent: "1,5" of hours, "90" of minutes, and in either column "1:30", "1 t 30 min" or "45 min". ValidationError beyond what anybody spends: a spreadsheet's day is the number 46,000."""
    found = _minutes(text, in_hours=in_hours)
    if found > MOST_MINUTES:
        raise ValidationError(_("“%(text)s” is more than %(most)s hours. Is it the right column?") % {"text": text[:40], "most": MOST_MINUTES // 60})
    return found


def _minutes(text: str, *, in_hours: bool) -> int:
    said = folded(text)
    if (clock := re.fullmatch(r"(\d{1,3})[:.](\d{2})", said)) is not None and (":" in said or not in_hours):
        return int(clock[1]) * 60 + int(clock[2])
    if re.fullmatch(r"\d{1,5}(?:[.,]\d{1,3})?", said):
        return round(float(said.replace(",", ".")) * (60 if in_hours else 1))
    spoken = re.fullmatch(r"(?:(\d{1,3}(?:[.,]\d{1,2})?) ?(?:timer|time|t|hours?|h)\.?)?(?: ?(?:og|and|,)? ?(\d{1,4}) ?(?:minutter|minutes?|min|m)\.?)?", said)
    if spoken is None or not any(spoken.groups()):
        raise ValidationError(_("“%(text)s” is no length of time. Write 1,5 or 1:30.") % {"text": text[:40]})
    return round(float((spoken[1] or "0").replace(",", ".")) * 60) + int(spoken[2] or 0)


def address(text: str) -> str:
    """An address on the web as people write it, without what comes before www."""
    return text if "://" in text else f"https://{text}"


def many_lines(text: str) -> str:
    """Several things of one cell, with semicolons or on lines, one on each line."""
    return "\n".join(part for line in text.splitlines() for part in (pieces(line, ";") or [line]))


def clocks(text: str) -> tuple[time, time | None]:
    """When something begins, and ends where that is said: "14", "kl. 14.30", "14:30-16", "14.00 til 16.00"."""
    said = re.sub(r"\bkl\.?\s*|\bklokken\s*", "", folded(text))
    parts = [part for part in re.split(r"\s*(?:-|–|til|to)\s*", said, maxsplit=1) if part]
    try:
        found = [_clock(part) for part in parts]
        return (found[0], found[1] if len(found) > 1 else None)
    except (IndexError, ValueError, OverflowError) as error:
        raise ValidationError(_("“%(text)s” is no time of day. Write 14.30.") % {"text": text[:40]}) from error


def _clock(text: str) -> time:
    hour, _mark, minute = re.sub(r"[:.]", ":", text).partition(":")
    minute = minute.partition(":")[0]
    return time(int(hour), int(minute or 0))
