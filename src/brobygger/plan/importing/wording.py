"""Sentences in the reader's language, also where no settings are configured (a script, a notebook): then in English."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as translated


def gettext(message: str) -> str:
    try:
        return str(translated(message))
    except ImproperlyConfigured:
        return message


def place(
    *, page: int | None = None, sheet: str = "", table: int | None = None, row: int | None = None, line: int | None = None, under: str = ""
) -> str:
    """Where in the document something stands, as a person would say it: "page 3, row 2"."""
    parts: list[tuple[str, Any]] = []
    if sheet:
        parts.append((gettext("sheet “%(n)s”"), sheet))
    if page is not None:
        parts.append((gettext("page %(n)d"), page))
    if table is not None:
        parts.append((gettext("table %(n)d"), table))
    if row is not None:
        parts.append((gettext("row %(n)d"), row))
    if line is not None:
        parts.append((gettext("line %(n)d"), line))
    if under:
        parts.append((gettext("under “%(n)s”"), under))
    return ", ".join(text % {"n": value} for text, value in parts)
