"""The calendar's squares of a week or a month, written in one go: a month has forty days and a hundred lines, too many for template tags."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.core.listing import said, tag
from brobygger.core.times import local
from brobygger.events.programme import Asked, Day
from brobygger.journal.models import State


def squares(days: Iterable[Day], asked: Asked) -> SafeString:
    """A section for each day: its events with the time they begin, and the way to the rest of them."""
    return SafeString("".join(_square(day, asked) for day in days))


def _square(day: Day, asked: Asked) -> str:
    marks = [word for word, holds in (("outside", day.outside), ("nothing", not day.events), ("today", day.on == asked.today)) if holds]
    cancelled = tag(_("cancelled"), style="bad")
    lines = "".join(
        f'<li><a href="/{each.centre}/arrangementer/{each.pk}/"><span class="at">{_at(each.starts_at, day.on)}</span> {escape(each.title)}</a>'
        f'{cancelled if each.state == State.CANCELLED else ""}</li>'
        for each in day.events
    )
    return (
        f'<section class="{" ".join(["calendar-day", *marks])}" aria-label="{escape(said(day.on, "l j. F"))}"><h3><span class="weekday">{escape(said(day.on, "D"))} </span>'
        f"{day.on.day}.</h3>\n<ul>{lines}</ul>{_more(day, asked) if day.more else ''}</section>"
    )


def _at(starts_at: datetime, on: date) -> str:
    start = local(starts_at)
    return f"{start:%H.%M}" if start.date() == on else escape(_("still on"))


def _more(day: Day, asked: Asked) -> str:
    kept = f"{escape(asked.filter_query)}&amp;" if asked.filter_query else ""
    rest = _("%(n)s more") % {"n": day.more}
    return f'<p><a class="ds-link" href="?{kept}fra={day.on.isoformat()}">{escape(rest)}</a></p>'
