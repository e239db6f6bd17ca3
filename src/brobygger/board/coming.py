"""Meetings, and the days on which what was agreed is asked for: documents to look over again, decisions, what agreements oblige to."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.board.models import Decision, GoverningDocument, Meeting
from brobygger.board.obligations import obligations_of
from brobygger.core.coming import Coming, Reader, coming


def _meetings(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    if not reader.may(May.SEE_BOARD):
        return
    rows = Meeting.objects.filter(frozen_at=None, held_on__gte=start, held_on__lte=end).select_related("team", "centre")
    for row in rows:
        named = row.team.name if row.team else str(row.get_kind_display()).capitalize()
        yield Coming(f"meeting-{row.pk}", row.held_on, named, row.get_absolute_url(), gettext_lazy("meeting"), row.starts_at, row.place)


def _decisions(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    if not reader.may(May.SEE_BOARD):
        return
    for row in Decision.objects.filter(done_on=None, due_on__gte=start, due_on__lte=end):
        url = reverse("board:decision", args=[reader.centre.key, row.pk])
        yield Coming(f"decision-{row.pk}", row.due_on or end, row.text[:120], url, gettext_lazy("decision to carry out"), mine=row.responsible_id == reader.user.pk)


def _documents(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    if not reader.may(May.SEE_BOARD):
        return
    for row in GoverningDocument.objects.filter(review_by__gte=start, review_by__lte=end):
        text = _("Look “%(title)s” over again") % {"title": row.title}
        yield Coming(f"document-{row.pk}", row.review_by or end, text, _address(reader, row), row.get_kind_display())
    for each in obligations_of(GoverningDocument.objects.all(), timezone.localdate()):
        if each.due is not None and start <= each.due <= end and not each.met:
            key = f"obligation-{each.document.pk}-{each.state.target.pk}-{each.due.isoformat()}"
            yield Coming(key, each.due, each.text, _address(reader, each.document), each.document.title)


def _address(reader: Reader, row: GoverningDocument) -> str:
    return reverse("board:document", args=[reader.centre.key, row.pk])


coming.add("board.meetings", _meetings)
coming.add("board.decisions", _decisions)
coming.add("board.documents", _documents)
