"""Drawings as PNG, for Word, which shows no SVG everywhere. Set by the PDF's typesetter, with its typefaces."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass

import typst

from brobygger.reports.glyphs import printable
from brobygger.reports.pdf import typefaces

TEMPLATE = b"""
#for d in json("data.json") {
  page(width: d.width * 1pt, height: auto, margin: 0pt, fill: none, image(d.file, width: 100%))
}
"""
PIXELS_PER_INCH = 220


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG and the width it is to have, in points."""

    svg: str
    width: float


def drawn(drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
    """Each drawing as PNG under its name, all in one go."""
    if not drawings:
        return {}
    files: dict[str, bytes] = {}
    plan: list[dict[str, str | float]] = []
    for place, drawing in enumerate(drawings.values()):
        files[f"{place}.svg"] = printable(drawing.svg).encode()
        plan.append({"file": f"{place}.svg", "width": drawing.width})
    with tempfile.TemporaryDirectory(prefix="brobygger-empty-") as root:
        pages = typst.compile(  # type: ignore[call-overload]  # files in memory work, the stub knows them not
            {"main.typ": TEMPLATE, "data.json": json.dumps(plan).encode(), **files},
            root=root,
            font_paths=typefaces(),
            ignore_system_fonts=True,
            format="png",
            ppi=PIXELS_PER_INCH,
            package_path=root,
            package_cache_path=root,
        )
    return dict(zip(drawings, pages if isinstance(pages, list) else [pages], strict=True))


def embeddable(logo: bytes, kind: str) -> bytes:
    """A logo as a picture Word can hold: an SVG becomes PNG, the others stay."""
    return drawn({"logo": Drawing(logo.decode("utf-8", "replace"), 160)})["logo"] if kind == "svg" else logo
