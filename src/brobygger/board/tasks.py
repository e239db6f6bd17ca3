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
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.plan.wording import day

SHOWN = 10
SOON = timedelta(days=14)


def _board(request: HttpRequest) -> Iterable[Task]:
    """One question of each contributor before a meeting, one's own decisions, documents that are due, meetings whose day has come and that nobody has frozen."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    today, key = timezone.localdate(), access.centre.key
    asks, decisions, documents, meetings = asked_together(
        CollectionAsk.objects.filter(user=access.user, answered_at=None, meeting__frozen_at=None).select_related("meeting"),
        Decision.objects.filter(responsible=access.user, done_on=None).select_related("meeting", "meeting__team") if access.may(May.SEE_BOARD) else Decision.objects.none(),
        GoverningDocument.objects.filter(review_by__lte=today + SOON) if access.may(May.RUN_BOARD) else GoverningDocument.objects.none(),
        Meeting.objects.filter(kind__in=kinds_run_by(access), frozen_at=None, held_on__lte=today).select_related("team"),
    )
    for ask in asks[:SHOWN]:
        text = _("Before the meeting on %(day)s: is something missing?") % {"day": day(ask.meeting.held_on)}
        yield Task(text, reverse("board:answer", args=[key, ask.meeting_id]), ask.meeting.held_on)
    for decision in decisions.order_by("due_on", "pk")[:SHOWN]:
        yield Task(_("Carry out: %(text)s") % {"text": decision.text[:120]}, reverse("board:decision", args=[key, decision.pk]), decision.due_on, str(decision.meeting))
    for document in documents.order_by("review_by")[:SHOWN]:
        yield Task(_("Look “%(title)s” over again") % {"title": document.title}, reverse("board:document", args=[key, document.pk]), document.review_by)
    for meeting in meetings.order_by("held_on")[:SHOWN]:
        yield Task(_("Decide the lights and freeze: %(meeting)s") % {"meeting": meeting}, reverse("board:follow_up", args=[key, meeting.pk]), meeting.held_on)


tasks.add("board.board", _board)
