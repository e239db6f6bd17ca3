"""Quality in reports: a round's answers with what shows them and how they moved, and what is to be better with where that stands in the plan."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.plan import wording
from brobygger.quality.models import Assessor, Improvement, Round
from brobygger.quality.picture import lanes
from brobygger.quality.seen import PointSeen, RoundSeen, in_words, seen
from brobygger.reports.document import (
    Block,
    Cell,
    Column,
    Heading,
    Lines,
    Paragraph,
    Progress,
    Row,
    RowGroup,
    Run,
    Table,
)


def round_blocks(row: Round, level: int) -> Iterator[Block]:
    """One round in full."""
    found = seen(row)
    yield Heading(level, str(row))
    days = {"first": wording.day(row.starts_on), "last": wording.day(row.ends_on)}
    yield Paragraph(_("Self-assessment of %(first)s to %(last)s.") % days)
    if row.conclusion:
        yield Paragraph(row.conclusion)
    yield answers_table(found)
    yield from improvement_blocks(found.improvements)


def answers_table(found: RoundSeen) -> Table:
    """The joint answers as words and as bars, beside what each side said and what shows it; with the round before where there is one."""
    then = (Column(_("Last time"), width=1.3),) if found.before else ()
    bars = {lane.point.pk: lane for lane in lanes(found)}

    def line(each: PointSeen) -> Row:
        bar = bars.get(each.point.pk)
        joint: list[Cell] = [(Run(capfirst(found.word(each.joint)) or _("waits for the joint answer"), bold=True),)]
        if bar is not None and bar.now is not None and not found.row.framework.follows:
            joint.append(Progress(bar.now, minimum=bar.before, label=bar.said))
        if each.joint and each.joint.text:
            joint.append(each.joint.text)
        sides = [f"{label}: {said}" for label, side in ((_("Board"), Assessor.Side.BOARD), (pgettext("in a self-assessment", "Staff"), Assessor.Side.STAFF)) if (said := found.given_in_words(each.given[side]))]
        shown: list[Cell] = [f"{it.name}: {wording.number(it.figure)}" if it.figure is not None else it.name for it in each.evidence]
        before: Row = (" · ".join(word for word in (found.word(each.before), in_words(each.change)) if word),) if found.before else ()
        return (f"{each.point.number} {each.point.title}", Lines(tuple(joint)), *before, Lines(tuple(sides)), Lines(tuple(shown)))

    return Table(
        (Column(_("Point"), width=3), Column(_("The joint answer"), width=2), *then, Column(_("Board and staff"), width=1.6), Column(_("What shows it"), width=1.8)),
        groups=tuple(RowGroup(f"{theme.number} {theme.title}", tuple(line(each) for each in places)) for theme, places in found.by_theme() if places),
        name=_("Quality"), row_headers=True, group_header=_("Theme"), empty=_("No answers yet."),
    )


def improvement_blocks(rows: Iterable[Improvement]) -> Iterator[Block]:
    """What is to be better, and where the plan says that it stands."""
    lines: list[Row] = [(str(row), _state(row), row.activity.ends_on if row.activity else None) for row in rows]
    if lines:
        yield Table((Column(_("To be better"), width=4), Column(_("Where it stands"), width=1.6), Column(_("By"), "date", 1.2)), tuple(lines), caption=_("To be better"), name=_("To be better"), row_headers=True)


def _state(row: Improvement) -> str:
    activity = row.activity
    if activity is None:
        return _("not in the plan yet")
    if activity.done_on:
        return _("done on %(day)s") % {"day": wording.day(activity.done_on)}
    return _("given up") if activity.dropped_on else _("in the plan")


def latest(start: date, day: date) -> list[Round]:
    """Of each framework the newest round that was closed from ``start`` to ``day``, or is under way on it."""
    found: dict[str, Round] = {}
    for row in Round.objects.listed().order_by("-ends_on", "-pk"):
        closed = row.closed_at.date() if row.closed_at else None
        if row.begun_at.date() <= day and (closed is None or closed >= start):
            found.setdefault(row.framework.name, row)
    return list(found.values())


def pack_blocks(day: date, since: date | None) -> Iterator[Block]:
    """For a meeting: rounds under way, with who has answered, and those closed since the meeting before, in full."""
    rows = latest(since or day.replace(month=1, day=1), day)
    if not rows:
        return
    yield Heading(1, _("Quality"))
    for row in rows:
        if row.is_closed:
            yield from round_blocks(row, 2)
            continue
        asked = list(row.assessors.values_list("answered_at", flat=True))
        yield Heading(2, str(row))
        yield Paragraph(_("Under way: %(n)s of %(all)s have answered; the answers are to be in by %(day)s.") % {"n": sum(each is not None for each in asked), "all": len(asked), "day": wording.day(row.due_on)})
