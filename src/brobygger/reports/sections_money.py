"""Sections on projects and money: what projects are about, their partners, and grants with their budgets beside what was spent."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.core.money import figure, in_kroner
from brobygger.plan import wording
from brobygger.plan.models import Plan
from brobygger.projects.hours import weekly, worked
from brobygger.projects.models import AllocationChange, Grant, Partner, Project
from brobygger.projects.standing import Standing, standings
from brobygger.reports.document import Block, Column, Heading, Paragraph, Row, Run, Table, Text
from brobygger.reports.sections import LEVEL, About, Section, sections


def _projects_of(about: About) -> list[Project]:
    return list(Project.objects.listed().filter(plan__in=[plan.pk for plan in about.plans]))


def _kroner(oere: int) -> str:
    return _("%(n)s kr.") % {"n": in_kroner(oere)}


def _about(about: About) -> Iterator[Block]:
    for project in _projects_of(about):
        yield Heading(LEVEL, str(project))
        said = [f"{wording.day(project.plan.starts_on)} – {wording.day(project.plan.ends_on)}", str(project.get_part_display())]
        yield Paragraph(capfirst(" · ".join(said)))
        if project.about:
            yield Paragraph(project.about)


def _partners(about: About) -> Iterator[Block]:
    for project in _projects_of(about):
        rows = Partner.objects.listed().filter(project=project, since__lte=about.day).filter(Q(until=None) | Q(until__gte=about.period.start)).order_by("organisation__name", "since")
        lines: list[Row] = [(str(row.organisation), str(row.organisation.get_sector_display()), row.role, row.since, row.until, row.agreed_on) for row in rows]
        yield Table(
            (Column(_("Partner"), width=2.6), Column(_("Sector"), width=1.7), Column(_("What it does"), width=2.4), Column(_("From"), "date", 1.9), Column(_("To"), "date", 1.9), Column(_("Agreement of"), "date", 1.9)),
            tuple(lines), caption=str(project), name=_("Partners of projects"), row_headers=True, empty=_("No partners in this period."),
        )


def _grants_of(about: About) -> list[Grant]:
    """Of the report's projects; where it follows the core plan, those to the core operation too."""
    wanted = Q(project__plan__in=[plan.pk for plan in about.plans])
    if any(plan.kind == Plan.Kind.CORE for plan in about.plans):
        wanted |= Q(project=None)
    rows = Grant.objects.listed().filter(wanted, starts_on__lte=about.day).filter(Q(ends_on__gte=about.period.start) | Q(carried_until__gte=about.period.start))
    return list(rows.prefetch_related("payers", "instalments").order_by("starts_on", "pk"))


def _grants(about: About) -> Iterator[Block]:
    grants = _grants_of(about)
    found = standings(grants, end=about.day)
    for grant in grants:
        yield Heading(LEVEL, str(grant))
        payers = ", ".join(f"{payer.name} {_kroner(payer.amount)}" for payer in grant.payers.all())
        yield Paragraph((Run(_kroner(grant.amount), bold=True), Run(f" · {wording.day(grant.starts_on)} – {wording.day(grant.ends_on)}" + (f" · {payers}" if payers else ""))))
        if grant.purpose:
            yield Paragraph(grant.purpose)
        if instalments := grant.instalments.all():
            come = sum(each.amount for each in instalments if each.received_on and each.received_on <= about.day)
            yield Paragraph(_("Received up to and including %(day)s: %(amount)s.") % {"day": wording.day(about.day), "amount": _kroner(come)})
        yield _budget(found[grant.pk], about)
        yield from _changes(grant, about)
        if grant.carried_until:
            yield Paragraph(_("What is left may be spent until %(day)s: %(who)s.") % {"day": wording.day(grant.carried_until), "who": grant.carried_agreed})
        if grant.paid_back_on and (back := found[grant.pk].paid_back_by(about.day)):
            yield Paragraph(_("%(amount)s was paid back on %(day)s.") % {"amount": _kroner(back), "day": wording.day(grant.paid_back_on)})


