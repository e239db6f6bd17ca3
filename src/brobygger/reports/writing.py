"""The life of a written report: begun from a template, written part by part, reviewed, published as it then stands, followed by a new edition."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.reports import kept
from brobygger.reports.composed import compose
from brobygger.reports.models import Report, ReportPart, ReportPicture, ReportTemplate

State = Report.State
PUBLISHED = gettext_lazy("The report is published, and nothing in it changes any more. Make a new edition to go on.")
MOST_PICTURES = 6  # beside one part's text
_COPIED = ("position", "heading", "section", "measures", "guidance")


@transaction.atomic
def begin(report: Report, template: ReportTemplate, *, by: User, now: datetime) -> Report:
    """A draft with the template's parts; whoever changes the template afterwards does not change the report."""
    report.template, report.for_board, report.names, report.created_by = template, template.for_board, template.names, by
    report.save()
    ReportPart.objects.bulk_create(ReportPart(report=report, **{name: getattr(part, name) for name in _COPIED}) for part in template.parts.all())
    audit.record("added", report, by=by, now=now)
    return report


@transaction.atomic
def keep(report: Report, *, before: dict[str, object], by: User, now: datetime) -> Report:
    """Title, period and plan as they were edited."""
    _open(report)
    report.state, report.reviewed_at, report.reviewed_by = State.DRAFT, None, None
    report.save()
    audit.record("edited", report, by=by, before=before, now=now)
    return report


@transaction.atomic
def write(part: ReportPart, *, before: dict[str, object] | None, by: User, now: datetime) -> ReportPart:
    """A part as it was written, or a new one at the end. What has been reviewed is a draft again. ValidationError once the report is published."""
    row = _open(part.report)
    if before is None:
        last = row.parts.aggregate(last=Max("position"))["last"]
        part.position = 0 if last is None else last + 1  # no count: parts taken out leave gaps
    part.save()
    audit.record("added" if before is None else "edited", part, by=by, before=before, now=now)
    _back_to_draft(row, by=by, now=now)
    return part


@transaction.atomic
def take_out(part: ReportPart, *, by: User, now: datetime) -> None:
    row = _open(part.report)
    for picture in part.pictures.all():
        picture.file.delete(save=False)
    audit.record("deleted", part, by=by, now=now)
    part.delete()
    _back_to_draft(row, by=by, now=now)


@transaction.atomic
def move(part: ReportPart, step: int, *, by: User, now: datetime) -> None:
    """One place up (−1) or down (1); at the end it stays."""
    row = _open(part.report)
    parts = list(row.parts.all())
    at = next((place for place, each in enumerate(parts) if each.pk == part.pk), None)
    if at is None or not 0 <= at + step < len(parts):
        return
    parts[at], parts[at + step] = parts[at + step], parts[at]
    for place, each in enumerate(parts):
        if each.position != place:
            each.position = place
            each.save()
    _back_to_draft(row, by=by, now=now)


@transaction.atomic
def add_picture(picture: ReportPicture, *, by: User, now: datetime) -> ReportPicture:
    row = _open(picture.part.report)
    if picture.part.pictures.count() >= MOST_PICTURES:
        raise ValidationError({"file": ngettext("A part has room for %(n)s picture.", "A part has room for %(n)s pictures.", MOST_PICTURES) % {"n": MOST_PICTURES}})
    picture.save()
    audit.record("added", picture, by=by, now=now)
    _back_to_draft(row, by=by, now=now)
    return picture


@transaction.atomic
def remove_picture(picture: ReportPicture, *, by: User, now: datetime) -> None:
    row = _open(picture.part.report)
    audit.record("deleted", picture, by=by, now=now)
    file = picture.file
    picture.delete()
    transaction.on_commit(lambda: file.delete(save=False))
    _back_to_draft(row, by=by, now=now)


@transaction.atomic
def review(report: Report, *, read: str | None = None, by: User, now: datetime) -> Report:
    """Somebody has read it and found it right: as it was when its stamp was ``read``. Twice is once. ValidationError where it was changed since."""
    row = _open(report)
    if row.state == State.REVIEWED:
        return row
    if read is not None and read != row.stamp:
        raise ValidationError(_("It has been changed since you opened it. Read it once more."))
    before = audit.values(row)
    row.state, row.reviewed_at, row.reviewed_by = State.REVIEWED, now, by
    row.save()
    audit.record("reviewed", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def publish(report: Report, *, public: bool = False, by: User, now: datetime) -> Report:
    """Keep it as it stands, figures and all. Twice is once. ValidationError before it has been reviewed, and where a picture may not be shown."""
    row: Report = Report.objects.listed().select_for_update(of=("self",)).get(pk=report.pk)
    if row.is_published:
        return row
    if row.state != State.REVIEWED:
        raise ValidationError(_("Somebody must have reviewed it first."))
    if public and row.for_board:
        raise ValidationError(_("It is for the board alone, so it cannot stand on the site."))
    without = ReportPicture.objects.filter(part__report=row, part__left_out=False, consent=False).first()
    if without is not None:
        raise ValidationError(_("Say of the picture “%(picture)s” that those in it have said yes, or take it out.") % {"picture": without})
    before = audit.values(row)
    with translation.override(row.language):
        content = kept.kept(compose(row, localtime(now).date(), final=True))
    row.state, row.published_at, row.published_by, row.public = State.PUBLISHED, now, by, public
    row.frozen.save("", ContentFile(content), save=False)
    row.save()
    audit.record("published", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def show(report: Report, *, public: bool, by: User, now: datetime) -> Report:
    """Put a published one on the centre's site, or take it off. ValidationError where it is not published, or for the board alone."""
    row: Report = Report.objects.select_for_update().get(pk=report.pk)
    if not row.is_published or (public and row.for_board):
        raise ValidationError(_("Only a published report that is not for the board alone can stand on the site."))
    if row.public != public:
        before = audit.values(row)
        row.public = public
        row.save()
        audit.record("edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def next_edition(report: Report, *, starts_on: date, ends_on: date, title: str, by: User, now: datetime) -> Report:
    """A draft for another period with the same parts, headings and figures, its texts to begin from. Pictures are not taken along: consent was for that report."""
    made = Report(title=title, starts_on=starts_on, ends_on=ends_on, plan=report.plan, team=report.team, template=report.template, for_board=report.for_board, names=report.names, language=report.language, follows=report, created_by=by)
    made.save()
    parts: Sequence[ReportPart] = list(report.parts.all())
    ReportPart.objects.bulk_create(ReportPart(report=made, text=part.text, left_out=part.left_out, **{name: getattr(part, name) for name in _COPIED}) for part in parts)
    audit.record("added", made, by=by, now=now)
    return made


@transaction.atomic
def discard(report: Report, *, by: User, now: datetime) -> None:
    """A draft is thrown away. ValidationError once it is published: what others have been shown is kept."""
    row = _open(report)
    audit.record("deleted", row, by=by, now=now)
    row.delete()


def _open(report: Report) -> Report:
    """The report under lock. ValidationError once it is published."""
    row: Report = Report.objects.select_for_update().get(pk=report.pk)
    if row.is_published:
        raise ValidationError(str(PUBLISHED))
    return row


def _back_to_draft(row: Report, *, by: User, now: datetime) -> None:
    if row.state != State.DRAFT:
        before = audit.values(row)
        row.state, row.reviewed_at, row.reviewed_by = State.DRAFT, None, None
        row.save()
        audit.record("edited", row, by=by, before=before, now=now)
