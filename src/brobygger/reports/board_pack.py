"""The board pack: what a board member reads before a meeting. Agenda, what changed since the meeting before, decisions that come
back, money, quality, the follow-up.

A pack for a date shows only what changed since the meeting before; goals that stand as they did are in the overview, not in full.
"""

from collections.abc import Iterator

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.board.models import Meeting
from brobygger.plan import wording
from brobygger.reports.document import Block, Bullets, Document, Heading, Numbered, Paragraph, Run, Text
from brobygger.reports.economy_blocks import economy_blocks
from brobygger.reports.followup import frame, glance_picture, glance_table, proposals
from brobygger.reports.goal_blocks import goal_blocks
from brobygger.reports.office_blocks import agreements_blocks, staff_blocks
from brobygger.reports.quality_blocks import pack_blocks
from brobygger.reports.since_blocks import changes_blocks, decisions_blocks, goals_changed
from brobygger.reports.standing import Standing
from brobygger.reports.survey_blocks import answered_blocks


def compose(found: Standing) -> Document:
    """The pack for ``found.meeting``."""
    meeting = found.meeting
    if meeting is None:
        raise ValueError("a board pack is for a meeting")
    named = meeting.team.name if meeting.team else capfirst(str(meeting.get_kind_display()))
    return Document(
        title=_("%(meeting)s on %(day)s") % {"meeting": named, "day": wording.day(meeting.held_on)},
        subtitle=_frame_of(meeting),
        blocks=tuple(_blocks(found, meeting)),
        **frame(found),
    )


def _frame_of(meeting: Meeting) -> str:
    parts = [_("at %(time)s") % {"time": formats.time_format(meeting.starts_at)} if meeting.starts_at else "", meeting.place]
    return " · ".join(part for part in parts if part)


def _blocks(found: Standing, meeting: Meeting) -> Iterator[Block]:
    yield Heading(1, _("Agenda"))
    items = list(meeting.items.all())
    if items:
        yield Numbered(tuple(_item(item.title, item.text) for item in items))
    else:
        yield Paragraph(_("No items yet."))
    yield from _to_decide(meeting)
    yield from changes_blocks(found)
    yield from decisions_blocks(found)
    yield from answered_blocks(found)
    if meeting.kind == Meeting.Kind.BOARD:
        yield from economy_blocks(found.day)
        yield from pack_blocks(found.day, found.changes.previous.held_on if found.changes.previous else None)
    if not found.goals:
        return
    yield Heading(1, _("Follow-up"))
    yield from proposals(found)
    yield glance_picture(found)
    yield glance_table(found)
    touched = goals_changed(found)
    shown = [goal for goal in found.goals if goal.goal.pk in touched or goal.needs_comment]
    if shown and len(shown) < len(found.goals):
        yield Paragraph(_("In full: the goals that have changed since the meeting before, and those that wait for a comment."))
    for goal in shown:
        yield from goal_blocks(found, goal, 2)
    yield from agreements_blocks(found)
    yield from staff_blocks(found)
    yield from _minutes(meeting)


def _item(title: str, text: str) -> Text:
    return (Run(title, bold=True), Run(f"\n{text}")) if text else (Run(title, bold=True),)


def _to_decide(meeting: Meeting) -> Iterator[Block]:
    """What the meeting is asked to decide, numbered as on the agenda."""
    wanted = [f"{number}. {item.title}" for number, item in enumerate(meeting.items.all(), 1) if item.for_decision]
    if wanted:
        yield Heading(1, _("To be decided"))
        yield Bullets(tuple(wanted))


def _minutes(meeting: Meeting) -> Iterator[Block]:
    """Once they are written, the same paper is the minutes too."""
    said = [(item.title, item.minutes) for item in meeting.items.all() if item.minutes]
    if not (meeting.minutes or meeting.present or said):
        return
    yield Heading(1, pgettext("meeting", "Minutes"))
    if meeting.present:
        yield Paragraph((Run(_("Present:") + " ", bold=True), Run(meeting.present)))
    for title, minutes in said:
        yield Heading(2, title)
        yield Paragraph(minutes)
    if meeting.minutes:
        yield Paragraph(meeting.minutes)
