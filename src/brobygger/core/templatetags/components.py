"""Components that several contexts' pages are made of. Arguments are keyword-only: a wrong one fails when the template compiles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core import listing
from brobygger.core.paging import KEY

register = template.Library()

_SHAPES = {
    "green": '<circle cx="10" cy="10" r="9" fill="currentColor"/><path d="M5.500 10.500l3 3 6-7" fill="none" stroke="#fff" stroke-width="2.200"/>',
    "yellow": '<path d="M10 1.500 19 18H1z" fill="currentColor"/><path d="M10 7v5m0 2v1.500" stroke="#fff" stroke-width="2"/>',
    "red": '<rect x="1.500" y="1.500" width="17" height="17" rx="2" fill="currentColor"/><path d="M6 6l8 8m0-8l-8 8" stroke="#fff" stroke-width="2.200"/>',
    "grey": '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2"/>',
    "changed": '<path d="M3 7.500h14M3 12.500h14M14 3 6 17" stroke="currentColor" stroke-width="2.400" fill="none"/>',
}
_WORDS = {
    "green": gettext_lazy("green"), "yellow": gettext_lazy("yellow"), "red": gettext_lazy("red"),
    "grey": gettext_lazy("not yet"), "changed": gettext_lazy("changed"),
}


@register.simple_tag
def light(*, colour: str, small: bool = False) -> SafeString:
    """A traffic light by shape, word and colour; ``small`` shows the shape and keeps the word for screen readers."""
    svg = mark_safe(f'<svg viewBox="0 0 20 20" aria-hidden="true">{_SHAPES[colour]}</svg>')
    word = format_html('<span class="{}">{}</span>', "visually-hidden" if small else "", _WORDS[colour])
    return format_html('<span class="light{}" data-light="{}">{}{}</span>', " small" if small else "", colour, svg, word)


@register.simple_tag
def progress(*, value: int, minimum: int | None = None, maximum: int | None = None) -> SafeString:
    """How far a count has come towards its range, as a bar with the figures in words."""
    whole = max(value, maximum or 0, minimum or 0, 1)
    said = _("%(value)s counted") % {"value": value}
    if minimum is not None:
        said += ", " + _("at least %(n)s") % {"n": minimum}
    if maximum is not None:
        said += ", " + _("at most %(n)s") % {"n": maximum}
    parts = [format_html('<rect class="done" x="0" y="2" width="{}" height="8" rx="2"/>', round(100 * value / whole, 1))]
    if minimum:
        parts.append(format_html('<rect class="mark" x="{}" y="0" width="1.5" height="12"/>', round(98.5 * minimum / whole, 1)))
    if maximum and maximum != minimum:
        parts.append(format_html('<rect class="mark" x="{}" y="0" width="1.5" height="12"/>', round(98.5 * maximum / whole, 1)))
    inner = mark_safe("".join(parts))
    return format_html(
        '<svg class="progress" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="{}"><rect class="ground" '
        'x="0" y="2" width="100" height="8" rx="2"/>{}</svg>', said, inner,
    )


@register.simple_tag
def bar(*, percent: int) -> SafeString:
    """A share as a bar; the figure stands beside it in words, so the bar says nothing to a screen reader."""
    return format_html(
        '<svg class="progress" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" x="0" y="2" width="100" '
        'height="8" rx="2"/><rect class="done" x="0" y="2" width="{}" height="8" rx="2"/></svg>', min(percent, 100),
    )


@register.simple_tag
def columns(*, counts: Sequence[int], most: int, labels: Sequence[str]) -> SafeString:
    """How a figure has gone, as columns with the figure above and its day below. A table with the same figures stands beside it, so it is silent to a screen reader."""
    drawn = []
    for number, (n, label) in enumerate(zip(counts, labels, strict=True)):
        height, middle = round(40 * n / most, 1) if most else 0, 24 * number + 12
        drawn.append(format_html('<rect x="{}" y="{}" width="18" height="{}" rx="1"/>', f"{middle - 9}", f"{54 - height}", f"{height}"))
        drawn.append(format_html('<text class="n" x="{}" y="{}">{}</text><text x="{}" y="66">{}</text>', f"{middle}", f"{51 - height}", n, f"{middle}", label))
    inner = mark_safe("".join(drawn))
    return format_html('<svg class="columns" viewBox="0 0 {} 68" aria-hidden="true"><path d="M0 54.5H{}"/>{}</svg>', 24 * len(labels), 24 * len(labels), inner)


@register.inclusion_tag("core/pages.html")
def pages(*, page: Any, query: str = "") -> dict[str, Any]:
    """Earlier and later pages of a list; ``query`` is the filters as they stand in the address."""
    return {"page": page, "key": KEY, "query": f"&{query}" if query else ""}


@register.simple_tag
def filters(
    *, fields: Iterable[listing.Filter], more: Sequence[listing.Filter] = (), kept: Mapping[str, Any] | None = None, show_all: str = "", style: str = "",
) -> SafeString:
    """The form that narrows a list."""
    return listing.filter_form(fields, more=more, kept=kept or {}, show_all=show_all, style=style)


@register.simple_tag
def filter_fields(*, fields: Iterable[listing.Filter]) -> SafeString:
    """The fields alone, for a form that is more than filters."""
    return listing.filter_fields(fields)


@register.simple_tag
def table(*, columns: Sequence[listing.Column], lines: Iterable[Sequence[object]], caption: str = "") -> SafeString:
    """A list's rows, as cards on a phone."""
    return listing.table(columns, lines, caption=caption)


@register.simple_tag
def datalist(*, key: str, words: Iterable[str]) -> SafeString:
    return listing.datalist(key, words)


@register.simple_block_tag
def empty(content: str, *, title: str) -> SafeString:
    """What will live here, and the first step."""
    return format_html('<section class="empty"><h2 class="ds-heading" data-size="sm">{}</h2>{}</section>', title, content)
