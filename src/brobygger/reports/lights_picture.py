"""The lights of all goals as one picture: a lane for each area, a shape for each goal, result and schedule side by side.

Shapes tell the lights apart in black and white; the text beside the picture (``alt``) says the same in figures.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from brobygger.reports import phrasing
from brobygger.reports.document import Colour, Figure, Language
from brobygger.reports.svg import LIGHTS, NAMESPACE

WIDTH, GAP, STEP, HEAD, LINE = 340, 12, 18, 20, 15
LETTERS = 62
ORDER: tuple[Colour, ...] = ("green", "yellow", "red", "grey", "changed")


@dataclass(frozen=True, slots=True)
class Lane:
    """One area with the lights of its goals, in their order."""

    title: str
    result: Sequence[Colour]
    schedule: Sequence[Colour]


def picture(lanes: Sequence[Lane], *, result: str, schedule: str, language: Language) -> Figure:
    """``result`` and ``schedule`` are the words over the two columns."""
    side = (WIDTH - GAP) / 2
    per_line = int(side // STEP)
    parts = [_words(0, 12, result, bold=True), _words(side + GAP, 12, schedule, bold=True)]
    top = HEAD
    for lane in lanes:
        lines = max(1, -(-len(lane.result) // per_line))
        parts.append(f'<rect x="0" y="{top}" width="{WIDTH}" height="0.6" fill="#d9dee1"/>')
        parts.append(_words(0, top + 14, _short(lane.title)))
        for start, colours in ((0.0, lane.result), (side + GAP, lane.schedule)):
            for place, colour in enumerate(colours):
                x, y = start + (place % per_line) * STEP, top + LINE + 4 + (place // per_line) * STEP
                parts.append(f'<g transform="translate({x:g} {y:g}) scale(0.9)">{LIGHTS[colour].replace("{grey}", "#59636b")}</g>')
        top += LINE + lines * STEP + 8
    drawing = f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" height="{top}">{"".join(parts)}</svg>'
    return Figure(drawing, _in_words(lanes, result, schedule, language), width=0.7)


def _words(x: float, y: float, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-family="IBM Plex Sans" font-size="10.5" fill="#1d2429"{weight}>{escape(text)}</text>'


def _short(text: str) -> str:
    said = phrasing.tidy(text).replace("\n", " ")
    return said if len(said) <= LETTERS else said[: LETTERS - 1].rstrip() + "…"


def _in_words(lanes: Sequence[Lane], result: str, schedule: str, language: Language) -> str:
    names = phrasing.words(language).lights

    def said(colours: Sequence[Colour]) -> str:
        counted = Counter(colours)
        return ", ".join(f"{counted[colour]} {names[colour].lower()}" for colour in ORDER if counted[colour])

    lines = [f"{lane.title}: {result} {said(lane.result)}; {schedule} {said(lane.schedule)}." for lane in lanes if lane.result]
    return _("Lights by area.") + " " + " ".join(lines)
