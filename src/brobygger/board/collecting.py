"""The collection round goes out by itself: a week before a board meeting each contributor is asked what is missing."""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from brobygger.board import actions
from brobygger.board.models import Meeting
from brobygger.board.models.keeping import Frozen
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force

AHEAD: Final = timedelta(days=7)


def ask_everywhere() -> None:
    """The daily job, over all centres."""
    now = timezone.localtime()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            ask_before_meetings(centre, now)


def ask_before_meetings(centre: Centre, now: datetime) -> list[Meeting]:
    """Ask before each board meeting that is a week away or nearer and has not been asked about. Gives those meetings.

    A meeting whose round somebody has begun by hand is left to them.
    """
    today: date = now.date()
    asked = []
    for meeting in Meeting.objects.filter(kind=Meeting.Kind.BOARD, asked_at=None, frozen_at=None, held_on__gte=today, held_on__lte=today + AHEAD):
        try:
            actions.ask_contributors(meeting, by=None, now=now, link=f"{settings.SITE_URL}{meeting.get_absolute_url()}mit-svar/")
        except Frozen:  # somebody was quicker
            continue
        asked.append(meeting)
    return asked
