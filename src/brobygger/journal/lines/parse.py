"""The reading of one line: figures and days first, then who came, then the centre's own words; the rest is title and note."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from brobygger.journal.lines import patterns
from brobygger.journal.lines.reading import From, Piece, Question, Reading
from brobygger.journal.lines.words import SMALL, Found, Vocabulary, tokens

_FIGURES = {"minutes", "persons", "day", "state", "organisations_count"}
_LIST_END = re.compile(r"\b(?:om|vedr|vedrørende|på|i|til|ved|about|on)\b|[.;:!?]", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)(?:fra|from)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|\bog\b|\band\b|\bsamt\b|&|\+)\s*", re.IGNORECASE)
_LEADING = re.compile(rf"^(?:ca\.?\s*)?(?P<n>{patterns._N})\s+(?:fra\s+|from\s+)?", re.IGNORECASE)
_TRAILING = re.compile(r"\s*\((?P<n>\d{1,4})\)$")


@dataclass
class _Line:
    """The line on its way to being understood."""

    text: str
    vocabulary: Vocabulary
    today: date
    pieces: list[Piece] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)
    organisations: list[From] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        return not any(piece.start < end and start < piece.end for piece in self.pieces)

    def take(self, start: int, end: int, role: str, key: str | None = None, *, certain: bool = True) -> None:
        self.pieces.append(Piece(start, end, role, self.text[start:end], key, certain))

    def know(self, **fields: object) -> None:
        self.reading = replace(self.reading, **fields)  # type: ignore[arg-type]  # names are the reading's own fields


def parse(line: str, vocabulary: Vocabulary, *, today: date) -> Reading:
    """Read ``line``. Never raises; an empty line gives an empty reading."""
    at = _Line(line, vocabulary, today)
    _days(at)
    _durations(at)
    _persons(at)
    _ways(at)
    _came_from(at)
    _own_words(at)
    _sectors(at)
    return _close(at)


def _days(at: _Line) -> None:
    for hit in patterns.days(at.text, at.today):
        if not at.free(hit.start, hit.end):
            continue
        if hit.value is None:
            at.questions.append(Question("day", _("There is no such day: %(text)s") % {"text": at.text[hit.start : hit.end].strip()}))
            continue
        if at.reading.done_on is None and isinstance(hit.value, date):
            at.take(hit.start, hit.end, "day")
            at.know(done_on=hit.value)
            if hit.value > at.today:
                at.know(state="planned")
                at.questions.append(Question("state", _("This day is still to come: it is kept as planned.")))


def _durations(at: _Line) -> None:
    for hit in patterns.durations(at.text):
        if at.free(hit.start, hit.end) and at.reading.minutes is None and isinstance(hit.value, int):
            at.take(hit.start, hit.end, "minutes")
            at.know(minutes=hit.value)


def _persons(at: _Line) -> None:
    if (match := patterns.ORGANISATIONS.search(at.text)) and at.free(match.start(), match.end()):
        at.take(match.start(), match.end(), "organisations_count")
        at.know(organisations_count=patterns.number(match["n"]))
    for hit in patterns.persons(at.text):
        if at.free(hit.start, hit.end) and at.reading.persons is None and isinstance(hit.value, int):
            at.take(hit.start, hit.end, "persons")
            at.know(persons=hit.value)


def _ways(at: _Line) -> None:
    for pattern, fields, role in (
        (patterns.CANCELLED, {"state": "cancelled"}, "state"),
        (patterns.PLANNED, {"state": "planned"}, "state"),
        (patterns.ONLINE, {"online": True}, "online"),
        (patterns.ON_SITE, {"online": False}, "online"),
        (patterns.JOINED, {"mode": "joined"}, "mode"),
        (patterns.OFFERED, {"mode": "offered"}, "mode"),
    ):
        if (match := pattern.search(at.text)) and at.free(match.start(), match.end()):
            at.take(match.start(), match.end(), role)
            at.know(**fields)


def _came_from(at: _Line) -> None:
    """``fra A, B og C``: each part is an organisation, known or not; the list ends at another preposition or figure."""
    for match in _FROM.finditer(at.text):
        if not at.free(match.start(), match.end()):
            continue
        end = _end_of_list(at, match.end())
        start = match.end()
        for part in _parts(at.text, start, end):
            _affiliation(at, *part)


def _end_of_list(at: _Line, start: int) -> int:
    ends = [piece.start for piece in at.pieces if piece.start >= start]
    if (stop := _LIST_END.search(at.text, start)) is not None:
        ends.append(stop.start())
    return min(ends, default=len(at.text))


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, place = [], start
    for match in [*_SPLIT.finditer(text, start, end), None]:
        stop = match.start() if match is not None else end
        if text[place:stop].strip():
            lead = len(text[place:stop]) - len(text[place:stop].lstrip())
            found.append((place + lead, place + len(text[place:stop].rstrip())))
        place = match.end() if match is not None else end
    return found


def _affiliation(at: _Line, start: int, end: int) -> None:
    text, count = at.text[start:end], None
    if (leading := _LEADING.match(text)) is not None:
        count = patterns.number(leading["n"])
        start += leading.end()
    elif (trailing := _TRAILING.search(text)) is not None:
        count = int(trailing["n"])
        end = start + trailing.start()
    name = at.text[start:end].strip(" ,")
    if not name or not any(letter.isalpha() for letter in name):
        return
    words = [word for word, _start, _end in tokens(name)]
    if words and words[0] in {"kommunen", "regionen"} and len(words) == 1:
        return  # a sector, read later with its number
    found = _organisation(at, words)
    if found is None and not (name[0].isupper() or count):
        return  # "fra starten" names nobody
    at.take(start, end, "organisation", found.key if found else None, certain=bool(found and found.certain))
    at.organisations.append(From(found.key if found else None, name, count))


def _organisation(at: _Line, words: list[str]) -> Found | None:
    exact = [found for found in at.vocabulary.meet(words, 0) if found.role == "organisation" and found.size == len(words)]
    near = exact or [found for found in at.vocabulary.nearest(words, 0) if found.role == "organisation"]
    if len({found.key for found in near}) > 1:
        names = tuple(at.vocabulary.names[found.key] for found in near)
        at.questions.append(Question("organisation", _("Which one: %(names)s?") % {"names": " / ".join(names)}, names))
        return None
    return near[0] if near else None


def _own_words(at: _Line) -> None:
    found = tokens(at.text)
    words = [word for word, _start, _end in found]
    index = 0
    while index < len(words):
        start = found[index][1]
        if not at.free(start, found[index][2]):
            index += 1
            continue
        met = at.vocabulary.meet(words, index) or at.vocabulary.compound(words[index])
        if not met and words[index] not in SMALL:
            met = at.vocabulary.nearest(words, index)
        size = max((each.size for each in met), default=1)
        end = found[index + size - 1][2]
        if met and at.free(start, end):
            _settle(at, met, start, end)
        index += size


def _settle(at: _Line, met: list[Found], start: int, end: int) -> None:
    """Give each found entry its field; several of one role, or an organisation named like a place, become a question."""
    by_role: dict[str, list[Found]] = {}
    for each in met:
        by_role.setdefault(each.role, []).append(each)
    roles = list(by_role)
    if "organisation" in roles and len(roles) > 1 and not met[0].certain:
        roles = ["organisation"]
    for role in roles:
        entries = by_role[role]
        if role == "organisation":
            if len({entry.key for entry in entries}) > 1:
                names = tuple(at.vocabulary.names[entry.key] for entry in entries)
                at.questions.append(Question("organisation", _("Which one: %(names)s?") % {"names": " / ".join(names)}, names))
                return
            at.organisations.append(From(entries[0].key, at.text[start:end]))
        elif (role == "theme" and "network" in by_role and _after_network(at, start)) or (role == "network" and "theme" in by_role and not _after_network(at, start)):
            continue
        elif getattr(at.reading, role) is None:
            at.know(**{role: entries[0].key})
        else:
            continue
        at.take(start, end, role, entries[0].key, certain=entries[0].certain)


def _after_network(at: _Line, start: int) -> bool:
    """Whether the line speaks of networks, so that a name shared by a theme and a network means the network."""
    return "netværk" in at.text.lower() or "netvaerk" in at.text.lower() or "network" in at.text.lower()


def _sectors(at: _Line) -> None:
    for sector, pattern in patterns.SECTORS:
        for match in pattern.finditer(at.text):
            if at.free(match.start(), match.end()) and (match["n"] or "fra" in match.group().lower()):
                at.take(match.start(), match.end(), "organisation")
                count = patterns.number(match["n"]) if match["n"] else None
                at.organisations.append(From(None, match.group().strip(), count, sector))


def _close(at: _Line) -> Reading:
    """The title is the line without its figures; parts of it in which nothing was understood go to the note."""
    kept = _without_figures(at)
    title, note = _title_and_note(at, kept)
    unique: dict[tuple[str | None, str], From] = {}
    for each in at.organisations:
        unique.setdefault((each.key, "" if each.key else each.name.lower()), each)
    pieces = tuple(sorted(at.pieces, key=lambda piece: (piece.start, piece.end)))
    return replace(
        at.reading, organisations=tuple(unique.values()), title=title, note=note, pieces=pieces, questions=tuple(at.questions)
    )


def _without_figures(at: _Line) -> list[tuple[int, str]]:
    """The stretches between the figures, with where they begin."""
    kept, place = [], 0
    for piece in sorted((piece for piece in at.pieces if piece.role in _FIGURES), key=lambda piece: piece.start):
        kept.append((place, at.text[place : piece.start]))
        place = max(place, piece.end)
    kept.append((place, at.text[place:]))
    return kept


def _title_and_note(at: _Line, kept: list[tuple[int, str]]) -> tuple[str, str]:
    segments: list[tuple[int, int, str]] = []
    for start, text in kept:
        for match in re.finditer(r"[^,;]+", text):
            if match.group().strip(" .:-–"):
                segments.append((start + match.start(), start + match.end(), match.group()))
    title: list[str] = []
    note: list[str] = []
    for index, (start, end, text) in enumerate(segments):
        known = any(piece.start < end and start < piece.end and piece.role not in _FIGURES for piece in at.pieces)
        (title if index == 0 or known or not title else note).append(_tidy(text))
    joined = ", ".join(part for part in title if part)
    return (joined[:1].upper() + joined[1:])[:250], ", ".join(part for part in note if part)


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,.;:-–")
    return re.sub(r"\s+(?:kl|den|d|på|på|og|fra|i|med|med)$", "", text, flags=re.IGNORECASE).strip(" ,.;:-–")
