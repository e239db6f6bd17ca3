"""From words on a page to lines as they were printed, and from printed lines to paragraphs and items as they were written.

A printed line carries on the one above unless something speaks against it: a bullet, another size or weight, a wider gap, or room
left on the line above in which the next word would have fitted.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Final

from brobygger.plan.importing.blocks import Kind, Line
from brobygger.plan.importing.labels import leading_label
from brobygger.plan.importing.markers import marker_class, split_marker
from brobygger.plan.importing.text import Joiner, carries_on, clean, ends_sentence, starts_small
from brobygger.plan.pdf_pages.page import Word


@dataclass(slots=True)
class Printed:
    """One printed line. ``fresh`` says that it begins a page, so the gap above it says nothing."""

    words: list[Word]
    page: int
    right: float = 0.0
    fresh: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def y(self) -> float:
        return self.words[0].y if len(self.words) == 1 else self.words[1].y

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words if any(letter.isalnum() for letter in word.text)) and any(word.bold for word in self.words)


def printed_lines(words: Iterable[Word], page: int) -> list[Printed]:
    """Words on one base line are one line, from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        for row in rows[-3:]:
            if abs(row[0].y - word.y) <= 0.35 * max(word.size, row[0].size):
                row.append(word)
                break
        else:
            rows.append([word])
    return [Printed(_mended(sorted(row, key=lambda word: word.x0)), page) for row in rows]


def _mended(words: list[Word]) -> list[Word]:
    """Words that only a change of weight parted ("Fed" + ",") are one again."""
    made: list[Word] = []
    for word in words:
        last = made[-1] if made else None
        if last is not None and word.x0 - last.x1 < 0.08 * word.size and not (word.text[0].isalnum() and last.bold != word.bold):
            made[-1] = Word(last.text + word.text, last.x0, word.x1, last.y, last.size, last.bold, last.colour)
        else:
            made.append(word)
    return made


@dataclass(slots=True)
class Written:
    """A paragraph in the making."""

    text: str
    marker: str
    x: float  # where it begins, its marker included
    text_x: float
    last: Printed
    size: float
    colour: int
    bold: bool
    lead: list[str] = field(default_factory=list)
    lead_open: bool = False


_WIDER: Final = 1.32
_INNER_END: Final = re.compile(r"[a-zæøå]{3}[.!?] [A-ZÆØÅ]")  # a sentence that ends in the middle of a line


def leading_of(lines: Sequence[Printed]) -> float:
    """The usual distance between lines of a paragraph, as a multiple of the letters' size."""
    ratios = [
        (second.y - first.y) / second.size
        for first, second in itertools.pairwise(lines)
        if first.page == second.page and abs(first.size - second.size) < 0.5 and 0.8 < (second.y - first.y) / second.size < 2.6
    ]
    return quantiles(ratios, n=4)[0] if len(ratios) >= 4 else min(ratios, default=1.2)


