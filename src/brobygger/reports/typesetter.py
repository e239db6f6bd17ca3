"""Typst, kept in a room of its own: it sees the files handed to it and nothing else.

No folder of the machine (its root is one made for the purpose, empty but for pictures), no packages, no network, no typefaces but ours.
"""

import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from brobygger.reports.glyphs import FOLDER

PIXELS = (".png", ".jpg")  # only texts are taken from memory
STANDARDS = ["a-2a", "ua-1"]


@cache
def typefaces() -> typst.Fonts:
    """Our own typefaces, read once per process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def pdf(template: bytes, files: Mapping[str, bytes], *, when: date) -> bytes:
    """A tagged PDF, dated `when`; fails on a picture without text or a letter without a glyph."""
    stamp = datetime(when.year, when.month, when.day, tzinfo=UTC)
    content: bytes = _set(template, files, format="pdf", pdf_standards=STANDARDS, timestamp=stamp)
    return content


def png(template: bytes, files: Mapping[str, bytes], *, pixels_per_inch: int) -> list[bytes]:
    """Each page as a picture."""
    pages: list[bytes] | bytes = _set(template, files, format="png", ppi=pixels_per_inch)
    return pages if isinstance(pages, list) else [pages]


def _set(template: bytes, files: Mapping[str, bytes], **options: Any) -> Any:
    with tempfile.TemporaryDirectory(prefix="brobygger-typst-") as root:
        for name, content in files.items():
            if name.endswith(PIXELS):
                (Path(root) / name).write_bytes(content)
        return typst.compile(
            {"main.typ": template, **{name: content for name, content in files.items() if not name.endswith(PIXELS)}},
            root=root,
            font_paths=typefaces(),
            ignore_system_fonts=True,
            package_path=root,
            package_cache_path=root,
            **options,
        )
