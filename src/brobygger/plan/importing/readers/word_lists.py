"""Word's lists: which paragraph is an item, how deep, and the number that Word shows and the file does not hold."""

import re
from typing import Any, Final

from brobygger.plan.importing.readers.word_styles import Style, W

_LEVELS: Final = 9


class Lists:
    """Counts as Word does, paragraph by paragraph, so ``next`` must be asked in the order of the document."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._restarted: set[str] = set()
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in abstract.iter(f"{W}lvl"):
                number = level.get(f"{W}ilvl", "0")
                if number.isdigit():
                    levels[int(number)] = (_value(level, "numFmt", "decimal"), _value(level, "lvlText", "%1."), _whole(_value(level, "start", "1"), 1))
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in root.iter(f"{W}num"):
            self._abstract[number.get(f"{W}numId", "")] = _value(number, "abstractNumId", "")
            if number.find(f"{W}lvlOverride/{W}startOverride") is not None:
                self._restarted.add(number.get(f"{W}numId", ""))

    def next(self, paragraph: Any, style: Style) -> tuple[str, int]:
        """The marker and depth of a list paragraph; an empty marker for any other."""
        identity, level = style.list_id, style.list_level
        direct = paragraph.find(f"{W}pPr/{W}numPr")
        if direct is not None:
            identity = _value(direct, "numId", identity)
            level = _whole(_value(direct, "ilvl", str(level)), 0)
        level = min(level, _LEVELS - 1)
        if identity in {"", "0"}:
            return (style.bullet, level) if style.bullet and direct is None else ("", 0)
        abstract = self._abstract.get(identity)
        if abstract is None:
            return style.bullet or "•", level
        form, text, start = self._levels.get(abstract, {}).get(level, ("bullet", "•", 1))
        if form == "bullet":
            return "•", level
        if form == "none":
            return ("", 0)
        return self._number(identity, abstract, level, form, text, start), level

    def _number(self, identity: str, abstract: str, level: int, form: str, text: str, start: int) -> str:
        key = identity if identity in self._restarted else abstract
        counts = self._counts.setdefault(key, [0] * _LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else start
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = 0
        shown = re.sub(r"%([1-9])", lambda found: _shape(counts[int(found[1]) - 1] or 1, form), text)
        return shown.strip() or f"{counts[level]}."

    def indent(self, paragraph: Any) -> int:
        """How deep a typed bullet is indented, in steps of about a centimetre."""
        indent = paragraph.find(f"{W}pPr/{W}ind")
        left = (indent.get(f"{W}left") or indent.get(f"{W}start") or "0") if indent is not None else "0"
        return max(0, (_whole(left, 0) - 360) // 500) if left.lstrip("-").isdigit() else 0


def _shape(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


def _value(parent: Any, name: str, default: str) -> str:
    found = parent.find(f"{W}{name}")
    return str(found.get(f"{W}val", default)) if found is not None else default


def _whole(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isdigit() else default
