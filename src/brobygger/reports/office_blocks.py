"""What keeps the plan going: staff hours with their dates and who pays, and co-operation agreements with what they oblige to.

One reading for every report, so that no two can say 18 and 21 of the same week. Only for those who see the board's papers.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.board.models import GoverningDocument, StaffHours
from brobygger.board.obligations import Obligation, obligations_of
from brobygger.plan import wording
from brobygger.reports.document import Block, Column, Heading, Paragraph, Row, RowGroup, Table
from brobygger.reports.goal_blocks import light
from brobygger.reports.standing import Standing


def staff_blocks(found: Standing, level: int = 1) -> Iterator[Block]:
    """Every line of hours in force from the plans' first day to the report's; nothing where there is none."""
    if not found.sees.board or not found.plans:
        return
    start = min(plan.starts_on for plan in found.plans)
    rows = list(hours_between(start, found.day))
    if not rows:
        return
    now = float(sum(row.hours for row in rows if row.until is None or row.until >= found.day))
    in_words = wording.number(int(now) if now.is_integer() else now)
    yield Heading(level, _("Staff hours"))
    yield Paragraph(_("On %(day)s: %(hours)s hours a week in all.") % {"day": wording.day(found.day), "hours": in_words})
    numbers = {name: n for n, name in enumerate(dict.fromkeys(row.name for row in rows), 1)}

    def line(row: StaffHours) -> Row:
        named = row.name if found.sees.names else _("Employee %(n)s") % {"n": numbers[row.name]}
        return (named, row.since, row.until, float(row.hours), row.paid_by)

    yield Table(
        (
            Column(_("Name"), width=2), Column(_("From"), "date", 1.2), Column(_("To"), "date", 1.2),
            Column(_("Hours a week"), "number"), Column(_("Paid by"), width=2),
        ),
        tuple(line(row) for row in rows),
        name=_("Staff hours"),
        row_headers=True,
    )  # fmt: skip


def agreements_blocks(found: Standing, level: int = 1) -> Iterator[Block]:
    """Co-operation agreements with what they oblige to, as it stands on the report's day; nothing where there are none."""
    agreements = GoverningDocument.objects.filter(kind=GoverningDocument.Kind.AGREEMENT)
    rows = list(agreements.select_related("partner").prefetch_related("versions"))
    if not found.sees.board or not rows:
        return
    yield Heading(level, _("Co-operation agreements"))
    yield Table(
        (
            Column(_("Agreement"), width=2.5), Column(_("Agreed with"), width=2), Column(_("Adopted"), "date", 1.2),
            Column(_("Evaluated"), "date", 1.2), Column(_("Review by"), "date", 1.2),
        ),
        tuple(_agreement(row, found.day) for row in rows),
        name=_("Co-operation agreements"),
        row_headers=True,
    )  # fmt: skip
    binding = obligations_of(agreements, found.day)
    if binding:
        yield Table(
            (
                Column(_("Obligation"), width=3), Column(_("Asked for"), width=1.6), Column(_("Counted"), "number"),
                Column(_("Light"), "light", 1.2), Column(_("By"), "date", 1.2),
            ),
            groups=tuple(
                RowGroup(row.title, tuple(_obligation(each) for each in binding if each.document == row))
                for row in rows
                if any(each.document == row for each in binding)
            ),
            caption=_("What they oblige to"),
            row_headers=True,
            group_header=_("Agreement"),
        )  # fmt: skip


def _agreement(row: GoverningDocument, day: date) -> Row:
    """With the newest days up to the report's own: what was adopted later is not told of."""
    versions = list(row.versions.all())
    adopted = max((each.adopted_on for each in versions if each.adopted_on and each.adopted_on <= day), default=None)
    evaluated = max((each.reviewed_on for each in versions if each.reviewed_on and each.reviewed_on <= day), default=None)
    return (row.title, str(row.partner or ""), adopted, evaluated, row.review_by)


def _obligation(each: Obligation) -> Row:
    return (each.text, str(each.state.target), each.state.count if each.state.counted else None, light(each.state.light.colour), each.due)


def hours_between(start: date, end: date) -> Iterator[StaffHours]:
    """Those in force on some day from ``start`` to ``end``, each employee's in the order they followed each other."""
    yield from StaffHours.objects.filter(Q(since__lte=end), Q(until=None) | Q(until__gte=start)).order_by("name", "since")
