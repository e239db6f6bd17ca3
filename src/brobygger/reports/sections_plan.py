"""Sections on the plan: lights, goals, plan beside status, what changed, decisions, agreements, staff."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.board.following import CountSeen, GoalSeen
from brobygger.board.sitting import rules_in_force, seats_listed, sitting_on, verdict_on
from brobygger.plan import wording
from brobygger.reports import followup
from brobygger.reports.document import Block, Callout, Cell, Column, Lines, Paragraph, Row, RowGroup, Run, Table
from brobygger.reports.goal_blocks import goal_blocks, light, target_words
from brobygger.reports.office_blocks import agreements_blocks, staff_blocks
from brobygger.reports.sections import LEVEL, About, Section, sections
from brobygger.reports.since_blocks import changes_blocks, decisions_blocks
from brobygger.reports.standing import Moved, Standing
from brobygger.reports.survey_blocks import told_blocks
from brobygger.surveys.told import closed_between


def _lights(about: About) -> Iterator[Block]:
    found = about.standing
    if not found.goals:
        yield Paragraph(_("No plan with goals runs in this period."))
        return
    yield followup.key_figures(found)
    yield followup.glance_picture(found)
    yield followup.glance_table(found)


def _goals(about: About) -> Iterator[Block]:
    for goal in about.standing.goals:
        yield from goal_blocks(about.standing, goal, LEVEL)


def status_table(found: Standing) -> Table:
    """Plan | status, as centres hand it in to the municipality: each goal with its activities, beside it how far they are on the day."""
    return Table(
        (Column(_("Plan"), width=3), Column(_("Status on %(day)s") % {"day": wording.day(found.day)}, width=4)),
        groups=tuple(RowGroup(heading, tuple(_status(found, goal) for goal in area.goals)) for heading, area in followup.named(found.areas)),
        name=_("Plan and status"), group_header=found.area_word, row_headers=True, empty=_("No plan with goals runs in this period."),
    )


def _status(found: Standing, goal: GoalSeen) -> Row:
    activities = [each.node.activity for each in goal.state.activities] if goal.state else []
    planned: list[Cell] = [each.text for each in activities if not each.dropped_on]
    plan: Cell = Lines(((Run(goal.title, bold=True),), *([Lines(tuple(planned), bullets=True)] if planned else [])))
    said: list[Cell] = [light(goal.result), *(_reached(found, each) for each in goal.counts)]
    said += [_moved(each) for each in found.moved.get(goal.goal.pk, [])]
    said += [_("Given up: %(what)s") % {"what": each.text} for each in activities if each.dropped_on]
    said += [each.note for each in activities if each.note and not each.dropped_on]
    if comment := found.comments.get(goal.goal.pk):
        said.append(comment.text)
    return (plan, Lines(tuple(said)))


def _reached(found: Standing, each: CountSeen) -> Cell:
    what = target_words(found, each)
    if not each.counted:
        return f"{each.aim}: {each.reason}"
    figure = Run(wording.number(each.count), bold=True)
    return (figure, Run(f" {what} · {each.aim}. {each.reason}"))


def _moved(each: Moved) -> str:
    said = {"what": each.what, "old": wording.day(each.old), "new": wording.day(each.new), "why": each.why}
    return _("Moved from %(old)s to %(new)s: %(what)s. Why: %(why)s") % said


def _plan_and_status(about: About) -> Iterator[Block]:
    yield status_table(about.standing)


def _changes(about: About) -> Iterator[Block]:
    yield from changes_blocks(about.standing, LEVEL)


def _decisions(about: About) -> Iterator[Block]:
    yield from decisions_blocks(about.standing, LEVEL)


def _agreements(about: About) -> Iterator[Block]:
    yield from agreements_blocks(about.standing, LEVEL)


def _staff(about: About) -> Iterator[Block]:
    yield from staff_blocks(about.standing, LEVEL)


def _answers(about: About) -> Iterator[Block]:
    if about.known is not None:
        yield from told_blocks(closed_between(about.period.start - timedelta(days=1), about.day), LEVEL)


def _board(about: About) -> Iterator[Block]:
    """By where they come from, since that is what the conditions of a grant ask; names only where the report has them."""
    seats = sitting_on(about.day, list(seats_listed()))
    rows: list[Row] = [
        (*((seat.person.name,) if about.sees.names else ()), str(seat.get_office_display()), str(seat.represents or ""), str(seat.appointed_by) if seat.appointed_by else _("elected"), seat.since) for seat in seats
    ]
    names = (Column(_("Name"), width=2),) if about.sees.names else ()
    yield Table(
        (*names, Column(_("Office"), width=1.4), Column(_("Comes from"), width=2.4), Column(_("Elected or appointed by"), width=2), Column(_("Since"), "date", 1.2)), tuple(rows),
        name=_("Board"), empty=_("Nobody sits on the board."), row_headers=about.sees.names,
    )
    verdict = verdict_on(seats, rules_in_force(), named=about.sees.names)
    yield Paragraph(_("%(n)s of %(all)s members come from local voluntary social associations.") % {"n": verdict.majority, "all": verdict.members})
    if verdict.warnings:
        yield Callout(_("The composition needs a look"), " ".join(verdict.warnings), tone="warning")


sections.add("board", Section(gettext_lazy("The board"), gettext_lazy("Where its members come from, elected or appointed by whom, and whether the rule of its composition is kept."), _board))
sections.add("lights", Section(gettext_lazy("The goals at a glance"), gettext_lazy("How many goals are green, a picture, and all goals with both lights."), _lights))
sections.add("goals", Section(gettext_lazy("The goals in full"), gettext_lazy("Each goal with its lights, why, what the meeting said, and each target’s figure."), _goals))
sections.add("status", Section(gettext_lazy("Plan beside status"), gettext_lazy("Two columns, as a municipality wants them: what the plan says, and how far it is. Moved dates with the old one and why."), _plan_and_status))
sections.add("changes", Section(gettext_lazy("What has changed since the meeting before"), gettext_lazy("Lights and figures that differ, and what was registered since."), _changes))
sections.add("decisions", Section(gettext_lazy("Decisions"), gettext_lazy("Those of the last meeting, and those still open."), _decisions))
sections.add("agreements", Section(gettext_lazy("Co-operation agreements"), gettext_lazy("With what they oblige to, and how that stands."), _agreements))
sections.add("staff", Section(gettext_lazy("Staff hours"), gettext_lazy("Hours a week with their dates, and who pays."), _staff))
sections.add("answers", Section(gettext_lazy("What people answered"), gettext_lazy("Questionnaires closed in the period, with their scores as a picture."), _answers))
