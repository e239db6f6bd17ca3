"""The words of a text that are filled in for each who gets it: pure, so that what is looked at beforehand is what is sent."""

import re
from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "navn": "name", "name": "name", "fornavn": "first", "first name": "first", "organisation": "of", "organization": "of", "center": "centre", "centre": "centre", "afsender": "sender", "sender": "sender",
}
"""As one writes them, in Danish and in English, and what each stands for."""
OFFERED: Final[Mapping[str, tuple[str, ...]]] = {"da": ("navn", "fornavn", "organisation", "center", "afsender"), "en": ("name", "first name", "organisation", "centre", "sender")}
_WORD: Final = re.compile(r"\{([^{}\n]{1,40})\}")


def _said(found: re.Match[str]) -> str:
    return " ".join(found[1].split()).casefold()


def unknown(text: str) -> list[str]:
    """What stands in braces and is none of the words, as it is written."""
    return [each[0] for each in _WORD.finditer(text) if _said(each) not in WORDS]


def needs_organisation(text: str) -> bool:
    return any(WORDS.get(_said(each)) == "of" for each in _WORD.finditer(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Once through: what is filled in is never read for words again. An unknown word stays as it is."""
    return _WORD.sub(lambda found: values.get(WORDS.get(_said(found), ""), found[0]), text)


def values_of(*, name: str, of: str, centre: str, sender: str) -> dict[str, str]:
    """Who has no organisation is called by name there too, so that no sentence has a hole in it."""
    return {"name": name, "first": name.split(maxsplit=1)[0] if name.split() else name, "of": of or name, "centre": centre, "sender": sender}
