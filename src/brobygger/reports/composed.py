"""A written report as a document: each part's heading, text and pictures, and what the house fills in."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from brobygger.plan import wording
from brobygger.plan.models import Plan
from brobygger.plan.periods import Period
from brobygger.reports import kept, quality_paper, sections_money, sections_plan, sections_sheets, sections_work  # noqa: F401 -- they register what reports are filled with
from brobygger.reports.document import Block, Callout, Document, Heading, Paragraph, Photo, Run
from brobygger.reports.frame import frame_of
from brobygger.reports.markdown import blocks_of
from brobygger.reports.models import Report, ReportPart
from brobygger.reports.sections import LEVEL, About, sections
from brobygger.reports.standing import Sees


def document_of(report: Report, today: date) -> Document:
    """As it was frozen, but for stories whose yes no longer holds; before that as it stands on ``today``, marked as a draft."""
    if report.is_published:
        with report.frozen.open() as file:
            return sections_sheets.told_with_leave(kept.read(file.read()), today)
    return compose(report, today)


def compose(report: Report, today: date, *, final: bool = False) -> Document:
    """As it stands; ``final`` is how it will be kept, without the mark of a draft."""
    about = about_of(report, today)
    blocks: list[Block] = []
    if not final:
        blocks.append(Callout(_("Draft"), _("The figures are those of %(day)s and go on moving until the report is published.") % {"day": wording.day(about.day)}, tone="warning"))
    for part in report.parts.prefetch_related("pictures"):
        if not part.left_out:
            blocks += part_blocks(part, about, final=final)
    return Document(title=report.title, subtitle=period_in_words(report), blocks=tuple(blocks), **frame_of(report.centre, about.day))


def for_everybody(report: Report, today: date) -> Document:
    """As on the centre's site: what leads into the office leads nowhere for those outside."""
    inside = f"{settings.SITE_URL}/{report.centre.key}/kontor/"

    def outside(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(outside(each) for each in value)
        if isinstance(value, Run):
            return replace(value, href="") if value.href.startswith(inside) else value
        if is_dataclass(value) and not isinstance(value, type | Photo):
            return replace(value, **{field.name: outside(getattr(value, field.name)) for field in fields(value)})
        return value

    document: Document = outside(document_of(report, today))
    return document


def period_in_words(report: Report) -> str:
    period = f"{wording.day(report.starts_on)} – {wording.day(report.ends_on)}"
    return f"{report.team} · {period}" if report.team else period


def about_of(report: Report, today: date) -> About:
    day = max(report.as_of(today), report.starts_on) if today >= report.starts_on else today
    return About(report.centre, Period(report.starts_on, report.ends_on), day, plans_of(report), Sees(names=report.names, board=True), team=report.team_id)


def plans_of(report: Report) -> list[Plan]:
    """The plan it follows; without one, all that were adopted and ran in the period, the core plan first."""
    if report.plan is not None:
        return [report.plan]
    rows = Plan.objects.exclude(status=Plan.Status.DRAFT).filter(starts_on__lte=report.ends_on, ends_on__gte=report.starts_on)
    return list(rows.order_by("kind", "pk"))


def part_blocks(part: ReportPart, about: About, *, final: bool = False) -> Iterator[Block]:
    """One part; nothing where it has neither text, pictures nor anything filled in. A draft says of what fills itself that there is nothing."""
    said = [*blocks_of(part.text, level=LEVEL), *_pictures(part), *_filled(part, about)]
    if not said and part.section in sections and not final:
        said.append(Paragraph(_("Nothing in this period.")))
    if said:
        yield Heading(1, part.heading)
        yield from said


def _pictures(part: ReportPart) -> Iterator[Block]:
    for picture in part.pictures.all():
        with picture.file.open() as file:
            yield Photo(file.read(), picture.alt, picture.caption)


def _filled(part: ReportPart, about: About) -> Iterable[Block]:
    section = sections.get(part.section)
    if section is None:
        return ()
    about.measures = list(part.measures)
    return section.make(about)
