"""The follow-up report: each goal with both lights, why, what was said, what is counted and what the counts are made of.

The board's own paper. Composed once; screen, PDF and Word show the same blocks, and ``workbook`` puts the same reading into
sheets. Persons are named only to those who may see them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from brobygger.board.following import AreaSeen
from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.plan import wording
from brobygger.plan.models import Plan
from brobygger.reports.document import (
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Lines,
    Paragraph,
    Row,
    RowGroup,
    Table,
)
from brobygger.reports.frame import Frame, frame_of
from brobygger.reports.goal_blocks import SHADES, evidence_table, goal_blocks, light, word
from brobygger.reports.lights_picture import Lane, picture
from brobygger.reports.office_blocks import agreements_blocks, staff_blocks
from brobygger.reports.phrasing import current_language
from brobygger.reports.since_blocks import changes_blocks, decisions_blocks
from brobygger.reports.standing import Sees, Standing, standing

MOST = 5
"""Rows of evidence shown on paper for each target."""


def compose(centre: Centre, plans: Sequence[Plan], day: date, *, meeting: Meeting | None = None, sees: Sees | None = None) -> Document:
    """The report on ``plans`` as they stand on ``day``, or as ``meeting`` saw them."""
    return paper(standing(centre, plans, day, meeting=meeting, sees=sees, most=MOST))


def paper(found: Standing) -> Document:
    return Document(blocks=tuple(_blocks(found)), title=title(found), subtitle=subtitle(found), **frame(found))


def frame(found: Standing) -> Frame:
    return frame_of(found.centre, found.day)


def title(found: Standing) -> str:
    if len(found.plans) == 1:
        return _("Follow-up of %(plan)s") % {"plan": found.plans[0].title}
    return _("Follow-up of the plans")


def subtitle(found: Standing) -> str:
    if found.meeting is None:
        return ""
    said = _("Frozen at the meeting") if found.meeting.is_frozen else _("Before the meeting is frozen")
    return f"{found.meeting} · {said}"


def _blocks(found: Standing) -> Iterator[Block]:
    goals = found.goals
    if not goals:
        yield Paragraph(_("The plan has no goals to follow up yet."))
        return
    yield key_figures(found)
    yield from proposals(found)
    yield glance_picture(found)
    yield glance_table(found)
    yield from changes_blocks(found)
    yield from decisions_blocks(found)
    yield from goals_in_full(found)
    yield from agreements_blocks(found)
    yield from staff_blocks(found)
    yield from evidence_blocks(found)


def proposals(found: Standing) -> Iterator[Block]:
    """Says openly which lights nobody has decided."""
    if found.meeting is None:
        yield Callout(_("Proposals"), _("The lights are the machine’s proposals from what is counted. A meeting decides."))
        return
    waiting = sum(goal.follow_up is None for goal in found.goals)
    if waiting and not found.frozen:
        said = _("%(n)s of %(all)s goals are not decided yet; their lights are the machine’s proposals.")
        yield Callout(_("Proposals"), said % {"n": waiting, "all": len(found.goals)})


def key_figures(found: Standing) -> KeyFigures:
    goals = found.goals
    return KeyFigures(
        (
            KeyFigure(_("Goals"), len(goals)),
            KeyFigure(_("Result is green"), sum(goal.result == "green" for goal in goals), _others([goal.result for goal in goals])),
            KeyFigure(_("Schedule is green"), sum(goal.schedule == "green" for goal in goals), _others([goal.schedule for goal in goals])),
            KeyFigure(_("Targets"), sum(len(goal.counts) for goal in goals)),
        )
    )


def _others(lights: list[str]) -> str:
    """The lights that are not green, counted: "3 yellow, 1 red"."""
    return ", ".join(f"{lights.count(colour)} {word(colour)}" for colour in SHADES if colour != "green" and colour in lights)


def glance_picture(found: Standing) -> Block:
    lanes = [
        Lane(area.title, [SHADES[goal.result] for goal in area.goals], [SHADES[goal.schedule] for goal in area.goals])
        for area in found.areas
    ]
    return picture(lanes, result=_("Result"), schedule=_("Schedule"), language=current_language())


def glance_table(found: Standing) -> Table:
    """All goals with their lights, and what they were at the meeting before."""

    def row(goal_key: int, name: str, result: str, schedule: str) -> Row:
        was = found.before.get(goal_key)
        return (name, _since(result, was.result if was else ""), _since(schedule, was.schedule if was else ""))

    return Table(
        (Column(found.goal_word, width=4), Column(_("Result"), "light", 1.3), Column(_("Schedule"), "light", 1.3)),
        groups=tuple(
            RowGroup(heading, tuple(row(goal.goal.pk, goal.title, goal.result, goal.schedule) for goal in area.goals))
            for heading, area in named(found.areas)
        ),
        caption=_("All goals"),
        row_headers=True,
        group_header=found.area_word,
    )


def _since(now: str, was: str) -> Cell:
    return Lines((light(now), _("was %(light)s") % {"light": word(was)})) if was and was != now else light(now)


def named(areas: Sequence[AreaSeen]) -> list[tuple[str, AreaSeen]]:
    """Areas that have goals, with the plan's name before theirs where there are several plans."""
    several = len({area.plan.pk for area in areas}) > 1
    return [(f"{area.plan.title}: {area.title}" if several else area.title, area) for area in areas if area.goals]


def goals_in_full(found: Standing) -> Iterator[Block]:
    several = len({area.plan.pk for area in found.areas}) > 1
    for plan, areas in groupby(found.areas, key=lambda area: area.plan):
        if several:
            yield Heading(1, plan.title)
        for area in areas:
            if area.goals:
                yield Heading(1 + several, area.title)
                for goal in area.goals:
                    yield from goal_blocks(found, goal, 2 + several)


def evidence_blocks(found: Standing) -> Iterator[Block]:
    tables = [(goal, table) for goal in found.goals if (table := evidence_table(found, goal)) is not None]
    if not tables:
        return
    yield Heading(1, _("What the figures are made of"))
    yield Paragraph(_("The newest rows behind each figure, as of %(day)s. All of them stand in the Excel file, and behind each number on the screen.") % {"day": wording.day(found.day)})
    for goal, table in tables:
        yield Heading(2, goal.title)
        yield table
