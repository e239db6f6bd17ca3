"""The reading of one line: figures and days first, then who came, then the centre's own words; the rest is title and note."""

import re
from datetime import date
from typing import Final

from brobygger.journal.lines import counts, days, durations, names, ways
from brobygger.journal.lines.line import Line
from brobygger.journal.lines.reading import Affiliation, Piece, Reading
from brobygger.journal.lines.spelling import composed
from brobygger.journal.lines.words import Vocabulary

LONGEST: Final = 1000  # letters that are read; what is beyond stays in the note as it stands
TITLE: Final = 250
_LOOSE: Final = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\(\s*\)|\[\s*\]"), " "),
    (re.compile(r"\s+([,;:.!?)])"), r"\1"),
    (re.compile(r"([,;:])(?:\s*[,;:.])+"), r"\1"),
    (re.compile(r"\s*,\s*\("), " ("),
    (re.compile(r"(?:\s*[,;:&–-]|\s+(?:og|and|samt|den|d\.|kl\.?|på|med|i|ca\.?|from|fra|with))+\s*$", re.IGNORECASE), ""),
    (re.compile(r"^(?:[\s,;:.!&–-]|(?:og|and|den|kl|til|to|deltog i)\b)+", re.IGNORECASE), ""),
    (re.compile(r"\s+"), " "),
)


def parse(text: str, vocabulary: Vocabulary, *, today: date) -> Reading:
    """``text`` read with the centre's words, as of ``today``. Never raises; an empty line gives an empty reading."""
    whole, places = composed(text)
    line = Line(whole[:LONGEST], vocabulary, today)
    names.guard_figures(line)
    ways.read(line)
    durations.read(line)
    days.read(line)
    found = counts.read(line)
    line.unguard()
    names.read(line, found)
    counts.settle(line, found)
    title, note = _words(line, whole[LONGEST:])
    known = line.known
    return Reading(
        kind=known.get("kind"), organisations=tuple(_once(line)), organisations_count=known.get("organisations_count"), theme=known.get("theme"),
        target_group=known.get("target_group"), locality=known.get("locality"), network=known.get("network"), project=known.get("project"),
        minutes=known.get("minutes"), persons=known.get("persons"), done_on=known.get("done_on"), mode=known.get("mode"),
        online=known.get("online"), state=known.get("state"), reason=known.get("reason", ""), title=title, note=note,
        pieces=tuple(_pieces(line, places, len(whole))), questions=tuple(line.questions),
    )


def _once(line: Line) -> list[Affiliation]:
    """Each organisation once, with all who came from there."""
    kept: dict[str, Affiliation] = {}
    for each in line.affiliations:
        key = each.key or each.name.lower()
        before = kept.get(key)
        if before is None:
            kept[key] = each
        elif each.persons is not None:
            kept[key] = Affiliation(before.key, before.name, (before.persons or 0) + each.persons, before.sector)
    return list(kept.values())


def _words(line: Line, beyond: str) -> tuple[str, str]:
    """The title as a person would write it, without what has fields of its own; the note takes what does not fit there."""
    kept = "".join(letter if not gone else " " for letter, gone in zip(line.text, line.dropped, strict=True))
    for pattern, by in _LOOSE:
        kept = pattern.sub(by, kept)
    title = kept.strip()
    note = [*line.extra]
    if len(title) > TITLE:
        cut = title.rfind(" ", 0, TITLE)
        title, rest = title[: cut if cut > 0 else TITLE].rstrip(" ,;:"), title[cut if cut > 0 else TITLE :].strip()
        note.append(rest)
    if beyond.strip():
        note.append(beyond.strip())
    return title[:1].upper() + title[1:], ", ".join(part for part in note if part)


def _pieces(line: Line, places: list[int], length: int) -> list[Piece]:
    """The pieces by their place in the text as it was typed; what no one has spoken for is title, what was too much is note."""
    found = list(line.pieces)
    for match in re.finditer(r"\S+", line.text):
        at = match.start()
        while at < match.end():
            to = at
            while to < match.end() and (line.taken[to] == 0) == (line.taken[at] == 0):
                to += 1
            if line.taken[at] == 0:
                found.append(Piece(at, to, "title", line.text[at:to]))
            at = to
    if length > LONGEST:
        found.append(Piece(LONGEST, length, "note", ""))
    found.sort(key=lambda piece: (piece.start, piece.end))
    return [
        Piece(places[piece.start], places[piece.end], piece.role, piece.text, piece.key, piece.certain) if places[piece.end] != piece.end or places[piece.start] != piece.start else piece
        for piece in found
    ]
