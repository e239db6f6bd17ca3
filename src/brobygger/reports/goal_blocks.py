"""One goal in a report: both lights with the reasons, the comment, each target's figure, and at the end the rows behind them."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.board.following import CountSeen, GoalSeen
from brobygger.plan import wording
from brobygger.plan.lights import COLOUR_WORDS, Colour
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import measures
from brobygger.plan.states import TargetState
from brobygger.reports.behind import Behind, BehindRow
from brobygger.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    Light,
    Lines,
    Paragraph,
    Progress,
    Quote,
    Row,
    RowGroup,
    Run,
    Table,
    Text,
)
from brobygger.reports.document import Colour as Shade
from brobygger.reports.standing import Moved, Standing
from brobygger.reports.survey_blocks import feedback_block

MEMBERS = 12
SHADES: dict[str, Shade] = {"green": "green", "yellow": "yellow", "red": "red", "grey": "grey", "changed": "changed"}


def light(colour: str) -> Light:
    """A stored light as documents show it; grey says what it means."""
    return Light(SHADES[colour], _("Not yet") if colour == Colour.GREY else "")


def word(colour: str) -> str:
    return str(COLOUR_WORDS[Colour(colour)])


def goal_blocks(standing: Standing, goal: GoalSeen, level: int) -> Iterator[Block]:
    yield Heading(level, goal.title)
    if goal.goal.is_changed:
        yield Paragraph(_changed(goal))
    yield Table(
        (Column(_("Of the goal"), width=1.1), Column(_("Light"), "light", 1.2), Column(_("Why"), width=4.2)),
        (
            (_("Result"), light(goal.result), _why(goal, goal.result, goal.proposed_result.colour, goal.proposed_result.reason)),
            (_("Schedule"), light(goal.schedule), _why(goal, goal.schedule, goal.proposed_schedule.colour, goal.proposed_schedule.reason)),
        ),
        row_headers=True,
        name=_("Lights"),
    )
    if said := standing.comments.get(goal.goal.pk):
        day = wording.day(said.on)
        yield Quote(said.text, _("%(who)s, the meeting on %(day)s") % {"who": said.by, "day": day} if said.by else _("the meeting on %(day)s") % {"day": day})
    if said_by_people := standing.feedback.get(goal.goal.pk):
        yield feedback_block(said_by_people)
    if moves := standing.moved.get(goal.goal.pk):
        yield Bullets(tuple(_move(each) for each in moves))
    if goal.counts:
        yield Table(
            (Column(_("Target"), width=3), Column(_("Counted"), width=2.1), Column(_("Light"), "light", 1.2), Column(_("Why"), width=2.6)),
            tuple(_target_row(standing, each) for each in goal.counts),
            row_headers=True,
            name=_("Targets"),
        )


def _changed(goal: GoalSeen) -> Text:
    row = goal.goal
    said = _("The goal was changed on %(day)s: %(why)s") % {"day": wording.day(row.changed_on) if row.changed_on else "", "why": row.changed_reason}
    if row.successor:
        said += " " + _("In its place: %(goal)s") % {"goal": row.successor.title}
    return said


def _move(each: Moved) -> str:
    days = {"what": each.what, "old": wording.day(each.old), "new": wording.day(each.new), "why": each.why}
    return _("“%(what)s” was moved from %(old)s to %(new)s: %(why)s") % days


def _why(goal: GoalSeen, decided: str, proposed: str, reason: str) -> str:
    if goal.follow_up is None or decided == proposed:
        return reason
    return _("Decided by the meeting. The figures propose %(light)s: %(reason)s") % {"light": word(proposed), "reason": reason}


def _target_row(standing: Standing, each: CountSeen) -> Row:
    return (target_name(standing, each), counted(standing, each), light(each.light), each.reason)


def target_name(standing: Standing, each: CountSeen) -> Text:
    rest = target_words(standing, each)
    return (Run(each.aim, bold=True), Run(f" {rest}")) if rest else each.aim


def target_words(standing: Standing, each: CountSeen) -> str:
    """What is counted and what it is narrowed to; for one that is documented, what there is to document."""
    rest = each.what
    if not each.counted and each.target is not None:
        rest = standing.activities.get(each.target, "")
    if each.target is not None and (narrowed := standing.narrowed.get(each.target)):
        rest = f"{rest} ({narrowed})"
    return rest


def counted(standing: Standing, each: CountSeen) -> Cell:
    """The figure against its range; below it each member's, the whole span's, and what the same figure is today."""
    state = standing.targets.get(each.target) if each.target is not None else None
    if not each.counted:
        return _proofs(state)
    lines: list[Cell] = [_figure(state, each)]
    if each.total != each.count:
        lines.append(_("%(n)s in all") % {"n": wording.number(each.total)})
    lines += [Light(SHADES[colour], f"{name}: {wording.number(n)}") for name, n, colour in each.members[:MEMBERS]]
    if len(each.members) > MEMBERS:
        lines.append(more(len(each.members) - MEMBERS))
    lines += difference(standing, each)
    return Lines(tuple(lines)) if len(lines) > 1 else lines[0]


def _figure(state: TargetState | None, each: CountSeen) -> Cell:
    if state is None or state.target.for_each or wording.aim(state.target) != each.aim:  # a frozen aim may differ from today's
        return wording.number(each.count)
    target = state.target
    low, high = (target.whole, target.whole) if target.share else (target.minimum, target.maximum)
    return Progress(each.count, low, high)


def _proofs(state: TargetState | None) -> Cell:
    if state is None or not state.target.evidenced:
        return "–"
    n = len(state.node.proofs)
    return ngettext("%(n)s proof", "%(n)s proofs", n) % {"n": n} if n else _("no proof yet")


def difference(standing: Standing, each: CountSeen) -> list[Cell]:
    """What a frozen figure is today, and what its own day shows after later corrections, said openly."""
    if not standing.frozen or standing.meeting is None or not each.differs:
        return []
    on = wording.day(standing.meeting.held_on)
    figures = {"day": on, "then": wording.number(each.count)}
    said: list[Cell] = []
    if each.then is not None and each.then != each.count:
        said.append(_("Later corrections make it %(n)s on %(day)s.") % {"n": wording.number(each.then), "day": on})
    if each.now is not None and each.now != each.count:
        said.append(_("As of %(day)s: %(then)s; now %(now)s.") % {**figures, "now": wording.number(each.now)})
    return said


def more(n: int) -> str:
    return ngettext("and %(n)s more", "and %(n)s more", n) % {"n": wording.number(n)}


def evidence_table(standing: Standing, goal: GoalSeen) -> Table | None:
    """The rows behind the goal's figures, target by target; None where there are none."""
    groups = [group for each in goal.counts if (group := _group(standing, each)) is not None]
    if not groups:
        return None
    return Table(
        (Column(_("Date"), "date", 1.3), Column(_("What"), width=4), Column(_("Kind"), width=1.7), Column(_("Adds"), "number", 0.8)),
        groups=tuple(groups),
        name=_("Evidence"),
        group_header=_("Target"),
    )


