"""A long list a page at a time: which page the address asks for, and the filters to carry on to the next."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

KEY = "side"  # "page", as addresses say it; the ``pages`` tag writes it


def page_of(rows: Any, asked: QueryDict, size: int) -> tuple[Page[Any], str]:
    """The page of ``rows`` that ``asked`` names (the first or last where it names none there is), and the other words of the address."""
    others = asked.copy()
    others.pop(KEY, None)
    return Paginator(rows, size).get_page(asked.get(KEY)), others.urlencode()
