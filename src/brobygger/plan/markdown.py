"""People's Markdown as safe HTML: no raw HTML goes in, and what comes out is sanitised once more."""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "h5", "h6", "a", "blockquote", "hr", "table", "thead", "tbody", "tr", "th", "td"}


def as_html(text: str) -> SafeString:
    """Headings come two levels down, so that they stand below the page's own."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    html = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")


def as_text(text: str) -> str:
    """The same without its marks, for mails, calendars and whatever shows no more than letters: a link stands with its address behind it."""
    lines: list[str] = []
    indent: list[str] = []  # what stands before the next line: a bullet or a number, and blanks below it
    cells: list[str] | None = None
    for token in _reader().parse(text):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lines += [""] if lines and not indent else []
                indent.append("")
            case "bullet_list_close" | "ordered_list_close":
                indent.pop()
            case "list_item_open":
                indent[-1] = f"{token.info}{token.markup} " if token.info else "- "
            case "paragraph_open" | "heading_open" if lines and not any(indent) and not token.hidden:
                lines.append("")
            case "inline" if cells is not None:
                cells.append(_plain(token.children or []))
            case "inline":
                for line in _plain(token.children or []).split("\n"):
                    lines.append("".join(indent) + line)
                    indent = [" " * len(each) for each in indent]
            case "table_open" | "hr":
                lines.append("")
            case "tr_open":
                cells = []
            case "tr_close":
                lines.append(" | ".join(cells or []))
                cells = None
            case "fence" | "code_block":
                lines += ["", token.content.rstrip("\n")]
    return "\n".join(lines).strip("\n")


def _plain(tokens: list[Token]) -> str:
    said: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                said.append(token.content)
            case "softbreak" | "hardbreak":
                said.append("\n")
            case "image":
                said.append(token.content)
            case "link_open":
                links.append((str(token.attrs.get("href", "")), len(said)))
            case "link_close":
                address, since = links.pop()
                if address.removeprefix("mailto:") != "".join(said[since:]):
                    said.append(f" ({address.removeprefix('mailto:')})")
    return "".join(said)