def _group(standing: Standing, each: CountSeen) -> RowGroup | None:
    state = standing.targets.get(each.target) if each.target is not None else None
    if state is None:
        return None
    rows: list[Row] = []
    if state.target.evidenced:
        rows = [_proof_row(proof.accepted_on, proof.text or proof.link or str(proof.file)) for proof in state.node.proofs]
        return RowGroup(f"{each.aim}: {standing.activities.get(state.target.pk, '')}"[:200], tuple(rows)) if rows else None
    found = standing.behind.get(state.target.pk)
    if found is None or not found.rows:
        return None
    if found.told_apart:
        rows.append((None, _told_apart(found), None, None))
    rows += [evidence_row(row, state) for row in found.rows]
    if found.more:
        rows.append((None, (Run(more(found.more), href=evidence_link(standing, state.target.pk)),), None, None))
    label = f"{each.what}, {each.aim}: {wording.number(each.count)}" if each.what else f"{each.aim}: {wording.number(each.count)}"
    return RowGroup(label, tuple(rows))


def _proof_row(accepted: object, text: str) -> Row:
    return (None, text, _("accepted") if accepted else _("not accepted yet"), None)


def _told_apart(found: Behind) -> str:
    names = found.told_apart
    said = ", ".join(names[:30]) + (f", {more(len(names) - 30)}" if len(names) > 30 else "")
    return _("%(n)s different: %(names)s") % {"n": wording.number(len(names)), "names": said}


def evidence_row(row: BehindRow, state: TargetState) -> Row:
    return (row.shown.on, row.shown.title, row.shown.detail, _adds(row, state))


def _adds(row: BehindRow, state: TargetState) -> Cell:
    measure = measures.get(state.target.measure)
    if row.adds is not None and measure is not None and measure.unit is Unit.HOURS:
        return _("%(n)s min.") % {"n": wording.number(row.adds)}
    return row.adds


def evidence_link(standing: Standing, target: int) -> str:
    """Where all rows stand, with the address in full: paper travels."""
    return f"{settings.SITE_URL}{reverse('plan:evidence', args=[standing.centre.key, target])}"
