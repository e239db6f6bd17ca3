"""What one cell, or one list, holds: separate entries, with the line that leads them in ("udvikling og afprøvning af:")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from brobygger.plan.importing.blocks import Kind, Line
from brobygger.plan.importing.labels import Role, whole_label
from brobygger.plan.importing.text import carries_on, starts_small

# A number and nothing else: how many are wanted of what another cell names.
FIGURE: Final = re.compile(r"^(?:min\.? |mindst |ca\. |op til )?\d{1,4}(?:\s?[-–]\s?\d{1,4})?(?: stk\.?)?$", re.IGNORECASE)
_LONGEST_LEAD: Final = 160
_LONGEST_TOLD: Final = 600
_HINGES: Final = frozenset(["af", "at", "for", "fx", "herunder", "i", "med", "om", "på", "som", "til", "ved", "via", "gennem"])  # a sentence never ends in one


@dataclass(slots=True)
class Entry:
    text: str
    line: Line
    lead_in: str = ""
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    lead_in: str
    entries: list[Entry]


def read_listing(lines: Sequence[Line]) -> Listing:
    """The entries of ``lines``: one for each item or paragraph; what hangs below an item belongs to it."""
    listing = Listing("", [])
    lead = ""
    depths = [line.level for line in lines if line.kind is Kind.ITEM]
    top = min(depths, default=0)
    first_item = next((line for line in lines if line.kind is Kind.ITEM), None)
    for index, line in enumerate(lines):
        last = listing.entries[-1] if listing.entries else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _leads_in(line, following, first_item):
            lead = line.text
            if last is None and not listing.lead_in:
                listing.lead_in = lead
            continue
        if line.kind is Kind.ITEM and line.level > top and last is not None and last.line.kind is Kind.ITEM:
            last.below.append(line.text)
        elif line.kind is not Kind.ITEM and last is not None and carries_on(_end(last), line.text):
            _carry_on(last, line.text)
        else:
            listing.entries.append(Entry(line.text, line, lead if lead != listing.lead_in else ""))
    listing.entries = [made for entry in listing.entries for made in _with_what_is_below(entry)]
    return listing


def _leads_in(line: Line, following: Line | None, first_item: Line | None) -> bool:
    if following is None or line.kind is Kind.ITEM or len(line.text) > _LONGEST_LEAD:
        return False
    if not line.text.endswith(":"):
        return following.kind is Kind.ITEM and line.text.rsplit(maxsplit=1)[-1].lower() in _HINGES
    return following.kind is Kind.ITEM or first_item is None


def _end(entry: Entry) -> str:
    return entry.below[-1] if entry.below else entry.text


def _carry_on(entry: Entry, text: str) -> None:
    if entry.below:
        entry.below[-1] = f"{entry.below[-1]} {text}"
    else:
        entry.text = f"{entry.text} {text}"


def _with_what_is_below(entry: Entry) -> list[Entry]:
    """Sentences below "…:" stand for themselves, with that line leading them in; fragments complete the entry above them."""
    if not entry.below:
        return [entry]
    sentences = all(not starts_small(text) and len(text.split()) >= 4 for text in entry.below)
    if sentences and entry.text.endswith(":") and len(entry.below) > 1:
        return [Entry(text, entry.line, entry.text) for text in entry.below]
    separator = " " if entry.text.endswith((":", ",")) else ": "
    bare = entry.text.rstrip(".") if separator == ": " else entry.text
    return [Entry(bare + separator + "; ".join(text.rstrip(".;,") for text in entry.below), entry.line, entry.lead_in)]


def is_nested(lines: Sequence[Line]) -> bool:
    """A list of two levels in which every item of the first has items of the second below it: goals, and what is done for each."""
    if any(line.kind is not Kind.ITEM or line.level > lines[0].level + 1 or line.level < lines[0].level for line in lines):
        return False
    levels = [line.level - lines[0].level for line in lines]
    return sum(levels) >= 2 and levels[-1] == 1 and all(pair != (0, 0) for pair in pairwise(levels))


_TOLD: Final = re.compile(r"^(?P<text>.{8,}?)\s*(?:(?<=[.;])\s+|\(|\s[–-]\s+)(?P<label>[^\W\d_][^():;.]{4,40}):\s*(?P<told>[^:]{3,}?)\)?$", re.DOTALL)


def split_means(text: str) -> tuple[str, str]:
    """An activity and the documentation that is told in the same breath: "Fire kurser om året (dokumentation: deltagerlister)"."""
    match = _TOLD.match(text) if len(text) <= _LONGEST_TOLD else None
    label = whole_label(match["label"]) if match else None
    if match is None or label is None or label.role not in {Role.MEANS, Role.INDICATOR} or label.mixed:
        return text, ""
    told = match["told"].strip()
    return match["text"].rstrip(" ;"), told[:1].upper() + told[1:]


_DETAIL: Final = re.compile(r"^(?P<text>.{4,}?)[.;,(\s–-]*\b(?P<label>[^\W\d_][^():;.]{2,20}):\s*(?P<told>[^:;]{2,60}?)[.)\s]*$", re.DOTALL)


def split_details(text: str) -> tuple[str, dict[Role, str]]:
    """An activity and who answers for it by when, told behind it: "4 kurser pr. år. Ansvarlig: Ida. Frist: december"."""
    details: dict[Role, str] = {}
    while len(text) <= _LONGEST_TOLD and (match := _DETAIL.match(text)) is not None:
        label = whole_label(match["label"])
        if label is None or label.role not in {Role.OWNER, Role.DEADLINE} or label.role in details:
            break
        details[label.role] = match["told"].strip()
        text = match["text"].strip()
    return text, details


def title_of(lines: Sequence[Line]) -> str:
    """The lines of a goal's cell as one title."""
    items = sum(line.kind is Kind.ITEM for line in lines)
    if items > 1 and items == len(lines):
        return "; ".join(line.text.rstrip(".;,") for line in lines)
    return " ".join(line.text for line in lines if line.text)
