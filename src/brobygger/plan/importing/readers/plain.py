"""Plain text: a mail, a note, a document saved as text. Lines that were broken to fit are put together, headings known by how they
stand (underlined, in capitals, alone between blank lines), tables by bars, tabs or columns.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from brobygger.plan.importing import limits
from brobygger.plan.importing.archives import too_much
from brobygger.plan.importing.blocks import Block, Document, Kind, Line, Table
from brobygger.plan.importing.labels import leading_label, whole_label
from brobygger.plan.importing.markers import split_marker
from brobygger.plan.importing.readers.plain_tables import find_table, is_rule
from brobygger.plan.importing.sniffing import decode
from brobygger.plan.importing.text import Joiner, carries_on, clean, starts_small
from brobygger.plan.importing.wording import place

_UNDERLINE: Final = re.compile(r"^\s*([=~*_#-])\1{2,}\s*$")
_LEVELS: Final = {"=": 1, "-": 2, "~": 3}
_HASHES: Final = re.compile(r"^(#{1,6})\s+(\S.*?)\s*#*$")
_STARRED: Final = re.compile(r"^(\*\*|__)(\S(?:.*\S)?)\1(:?)$")
_MAIL: Final = re.compile(r"^(?:fra|til|cc|bcc|dato|sendt|emne|from|to|date|sent|subject)\s*:\s*\S", re.IGNORECASE)
_GREETING: Final = re.compile(r"^\s*(?:(?:med |de )?(?:venlig|venlige|bedste|mange|kærlig|kærlige|hjertelig|sommer|god|varme)\w*\s+hils(?:en|ner)|(?:mvh|vh|kh|hilsen)\b|--\s*$|sendt fra min)", re.IGNORECASE)
_LONGEST_SIGNATURE: Final = 14
_LONGEST_HEADING: Final = 12
_LONGEST_LINE: Final = 300  # of a heading
_LONGEST_PARAGRAPH: Final = 6000
_LONGEST_WRAPPED: Final = 130


def read(content: bytes) -> Document:
    text = decode(content).replace("\x00", "").replace("\f", "\n")
    lines = _unquoted(text.splitlines())
    if len(lines) > limits.MAX_LINES:
        raise too_much()
    hints, begin = _mail_head(lines)
    lines = lines[: _signature(lines)]
    return Document(list(_Reader(lines).blocks(begin)), "", hints)


def _unquoted(lines: list[str]) -> list[str]:
    """A mail's answer marks (">") away, where nearly all lines have them."""
    filled = [line for line in lines if line.strip()]
    if filled and sum(line.startswith(">") for line in filled) > 0.8 * len(filled):
        return [re.sub(r"^(?:>\s?)+", "", line) for line in lines]
    return lines


def _mail_head(lines: Sequence[str]) -> tuple[list[str], int]:
    """What a mail says of itself ("Emne: Handleplan 2025"), and the line where its text begins."""
    begin = next((index for index, line in enumerate(lines) if line.strip()), 0)
    end = begin
    while end < len(lines) and _MAIL.match(lines[end]):
        end += 1
    if end - begin < 2:
        return [], begin
    subjects = [line.partition(":")[2].strip() for line in lines[begin:end] if re.match("emne|subject", line, re.IGNORECASE)]
    return [re.sub(r"^(?:(?:vs|sv|re|fw|fwd)\s*:\s*)+", "", subject, flags=re.IGNORECASE) for subject in subjects], end


def _signature(lines: Sequence[str]) -> int:
    """The line on which a mail's greeting and signature begin; all lines where there is none."""
    last = max((index for index, line in enumerate(lines) if line.strip()), default=0)
    found = (index for index in range(max(last - _LONGEST_SIGNATURE, 1), last + 1) if _GREETING.match(lines[index]))
    return next(found, len(lines))


