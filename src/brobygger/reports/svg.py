"""Pictures as SVG: which drawings are let in, and the ones every report uses (lights, progress bars).

A figure is markup, so it is the one thing in a document that could carry something else along: a script, a style the content
security policy refuses, an address to fetch. `checked` knows the few elements a drawing needs and says no to all others. What
it lets through is written anew from the parsed tree, so nothing half-read reaches a page.
"""

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from brobygger.reports.document import Colour, Progress

NAMESPACE = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset(
    {
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
        "title", "desc", "defs", "linearGradient", "radialGradient", "stop", "clipPath",
    }
)  # fmt: skip
ATTRIBUTES = frozenset(
    {
        "xmlns", "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
        "d", "points", "transform", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
        "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-opacity", "opacity", "font-family",
        "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "dx", "dy", "id", "class",
        "role", "offset", "stop-color", "stop-opacity", "gradientUnits", "clip-path", "clip-rule",
        "preserveAspectRatio", "aria-hidden", "aria-label",
    }
)  # fmt: skip
LARGEST = 2_000_000


class DrawingError(ValueError):
    """The SVG is no drawing of the plain kind that all formats can show."""


def checked(svg: str) -> str:
    """The drawing written anew, or DrawingError naming what it must not contain."""
    if len(svg) > LARGEST:
        raise DrawingError(f"the SVG has {len(svg)} characters, the limit is {LARGEST}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(svg.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeEncodeError) as error:
        raise DrawingError(f"the SVG cannot be read: {error}") from error
    if root.tag != f"{{{NAMESPACE}}}svg":
        raise DrawingError(f"the root must be <svg xmlns={NAMESPACE!r}>")
    if root.getroottree().docinfo.doctype:
        raise DrawingError("a document type is not allowed")
    if not root.get("viewBox"):
        raise DrawingError("the <svg> needs a viewBox, from which its proportions are taken")
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else "entity"
        if name not in ELEMENTS or not str(element.tag).startswith(f"{{{NAMESPACE}}}"):
            raise DrawingError(f"<{name}> is not allowed")
        for key, value in element.attrib.items():
            if key not in ATTRIBUTES:
                raise DrawingError(f"the attribute {key!r} of <{name}> is not allowed")
            if "url(" in str(value) and not str(value).startswith("url(#"):
                raise DrawingError(f"{key!r} of <{name}> points outside the drawing")
    return str(etree.tostring(root, encoding="unicode"))


# Shapes differ, so that a light can be read in black and white and by those who do not tell red from green.
LIGHTS: dict[Colour, str] = {
    "green": '<circle cx="8" cy="8" r="7" fill="#1f7a4d"/>'
    '<path d="M4.6 8.3l2.4 2.4 4.5-5" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" '
    'stroke-linejoin="round"/>',
    "yellow": '<path d="M8 1.6l6.7 12.2a.6.6 0 0 1-.5.9H1.8a.6.6 0 0 1-.5-.9z" fill="#f2b705" stroke="#6b4e00" '
    'stroke-width="1.1" stroke-linejoin="round"/>'
    '<path d="M8 1.6l6.7 12.2a.6.6 0 0 1-.5.9H8z" fill="#6b4e00" fill-opacity=".28"/>',
    "red": '<rect x="1.4" y="1.4" width="13.2" height="13.2" rx="1.6" fill="#b3261e"/>'
    '<path d="M5 8h6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>',
    "grey": '<circle cx="8" cy="8" r="5.9" fill="none" stroke="{grey}" stroke-width="2.1"/>',
    "changed": '<path d="M2.5 5.9h11M2.5 10.1h11M11 2.2L5 13.8" fill="none" stroke="{grey}" stroke-width="1.8" '
    'stroke-linecap="round"/>',
}
SHAPES: dict[Colour, str] = {"green": "●", "yellow": "▲", "red": "■", "grey": "○", "changed": "≠"}
TINTS: dict[Colour, str] = {
    "green": "#e2f2e9",
    "yellow": "#fdf3d0",
    "red": "#fbe4e1",
    "grey": "#eff1f3",
    "changed": "#e6eaef",
}
INKS: dict[Colour, str] = {
    "green": "#14573a",
    "yellow": "#6b4e00",
    "red": "#8c1d18",
    "grey": "#4c555d",
    "changed": "#333d46",
}
"""Colours of words on the tints, contrast at least 4.5 : 1."""


def light(colour: Colour, *, grey: str = "#59636b") -> str:
    """The light's shape. `grey` is the colour of those that have none of their own; on a screen it follows the text."""
    shape = LIGHTS[colour].replace("{grey}", grey)
    return f'<svg xmlns="{NAMESPACE}" viewBox="0 0 16 16" width="16" height="16">{shape}</svg>'


@dataclass(frozen=True, slots=True)
class Gauge:
    """A progress bar as shares of its length: how far it is filled, the zone asked for, the tick to reach."""

    filled: float
    zone: tuple[float, float] | None
    tick: float | None


def gauge(bar: Progress) -> Gauge:
    asked = [limit for limit in (bar.minimum, bar.maximum) if limit is not None]
    top = max([*asked, bar.value, 1e-9])
    if bar.maximum is None:
        top = max(top, (bar.minimum or 0) * 1.25)  # room behind the tick: "at least" has no end

    def at(value: float) -> float:
        return round(min(max(value, 0.0), top) / top, 4)

    zone = None
    if bar.minimum is not None and bar.maximum is not None and bar.maximum > bar.minimum:
        zone = (at(bar.minimum), at(bar.maximum))
    return Gauge(at(bar.value), zone, at(asked[0]) if asked else None)


def progress(bar: Progress, accent: str) -> str:
    """The bar as a drawing 120 × 8, rounded ends."""
    shares, width = gauge(bar), 120.0
    parts = [f'<rect x="0" y="1" width="{width:g}" height="6" rx="3" fill="#e7eaec"/>']
    if shares.zone:
        start, end = (width * share for share in shares.zone)
        parts.append(f'<rect x="{start:g}" y="1" width="{end - start:g}" height="6" rx="3" fill="#c9d1d6"/>')
    if shares.filled:
        parts.append(f'<rect x="0" y="1" width="{max(width * shares.filled, 6):g}" height="6" rx="3" fill="{accent}"/>')
    if shares.tick is not None:
        place = min(max(width * shares.tick - 0.75, 0), width - 1.5)
        parts.append(f'<rect x="{place:g}" y="0" width="1.5" height="8" fill="#1d2429"/>')
    return f'<svg xmlns="{NAMESPACE}" viewBox="0 0 120 8" width="120" height="8">{"".join(parts)}</svg>'


Shade = Literal["ink", "tint", "wash"]


def shade(accent: str, wanted: Shade) -> str:
    """The centre's colour as "ink" (text on white, at least 4.5 : 1), "tint" (header rows) or "wash" (boxes)."""
    red, green, blue = (int(accent[i : i + 2], 16) for i in (1, 3, 5))
    if wanted != "ink":
        share = 0.14 if wanted == "tint" else 0.06
        return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in (red, green, blue))
    parts = [float(red), float(green), float(blue)]
    while contrast_on_white(parts) < 4.5:
        parts = [part * 0.94 for part in parts]
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def contrast_on_white(parts: list[float]) -> float:
    """Contrast of a colour (red, green, blue in 0–255) on white, WCAG 2.2 definition."""

    def linear(part: float) -> float:
        share = int(part) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
