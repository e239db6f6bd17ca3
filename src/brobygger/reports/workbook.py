"""The follow-up as a workbook: goals, targets, every row behind the figures, changes, decisions; a sheet for each, ready to filter.

Read with all evidence (``most=None``), where paper shows the newest. Built in steps that report how far they are, because a busy
centre's year is many rows.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from brobygger.board.following import CountSeen, GoalSeen
from brobygger.plan import wording
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import measures
from brobygger.reports import document as model
from brobygger.reports.document import Block, Cell, Column, Document, Row, RowGroup, Table
from brobygger.reports.followup import frame, key_figures, named, subtitle, title
from brobygger.reports.goal_blocks import counted, light, target_words
from brobygger.reports.office_blocks import agreements_blocks, staff_blocks
from brobygger.reports.since_blocks import change_tables, decisions_table
from brobygger.reports.standing import Standing


def compose(found: Standing) -> Document:
    return Document(title=title(found), subtitle=subtitle(found), blocks=tuple(_blocks(found)), **frame(found))


def _blocks(found: Standing) -> Iterator[Block]:
    if found.goals:
        yield key_figures(found)
    yield _goals(found)
    yield _targets(found)
    yield _evidence(found)
    yield from change_tables(found.changes)
    if found.moved:
        yield _moved(found)
    if found.sees.board:
        yield decisions_table(found, [*found.decisions, *found.returning], caption=_("Decisions"), dated=True)
        yield from (block for block in (*agreements_blocks(found), *staff_blocks(found)) if isinstance(block, Table))


def _goals(found: Standing) -> Table:
    def row(goal: GoalSeen) -> Row:
        was, said = found.before.get(goal.goal.pk), found.comments.get(goal.goal.pk)
        return (
            goal.title,
            light(goal.result), light(was.result) if was else None, goal.proposed_result.reason,
            light(goal.schedule), light(was.schedule) if was else None, goal.proposed_schedule.reason,
            said.text if said else None,
        )  # fmt: skip

    return Table(
        (
            Column(found.goal_word, width=4), Column(_("Result"), "light"), Column(_("Result last time"), "light"), Column(_("Why")),
            Column(_("Schedule"), "light"), Column(_("Schedule last time"), "light"), Column(_("Why the schedule")), Column(_("Comment")),
        ),
        groups=tuple(RowGroup(heading, tuple(row(goal) for goal in area.goals)) for heading, area in named(found.areas)),
        caption=_("Goals"),
        row_headers=True,
        group_header=found.area_word,
    )  # fmt: skip


def _targets(found: Standing) -> Table:
    def row(goal: GoalSeen, each: CountSeen) -> Row:
        state = found.targets.get(each.target) if each.target is not None else None
        target = state.target if state else None
        return (
            goal.title, each.aim, target_words(found, each),
            each.count if each.counted else model.plain(as_text(counted(found, each))), each.total if each.counted else None,
            target.minimum if target else None, target.maximum if target else None, light(each.light), each.reason,
            each.now if found.frozen else None,
        )  # fmt: skip

    return Table(
        (
            Column(found.goal_word, width=3), Column(_("Aim")), Column(_("What is counted")), Column(_("Counted"), "number"),
            Column(_("In all"), "number"), Column(_("At least"), "number"), Column(_("At most"), "number"), Column(_("Light"), "light"),
            Column(_("Why")), Column(_("Today"), "number"),
        ),
        tuple(row(goal, each) for goal in found.goals for each in goal.counts),
        caption=_("Targets"),
        row_headers=True,
    )  # fmt: skip


def _moved(found: Standing) -> Table:
    return Table(
        (
            Column(found.goal_word, width=3), Column(_("What"), width=3), Column(_("From"), "date"), Column(_("To"), "date"), Column(_("Why"), width=3),
        ),
        tuple((goal.title, *each) for goal in found.goals for each in found.moved.get(goal.goal.pk, [])),
        caption=_("Moved dates"),
        row_headers=True,
    )  # fmt: skip


def as_text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _evidence(found: Standing) -> Table:
    """Every row behind every figure, once for each target it counts in; proofs with them."""
    return Table(
        (
            Column(found.goal_word, width=3), Column(_("Target")), Column(_("Date"), "date"), Column(_("What"), width=3), Column(_("Kind")),
            Column(_("Adds"), "number"), Column(_("Unit")), Column(_("In the figure now")),
        ),
        tuple(_evidence_rows(found)),
        caption=_("Evidence"),
    )  # fmt: skip


def _evidence_rows(found: Standing) -> Iterator[Row]:
    yes, no = _("yes"), _("no")
    for goal in found.goals:
        for each in goal.counts:
            state = found.targets.get(each.target) if each.target is not None else None
            if state is None:
                continue
            name = f"{each.aim} {target_words(found, each)}".strip()
            for proof in state.node.proofs if state.target.evidenced else ():
                accepted = _("accepted") if proof.accepted_on else _("not accepted yet")
                yield (goal.title, name, proof.accepted_on, proof.text or proof.link or str(proof.file), accepted, None, None, None)
            behind = found.behind.get(state.target.pk)
            measure = measures.get(state.target.measure)
            if behind is None or measure is None:
                continue
            unit = _("minutes") if measure.unit is Unit.HOURS else None
            for row in behind.rows:
                shown = row.shown
                yield (goal.title, name, shown.on, shown.title, shown.detail, row.adds, unit, yes if row.now else no)
            if behind.told_apart:
                said = _("%(n)s different: %(names)s") % {"n": wording.number(len(behind.told_apart)), "names": ", ".join(behind.told_apart)}
                yield (goal.title, name, None, said, None, None, None, None)
