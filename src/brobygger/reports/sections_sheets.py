"""The section of initiative sheets, composed from their versions; and what becomes of a story in a kept report when the yes to it is taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.events.models import Sheet, SheetVersion, Story
from brobygger.plan import wording
from brobygger.reports.document import Block, Callout, Column, Document, Heading, Paragraph, Photo, Quote, Table
from brobygger.reports.sections import LEVEL, About, Section, sections


def _sheets(about: About) -> Iterator[Block]:
    """Each sheet's newest version by the report's day, kept in the period, with the stories that may be told that day. A report on projects tells of theirs alone."""
    rows = Sheet.objects.listed()
    if projects := about.narrow.get("project"):
        rows = rows.filter(project__in=projects)
    newest: dict[int, SheetVersion] = {}
    for version in SheetVersion.objects.filter(sheet__in=rows, written_on__lte=about.day, written_on__gte=about.period.start).order_by("-written_on", "-pk"):
        newest.setdefault(version.sheet_id, version)
    stories: dict[int, list[Story]] = {}
    for story in Story.objects.usable_on(about.day).filter(sheet__in=newest):
        stories.setdefault(story.sheet_id, []).append(story)
    without = []
    for sheet in rows:
        if (kept := newest.get(sheet.pk)) is None:
            without.append(str(sheet))
            continue
        yield Heading(LEVEL, str(sheet))
        yield Table(
            (Column(_("Of the work"), width=1.3), Column(_("As of %(day)s") % {"day": wording.day(kept.written_on)}, width=4)),
            tuple((capfirst(name), text) for _key, name, text in kept.parts() if text), row_headers=True, name=str(sheet)[:30],
        )
        for story in stories.get(sheet.pk, ()):
            yield from _told(story)
    if not newest:
        yield Paragraph(_("No sheets were written in this period."))
    elif without and projects:
        yield Paragraph(_("No version of the period is kept of: %(sheets)s.") % {"sheets": ", ".join(without)})


def _told(story: Story) -> Iterator[Block]:
    if story.text:
        yield Quote(story.text, story.title, story=story.pk)
    if story.picture:
        with story.picture.open() as file:
            yield Photo(file.read(), story.picture_text, "" if story.text else story.title, story=story.pk)


def told_with_leave(document: Document, today: date) -> Document:
    """A kept report without the stories that may not be told on ``today`` any more. Where each stood it says so, and when the yes was taken back."""
    told = {block.story for block in document.blocks if isinstance(block, Photo | Quote) and block.story}
    if not told:
        return document
    may = set(Story.objects.usable_on(today).filter(pk__in=told).values_list("pk", flat=True))
    if told <= may:
        return document
    back = dict(Story.objects.filter(pk__in=told - may).values_list("pk", "withdrawn_on"))
    blocks: list[Block] = []
    said: set[int] = set()
    for block in document.blocks:
        if not isinstance(block, Photo | Quote) or not block.story or block.story in may:
            blocks.append(block)
        elif block.story not in said:
            said.add(block.story)
            day = back.get(block.story)
            text = _("Whoever it was about took back their yes on %(day)s.") % {"day": wording.day(day)} if day else _("The yes of whoever it was about no longer holds.")
            blocks.append(Callout(_("A story stood here"), text))
    return replace(document, blocks=tuple(blocks))


sections.add("sheets", Section(gettext_lazy("Initiative sheets"), gettext_lazy("Challenge, co-created idea, who took part, process, results in practice, what comes next; stories and pictures that may be told."), _sheets))
