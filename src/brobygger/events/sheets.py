"""What is done with initiative sheets: a version is kept as the sheet stands, and a yes to a story is taken back."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.versions import Stale
from brobygger.events.models import Sheet, SheetVersion, Story


@transaction.atomic
def keep_version(sheet: Sheet, *, seen: int, on: date, by: User, now: datetime) -> SheetVersion:
    """The sheet as it stood at its version number ``seen``, as of ``on``. Stale where somebody has written in it since; ValidationError where nothing is new, or a later one is kept."""
    row: Sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if row.version != seen:
        raise Stale(f"Sheet {row.pk}")
    last = row.versions.first()
    if last is not None and last.written_on > on:
        raise ValidationError({"written_on": _("There is a version of a later day already.")})
    if last is not None and last.parts() == row.parts():
        raise ValidationError(_("Nothing has changed since the version that was kept last."))
    kept = SheetVersion(sheet=row, written_on=on, written_by=by, **{name: getattr(row, name) for name in Sheet.PARTS})
    kept.save()
    audit.record("added", kept, by=by, now=now)
    return kept


@transaction.atomic
def take_back(story: Story, *, on: date, by: User, now: datetime) -> Story:
    """Whoever it is about no longer says yes: from ``on`` it is out of all that is printed. Twice is once."""
    row: Story = Story.objects.select_for_update().get(pk=story.pk)
    if row.withdrawn_on is None or row.withdrawn_on > on:
        before = audit.values(row)
        row.withdrawn_on = on
        row.save()
        audit.record("edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def take_out(story: Story, *, by: User, now: datetime) -> None:
    """The story is no longer told at all, and its picture is gone."""
    row: Story = Story.objects.select_for_update().get(pk=story.pk)
    audit.record("deleted", row, by=by, now=now)
    picture = row.picture
    row.delete()
    if picture:
        transaction.on_commit(lambda: picture.delete(save=False))
