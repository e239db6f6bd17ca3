"""What Word's styles say about a paragraph: whether it is a heading, bold, or a line of a table of contents."""

import re
from dataclasses import dataclass
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(?:heading|overskrift)\s*([1-9])")
_TITLES: Final = {"title": 1, "titel": 1}


@dataclass(frozen=True, slots=True)
class Style:
    """``heading`` is 0 for ordinary text; ``contents`` marks lines of a table of contents; ``list_id`` the list that a style carries."""

    heading: int = 0
    bold: bool = False
    contents: bool = False
    list_id: str = ""
    list_level: int = 0
    bullet: str = ""  # by name alone: "List Bullet 2" without numbering behind it


class Styles:
    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        for style in root.iter(f"{W}style") if root is not None else ():
            self._elements[style.get(f"{W}styleId", "")] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self.default = style.get(f"{W}styleId", "")

    def of(self, paragraph: Any) -> Style:
        properties = paragraph.find(f"{W}pPr")
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._style(named.get(f"{W}val", "") if named is not None else self.default, 0)
        outline = properties.find(f"{W}outlineLvl") if properties is not None else None
        if outline is not None and not style.heading and outline.get(f"{W}val", "9").isdigit() and int(outline.get(f"{W}val", "9")) < 6:
            return Style(int(outline.get(f"{W}val")) + 1, style.bold, style.contents, style.list_id, style.list_level)
        return style

    def _style(self, identity: str, depth: int) -> Style:
        if identity in self._known:
            return self._known[identity]
        element = self._elements.get(identity)
        if element is None or depth > 12:
            return _by_name(identity, Style())
        based = element.find(f"{W}basedOn")
        style = self._style(based.get(f"{W}val", ""), depth + 1) if based is not None else Style()
        name = element.find(f"{W}name")
        style = _by_name(name.get(f"{W}val", "") if name is not None else identity, style)
        bold = element.find(f"{W}rPr/{W}b")
        outline = element.find(f"{W}pPr/{W}outlineLvl")
        number = element.find(f"{W}pPr/{W}numPr/{W}numId")
        level = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
        heading = style.heading
        if outline is not None and outline.get(f"{W}val", "9").isdigit() and int(outline.get(f"{W}val")) < 6:
            heading = heading or int(outline.get(f"{W}val")) + 1
        found = Style(
            heading,
            is_on(bold) if bold is not None else style.bold,
            style.contents,
            number.get(f"{W}val", "") if number is not None else style.list_id,
            int(level.get(f"{W}val", "0")) if level is not None else style.list_level,
            style.bullet,
        )
        self._known[identity] = found
        return found

    def run_bold(self, properties: Any, *, default: bool) -> bool:
        if properties is None:
            return default
        bold = properties.find(f"{W}b")
        if bold is not None:
            return is_on(bold)
        named = properties.find(f"{W}rStyle")
        if named is not None:
            element = self._elements.get(named.get(f"{W}val", ""))
            if element is not None and is_on(element.find(f"{W}rPr/{W}b")):
                return True
        return default


def _by_name(name: str, style: Style) -> Style:
    lowered = name.lower()
    match = _HEADING.match(lowered)
    heading = min(int(match[1]), 6) if match else _TITLES.get(lowered, 6 if lowered in {"subtitle", "undertitel"} else style.heading)
    contents = style.contents or lowered.startswith(("toc ", "indholdsfortegnelse"))
    bullet = style.bullet
    listed = re.match(r"list (bullet|number)(?:\s(\d))?|opstilling ?[-–] ?(punkttegn|talangivelse)(?:\s?(\d))?", lowered)
    level = style.list_level
    if listed:
        bullet = "•" if (listed[1] or listed[3]) in {"bullet", "punkttegn"} else "1."
        level = int(listed[2] or listed[4] or 1) - 1
    return Style(heading, style.bold, contents, style.list_id, level, bullet)


def is_on(element: Any) -> bool:
    return element is not None and element.get(f"{W}val", "true").lower() not in {"0", "false", "off", "none"}
