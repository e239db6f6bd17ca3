"""What the page of a round is drawn with."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from brobygger.quality.picture import Lane

register = template.Library()


@register.filter
def of(lines: Mapping[Any, Any], key: Any) -> Any:
    """What stands under ``key``."""
    return lines.get(key)


@register.simple_tag
def lane(*, lane: Lane) -> SafeString:
    """A bar for this round's answer and a mark where the one before stood; the words are read aloud."""
    parts = []
    if lane.now is not None:
        parts.append(format_html('<rect class="done" x="0" y="2" width="{}" height="8" rx="2"/>', max(lane.now, 1)))
    if lane.before is not None:
        parts.append(format_html('<rect class="mark" x="{}" y="0" width="1.5" height="12"/>', round(98.5 * lane.before / 100, 1)))
    inner = mark_safe("".join(parts))
    return format_html('<svg class="progress" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="{}"><rect class="ground" x="0" y="2" width="100" height="8" rx="2"/>{}</svg>', lane.said, inner)
