"""People's Markdown as blocks of a document: headings, paragraphs, lists, quotations. Raw HTML stays letters."""

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from brobygger.reports.document import Block, Bullets, Heading, Numbered, Paragraph, Quote, Run, Text
from brobygger.reports.validation import DEEPEST, LINKS, urlsplit_scheme


def blocks_of(text: str, *, level: int) -> Iterator[Block]:
    """``level`` is that of the text's highest heading; none is skipped, however the text was written."""
    last = level - 1
    for node in SyntaxTreeNode(_reader().parse(text)).children:
        match node.type:
            case "heading":
                wanted = level + int(node.tag[1]) - 1
                last = min(wanted, last + 1, DEEPEST)
                if said := _plain(node):
                    yield Heading(last, said)
            case "bullet_list":
                yield Bullets(tuple(_item(item) for item in node.children))
            case "ordered_list":
                yield Numbered(tuple(_item(item) for item in node.children))
            case "blockquote":
                yield Quote(tuple(run for child in node.children for run in _runs(child)))
            case "fence" | "code_block":
                yield Paragraph(node.content.strip())
            case "hr":
                continue
            case _:
                yield Paragraph(tuple(_runs(node)))


def _item(node: SyntaxTreeNode) -> Text:
    found: list[Run] = []
    for child in node.children:
        if found:
            found.append(Run("\n"))
        found += _runs(child)
    return tuple(found)


def _runs(node: SyntaxTreeNode, *, bold: bool = False, italic: bool = False, href: str = "") -> Iterator[Run]:
    match node.type:
        case "text" | "code_inline" | "html_inline" | "html_block":
            yield Run(node.content, bold, italic, href if node.content.strip() else "")
        case "softbreak" | "hardbreak":
            yield Run("\n")
        case "strong":
            bold = True
        case "em":
            italic = True
        case "link":
            wanted = str(node.attrs.get("href", ""))
            href = wanted if urlsplit_scheme(wanted) in LINKS and not any(char.isspace() for char in wanted) else ""
    for place, child in enumerate(node.children):
        if place and child.type in {"list_item", "paragraph"}:
            yield Run("\n")
        yield from _runs(child, bold=bold, italic=italic, href=href)


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(run.text for run in _runs(node)).strip()


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True})
