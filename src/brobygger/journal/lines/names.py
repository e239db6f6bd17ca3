"""The centre's own words in a line: kinds, organisations, themes, places; and who came from where.

Names are met by look-up, the longest first. What nothing explains is then compared with names that are spelt nearly so, and with the
ends of compounds ("rekrutteringskursus" is a kursus). Only what was met exactly is certain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from brobygger.journal.lines.counts import Count
from brobygger.journal.lines.index import PREFIX, SHARED, SMALL, Entry
from brobygger.journal.lines.line import Line
from brobygger.journal.lines.reading import Affiliation
from brobygger.journal.lines.spelling import Token, fold
from brobygger.journal.lines.words import ROLES

_BETWEEN: Final = re.compile(r"\s*[-/&'.]?\s*")
_FROM: Final = re.compile(r"\s*(?:,\s*)?(?:fra|from)\s+(?:hhv\.?\s+|bl\.?\s?a\.?\s+)?")
_NEXT: Final = re.compile(r"\s*(?:,\s*(?:og|and)?|(?:og|samt|and|&)(?=\s))\s*(?:fra\s+|from\s+)?")
_NAME: Final = re.compile(r"[^\W\d][\w'’.-]*(?:\s+(?:(?:i|på|for|af|og)\s+)?[A-ZÆØÅ][\w'’.-]*){0,4}")
SECTORS: Final = {
    "kommunen": "municipality", "kommune": "municipality", "municipality": "municipality", "regionen": "region", "byraadet": "politics",
    "byraad": "politics", "politikerne": "politics", "jobcentret": "municipality", "jobcenteret": "municipality", "hjemmeplejen": "municipality",
    "sundhedscentret": "municipality", "forvaltningen": "municipality",
}
_TAIL: Final = 6  # the shortest kind that a compound may end in: "tilstand" is no stand
_SHORT_TAILS: Final = frozenset({"cafe"})


@dataclass(slots=True)
class _Found:
    """An entry and where it stands: which words of the line, from letter to letter."""

    entry: Entry
    first: int
    count: int
    start: int
    end: int


def guard_figures(line: Line) -> None:
    """Names with figures in them ("Projekt 2025", "Klub 60") are no dates, times or heads."""
    index = line.vocabulary.index
    if not index.figured:
        return
    for stretch in _stretches(line):
        for first in range(len(stretch)):
            for count in range(min(index.longest, len(stretch) - first), 0, -1):
                if "".join(token.word for token in stretch[first : first + count]) in index.figured:
                    line.guard(stretch[first].start, stretch[first + count - 1].end)
                    break


def read(line: Line, counts: list[Count]) -> None:
    """All names of the line, known by role; organisations with those who came from there."""
    found = list(_met(line))
    taken = {place for each in found for place in range(each.start, each.end)}
    found += _nearly(line, taken, {each.entry.role for each in found})
    found.sort(key=lambda each: (each.start, each.entry.how))
    for role in ROLES:
        if role != "organisation":
            _settle(line, role, [each for each in found if each.entry.role == role])
    _organisations(line, [each for each in found if each.entry.role == "organisation"], counts)


def _stretches(line: Line) -> Iterator[list[Token]]:
    """Runs of words that nothing has spoken for, with only a space or a small sign between."""
    run: list[Token] = []
    for token in line.tokens:
        if not token.word:
            continue
        if run and not _BETWEEN.fullmatch(line.text[run[-1].end : token.start]):
            yield run
            run = []
        if line.free(token.start, token.end):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _met(line: Line) -> Iterator[_Found]:
    index = line.vocabulary.index
    for run in _stretches(line):
        at = 0
        while at < len(run):
            for count in range(min(index.longest, len(run) - at), 0, -1):
                parts = [token.word for token in run[at : at + count]]
                shouted = count == 1 and run[at].text.isupper() and len(run[at].text) > 1
                if entries := index.meet(parts, shouted=shouted):
                    yield from (_Found(entry, at, count, run[at].start, run[at + count - 1].end) for entry in _one_each(entries))
                    at += count
                    break
            else:
                at += 1


def _one_each(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The best entry of each role; kinds and organisations with all that are as good, so that it can be asked which."""
    best: dict[str, Entry] = {}
    if any(entry.how < PREFIX for entry in entries):  # a town is the town, though some name begins with it
        entries = [entry for entry in entries if entry.how < PREFIX]
    for entry in entries:
        first = best.setdefault(entry.role, entry)
        if entry is first or (entry.role in {"kind", "organisation"} and (entry.rank == SHARED, entry.how) == (first.rank == SHARED, first.how)):
            yield entry


def _nearly(line: Line, taken: set[int], known: set[str]) -> list[_Found]:
    """Words that are a slip away from a name, or a compound that ends in a kind of work."""
    index, found = line.vocabulary.index, []
    for run in _stretches(line):
        free = [token for token in run if token.start not in taken]
        at = 0
        while at < len(free):
            step = 1
            for count in range(min(3, len(free) - at), 0, -1):
                piece = free[at : at + count]
                if piece[-1].end - piece[0].start > sum(len(token.text) for token in piece) + 2 * count:
                    continue
                parts = [token.word for token in piece]
                if parts[0] in SMALL or parts[-1] in SMALL:
                    continue
                entries = index.like(parts, [role for role in ROLES if role not in known or role == "organisation"])
                if entries:
                    found += [_Found(entry, at, count, piece[0].start, piece[-1].end) for entry in _one_each(sorted(entries, key=lambda each: each.order))]
                    step = count
                    break
            else:
                if at < len(free) and "kind" not in known and (inside := _compound(line, free[at])):
                    found += inside
            at += step
    return found