class Composer:
    """Makes paragraphs of printed lines. ``joiner`` knows the document's words, ``leading`` its usual distance of lines."""

    def __init__(self, joiner: Joiner, leading: float) -> None:
        self._joiner = joiner
        self._leading = leading

    def compose(self, lines: Sequence[Printed], *, cell: bool = False) -> list[Written]:
        """``cell`` says that the lines are narrow ones of a table's cell, where nearly every line looks full."""
        entries = cell and not any(_INNER_END.search(line.text) for line in lines)
        made: list[Written] = []
        for line in lines:
            marker, text, text_x = _marked(line)
            if not text:
                continue
            current = made[-1] if made else None
            begins = cell and current is not None and self._begins_entry(current, line, whole=entries)
            if current is not None and not begins and not self._is_new(current, line, marker):
                self._carry_on(current, line, last=line is lines[-1])
                continue
            lead, opened = _bold_start(line, text)
            made.append(Written(text, marker, line.x0, text_x, line, line.size, line.words[-1].colour, line.bold, lead, opened))
        return made

    def _is_new(self, current: Written, line: Printed, marker: str) -> bool:
        last = current.last
        if marker and not (marker_class(marker)[:1] == "1" and not self._may_number(current, line)):
            return True
        if not current.bold and _bold_start(line, line.text)[0] and leading_label(line.text) is not None:
            return True
        gap = line.y - last.y
        gapped = not line.fresh and (gap > self._leading * _WIDER * line.size or gap <= 0)
        if abs(line.size - current.size) > 0.6:
            return True
        goes_on = carries_on(current.text, line.text)
        full = is_full(last, line)
        if current.bold and not line.words[0].bold:
            return not (full and starts_small(line.text))
        if current.bold != line.bold and not current.lead_open and not (current.bold and full):
            return True
        if line.text.find(":", 3, 30) > 0 and ends_sentence(current.text) and leading_label(line.text) is not None:
            return True
        if gapped:
            return not (goes_on and gap <= self._leading * 1.8 * line.size)
        if current.marker and line.x0 < current.x - 2 and not (full and goes_on):
            return True
        if not current.marker and abs(line.x0 - current.text_x) > 25 and not goes_on:
            return True
        return not (full or goes_on)

    def _begins_entry(self, current: Written, line: Printed, *, whole: bool) -> bool:
        """A large letter after a finished line begins an entry, unless it is a name or the cell holds several sentences on end."""
        first = line.words[0].text.strip("\"'“”()")
        if current.marker or current.bold or not first[:1].isupper() or first[1:2].isupper() or first.rstrip(".,:;") in self._joiner.names:
            return False
        if ends_sentence(current.text):
            return whole and not current.text.endswith(":")
        before = current.text[-80:].split()
        return current.text[-1:].isalnum() and not carries_on(current.text, line.text) and not (len(before) > 1 and before[-1][:1].isupper())

    def _may_number(self, current: Written, line: Printed) -> bool:
        """"2." at the start of a line is a number of a list, unless the sentence above just reaches into it."""
        return not is_full(current.last, line) or ends_sentence(current.text) or abs(line.x0 - current.x) < 3 or bool(current.marker)

    def _carry_on(self, current: Written, line: Printed, *, last: bool) -> None:
        cut = _is_cut(current, line)
        joined = self._joiner.join(current.text, line.text, cut=cut, last=last)
        if current.lead_open:
            more, current.lead_open = _bold_start(line, line.text)
            current.lead += more
        current.bold = current.bold and line.bold
        current.text, current.last = joined, line


def _marked(line: Printed) -> tuple[str, str, float]:
    """The line's marker, the rest, and where the rest begins."""
    marker, text = split_marker(line.text)
    if not marker:
        return "", text, line.x0
    first = line.words[0].text
    if len(line.words) > 1 and len(first) <= len(marker) + 1:
        return marker, text, line.words[1].x0
    return marker, text, line.x0


def _bold_start(line: Printed, text: str) -> tuple[list[str], bool]:
    """The bold words that the line begins with, its marker aside, and whether they run to its end."""
    words = line.words[1:] if len(line.words) > 1 and split_marker(line.text)[0] and len(line.words[0].text) <= 6 else line.words
    lead: list[str] = []
    for word in words:
        if not word.bold:
            return lead, False
        lead.append(word.text)
    return lead, True


def is_full(last: Printed, line: Printed) -> bool:
    """The first word of ``line`` would not have fitted on the line above it."""
    first = line.words[0]
    room = last.right - last.x1
    hyphened = last.text.endswith(("-", "\u00ad", "/"))
    return hyphened or room < (first.x1 - first.x0) + 0.25 * line.size + 1.5


def _is_cut(current: Written, line: Printed) -> bool:
    """A word too long for the whole line was broken without a hyphen: it begins its line, reaches the edge and goes on below."""
    last = current.last
    token, following = last.words[-1], line.words[0]
    starts = token.x0 <= current.text_x + 2 or len(last.words) == 1
    width = (token.x1 - token.x0) + (following.x1 - following.x0)
    letter = (following.x1 - following.x0) / len(following.text)
    return starts and last.right - last.x1 < min(1.3 * letter, 0.7 * line.size) and width > last.right - current.text_x - 1


def as_line(written: Written, where: str, level: int = 0) -> Line:
    lead = clean(" ".join(written.lead)) if not written.bold else ""
    text = clean(written.text)
    if not text.startswith(lead) or lead == text:
        lead = ""
    kind = Kind.ITEM if written.marker else Kind.PARAGRAPH
    return Line(text, kind, level, written.marker, written.bold, lead, where)


def depths(written: Sequence[Written]) -> list[int]:
    """How deep each item is, by its indentation among the items around it."""
    xs = sorted({round(each.x) for each in written if each.marker})
    steps: list[float] = []
    for x in xs:
        if not steps or x - steps[-1] > 7:
            steps.append(x)
    return [max((index for index, step in enumerate(steps) if each.x >= step - 4), default=0) if each.marker else 0 for each in written]
