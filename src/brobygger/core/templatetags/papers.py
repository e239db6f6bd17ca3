"""``{% papers row=plan as offered %}``: what the page's row can be taken home as; and ways to ask about it."""

from typing import Any

from django import template

from brobygger.core.papers import Evaluated, Listed, Paper, papers_of

register = template.Library()


@register.simple_tag(takes_context=True)
def papers(context: dict[str, Any], *, row: object) -> tuple[Paper, ...]:
    request = context.get("request")
    return papers_of(request, row) if request is not None else ()


@register.simple_tag(takes_context=True)
def evaluations(context: dict[str, Any], *, row: object) -> tuple[Paper, ...]:
    """``{% evaluations row=event as offered %}``: how those who were part of it can be asked, and what they said."""
    return papers(context, row=Evaluated(row))


@register.simple_tag(takes_context=True)
def writing(context: dict[str, Any], *, key: str, asked: str, one: object = False) -> tuple[Paper, ...]:
    """``{% writing key="organisations" asked=query as offered %}``: how those on a list can be written to, or the ``one`` it is narrowed to."""
    return papers(context, row=Listed(key, asked, bool(one)))
