"""Text as it was typed: pieces with or without bold become lines; typed bullets and numbers become items."""

from collections.abc import Iterable, Iterator

from brobygger.plan.importing.blocks import Kind, Line
from brobygger.plan.importing.markers import split_marker
from brobygger.plan.importing.text import clean, ends_sentence, starts_small


def typed_lines(pieces: Iterable[tuple[str, bool]], *, in_cell: bool = False, join: bool = False) -> Iterator[Line]:
    """Lines of one paragraph. ``join`` reads its line breaks as spaces (headings); otherwise each typed line is one,
    unless it plainly goes on.
    """
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in pieces:
        parts = text.split("\n")
        for index, part in enumerate(parts):
            if index:
                if join:
                    lines[-1].append((" ", bold))
                else:
                    lines.append([])
            if part:
                lines[-1].append((part, bold))
    made: list[Line] = []
    for line in lines:
        found = _line(line)
        if found is None:
            continue
        last = made[-1] if made else None
        if last is not None and found.kind is Kind.PARAGRAPH and starts_small(found.text) and not ends_sentence(last.text):
            last.text = clean(f"{last.text}\n{found.text}") if last.text.endswith("\u00ad") else f"{last.text} {found.text}"
            last.bold = last.bold and found.bold
            continue
        made.append(found)
    yield from made


def _line(pieces: list[tuple[str, bool]]) -> Line | None:
    whole = "".join(text for text, _ in pieces)
    indent = len(whole) - len(whole.lstrip("\t "))
    marker, text = split_marker(whole)
    text = clean(text)
    if not text:
        return None
    bold = all(is_bold or not piece.strip() for piece, is_bold in pieces)
    lead = ""
    if not bold:
        at_start = ""
        for piece, is_bold in pieces:
            if not is_bold and piece.strip():
                break
            at_start += piece
        lead = clean(split_marker(at_start)[1]) if any(is_bold and piece.strip() for piece, is_bold in pieces[:4]) else ""
        lead = lead if text.startswith(lead) and lead != text else ""
    if marker:
        tabs = whole[:indent].count("\t")
        return Line(text, Kind.ITEM, max(tabs, 1 if marker == "o" and not tabs else 0), marker, bold, lead)
    return Line(text, Kind.PARAGRAPH, 0, "", bold, lead)
