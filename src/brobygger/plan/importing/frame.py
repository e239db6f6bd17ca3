"""What stands around a plan: whose it is, what it is called, and for which period."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from brobygger.plan.importing.blocks import Document, Kind, Line
from brobygger.plan.importing.labels import Role, leading_label, plain, whole_label
from brobygger.plan.phrases import Span, find_day, find_period

_NAME: Final = r"(?:[A-ZÆØÅ][\wæøåé]*(?:-[A-ZÆØÅ]\w*)*)"
_CENTRE: Final = re.compile(
    rf"\b((?:FRIVIL+IGCENTER|FRIVIL+IGCENTRET)(?:\s+[A-ZÆØÅ]{{3,}})+|{_NAME}\s+(?:Frivilligcenter|Frivilligcentral|Frivillighus)\b|(?:Frivil+ig(?:center|centret|centeret|hus|huset|centralen|formidlingen|forum|net|netværk)|Foreningscenter|Foreningscentret|"
    rf"Center for [Ff]rivilligt (?:[Ss]ocialt )?[Aa]rbejde|Selvhjælp|Foreningernes Hus)"
    rf"(?:\s+(?:&|og)\s+(?:[Ss]elvhjælp|[Aa]ktivitetscenter|[Ff]oreningshus))?(?:\s+(?:i\s+)?{_NAME}(?:-{_NAME})?(?:\s+(?:og|&)\s+{_NAME}|\s+(?:Kommune|By|Nord|Syd|Øst|Vest|Midt|Sogn))?))"
)
_PLAN_WORD: Final = re.compile(
    r"(?:plan|planen|strategi|strategien|strategiplan|årsplan|handleprogram|arbejdsprogram|program|statusrapport|status|opfølgning|afrapportering|målsætning|masterplan|charter|aftale)(?:\b|$)"
)
_ENDING_IN_S: Final = frozenset(["randers", "horsens", "assens", "aarhus", "århus"])
_HANGING: Final = re.compile(r"\b(?:og|mellem|for|i|af|med|ved)$|\b(?:og|mellem)\s+(?:20)?\d\d")
_WORDS_OF_TITLE: Final = 14
_LINES_OF_FRAME: Final = 4
_AROUND: Final = re.compile(r"(?:plan)?periode|(?:planen )?gæld|(?:vedtaget|godkendt|revideret|opdateret|dato)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    organisation: str
    title: str
    period: Span | None
    running: frozenset[str]  # titles, in small letters, that repeat through the document and head no part of it
    top: frozenset[str]  # ids of the lines at the top that were used for the frame


def read_frame(document: Document, filename: str) -> Frame:
    lines = [block for block in document.blocks if isinstance(block, Line)]
    top = _top(document)
    texts = [line.text for line in top]
    everywhere = list(document.texts())
    organisation = _organisation(texts, document, everywhere)
    stem = PurePath(filename).stem.replace("_", " ").replace("-", " ").strip()
    title_line = _title_line(top, organisation)
    raw = title_line.text if title_line is not None else (document.title or _title_among(document.hints) or _title_told(texts) or _from_name(stem))
    title = _without(raw, organisation)
    period = _period([raw, *texts[:12], document.title, *document.hints, *_labelled_periods(document), stem])
    headings = Counter(line.text.casefold() for line in lines if line.kind is Kind.HEADING or line.bold)
    running = {text for text, times in headings.items() if times > 1 and (_PLAN_WORD.search(text) or text == raw.casefold())}
    used = {line.id for line in top if line is title_line or _is_only_frame(line.text, organisation)}
    used |= {line.id for line in top[:_LINES_OF_FRAME] if organisation and organisation in line.text and len(line.text.split()) <= _WORDS_OF_TITLE}
    used |= {block.id for block in document.blocks[: document.cover] if isinstance(block, Line)}
    used |= {line.id for line in top[:_LINES_OF_FRAME] if _AROUND.match(line.text) and any(letter.isdigit() for letter in line.text)}
    if title_line is not None:
        running.add(title_line.text.casefold())
    return Frame(organisation, title, period, frozenset(running), frozenset(used))


_AS_OF: Final = re.compile(r"(?:\b|års|halv)(?:status|opfølgning|afrapportering|fremdrift|opgjort|pr|per)\b\.?[^.;]{0,40}?(?=\b\d{1,2}[./ ])", re.IGNORECASE)


def status_day(texts: Iterable[str]) -> date | None:
    """The day that a status speaks of: "Status pr. 30.6.2026", wherever it says so first."""
    for text in texts:
        match = _AS_OF.search(text[:200])
        day = find_day(text[match.end() : match.end() + 24]) if match else None
        if day is not None:
            return day
    return None


def _top(document: Document) -> list[Line]:
    """The first lines, before the first table and not far into the text."""
    found: list[Line] = []
    for block in document.blocks[:15]:
        if not isinstance(block, Line):
            for row in block.rows[:4]:
                found += [line for cell in row.cells for line in cell.lines if len(row.filled) == 1]
            break
        found.append(block)
    return found


def _organisation(top: list[str], document: Document, everywhere: Iterable[str]) -> str:
    for text in [*top[:8], document.title, *document.hints]:
        match = _CENTRE.search(text)
        if match:
            return _tidy_name(_nominative(match[1], text[match.end() :]))
    counted: Counter[str] = Counter()
    for text in everywhere:
        counted.update(_tidy_name(match[1]) for match in _CENTRE.finditer(text))
    return counted.most_common(1)[0][0] if counted else ""


def _nominative(name: str, following: str) -> str:
    """The name without the s of "Frivilligcenter Bakkerups strategi"; towns that end in s keep theirs."""
    owns = name.endswith("s") and re.match(r"\s+[a-zæøå]{3}", following) is not None and not re.match(r"\s+(?:og|for|har|vil|kan|skal|til|med)\b", following)
    return name[:-1] if owns and name.rsplit(maxsplit=1)[-1].lower() not in _ENDING_IN_S else name


def _tidy_name(name: str) -> str:
    name = re.sub(r"^(Frivilligcent)(?:ret|eret)\s+(?:i\s+)?", r"\1er ", name)
    if name.isupper():
        name = name.title()
    name = re.sub(r"^(?:Frivil+ig)(?=cent|hus|net|forum)", "Frivillig", name)
    # A genitive s belongs to the sentence, not to the name; names of towns that end in s keep theirs where it is the only form.
    return name


def _title_line(top: list[Line], organisation: str) -> Line | None:
    candidates = [line for line in top if len(line.text.split()) <= _WORDS_OF_TITLE and not _is_only_frame(line.text, organisation)]
    headed = [line for line in candidates if (line.kind is Kind.HEADING or line.bold) and not _is_label(line)]
    for group in (headed, candidates):
        for line in group[:6]:
            if _PLAN_WORD.search(plain(line.text)) and not line.text.endswith((".", ":")):
                return line
    for line in headed[:3]:
        if find_period(line.text) is not None:
            return line
    first = top[0] if top else None
    if first is not None and first.kind is Kind.HEADING and first.level == 1 and first in headed and len(headed) > 1:
        return first
    return None


def _is_label(line: Line) -> bool:
    label = whole_label(line.text)
    return label is not None and not label.mixed and not _PLAN_WORD.search(plain(line.text)) and find_period(line.text) is None


def _is_only_frame(text: str, organisation: str) -> bool:
    bare = text.strip(" .,:–-")
    return bool(organisation) and _tidy_name(bare).casefold() in {organisation.casefold(), organisation.casefold() + "s"}


def _title_among(hints: Iterable[str]) -> str:
    return next((hint for hint in hints if _PLAN_WORD.search(plain(hint)) and len(hint.split()) <= _WORDS_OF_TITLE), "")


_NAMED: Final = re.compile(r"\b([a-zæøå]*(?:plan|strategi))(?:en)?((?: for)? 20\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?)\b", re.IGNORECASE)


def _title_told(top: Iterable[str]) -> str:
    """What a letter calls the plan: "Bestyrelsen har vedtaget handlingsplanen for 2026"."""
    found = next((match for text in top if (match := _NAMED.search(text))), None)
    return f"{found[1].capitalize()}{found[2]}" if found else ""


def _from_name(stem: str) -> str:
    return stem[:1].upper() + stem[1:] if stem else ""


def _without(title: str, organisation: str) -> str:
    """The title without the centre's name, and without the hinges that the name leaves behind."""
    if organisation:
        bare = re.sub(rf"\s*[,·–|-]?\s*\b(?:for\s+|i\s+)?{re.escape(organisation)}s?\b\s*[,:·–|-]?\s*", " ", title, flags=re.IGNORECASE).strip(" ,:·–-")
        if not _HANGING.search(bare) and re.search(r"[^\W\d_]{3}", bare):
            title = bare[:1].upper() + bare[1:]
    return " ".join(title.split())[:200]


def _labelled_periods(document: Document) -> list[str]:
    found = []
    for text in document.texts():
        label = leading_label(text)
        if label is not None and label.role is Role.PERIOD:
            found.append(label.rest)
    return found[:3]


def _period(texts: Iterable[str]) -> Span | None:
    for text in texts:
        if text and len(text) <= 160 and (span := find_period(text)) is not None:
            return span
    return None