def _budget(found: Standing, about: About) -> Table:
    """Budget beside spent up to the report's day, line by line, each of which opens what was spent; what is not laid out has a line too, so that they add up."""
    expenses = f"{settings.SITE_URL}{reverse('projects:expenses', args=[about.centre.key, found.grant.pk])}?til={about.day}"

    def row(name: Text, laid_out: int, spent: int) -> Row:
        return (name, *(figure(oere) for oere in (laid_out, spent, laid_out - spent)))

    rows = [row((Run(str(each.line), href=f"{expenses}&post={each.line.pk}"),), each.laid_out, each.spent) for each in found.lines]
    if rows and found.not_laid_out:
        rows.append(row(capfirst(_("not laid out")), found.not_laid_out, 0))

    return Table(
        (Column(_("Budget line"), width=3), Column(_("Budget, kr."), "number", 1.4), Column(_("Spent, kr."), "number", 1.4), Column(_("Left, kr."), "number", 1.4)),
        tuple(rows), total=row((Run(_("In all"), href=expenses),), found.grant.amount, found.spent), row_headers=True, name=str(found.grant)[:30], empty=_("The grant has no budget yet."),
        caption=_("Budget, and what was spent up to and including %(day)s") % {"day": wording.day(about.day)},
    )


def _changes(grant: Grant, about: About) -> Iterator[Block]:
    rows = AllocationChange.objects.filter(grant=grant, decided_on__lte=about.day).select_related("source", "target").order_by("decided_on", "pk")
    lines: list[Row] = [(row.decided_on, str(row.source or _("not laid out")), str(row.target or _("not laid out")), figure(row.amount), row.decided_by, row.reason) for row in rows]
    if lines:
        yield Table(
            (Column(_("Decided on"), "date", 1.6), Column(_("From"), width=1.6), Column(_("To"), width=1.6), Column(_("Kroner"), "number", 1), Column(_("Decided by"), width=1.4), Column(_("Why"), width=2.4)), tuple(lines), caption=_("Changes to the budget"), name=_("Changes to the budget"),
        )


def _hours(about: About) -> Iterator[Block]:
    """Hours a week that grants pay, with their dates; and hours worked on the projects."""
    paid = weekly(_grants_of(about))
    if paid:
        yield Table(
            (Column(_("Name"), width=2), Column(_("From"), "date", 1.4), Column(_("To"), "date", 1.4), Column(_("Hours a week"), "number")),
            tuple((_named(about, each.name, [one.name for one in paid]), each.since, each.until, float(each.hours)) for each in paid), caption=_("Paid by grants"), name=_("Paid by grants"), row_headers=True,
        )
    for project in _projects_of(about):
        done = worked(project, start=about.period.start, end=about.day)
        if done:
            yield Table(
                (Column(_("Name"), width=3), Column(_("Hours"), "number")), tuple((_named(about, each.name, [one.name for one in done]), float(each.hours)) for each in done),
                caption=_("Worked on %(project)s") % {"project": project}, name=_("Hours"), row_headers=True, total=(_("In all"), float(sum(each.hours for each in done))),
            )


def _named(about: About, name: str, names: list[str]) -> str:
    return name if about.sees.names else _("Employee %(n)s") % {"n": list(dict.fromkeys(names)).index(name) + 1}


sections.add("projects", Section(gettext_lazy("Projects"), gettext_lazy("Each with its period, our part in it, and the text for the annual report."), _about))
sections.add("partners", Section(gettext_lazy("Partners of projects"), gettext_lazy("Who takes part, from which sector, with what, and by which agreement."), _partners))
sections.add("grants", Section(gettext_lazy("Grants, budget and spent"), gettext_lazy("Who pays, how it is laid out, what has been spent and is left, and changes with when, by whom and why."), _grants))
sections.add("hours", Section(gettext_lazy("Hours paid and worked"), gettext_lazy("Hours a week that grants pay, with their dates, and hours worked on projects."), _hours))
