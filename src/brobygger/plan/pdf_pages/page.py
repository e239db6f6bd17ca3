"""What stands on a PDF page: words with their place, size and weight, and the straight lines that may rule tables.

Coordinates have their origin at the page's top left corner as the page is shown, y growing downwards, in points. The library
behind this runs in a process of its own: see :mod:`pdf_pages.apart`.
"""

import ctypes
import itertools
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as pdfium

_MAX_LETTERS: Final = 60_000
_MAX_OBJECTS: Final = 20_000
_TOUCH: Final = 0.6
_BOLD: Final = re.compile(r"bold|black|heavy|semibd|demi|fett|-bd\b", re.IGNORECASE)
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-"}  # what the library makes of a hyphen at the end of a line
Turn = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    x1: float
    y: float  # of the base line
    size: float
    bold: bool
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or upright: at ``at``, from ``start`` to ``end`` along the other axis."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    colour: int


def read_page(page: Any, number: int) -> Page:
    """``page`` is a page of an open document."""
    turn = _turn_of(page)
    made = Page(number, page.get_width(), page.get_height())
    for drawn in _objects(page):
        if isinstance(drawn, Rule):
            made.rules.append(_turned(drawn, turn))
        else:
            made.pictures += 1
    textpage = page.get_textpage()
    try:
        made.words = _words(textpage, turn, _Walls(made.rules))
    finally:
        textpage.close()
    return made


class _Walls:
    """Upright lines: a word that begins right behind one is not the end of the word before it, which fills its cell."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = sorted((rule for rule in rules if rule.upright), key=lambda rule: rule.at)
        self._places = [rule.at for rule in self._rules]

    def part(self, left: float, right: float, y: float) -> bool:
        first = bisect_left(self._places, min(left, right) - _TOUCH)
        last = bisect_right(self._places, max(left, right) + _TOUCH)
        return any(rule.start <= y <= rule.end for rule in self._rules[first:last])


def _turn_of(page: Any) -> Turn:
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns.get(page.get_rotation(), turns[0])


def _words(textpage: Any, turn: Turn, walls: _Walls) -> list[Word]:
    raw = textpage.raw
    count = min(pdfium.FPDFText_CountChars(raw), _MAX_LETTERS)
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    styles: dict[int, _Style] = {}
    words: list[Word] = []
    word: Word | None = None
    known: _Style | None = None
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        letter = _HYPHENS.get(code) or (chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd")
        if letter.isspace() or letter == "\u200b":
            word = None
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        # A word has the style of its first letter: asking for each letter's takes longer than all the rest.
        style = known if word is not None and known is not None else _style(raw, index, styles)
        start, base = turn(x.value, y.value)
        left, right = turn(box.left, box.bottom)[0], turn(box.right, box.top)[0]
        x0, x1 = (left, right) if left <= right else (right, left)
        if code in _HYPHENS:
            x0, x1 = (word.x1, word.x1 + 0.3 * style.size) if word is not None else (start, start)
            base = word.y if word is not None else base
        near = word is not None and abs(base - word.y) < 0.3 * style.size and -style.size < x0 - word.x1 < 0.28 * style.size
        beside = word is not None and letter.isupper() and word.text[-1].islower() and walls.part(word.x1, x0, base)
        if word is not None and near and not beside:
            word.text += letter
            word.x1 = max(word.x1, x1)
        else:
            known = _style(raw, index, styles)
            word = Word(letter, x0, x1, base, known.size, known.bold, known.colour)
            words.append(word)
    return words


def _style(raw: Any, index: int, known: dict[int, _Style]) -> _Style:
    drawn = pdfium.FPDFText_GetTextObject(raw, index)
    address = ctypes.cast(drawn, ctypes.c_void_p).value or -1 - index
    if address in known:
        return known[address]
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(raw, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = pdfium.FPDFText_GetFontSize(raw, index) * scale
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(raw, index, name, 128, ctypes.c_int())
    weight = pdfium.FPDFText_GetFontWeight(raw, index)
    stroked = drawn and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(raw, index, red, green, blue, alpha)
    bold = bool(_BOLD.search(name.value.decode("utf-8", "replace"))) or weight >= 600 or bool(stroked)
    style = _Style(size if 0.5 < size < 400 else 10.0, bold, red.value << 16 | green.value << 8 | blue.value)
    known[address] = style
    return style


def _objects(page: Any) -> Iterator[Rule | None]:
    """Rules, and None for each picture."""
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)
    for index in range(count):
        yield from _object(pdfium.FPDFPage_GetObject(page.raw, index), identity, 0)


Matrix = tuple[float, float, float, float, float, float]


def _object(drawn: Any, outer: Matrix, depth: int) -> Iterator[Rule | None]:
    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        yield None
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _rules(drawn, _times(_matrix(drawn), outer))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
        inner = _times(_matrix(drawn), outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(drawn), _MAX_OBJECTS)):
            yield from _object(pdfium.FPDFFormObj_GetObject(drawn, index), inner, depth + 1)


def _matrix(drawn: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


_THIN: Final = 3.0


def _rules(path: Any, matrix: Matrix) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    if not stroke.value and _is_white(path):
        return
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from _edges(points)
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from _edges(points)


def _edges(points: list[tuple[float, float]]) -> Iterator[Rule]:
    """Level and upright stretches of a path; a thin box is one line."""
    if len(points) >= 4:
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if width <= _THIN < height:
            yield Rule(True, (max(xs) + min(xs)) / 2, min(ys), max(ys))
            return
        if height <= _THIN < width:
            yield Rule(False, (max(ys) + min(ys)) / 2, min(xs), max(xs))
            return
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if abs(x0 - x1) < 0.8 and abs(y0 - y1) > 1:
            yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
        elif abs(y0 - y1) < 0.8 and abs(x0 - x1) > 1:
            yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1))


def _is_white(path: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 250


def _turned(rule: Rule, turn: Turn) -> Rule:
    ends = [(rule.at, rule.start), (rule.at, rule.end)] if rule.upright else [(rule.start, rule.at), (rule.end, rule.at)]
    (x0, y0), (x1, y1) = (turn(*end) for end in ends)
    if abs(x0 - x1) < abs(y0 - y1):
        return Rule(True, x0, min(y0, y1), max(y0, y1))
    return Rule(False, y0, min(x0, x1), max(x0, x1))
