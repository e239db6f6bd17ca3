"""Sections on the work: figures beside those of the period before, the rows behind them, members."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.organisations.models import Membership, MembershipType
from brobygger.plan import wording
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.evidence import made_of
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import Evidence, measures
from brobygger.plan.periods import Period, add_months
from brobygger.reports.document import Block, Cell, Column, Heading, Paragraph, Row, Run, Table
from brobygger.reports.goal_blocks import more
from brobygger.reports.sections import LEVEL, About, Section, sections

MOST = 40
"""Rows behind a figure that a report lists; all of them stand on the figure's own page."""
NAMED = 60


def before(period: Period) -> Period:
    """The period of the same length before it: whole months earlier where it is made of whole months."""
    after = period.end + timedelta(days=1)
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    if after.day == period.start.day == 1 and months:
        return Period(add_months(period.start, -months), period.start - timedelta(days=1))
    return Period(period.start - timedelta(days=period.days), period.start - timedelta(days=1))


def after(starts_on: date, ends_on: date) -> Period:
    """The period of the same length after it, in the same way."""
    begins = ends_on + timedelta(days=1)
    months = (begins.year - starts_on.year) * 12 + begins.month - starts_on.month
    if begins.day == starts_on.day == 1 and months:
        return Period(begins, add_months(begins, months) - timedelta(days=1))
    return Period(begins, ends_on + (begins - starts_on))


def unit_of(key: str) -> str:
    unit = measures[key].unit
    return {Unit.HOURS: str(_("hours")), Unit.AVERAGE: "%"}.get(unit, "")


def opened(about: About, key: str, period: Period) -> str:
    """Where all rows behind the figure stand, with the address in full: paper travels."""
    of = "".join(f"&projekt={pk}" for pk in about.narrow.get("project", []))
    return f"{settings.SITE_URL}{reverse('plan:measure', args=[about.centre.key, key])}?fra={period.start}&til={period.end}{of}"


def _figures(about: About) -> Iterator[Block]:
    keys = [key for key in about.measures if key in measures and measures[key].counted]
    if about.known is None or not keys:
        yield Paragraph(_("No figures have been chosen.") if about.known else _("The period has not begun."))
        return
    now, then = about.known, before(about.period)
    found = {(key, period): n for key, period, n in _counted(about, keys, now, then)}
    keys = [key for key in keys if found[key, now] or found[key, then]]  # a centre does not tell of what it does not do

    def row(key: str) -> Row:
        name = f"{capfirst(str(measures[key].label))}{f' ({unit})' if (unit := unit_of(key)) else ''}"
        return ((Run(name, href=opened(about, key, now)),), found[key, now], found[key, then])

    yield Table(
        (Column(_("What is counted"), width=4), Column(_span(now), "number", 1.4), Column(_span(then), "number", 1.4)),
        tuple(row(key) for key in keys), row_headers=True, name=_("Figures"), empty=_("Nothing in this period."),
    )


def _counted(about: About, keys: list[str], *periods: Period) -> Iterator[tuple[str, Period, int]]:
    demands = [Demand(key, period, freeze(about.narrow)) for key in keys for period in periods]
    for demand, n in count(demands).items():
        assert isinstance(n, int)  # noqa: S101 -- for the type checker: asked for without "each"
        yield demand.measure, demand.period, n


def _span(period: Period) -> str:
    if (period.start.month, period.start.day) == (1, 1) and period.start.year == period.end.year and (period.end.month, period.end.day) == (12, 31):
        return str(period.start.year)
    return f"{wording.day(period.start)} – {wording.day(period.end)}"


def _rows(about: About) -> Iterator[Block]:
    for key in about.measures:
        found = made_of(key, about.known, dict(about.narrow)) if about.known else None
        if found is None or about.known is None:
            continue
        yield Heading(LEVEL, f"{capfirst(str(measures[key].label))}: {wording.number(found.figure)}")
        if found.told_apart:
            names = found.told_apart
            yield Paragraph(", ".join(names[:NAMED]) + (f", {more(len(names) - NAMED)}" if len(names) > NAMED else "") + ".")
        shown = [evidence for source in found.sources for evidence in source.shown(0, MOST)]
        yield Table(
            (Column(_("Date"), "date", 1.2), Column(_("What"), width=4), Column(_("Kind"), width=2)), tuple(_row(each) for each in sorted(shown, key=lambda each: each.on)[:MOST]),
            name=str(measures[key].label)[:30], empty=_("Nothing in this period."),
        )
        if found.rows > MOST:
            yield Paragraph((Run(_("All %(n)s rows") % {"n": wording.number(found.rows)}, href=opened(about, key, about.known)),))


def _row(each: Evidence) -> Row:
    return (each.on, each.title, each.detail)


def _members(about: About) -> Iterator[Block]:
    """By type on the first and on the last day: read from the dates, so that it can be told of any day there has been."""
    if about.known is None:
        yield Paragraph(_("The period has not begun."))
        return
    first, last = about.period.start, about.day
    rows = list(Membership.objects.order_by().values_list("type", "starts_on", "ends_on"))

    def on(day: date, kind: int | None = None) -> int:
        return sum(1 for of, starts, ends in rows if (kind is None or of == kind) and starts <= day and (ends is None or ends >= day))

    kinds = list(MembershipType.objects.values_list("pk", "name"))
    lines: list[tuple[Cell, ...]] = [(name, on(first, pk), on(last, pk)) for pk, name in kinds]
    yield Table(
        (Column(_("Type of membership"), width=3), Column(wording.day(first), "number", 1.4), Column(wording.day(last), "number", 1.4)),
        tuple(line for line in lines if line[1] or line[2]), total=((Run(_("Members"), href=opened(about, "members", Period(first, last))),), on(first), on(last)), row_headers=True, name=_("Members"), empty=_("No members yet."),
    )
    came = sum(1 for _of, starts, _ends in rows if first < starts <= last)
    left = sum(1 for _of, _starts, ends in rows if ends is not None and first <= ends < last)
    yield Paragraph(ngettext("%(n)s membership began in the period", "%(n)s memberships began in the period", came) % {"n": came} + ngettext(", and %(n)s ended.", ", and %(n)s ended.", left) % {"n": left})


sections.add("figures", Section(gettext_lazy("Figures"), gettext_lazy("Those you choose, beside the same length of time before. Each opens the rows it is counted from."), _figures, chooses=True))
sections.add("rows", Section(gettext_lazy("What the figures are made of"), gettext_lazy("For each figure you choose, a list: what was held, who took part, what was published."), _rows, chooses=True))
sections.add("members", Section(gettext_lazy("Members"), gettext_lazy("By type on the first and on the last day, who came and who left."), _members))
