"""Long lists as HTML: the form that narrows them, and the table of their rows.

Fifty rows of six cells are a thousand template tags, and those take longer than all the questions the page asks the database. So
a view reads the few columns that are shown, says what stands in each cell, and the tags ``filters`` and ``table`` write it in one go.
A cell is text, which is escaped, or markup that the functions here have made of text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Column:
    """``style``: a class of its cells. ``named``: on a phone, where a row is a card, the label stands before what the cell says."""

    label: str
    style: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the form above a list: words or a day to write, or, with ``lines`` of value and label, something to choose, or ``optional``-ly all."""

    name: str
    label: str
    value: Any = ""
    lines: Iterable[tuple[Any, Any]] | None = None
    kind: str = "search"
    optional: bool = True


def link(url: str, text: object, *, style: str = "") -> SafeString:
    return SafeString(f'<a class="ds-link{f" {style}" if style else ""}" href="{escape(url)}">{_safe(text)}</a>')


def unseen(text: object) -> SafeString:
    """Read aloud and not shown: what tells links of the same words apart."""
    return SafeString(f'<span class="visually-hidden">{_safe(text)}</span>')


def quiet(text: object) -> SafeString:
    return SafeString(f'<span class="quiet">{_safe(text)}</span>')


def tag(word: object, *, style: str = "") -> SafeString:
    return SafeString(f' <span class="tag{f" {style}" if style else ""}">{_safe(word)}</span>')


def below(text: object) -> SafeString:
    """A quieter line under what the cell says; nothing where there is nothing to say."""
    return SafeString(f"<br>{quiet(text)}") if text else SafeString("")


def together(*parts: object) -> SafeString:
    return SafeString("".join(map(_safe, parts)))


def said(day: date | None, pattern: str) -> str:
    """A day as ``date_format`` says it, worked out once: a list says the same days on many lines."""
    return _said(day, pattern, get_language() or "") if day else ""


@lru_cache(maxsize=4096)
def _said(day: date, pattern: str, language: str) -> str:
    return formats.date_format(day, pattern)


def table(columns: Sequence[Column], lines: Iterable[Sequence[object]], *, caption: str = "") -> SafeString:
    """A table that becomes cards on a phone; each line has a cell for each of ``columns``."""
    opened = [f"<td{_class(each)}{_label(each)}>" for each in columns]
    head = "".join(f'<th scope="col"{_class(each)}>{_safe(each.label)}</th>' for each in columns)
    body = "\n".join(f"<tr>{''.join(_cell(*each) for each in zip(opened, line, strict=True))}</tr>" for line in lines)
    named = f'<caption class="visually-hidden">{_safe(caption)}</caption>' if caption else ""
    return SafeString(f'<div class="table-wrap"><table class="ds-table stack">{named}<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table></div>')


def filter_form(fields: Iterable[Filter], *, more: Sequence[Filter] = (), kept: Mapping[str, Any], show_all: str, style: str) -> SafeString:
    """The form of ``fields``; ``more`` of them are folded away while none of those is in use.

    ``kept`` goes along unseen; ``show_all`` is the way back from all of them, empty where none is in use.
    """
    name, show, back, rest = _("Filter"), _("Show"), _("Show all"), _("More filters")
    hidden = "".join(f'<input type="hidden" name="{escape(key)}" value="{escape(str(value))}">' for key, value in kept.items() if value)
    written = "\n".join(map(_field, fields))
    if more:
        is_open = " open" if any(field.value for field in more) else ""
        written += f'\n<details class="more"{is_open}><summary>{escape(rest)}</summary>' + "\n".join(map(_field, more)) + "</details>"
    return SafeString(
        f'<form class="filters{f" {style}" if style else ""} no-print" method="get" role="search" aria-label="{escape(name)}">{hidden}\n{written}\n'
        f'<button class="ds-button" data-variant="secondary">{escape(show)}</button>{link(show_all, back) if show_all else ""}</form>'
    )


def filter_fields(fields: Iterable[Filter]) -> SafeString:
    return SafeString("\n".join(map(_field, fields)))


def _field(field: Filter) -> str:
    key = escape(field.name)
    label = f'<div class="ds-field"><label class="ds-label" for="f-{key}">{escape(field.label)}</label>'
    if field.lines is None:
        value = "" if field.value is None else escape(str(field.value))
        return f'{label}<input class="ds-input" id="f-{key}" name="{key}" type="{field.kind}" value="{value}"></div>'
    chosen = "" if field.value is None else str(field.value)
    everything = [("", _("all"))] if field.optional else []
    options = "".join(
        f'<option value="{escape(str(value))}"{" selected" if chosen and str(value) == chosen else ""}>{_safe(text)}</option>' for value, text in (*everything, *field.lines)
    )
    return f'{label}<select class="ds-input" id="f-{key}" name="{key}">{options}</select></div>'


def datalist(key: str, words: Iterable[str]) -> SafeString:
    """Words a field suggests while one types."""
    offered = "".join(f'<option value="{escape(word)}"></option>' for word in words)
    return SafeString(f'<datalist id="{escape(key)}">{offered}</datalist>')


def _safe(what: object) -> str:
    """As ``conditional_escape``, which a thousand times over takes as long as the rest."""
    return what if isinstance(what, SafeString) else escape(str(what))


def _cell(begun: str, cell: object) -> str:
    return f"{begun}{'' if cell is None else _safe(cell)}</td>"


def _class(column: Column) -> str:
    return f' class="{column.style}"' if column.style else ""


def _label(column: Column) -> str:
    return f' data-label="{escape(column.label)}"' if column.named else ""
