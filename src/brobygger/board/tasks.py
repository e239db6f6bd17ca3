"""What the board's work needs of whom today: answers before a meeting, decisions to carry out, documents to look at again."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.board.models import CollectionAsk, Decision, GoverningDocument, Meeting
from brobygger.board.permissions import kinds_run_by
from brobygger.core.tasks import Task, tasks
from brobygger.plan.wording import day

SHOWN = 10
SOON = timedelta(days=14)


def _asked(request: HttpRequest) -> Iterable[Task]:
    """The collection round: one question to each contributor before a meeting."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    waiting = CollectionAsk.objects.filter(user=access.user, answered_at=None, meeting__frozen_at=None).select_related("meeting")
    for ask in waiting[:SHOWN]:
        text = _("Before the meeting on %(day)s: is something missing?") % {"day": day(ask.meeting.held_on)}
        yield Task(text, reverse("board:answer", args=[access.centre.key, ask.meeting_id]), ask.meeting.held_on)


def _decisions(request: HttpRequest) -> Iterable[Task]:
    """Decisions this person is to carry out."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.SEE_BOARD):
        return
    waiting = Decision.objects.filter(responsible=access.user, done_on=None).select_related("meeting", "meeting__team")
    for decision in waiting.order_by("due_on", "pk")[:SHOWN]:
        url = reverse("board:decision", args=[access.centre.key, decision.pk])
        yield Task(_("Carry out: %(text)s") % {"text": decision.text[:120]}, url, decision.due_on, str(decision.meeting))


def _documents(request: HttpRequest) -> Iterable[Task]:
    """Governing documents that are due, for those who run the board."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.RUN_BOARD):
        return
    due = GoverningDocument.objects.filter(review_by__lte=timezone.localdate() + SOON).order_by("review_by")
    for document in due[:SHOWN]:
        url = reverse("board:document", args=[access.centre.key, document.pk])
        yield Task(_("Look “%(title)s” over again") % {"title": document.title}, url, document.review_by)


def _to_freeze(request: HttpRequest) -> Iterable[Task]:
    """Meetings whose day has come, and that nobody has frozen."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    kinds = kinds_run_by(access)
    if not kinds:
        return
    waiting = Meeting.objects.filter(kind__in=kinds, frozen_at=None, held_on__lte=timezone.localdate()).select_related("team")
    for meeting in waiting.order_by("held_on")[:SHOWN]:
        url = reverse("board:follow_up", args=[access.centre.key, meeting.pk])
        yield Task(_("Decide the lights and freeze: %(meeting)s") % {"meeting": meeting}, url, meeting.held_on)


tasks.add("board.asked", _asked)
tasks.add("board.decisions", _decisions)
tasks.add("board.documents", _documents)
tasks.add("board.to_freeze", _to_freeze)