def _compound(line: Line, token: Token) -> list[_Found]:
    """As rekrutteringskursus: a kursus, about rekruttering where the centre has such a theme."""
    index, found = line.vocabulary.index, []
    for length in range(len(token.word) - 3, 3, -1):
        if length < _TAIL and token.word[-length:] not in _SHORT_TAILS:
            continue
        entries = [entry for entry in index.exact.get(token.word[-length:], ()) if entry.role == "kind"]
        if not entries:
            continue
        found.append(_Found(entries[0], 0, 1, token.start, token.end))
        head = token.word[:-length]
        for spelt in (head, head.rstrip("s"), head.rstrip("s-")):
            if themes := [entry for entry in index.exact.get(spelt, ()) if entry.role in {"theme", "target_group"}]:
                found.append(_Found(themes[0], 0, 1, token.start, token.end))
                break
        break
    return found


def _settle(line: Line, role: str, found: list[_Found]) -> None:
    """One entry of a list: the surest, then the first. Another one stays in the text, and it is asked which."""
    if not found:
        return
    chosen = min(found, key=lambda each: (role == "kind" and each.entry.rank == SHARED and each.entry.how > 0, not each.entry.certain, each.start))
    names = line.vocabulary.names
    same = [each for each in found if (each.start, each.end) == (chosen.start, chosen.end) and each.entry.key != chosen.entry.key]
    certain = chosen.entry.certain and not same
    line.known[role] = chosen.entry.key
    line.take(chosen.start, chosen.end, role, chosen.entry.key, certain=certain, drop=False)
    if same:
        keys = (chosen.entry.key, *(each.entry.key for each in same))
        line.ask(role, _("Which one: %(names)s?") % {"names": ", ".join(names[key] for key in keys)}, tuple(names[key] for key in keys), keys)
    elif role not in {"kind", "locality"}:
        others = tuple(dict.fromkeys(each.entry.key for each in found if each.entry.key != chosen.entry.key and each.entry.certain))
        if others:
            keys = (chosen.entry.key, *others)
            line.ask(role, _("Which one: %(names)s?") % {"names": ", ".join(names[key] for key in keys)}, tuple(names[key] for key in keys), keys)


def _organisations(line: Line, found: list[_Found], counts: list[Count]) -> None:
    named: dict[tuple[int, int], list[_Found]] = {}
    for each in found:
        named.setdefault((each.start, each.end), []).append(each)
    strangers = list(_strangers(line, named))
    places = sorted([*named, *strangers])
    persons = _persons(line, places, counts)
    for place in places:
        start, end = place
        if place in named:
            first, *others = named[place]
            key, certain = first.entry.key, first.entry.certain and not others
            line.affiliations.append(Affiliation(key, line.text[start:end], persons.get(place)))
            line.take(start, end, "organisation", key, certain=certain, drop=False)
            if others:
                keys = (key, *(each.entry.key for each in others))
                names = line.vocabulary.names
                line.ask("organisation", _("Which one: %(names)s?") % {"names": ", ".join(names[each] for each in keys)}, tuple(names[each] for each in keys), keys)
        else:
            name = line.text[start:end]
            line.affiliations.append(Affiliation(None, name, persons.get(place), SECTORS.get(fold(name))))
            line.take(start, end, "organisation", drop=False)


def _strangers(line: Line, named: dict[tuple[int, int], list[_Found]]) -> Iterator[tuple[int, int]]:
    """Names that nobody knows yet, where the line says that somebody came from there: "fra Klub Fnug og kommunen"."""
    starts = {start for start, _end in named}
    opened = [match.end() for match in re.finditer(r"(?<!\w)(?:fra|from)\s+", line.plain)]
    seen: set[int] = set()
    queue = list(opened)
    while queue:
        at = queue.pop(0)
        if at in seen or at >= len(line.text):
            continue
        seen.add(at)
        if at in starts:
            end = next(end for start, end in named if start == at)
        elif (match := _NAME.match(line.text, at)) is not None and line.free(*match.span()):
            name = match.group()
            if not (name[0].isupper() or fold(name) in SECTORS) or fold(name) in SMALL:
                continue
            end = match.end()
            if any(piece.role == "locality" and piece.start == match.start() for piece in line.pieces):
                continue
            yield match.span()
        else:
            continue
        onward = _NEXT.match(line.plain, end)
        if onward is not None and onward.end() > end:
            queue.append(onward.end())


def _persons(line: Line, places: list[tuple[int, int]], counts: list[Count]) -> dict[tuple[int, int], int]:
    """How many came from each place: a count that "fra" ties to one name belongs to it; to several, to them together."""
    found: dict[tuple[int, int], int] = {}
    for number, count in enumerate(counts):
        if count.listed:
            continue
        tie = _FROM.match(line.plain, count.end)
        if tie is None:
            continue
        until = counts[number + 1].start if number + 1 < len(counts) else len(line.text)
        group = []
        at = tie.end()
        for place in places:
            if place[0] < at or place[0] >= until:
                continue
            between = line.plain[at : place[0]]
            if between.strip(" ,&") not in {"", "og", "and", "samt", "fra", "og fra", "from", "and from"}:
                break
            group.append(place)
            at = place[1]
        if not group:
            continue
        count.listed = len(group)
        if len(group) == 1:
            found[group[0]] = count.persons
        line.dropped[count.start : group[-1][1]] = b"\1" * (group[-1][1] - count.start)  # the affiliations say it
    return found