class _Reader:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._width = wrapped_at(lines)
        self._joiner = Joiner([line.strip() for line in lines])
        self._indents: list[int] = []

    def blocks(self, begin: int) -> Iterator[Block]:
        index = begin
        while index < len(self._lines):
            line = self._lines[index]
            if not line.strip() or is_rule(line):
                index += 1
                continue
            table = find_table(self._lines, index)
            if table is not None:
                self._indents = []
                yield Table(table.rows)
                index = table.end
                continue
            heading = self._heading(index)
            if heading is not None:
                self._indents = []
                yield heading
                index += 1
                continue
            made, index = self._paragraph(index)
            yield made

    def _heading(self, index: int) -> Line | None:
        stripped = self._lines[index].strip()
        if len(stripped) > _LONGEST_LINE:
            return None
        hashes = _HASHES.match(stripped)
        if hashes:
            return self._line(hashes[2], index, Kind.HEADING, len(hashes[1]))
        below = self._at(index + 1)
        underline = _UNDERLINE.match(below)
        if underline and len(below.strip()) >= 3 and len(stripped) <= 120 and not is_rule(self._at(index - 1)) | (not stripped):
            return self._line(stripped, index, Kind.HEADING, _LEVELS.get(underline[1], 2))
        starred = _STARRED.match(stripped)
        if starred:
            line = self._line(starred[2] + starred[3], index, Kind.PARAGRAPH, 0)
            line.bold = True
            return line
        if self._stands_alone(index) and not (self._next_alone(index, 1) and self._next_alone(index, -1)):
            line = self._line(stripped, index, Kind.PARAGRAPH, 0)
            line.bold = not stripped.endswith(":")
            return line
        return None

    def _stands_alone(self, index: int) -> bool:
        """A few words between blank lines, or above a list."""
        text = self._at(index).strip()
        if not text or text.endswith((".", ",", ";")) or len(text.split()) > _LONGEST_HEADING or starts_small(text):
            return False
        if self._at(index - 1).strip() or self._marker(index):
            return False
        below = self._at(index + 1).strip()
        label = whole_label(below) if below.endswith(":") else leading_label(below)
        return not below or bool(self._marker(index + 1)) or label is not None

    def _next_alone(self, index: int, step: int) -> bool:
        other = index + step
        while 0 <= other < len(self._lines) and not self._lines[other].strip():
            other += step
        return 0 <= other < len(self._lines) and self._stands_alone(other)

    def _at(self, index: int) -> str:
        return self._lines[index] if 0 <= index < len(self._lines) else ""

    def _marker(self, index: int) -> str:
        return split_marker(self._at(index))[0]

    def _line(self, text: str, index: int, kind: Kind, level: int) -> Line:
        marker, rest = split_marker(text)
        return Line(clean(rest), kind, level, marker, where=place(line=index + 1))

    def _paragraph(self, index: int) -> tuple[Line, int]:
        """The paragraph or item that begins on line ``index``, with the lines that carry it on."""
        start = index
        raw = self._lines[index]
        marker, text = split_marker(raw)
        indent = _indent(raw)
        text_begins = indent + (len(raw.strip()) - len(text)) if marker else indent
        index += 1
        while index < len(self._lines) and len(text) < _LONGEST_PARAGRAPH and self._carries_on(text, index, text_begins, marked=bool(marker)):
            text = self._joiner.join(text, self._lines[index].strip())
            index += 1
        starred = _STARRED.match(text)
        line = Line(clean(starred[2] + starred[3] if starred else text), Kind.PARAGRAPH, 0, "", bool(starred), where=place(line=start + 1))
        led = re.match(r"(\*\*|__)(\S.*?\S)\1(?=\s|$)", text)
        if led and not starred:
            line.lead, line.text = clean(led[2]), clean(led[2] + text[led.end() :])
        if marker:
            line.kind, line.marker, line.level = Kind.ITEM, marker, self._level(indent)
        elif not indent:
            self._indents = []
        return line, index

    def _level(self, indent: int) -> int:
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        return len(self._indents) - 1

    def _carries_on(self, text: str, index: int, text_begins: int, *, marked: bool) -> bool:
        """Whether line ``index`` goes on with ``text``: it would not have fitted on the line above, or is in the middle of a sentence."""
        raw, above = self._lines[index], self._lines[index - 1].rstrip()
        line = raw.strip()
        if not line or self._marker(index) or is_rule(raw) or _UNDERLINE.match(self._at(index + 1)) or find_table(self._lines, index):
            return False
        if whole_label(text) is not None or (not starts_small(line) and leading_label(line) is not None) or _STARRED.match(text):
            return False
        if text.endswith(("-", "\u00ad")) or carries_on(text, line):
            return True
        full = len(above) + 1 + len(line.split(maxsplit=1)[0]) > self._width
        hangs = marked and abs(_indent(raw) - text_begins) <= 1 and _indent(raw) > 0
        return full or (hangs and whole_label(line) is None)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def wrapped_at(lines: Sequence[str]) -> int:
    """The width that the writer's program kept the lines within; where it did not, far beyond every line."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip() and "|" not in line and "\t" not in line.strip() and not is_rule(line))
    if not lengths or lengths[-1] > _LONGEST_WRAPPED or lengths[-1] < 40:
        return 1_000_000
    near = sum(length > 0.8 * lengths[-1] for length in lengths)
    return lengths[-1] if near >= max(3, len(lengths) // 10) else 1_000_000
