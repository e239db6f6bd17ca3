"""What has changed since the meeting before, and what was decided: the parts that the follow-up report and the board pack share."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from brobygger.board.following import Changes, goals_of
from brobygger.board.models import Decision
from brobygger.plan import wording
from brobygger.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Lines,
    Paragraph,
    Row,
    Table,
)
from brobygger.reports.goal_blocks import light, word
from brobygger.reports.standing import Standing


def changes_blocks(standing: Standing, level: int = 1) -> Iterator[Block]:
    """Lights and counts that differ from the meeting before, goals new to it, and what was registered since."""
    changes = standing.changes
    if changes.previous is None:
        yield Heading(level, _("What has changed since the meeting before"))
        yield Paragraph(_("There is no frozen meeting before this one to compare with."))
        return
    yield Heading(level, _("What has changed since %(day)s") % {"day": wording.day(changes.previous.held_on)})
    if not changes:
        yield Paragraph(_("Nothing that the plan counts."))
        return
    if changes.work:
        yield Table(
            (Column(_("Counted since then"), width=5), Column(_("Number"), "number", 1)),
            tuple((str(each.label), each.count) for each in changes.work),
            row_headers=True,
            name=_("Counted since then"),
        )
    yield from change_tables(changes)
    if changes.new_goals:
        yield Paragraph(_("Goals that are new since then:"))
        yield Bullets(tuple(goal.title for goal in changes.new_goals))


def change_tables(changes: Changes) -> Iterator[Block]:
    if changes.lights:
        yield Table(
            (Column(_("Goal"), width=3), Column(_("Result"), "light", 1.5), Column(_("Schedule"), "light", 1.5)),
            tuple((each.title, _turned(each.result_was, each.result), _turned(each.schedule_was, each.schedule)) for each in changes.lights),
            caption=_("Lights that changed"),
            row_headers=True,
        )
    if changes.counts:
        yield Table(
            (Column(_("Target"), width=3), Column(_("Goal"), width=3), Column(_("then"), "number", 0.8), Column(_("now"), "number", 0.8)),
            tuple((f"{each.aim} {each.what}".strip(), each.title, each.was, each.now) for each in changes.counts),
            caption=_("Counts that changed"),
            row_headers=True,
        )


def _turned(was: str, now: str) -> Cell:
    return light(now) if was == now else Lines((light(now), _("was %(light)s") % {"light": word(was)}))


def decisions_table(standing: Standing, decisions: list[Decision], *, caption: str, dated: bool) -> Table:
    """``dated`` names the meeting each was made at."""
    names = standing.sees.names and any(each.responsible for each in decisions)
    columns = [Column(_("Decision"), width=4), Column(_("About"), width=2.6)]
    columns += [Column(_("Meeting"), "date", 1.5)] if dated else []
    columns += [Column(_("Responsible"), width=1.4)] if names else []
    columns += [Column(_("By"), "date", 1.5)]

    def row(each: Decision) -> Row:
        cells: list[Cell] = [each.text, f"{each.get_kind_display()}: {each.goal.title}" if each.goal else ""]
        cells += [each.meeting.held_on] if dated else []
        cells += [str(each.responsible) if each.responsible else ""] if names else []
        cells.append(each.due_on)
        return tuple(cells)

    return Table(tuple(columns), tuple(row(each) for each in decisions), caption=caption, row_headers=True)


def decisions_blocks(standing: Standing, level: int = 1) -> Iterator[Block]:
    """The meeting's decisions, and the earlier ones not carried out yet. Nothing where the reader does not see the board."""
    if not standing.sees.board or not (standing.decisions or standing.returning):
        return
    yield Heading(level, _("Decisions"))
    if standing.decisions:
        made = standing.decisions[0].meeting
        caption = _("Decided on %(day)s") % {"day": wording.day(made.held_on)}
        yield decisions_table(standing, standing.decisions, caption=caption, dated=False)
    if standing.returning:
        yield decisions_table(standing, standing.returning, caption=_("Not carried out yet"), dated=True)


def goals_changed(standing: Standing) -> set[int]:
    """The goals that something changed for since the meeting before."""
    changes = standing.changes
    if changes.previous is None:
        return {goal.goal.pk for goal in goals_of(standing.areas)}
    touched = {each.goal.pk for each in changes.lights} | {each.goal.pk for each in changes.counts}
    spoken_of = {key for key, said in standing.feedback.items() if said.sending.closed_on and said.sending.closed_on > changes.previous.held_on}
    return touched | {goal.goal.pk for goal in changes.new_goals} | spoken_of
