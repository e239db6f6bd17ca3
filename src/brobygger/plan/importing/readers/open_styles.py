"""What OpenDocument's styles say: which paragraphs are headings or bold, which lists are numbered and from what number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEADING: Final = re.compile(r"(?:heading|overskrift)[\s_]*(?:20_)?([1-9])", re.IGNORECASE)
_DEEPEST: Final = 12
_HEAVY: Final = frozenset(["bold", "600", "700", "800", "900"])


@dataclass(frozen=True, slots=True)
class Style:
    heading: int = 0
    bold: bool = False


class Numbers:
    """The numbers of one list at one level. ``shape`` is empty for bullets."""

    def __init__(self, shape: str, start: int, prefix: str, suffix: str, counted: dict[str, int], key: str, *, goes_on: bool) -> None:
        self._shape, self._prefix, self._suffix = shape, prefix, suffix
        self._counted, self._key = counted, key
        if not goes_on:
            counted[key] = start - 1

    def next(self, item: Any) -> str:
        if not self._shape:
            return "•"
        number = whole(item.get(f"{TEXT}start-value", ""), self._counted.get(self._key, 0) + 1)
        self._counted[self._key] = number
        shown = str(number)
        if self._shape in {"a", "A"}:
            letter = chr(ord("a") + (number - 1) % 26)
            shown = letter if self._shape == "a" else letter.upper()
        return f"{self._prefix}{shown}{self._suffix or '.'}".strip()


class Styles:
    def __init__(self, parts: Sequence[Any]) -> None:
        self._elements: dict[str, Any] = {}
        self._lists: dict[str, dict[int, Any]] = {}
        self._counted: dict[str, int] = {}
        for part in parts:
            for style in part.iter(f"{STYLE}style"):
                self._elements[style.get(f"{STYLE}name", "")] = style
            for style in part.iter(f"{TEXT}list-style"):
                self._lists[style.get(f"{STYLE}name", "")] = {whole(level.get(f"{TEXT}level", ""), 1): level for level in style}

    def of(self, name: str) -> Style:
        """The style of a paragraph, with what it inherits."""
        heading, bold = 0, None
        for style in self._ancestry(name):
            shown = style.get(f"{STYLE}display-name", "") or style.get(f"{STYLE}name", "")
            found = _HEADING.search(shown.replace("_20_", " "))
            level = whole(style.get(f"{STYLE}default-outline-level", ""), 0) or (int(found[1]) if found else 0)
            level = level or {"title": 1, "titel": 1, "subtitle": 6, "undertitel": 6}.get(shown.lower(), 0)
            heading = heading or min(level, 6)
            bold = _weight(style) if bold is None else bold
        return Style(heading, bool(bold))

    def bold(self, name: str, *, default: bool) -> bool:
        if not name:
            return default
        for style in self._ancestry(name):
            weight = _weight(style)
            if weight is not None:
                return weight
        return default

    def numbering(self, element: Any, style: str, level: int) -> Numbers:
        """How a list is numbered. Lists of one style count on where they say so."""
        described = self._lists.get(style, {}).get(level + 1)
        if described is None or described.tag != f"{TEXT}list-level-style-number" or not described.get(f"{STYLE}num-format"):
            return Numbers("", 1, "", "", self._counted, "", goes_on=True)
        key = f"{style}/{level}"
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or bool(element.get(f"{TEXT}continue-list"))
        return Numbers(
            described.get(f"{STYLE}num-format", "1"),
            whole(described.get(f"{TEXT}start-value", ""), 1),
            described.get(f"{STYLE}num-prefix", ""),
            described.get(f"{STYLE}num-suffix", ""),
            self._counted,
            key,
            goes_on=goes_on and key in self._counted,
        )

    def _ancestry(self, name: str) -> list[Any]:
        found: list[Any] = []
        while name in self._elements and len(found) < _DEEPEST:
            found.append(self._elements[name])
            name = found[-1].get(f"{STYLE}parent-style-name", "")
        return found


def _weight(style: Any) -> bool | None:
    properties = style.find(f"{STYLE}text-properties")
    weight = properties.get(f"{FO}font-weight") if properties is not None else None
    return None if weight is None else weight in _HEAVY


def whole(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else default
