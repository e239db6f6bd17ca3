"""The words around the data: dates, numbers, names of lights, what a progress bar says, in the document's language.

All formats take their words from here, so a screen reader on the web page, in the PDF and in Word is told the same.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import TypeGuard

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, override

from brobygger.reports.document import Cell, Colour, Document, Language, Light, Lines, Progress, plain

LOCALES: dict[Language, str] = {"da": "da", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of a document in one language, looked up once per rendering."""

    language: Language
    lights: dict[Colour, str]
    as_of: str
    page: str
    example: str
    example_note: str
    empty: str
    reaches: dict[str, str]
    unprintable: str
    contents: str
    sheet: str
    rows: str
    cover: str
    group: str
    key_figures: str


def current_language() -> Language:
    """The language in force, as documents know it: English, else Danish."""
    return "en" if (get_language() or "").startswith("en") else "da"


def words(language: Language) -> Words:
    with override(language):
        return Words(
            language=language,
            lights={
                "green": gettext("Green"),
                "yellow": gettext("Yellow"),
                "red": gettext("Red"),
                "grey": gettext("Grey"),
                "changed": gettext("Changed"),
            },
            as_of=gettext("As of {date}"),
            page=gettext("Page {page} of {pages}"),
            example=gettext("Example data"),
            example_note=gettext("These are example data. Persons, associations and figures are invented."),
            empty=gettext("Nothing to show yet."),
            reaches={
                "least": gettext("{value} of at least {minimum}"),
                "most": gettext("{value} of at most {maximum}"),
                "range": gettext("{value} of {minimum}–{maximum}"),
                "exact": gettext("{value} of {minimum}"),
            },
            unprintable=gettext(
                "The sign � stands for a letter this PDF has no typeface for. The screen and Word show it."
            ),
            contents=gettext("Sheets"),
            sheet=gettext("Table"),
            rows=gettext("Rows"),
            cover=gettext("Cover"),
            group=gettext("Group"),
            key_figures=gettext("Key figures"),
        )


def number(value: float | Decimal, language: Language) -> str:
    """1.234,5 in Danish, 1,234.5 in English; at most two decimals, none that are zero. A decimal of hundredths is money with its øre: 1.234,50."""
    exact = isinstance(value, Decimal) and value.as_tuple().exponent == -2
    return format_decimal(value, format="#,##0.00" if exact else "#,##0.##", locale=LOCALES[language])


def long_day(day: date, language: Language) -> str:
    return format_date(day, "d. MMMM y" if language == "da" else "d MMMM y", locale=LOCALES[language])


def short_day(day: date, language: Language) -> str:
    if isinstance(day, datetime):
        day = day.date()
    return format_date(day, "d. MMM y" if language == "da" else "d MMM y", locale=LOCALES[language])


def as_of(document: Document, words: Words) -> str:
    return document.dated or words.as_of.format(date=long_day(document.as_of, document.language))


def light_label(light: Light, words: Words) -> str:
    return light.label.strip() or words.lights[light.colour]


def light_text(light: Light, words: Words) -> str:
    """Colour and label as one sentence, the colour not said twice."""
    name, label = words.lights[light.colour], light_label(light, words)
    return label if label.casefold() == name.casefold() else f"{name}: {label}"


def reach(progress: Progress, words: Words) -> str:
    """The figures of a progress bar: "1 of at least 2"."""
    low, high = progress.minimum, progress.maximum
    if low is None and high is None:
        return number(progress.value, words.language)
    if low is None:
        kind = "most"
    elif high is None:
        kind = "least"
    else:
        kind = "exact" if low == high else "range"
    return words.reaches[kind].format(
        value=number(progress.value, words.language),
        minimum=number(low or 0, words.language),
        maximum=number(high or 0, words.language),
    )


def progress_text(progress: Progress, words: Words) -> str:
    figures = reach(progress, words)
    return f"{progress.label}: {figures}" if progress.label.strip() else figures


def is_value(cell: Cell) -> TypeGuard[int | float | Decimal | date]:
    """Figures and dates: what a spreadsheet can count on."""
    return isinstance(cell, int | float | Decimal | date)


def cell_text(cell: Cell, words: Words) -> str:
    """A table cell in words alone."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell)
        case int() | float() | Decimal():
            return number(cell, words.language)
        case date():
            return short_day(cell, words.language)
        case Light():
            return light_text(cell, words)
        case Progress():
            return progress_text(cell, words)
        case Lines(items):
            return "\n".join(cell_text(item, words) for item in items)
        case _:
            return tidy(plain(cell))


def tidy(text: str) -> str:
    """Text without the control characters that XML, and so Word and Excel, cannot hold; every line end alike."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "".join(char for char in text if _writable(char))


def _writable(char: str) -> bool:
    return char in "\n\t" or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in "\ufffe\uffff")


def with_breaks(text: str, longest: int = 22) -> str:
    """Text in which no word is too long for a narrow column: invisible break points (U+200B) in addresses and the like.

    Words of letters alone are left to hyphenation unless they are longer than any real word.
    """
    if all(len(word) <= longest for word in text.split()):
        return text
    return "".join(_broken(word, longest) for word in _words_and_spaces(text))


def _words_and_spaces(text: str) -> list[str]:
    cuts = [0, *(i for i, (a, b) in enumerate(pairwise(text), 1) if a.isspace() != b.isspace()), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


def _broken(word: str, longest: int) -> str:
    if len(word) <= longest or word.isspace() or (word.isalpha() and len(word) <= 2 * longest):
        return word
    pieces: list[str] = []
    since = 0
    for char in word:
        if pieces and pieces[-1] == "\u200b" and (unicodedata.category(char)[0] == "M" or char == "\u200d"):
            pieces.pop()  # a break between a letter and its accent would tear them apart
        pieces.append(char)
        since += 1
        if (char in "/@._-?&=+,;:" and since > 3) or since >= longest // 2:
            pieces.append("\u200b")
            since = 0
    return "".join(pieces).removesuffix("\u200b")
