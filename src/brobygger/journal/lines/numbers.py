"""Numbers written in figures or words, Danish and English."""

from typing import Final

from brobygger.journal.lines.spelling import fold

WORDS: Final = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "een": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11,
    "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19, "tyve": 20, "tredive": 30,
    "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90, "hundrede": 100,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
NUMBER: Final = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,5}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
_FOLDED: Final = {fold(word): value for word, value in WORDS.items()}


def number(text: str) -> int | None:
    """The whole number that ``text`` writes, or None."""
    text = text.strip()
    if text.replace(".", "").isdecimal():
        return int(text.replace(".", ""))
    return _FOLDED.get(fold(text))
