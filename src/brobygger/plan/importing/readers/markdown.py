"""Markdown, read by way of its HTML. A line break that the author meant as one (after a sentence, before a label or a typed
bullet) stays; one that only keeps lines short does not.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from brobygger.plan.importing import limits
from brobygger.plan.importing.archives import too_much
from brobygger.plan.importing.blocks import Document
from brobygger.plan.importing.labels import leading_label, whole_label
from brobygger.plan.importing.markers import ORDINAL_WORDS, split_marker
from brobygger.plan.importing.readers import html, plain
from brobygger.plan.importing.sniffing import decode
from brobygger.plan.importing.text import clean, ends_sentence, starts_small

_GRID: Final = re.compile(r"^\s*\+[-=+:]{5,}\+\s*$", re.MULTILINE)
_COUNTED: Final = re.compile(rf"^(\s*(?:[-*+]\s+)?\d+)\.(?=\s+(?:{ORDINAL_WORDS})\b)", re.IGNORECASE)  # "1. udgave" is no list
_FRONT_MATTER: Final = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_INDENT: Final = 4  # what a list takes from the width of its lines
_DEEPEST: Final = 40  # quotes and lists within each other; more is no plan, and the parser's time grows with it


def read(content: bytes) -> Document:
    text = decode(content).replace("\x00", "")
    if _GRID.search(text):
        return plain.read(content)
    if text.count("\n") > limits.MAX_LINES or len(text) > limits.MAX_MARKDOWN or any(text.count(mark) > limits.MAX_MARKS for mark in "[<*_`!"):
        raise too_much()
    hints = []
    front = _FRONT_MATTER.match(text)
    if front:
        hints = [clean(line.partition(":")[2].strip(" \"'")) for line in front[1].splitlines() if ":" in line]
        text = text[front.end() :]
    tidy = _tidy(text)
    document = html.read_markup(f"<body>{_parser().render(tidy, {'width': plain.wrapped_at(tidy.splitlines())})}</body>")
    document.hints += [hint for hint in hints if hint]
    return document


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).disable("code")
    parser.add_render_rule("softbreak", _soft_break)
    return parser


def _soft_break(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    before = "".join(token.content for token in tokens[_line_start(tokens, index) : index])
    after = "".join(token.content for token in tokens[index + 1 : _line_end(tokens, index)])
    bold_end = index > 0 and tokens[index - 1].type == "strong_close" and tokens[_line_start(tokens, index)].type == "strong_open"
    fits = len(before) + 1 + len(after.split(maxsplit=1)[0] if after.strip() else "") < env["width"] - _INDENT
    meant = (
        bold_end
        or (ends_sentence(before) and not starts_small(after) and fits)
        or bool(split_marker(after)[0])
        or whole_label(before) is not None
        or (leading_label(after) is not None and not starts_small(after))
    )
    return "<br>" if meant else "\n"


def _line_start(tokens: Sequence[Token], index: int) -> int:
    start = index
    while start > 0 and tokens[start - 1].type not in {"softbreak", "hardbreak"}:
        start -= 1
    return start


def _line_end(tokens: Sequence[Token], index: int) -> int:
    end = index + 1
    while end < len(tokens) and tokens[end].type not in {"softbreak", "hardbreak"}:
        end += 1
    return end


def _tidy(text: str) -> str:
    """What people type and Markdown does not know: bullets of other kinds, "#Heading" without a space."""
    lines = []
    for line in text.splitlines():
        line = re.sub(r"^(\s*)[•·▪●◦‣–](?:\s+)(?=\S)", r"\1- ", line)
        line = re.sub(r"^(#{1,6})(?=[^\s#\d])", r"\1 ", line)
        line = _COUNTED.sub(r"\1\\.", line)
        lines.append(line)
    return "\n".join(lines)
