"""Running heads and feet of a PDF: lines at the edge of the page that return on page after page, and page numbers."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from brobygger.plan.importing.labels import whole_label
from brobygger.plan.importing.readers.pdf_grid import find_grids
from brobygger.plan.importing.readers.pdf_text import Printed, printed_lines
from brobygger.plan.pdf_pages.page import Page, Word

_NUMBER: Final = re.compile(r"^\W*(?:side|s\.|page|p\.)?\s*\d{1,3}(?:\s*(?:af|/|of|-)\s*\d{1,3})?\W*$", re.IGNORECASE)
_BESIDE: Final = re.compile(r"(?:\bside\s+\d{1,3}\s*(?:af|/)\s*\d{1,3}\W*|[|·•–]\s*side\s+\d{1,3})$|^side\s+\d{1,3}\s*(?:af|/|[|·•–])", re.IGNORECASE)
_FOOT: Final = 0.1
_FAR: Final = 3.5  # sizes of its letters
_EDGE: Final = 0.13


@dataclass(slots=True)
class RunningHeads:
    """``lines`` are their base lines by page."""

    lines: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    texts: list[str] = field(default_factory=list)

    def hold(self, page: int, word: Word) -> bool:
        return any(abs(word.y - y) < 0.4 * word.size for y in self.lines.get(page, ()))


def running_heads(pages: list[Page]) -> RunningHeads:
    found = RunningHeads()
    seen: dict[tuple[str, int], list[Printed]] = defaultdict(list)
    for page in pages:
        grids = find_grids(page.rules)
        lines = [line for line in printed_lines(page.words, page.number) if not any(grid.top < line.y < grid.bottom for grid in grids)]
        edge = page.height * _EDGE
        for line in [line for line in lines[:4] if line.y < edge] + [line for line in lines[-4:] if line.y > page.height - edge]:
            if _NUMBER.match(line.text) or _BESIDE.search(line.text):
                found.lines[page.number].append(line.y)
            elif whole_label(line.text) is None:
                seen[re.sub(r"\d+", "#", line.text), round(line.y / 8)].append(line)
        _lone_foot(page, lines, max((grid.bottom for grid in grids), default=0.0), found)
    needed = 2 if len(pages) <= 3 else 3
    for lines in seen.values():
        if len({line.page for line in lines}) >= needed:
            found.texts.append(lines[0].text)
            for line in lines:
                found.lines[line.page].append(line.y)
    return found


def _lone_foot(page: Page, lines: list[Printed], lowest: float, found: RunningHeads) -> None:
    """A line far below all others, and below ``lowest``, at the foot of the page."""
    if not lines:
        return
    *above, last = lines
    if last.y < page.height * (1 - _FOOT) or not (lowest or len(above) > 1):
        return
    if last.y - max([lowest, *(line.y for line in above)]) > _FAR * last.size:
        found.texts.append(last.text)
        found.lines[page.number].append(last.y)
