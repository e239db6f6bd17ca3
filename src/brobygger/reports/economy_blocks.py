"""Money as a board follows it: what each running grant has spent of its budget, what is overdrawn or to be handed in, and the fees that have not come."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.core.money import figure, in_kroner
from brobygger.organisations.models import Charge
from brobygger.plan import wording
from brobygger.projects import warnings
from brobygger.projects.models import Grant
from brobygger.projects.standing import Standing, standings
from brobygger.reports.document import Block, Bullets, Column, Heading, Paragraph, Progress, Row, Table

ENDED_AGO = timedelta(days=90)


def economy_blocks(day: date) -> Iterator[Block]:
    """Nothing where the centre has neither grants nor fees."""
    grants = list(Grant.objects.listed().filter(starts_on__lte=day, ends_on__gte=day - ENDED_AGO).order_by("starts_on", "pk"))
    owed = Charge.objects.with_paid().unpaid().filter(charged_on__lte=day).aggregate(n=Count("pk"), left=Sum(F("amount") - F("paid")))
    if not grants and not owed["n"]:
        return
    yield Heading(1, _("Economy"))
    if grants:
        found = standings(grants, end=day)
        yield _budgets([found[grant.pk] for grant in grants], day)
        said = list(_warned([found[grant.pk] for grant in grants], day))
        if said:
            yield Bullets(tuple(said))
    if owed["n"]:
        words = ngettext("%(n)s membership fee has not been paid: %(kroner)s kr.", "%(n)s membership fees have not been paid: %(kroner)s kr. in all.", owed["n"])
        yield Paragraph(words % {"n": owed["n"], "kroner": in_kroner(owed["left"])})


def _budgets(found: list[Standing], day: date) -> Table:
    """What went back by ``day`` is not left any more; a sentence says of it."""

    def row(each: Standing) -> Row:
        return (str(each.grant), *(figure(oere) for oere in (each.grant.amount, each.spent, each.grant.amount - each.spent - each.paid_back_by(day))), Progress(each.percent, maximum=100))

    return Table(
        (Column(_("Grant"), width=3), Column(_("Budget, kr."), "number", 1.3), Column(_("Spent, kr."), "number", 1.3), Column(_("Left, kr."), "number", 1.3), Column(_("Spent, %"), "progress", 1.4)),
        tuple(row(each) for each in found), row_headers=True, name=_("Economy"), caption=_("Budget and spent"),
    )


def _warned(found: list[Standing], day: date) -> Iterator[str]:
    """What the money asks of the board: lines overdrawn, and what is to be handed in soon or is late; and what went back."""
    for each in found:
        for line in each.overdrawn:
            yield _("%(grant)s: “%(line)s” is overdrawn by %(more)s kr.") % {"grant": each.grant, "line": line.line, "more": in_kroner(-line.left)}
        if each.grant.paid_back_on and (back := each.paid_back_by(day)):
            yield _("%(grant)s: %(amount)s kr. was paid back on %(day)s.") % {"grant": each.grant, "amount": in_kroner(back), "day": wording.day(each.grant.paid_back_on)}
    for row in warnings.to_hand_in(day):
        yield _("%(grant)s: %(what)s is to be handed in by %(day)s.") % {"grant": row.grant, "what": row.what, "day": wording.day(row.due_on)}
