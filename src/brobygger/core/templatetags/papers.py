"""``{% papers row=plan as offered %}``: what the page's row can be taken home as."""

from typing import Any

from django import template

from brobygger.core.papers import Paper, papers_of

register = template.Library()


@register.simple_tag(takes_context=True)
def papers(context: dict[str, Any], *, row: object) -> tuple[Paper, ...]:
    request = context.get("request")
    return papers_of(request, row) if request is not None else ()
