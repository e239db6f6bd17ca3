"""A document's own lines written in another format: headings, paragraphs and lists, for plans that have no tables."""

import html
import io
import textwrap
from collections.abc import Sequence

from odfdo import Document, Element, Header, List, ListItem, Paragraph, Span, Style

from brobygger.plan.importing.blocks import Kind, Line


def as_markdown(lines: Sequence[Line]) -> bytes:
    made = []
    for line in lines:
        text = f"**{line.lead}**{line.text[len(line.lead) :]}" if line.lead else line.text
        if line.kind is Kind.HEADING:
            made += ["", f"{'#' * line.level} {line.text}", ""]
        elif line.kind is Kind.ITEM:
            made.append(f"{line.marker if line.numbered else '-'} {text}")
        else:
            made += ["", text, ""]
    return "\n".join(made).encode()


def as_page(lines: Sequence[Line]) -> bytes:
    """As an editor for websites writes it: each list by itself, the number where a list begins given."""
    made = []
    for line in lines:
        rest = html.escape(line.text[len(line.lead) :])
        text = f"<strong>{html.escape(line.lead)}</strong>{rest}" if line.lead else rest
        if line.kind is Kind.HEADING:
            made.append(f"<h{line.level}>{text}</h{line.level}>")
        elif line.numbered:
            made.append(f"<ol start='{line.marker.strip('.')}'><li>{text}</li></ol>")
        elif line.kind is Kind.ITEM:
            made.append(f"<ul><li>{text}</li></ul>")
        else:
            made.append(f"<p>{text}</p>")
    return f"<html><head><meta charset='windows-1252'></head><body>{''.join(made)}</body></html>".encode("cp1252", "xmlcharrefreplace")


def as_text(lines: Sequence[Line]) -> bytes:
    """Lines of at most 80 letters, headings underlined, blank lines between paragraphs, none between the items of a list."""
    made: list[str] = []
    for line in lines:
        if line.kind is Kind.HEADING:
            made += ["", line.text, ("=" if line.level == 1 else "-") * len(line.text), ""]
        elif line.kind is Kind.ITEM:
            marker = line.marker if line.numbered else "-"
            made.append(textwrap.fill(f"{marker} {line.text}", 80, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False))
        else:
            made += ["", textwrap.fill(line.text, 80, break_on_hyphens=False, break_long_words=False), ""]
    return "\n".join(made).encode()


def as_open_text(lines: Sequence[Line]) -> bytes:
    document = Document("text")
    document.body.clear()
    document.insert_style(Style("text", name="Fed", bold=True), automatic=True)
    numbered = Element.from_tag("text:list-style")
    numbered.set_attribute("style:name", "Tal")
    level = Element.from_tag("text:list-level-style-number")
    for name, value in (("text:level", "1"), ("style:num-format", "1"), ("style:num-suffix", ".")):
        level.set_attribute(name, value)
    numbered.append(level)
    document.insert_style(numbered, automatic=True)
    for line in lines:
        if line.kind is Kind.HEADING:
            document.body.append(Header(line.level, line.text))
            continue
        paragraph = Paragraph()
        if line.lead:
            paragraph.append(Span(line.lead, style="Fed"))
        paragraph.append(Span(line.text[len(line.lead) :]))
        if line.kind is not Kind.ITEM:
            document.body.append(paragraph)
            continue
        made, item = List(style="Tal" if line.numbered else None), ListItem()
        if line.numbered:
            made.set_attribute("text:continue-numbering", "true")
        item.append(paragraph)
        made.append(item)
        document.body.append(made)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
