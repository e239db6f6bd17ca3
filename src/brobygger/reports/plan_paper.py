"""A whole plan as its centre would write it: three columns, goal · activities · documentation, a row for each area, texts around.

The columns carry the centre's own words for its levels. Read in again, the Word file gives the same areas, goals, activities and
documentation; a test holds it to that cell by cell.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.plan import wording
from brobygger.plan.models import Plan
from brobygger.plan.tree import AreaNode, GoalNode, PlanTree, load
from brobygger.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Lines,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Table,
)
from brobygger.reports.frame import frame_of
from brobygger.reports.markdown import blocks_of


def compose(centre: Centre, plan: Plan, day: date) -> Document:
    """The plan as it stands; ``day`` dates the paper."""
    return Document(
        title=plan.title,
        subtitle="" if period_of(plan).casefold() == plan.title.casefold() else period_of(plan),
        blocks=tuple(_blocks(load(plan))),
        **frame_of(centre, day),
    )


def period_of(plan: Plan) -> str:
    """The period as plan documents write it: whole years as years."""
    first, last = plan.starts_on, plan.ends_on
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return f"{plan.label} {years}"
    return f"{plan.label}, {wording.day(first)} – {wording.day(last)}"


def _blocks(tree: PlanTree) -> Iterator[Block]:
    for section in tree.sections:
        if not section.after_goals:
            yield Heading(1, section.title)
            yield from blocks_of(section.text, level=2)
    if any(not section.after_goals for section in tree.sections):
        yield Heading(1, _("The plan"))  # or the last text would seem to go on, and its heading to be that of the table
    yield from _introductions(tree)
    yield plan_table(tree)
    for section in tree.sections:
        if section.after_goals:
            yield Heading(1, section.title)
            yield from blocks_of(section.text, level=2)


def _introductions(tree: PlanTree) -> Iterator[Block]:
    """What is said of an area beside its goals stands before the table, whose cells hold nothing but the plan."""
    for area in tree.areas:
        if area.area.intro:
            yield Paragraph((Run(f"{area.area.title}. ", bold=True), Run(area.area.intro)))


def plan_table(tree: PlanTree) -> Table:
    plan = tree.plan
    return Table(
        (Column(plan.goal_word, width=3), Column(_plural(plan.activity_word), width=4), Column(plan.means_word, width=3)),
        groups=tuple(RowGroup(_one_line(area.area.title), tuple(_rows(area))) for area in tree.areas),
        name=plan.label,
        group_header=plan.area_word,
        empty=_("The plan has no goals yet."),
    )


def _rows(area: AreaNode) -> Iterator[Row]:
    for goal in area.goals:
        yield (_one_line(goal.goal.title), _activities(goal), _listed([_one_line(means.text) for means in goal.means]))


def _activities(goal: GoalNode) -> Cell:
    listed = _listed([_one_line(each.activity.text) for each in goal.activities if not each.activity.dropped_on])
    if not goal.goal.lead_in:
        return listed
    return Lines((_one_line(goal.goal.lead_in), listed))


def _listed(texts: list[str]) -> Cell:
    return Lines(tuple(texts), bullets=True) if texts else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plural(word: str) -> str:
    """The column of the activities names many: "Aktiviteter". Words that are no such Danish noun stay as the centre wrote them."""
    return f"{word}er" if word.casefold().endswith(("tet", "ning", "sats", "ling")) else word
