"""Pictures as the formats can hold them: drawings as PNG for Word, which shows no SVG everywhere, and logos made sound.

A centre uploads the logo it has: a CMYK photograph from the printer's, 6,000 pixels wide, lying on its side. PDF/A refuses
some of these and nobody wants them in a file that is mailed to a board, so every logo of pixels is drawn anew, small and in RGB.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from PIL import Image, ImageOps

from brobygger.reports import typesetter
from brobygger.reports.document import Logo
from brobygger.reports.glyphs import printable

TEMPLATE = b"""
#for d in json("data.json") {
  page(width: d.width * 1pt, height: auto, margin: 0pt, fill: none, image(d.file, width: 100%))
}
"""
PIXELS_PER_INCH = 220
LOGO_PIXELS = (1000, 400)
LOGO_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG and the width it is to have, in points."""

    svg: str
    width: float


def drawn(drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
    """Each drawing as PNG under its name, all in one go."""
    if not drawings:
        return {}
    files = {f"{place}.svg": printable(drawing.svg).encode() for place, drawing in enumerate(drawings.values())}
    plan = [{"file": name, "width": drawing.width} for name, drawing in zip(files, drawings.values(), strict=True)]
    files["data.json"] = json.dumps(plan).encode()
    pages = typesetter.png(TEMPLATE, files, pixels_per_inch=PIXELS_PER_INCH)
    return dict(zip(drawings, pages, strict=True))


def sound_logo(logo: Logo) -> tuple[bytes, str]:
    """The logo's bytes and kind: an SVG in UTF-8, pixels as a small PNG in RGB."""
    if logo.kind == "svg":
        tree = etree.fromstring(logo.data, etree.XMLParser(resolve_entities=False, no_network=True)).getroottree()
        return printable(str(etree.tostring(tree, encoding="unicode"))).encode(), "svg"
    with Image.open(io.BytesIO(logo.data)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(LOGO_PIXELS)
    out = io.BytesIO()
    upright.save(out, "PNG")
    return out.getvalue(), "png"


def logo_of_pixels(logo: Logo) -> bytes:
    """The logo as PNG."""
    content, kind = sound_logo(logo)
    if kind == "png":
        return content
    return drawn({"logo": Drawing(content.decode(), LOGO_WIDTH)})["logo"]
