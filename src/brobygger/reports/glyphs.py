"""The typefaces a PDF is set in, and which letters they have.

PDF/UA and PDF/A forbid a letter without a glyph, and the export stops at the first one. A report must not fail because
somebody's comment holds a rare emoji, so text is fitted to the typefaces first: what none of them can draw becomes "�".
Only the vendored files under `fonts/` are used, never the machine's own, so the same document gives the same bytes anywhere.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
# The order is the order of choice. Bold and italic have the same letters as regular.
COVERING = ("IBMPlexSans-Regular", "IBMPlexSansArabic-Regular", "IBMPlexSansHebrew-Regular", "NotoEmoji-Subset")
MISSING = "\N{REPLACEMENT CHARACTER}"
# Drawn by no glyph and wanted by none: breaks, joiners and marks of direction.
SILENT = frozenset("\n\t \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069")


@cache
def coverage(name: str) -> frozenset[int]:
    """The code points a TrueType file has glyphs for, from its cmap subtables of formats 4 and 12."""
    data = (FOLDER / f"{name}.ttf").read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    start = tables[b"cmap"]
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", data, start + 2)[0]):
        at = start + struct.unpack_from(">I", data, start + 4 + 8 * i + 4)[0]
        form = struct.unpack_from(">H", data, at)[0]
        if form == 12:
            for k in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * k)
                found.update(range(first, last + 1))
        elif form == 4:
            half = struct.unpack_from(">H", data, at + 6)[0] // 2
            ends = struct.unpack_from(f">{half}H", data, at + 14)
            starts = struct.unpack_from(f">{half}H", data, at + 16 + 2 * half)
            for first, last in zip(starts, ends, strict=True):
                found.update(range(first, last + 1))
    return frozenset(found - {0xFFFF})


@cache
def _face(char: str) -> str | None:
    """The first typeface with this letter; a letter of the private use area has none, for nobody knows what it means."""
    if unicodedata.category(char) in {"Co", "Cn", "Cs", "Cc"}:
        return None
    return next((name for name in COVERING if ord(char) in coverage(name)), None)


def printable(text: str) -> str:
    """The text with only letters that can be drawn. Accents no typeface can set on their letter are left out."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    fitted: list[str] = []
    face: str | None = None
    for char in text:
        if char in SILENT:
            fitted.append(char)
            continue
        if unicodedata.category(char)[0] == "M":
            if face is not None and char != "\ufe0f" and ord(char) in coverage(face):
                fitted.append(char)
            continue
        if unicodedata.category(char) == "Cf":
            continue  # other invisible marks: without a glyph, and without a meaning on paper
        face = _face(char)
        fitted.append(char if face else MISSING)
    return "".join(fitted)
