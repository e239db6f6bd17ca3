"""What the board's part of the house knows under a word: meetings by their minutes, decisions, documents."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.board.models import Decision, GoverningDocument, Meeting
from brobygger.core.search import Hit, Searchable, search
from brobygger.plan.wording import day


def _key(request: HttpRequest) -> str:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; search is asked behind needs()
    return access.centre.key


def _meetings(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    in_item = Q(items__title__icontains=words) | Q(items__text__icontains=words) | Q(items__minutes__icontains=words)
    found = Meeting.objects.filter(Q(minutes__icontains=words) | Q(place__icontains=words) | in_item).select_related("team").distinct()
    for meeting in found[:limit]:
        yield Hit(str(meeting), reverse("board:meeting", args=[_key(request), meeting.pk]), meeting.place)


def _decisions(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    found = Decision.objects.filter(Q(text__icontains=words) | Q(outcome__icontains=words)).select_related("meeting__team")
    for decision in found.order_by("-meeting__held_on")[:limit]:
        yield Hit(decision.text[:120], reverse("board:decision", args=[_key(request), decision.pk]), str(decision.meeting))


def _documents(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for document in GoverningDocument.objects.filter(title__icontains=words)[:limit]:
        detail = str(document.get_kind_display())
        if document.review_by:
            detail += f", {day(document.review_by)}"
        yield Hit(document.title, reverse("board:document", args=[_key(request), document.pk]), detail)


search.add("board.meetings", Searchable(_("Meetings"), May.SEE_BOARD, _meetings))
search.add("board.decisions", Searchable(_("Decisions"), May.SEE_BOARD, _decisions))
search.add("board.documents", Searchable(_("Governing documents"), May.SEE_BOARD, _documents))
