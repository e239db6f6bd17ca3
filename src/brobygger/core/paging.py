"""A long list a page at a time: which page the address asks for, and the filters to carry on to the next."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.http import QueryDict

from brobygger.core.keys import key_of

FARTHEST = 100_000  # pages
KEY = "side"  # "page", as addresses say it; the ``pages`` tag writes it


def page_of(rows: Any, asked: QueryDict, size: int, *, counted: Any = None) -> tuple[Page[Any], str]:
    """The page of ``rows`` that ``asked`` names (the first or last where it names none there is), and the other words of the address.

    ``counted``: the same rows asked for in a way that the database counts faster.
    """
    pages = Paginator(rows, size)
    if counted is not None:
        pages.count = counted.count()
    return pages.get_page(asked.get(KEY)), _others(asked)


def lines_of(rows: Any, columns: Sequence[str], asked: QueryDict, size: int) -> tuple[Page[Any], str]:
    """As :func:`page_of`, with ``columns`` of each row in place of rows: the page and how many there are of all in one question, where filters are dear."""
    number = key_of(asked.get(KEY)) if KEY in asked else 1
    first = ((number or 1) - 1) * size
    found = list(rows.annotate(_all=Window(Count("pk"))).values_list(*columns, "_all")[first : first + size]) if number and number < FARTHEST else []
    if not number or not found:
        return page_of(rows.values_list(*columns), asked, size)
    pages = Paginator(rows, size)
    pages.count = found[0][-1]
    return Page([line[:-1] for line in found], number, pages), _others(asked)


def _others(asked: QueryDict) -> str:
    others = asked.copy()
    others.pop(KEY, None)
    return others.urlencode()
