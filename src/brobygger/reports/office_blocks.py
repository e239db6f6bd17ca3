"""What keeps the plan going: staff hours with their dates and who pays, and co-operation agreements with what they oblige to.

One reading for every report, so that no two can say 18 and 21 of the same week. Only for those who see the board's papers.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.board.models import StaffHours
from brobygger.plan import wording
from brobygger.reports.document import Block, Column, Heading, Paragraph, Row, Table
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


def hours_between(start: date, end: date) -> Iterator[StaffHours]:
    """Those in force on some day from ``start`` to ``end``, each employee's in the order they followed each other."""
    yield from StaffHours.objects.filter(Q(since__lte=end), Q(until=None) | Q(until__gte=start)).order_by("name", "since")
