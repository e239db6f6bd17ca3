"""PDF documents of one source in many prints: page sizes, rulings, bullets, running heads, hyphens. Set by typst from data alone."""

import json
from dataclasses import asdict, dataclass
from typing import Any

import typst

from tests.plan.importing.building import Piece, parsed


@dataclass(frozen=True)
class Style:
    """``ruling`` is all, level (lines between rows), frame (around and between rows, none upright), head (under the header) or none.

    ``widths`` are the columns' shares; ``repeat`` says that the first row stands on every page, ``whole`` that rows do not break.
    """

    paper: str = "a4"
    landscape: bool = False
    size: float = 10
    font: str = "Libertinus Serif"
    ruling: str = "all"
    widths: tuple[float, ...] = ()
    repeat: bool = False
    whole: bool = False
    marker: str = "•"
    head: str = ""
    foot: str = ""
    numbered: bool = False
    hyphenate: bool = False
    justify: bool = False
    contents: bool = False
    cover: bool = False
    shaded: bool = False
    inset: float = 5
    gap: float = 0  # between paragraphs, in em; 0 is the program's own
    flat: bool = False  # headings no larger than the text, only bold


def as_print(source: str, style: Style) -> bytes:
    blocks: list[dict[str, Any]] = []
    for part in parsed(source):
        if isinstance(part, Piece):
            blocks.append({"kind": part.kind, "runs": part.runs})
        else:
            cells = [
                {"x": square.column, "y": square.row, "across": square.across, "down": square.down, "pieces": [{"kind": piece.kind, "runs": piece.runs} for piece in square.pieces]}
                for square in part.squares
            ]
            blocks.append({"kind": "table", "width": part.width, "cells": cells})
    return typst.compile(_TYPST.encode(), sys_inputs={"said": json.dumps(blocks), "style": json.dumps(asdict(style))})


_TYPST = """
#let said = json(bytes(sys.inputs.said))
#let style = json(bytes(sys.inputs.style))
#set page(paper: style.paper, flipped: style.landscape, margin: 2cm,
  header: if style.head != "" { text(size: 8pt, style.head) },
  footer: context { set text(size: 8pt); style.foot; h(1fr); if style.numbered [Side #counter(page).display() af #counter(page).final().first()] })
#set text(size: style.size * 1pt, font: style.font, lang: "da", hyphenate: style.hyphenate)
#set par(justify: style.justify)
#set par(spacing: if style.gap > 0 { style.gap * 1em } else { 1.2em })
#set list(marker: style.marker)
#show heading: it => if style.flat { block(text(size: style.size * 1pt, weight: "bold", it.body)) } else { it }
#let told(runs) = for (text, bold) in runs { if text == "\\n" { linebreak() } else if bold { strong[#text] } else [#text] }
#let shown(piece) = {
  if piece.kind == "li" { list(told(piece.runs)) }
  else if piece.kind.starts-with("h") { heading(level: int(piece.kind.at(1)), told(piece.runs)) }
  else { par(told(piece.runs)) }
}
#let line = 0.6pt + black
#let ruled(x, y) = (
  all: line,
  level: (top: line, bottom: line, left: none, right: none),
  head: if y == 0 { (bottom: line) } else { none },
  frame: (top: line, bottom: line, left: if x == 0 { line }, right: none),
  "none": none,
).at(style.ruling)
#let cell-of(cell) = table.cell(x: cell.x, y: cell.y, colspan: cell.across, rowspan: cell.down, breakable: not style.whole,
  fill: if style.shaded and cell.y == 0 { aqua.lighten(60%) }, cell.pieces.map(shown).join())
#if style.cover { v(6cm); align(center, text(size: 26pt, "Sammen om byen")); pagebreak() }
#if style.contents { outline(title: [Indhold]); pagebreak() }
#for block in said {
  if block.kind == "table" {
    let first = block.cells.filter(cell => cell.y == 0)
    let rest = block.cells.filter(cell => cell.y > 0)
    let widths = if style.widths.len() == block.width { style.widths.map(share => share * 1fr) } else { (1fr,) * block.width }
    table(columns: widths, stroke: ruled, inset: style.inset * 1pt,
      ..if style.repeat { (table.header(..first.map(cell-of)),) } else { first.map(cell-of) },
      ..rest.map(cell-of))
  } else { shown(block) }
}
"""
