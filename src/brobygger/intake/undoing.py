"""A list taken out again, whole, while nothing stands on what it made: by the worker, some rows at a time."""

from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.intake import progress, standing
from brobygger.intake.kinds import kinds
from brobygger.intake.looking import AT_ONCE
from brobygger.intake.models import Intake, IntakeRow

JOB: Final = "intake.undo"
SAID: Final = 5


def in_the_way(row: Intake) -> list[tuple[IntakeRow, str]]:
    """The made rows that something stands on, and why."""
    kind, found = kinds[row.kind], []
    marks = list(row.made.order_by("number"))
    for start in range(0, len(marks), AT_ONCE):
        why = standing.obstacles(kind, marks[start : start + AT_ONCE])
        found += [(mark, why[mark.row]) for mark in marks[start : start + AT_ONCE] if mark.row in why]
    return found


@transaction.atomic
def ask(row: Intake, *, by: User, now: datetime) -> None:
    """Have the list taken out. Asked twice, it is done once. ValidationError while something stands on what it made."""
    fresh = Intake.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.undo_at is not None or (fresh.done_at is None and not fresh.failed):
        return
    if standing_on := in_the_way(fresh):
        raise ValidationError(_refusal(standing_on))
    fresh.undo_at, fresh.undo_by, fresh.failed = now, by, ""
    fresh.done_at, fresh.result = fresh.done_at or now, {**fresh.result, "made": fresh.made.count()}
    fresh.save()
    hand_over(JOB, fresh.centre_id, fresh.pk)


def _refusal(standing_on: list[tuple[IntakeRow, str]]) -> str:
    said = "; ".join(_("row %(n)s %(why)s") % {"n": mark.number, "why": why} for mark, why in standing_on[:SAID])
    n = len(standing_on)
    text = ngettext("Something stands on %(n)s row: %(said)s. Take that away first, or leave the list in.", "Something stands on %(n)s rows: %(said)s. Take that away first, or leave the list in.", n)
    return text % {"n": n, "said": said + (" …" if n > SAID else "")}


def take_out(centre: int, pk: int) -> None:
    """The worker's part. Rows that something has come to stand on since are left, and told."""
    with centre_in_force(centre):
        row = Intake.objects.select_related("undo_by", "uploaded_by").filter(pk=pk, undone_at=None).exclude(undo_at=None).first()
        if row is None:
            return
        by, now, done = row.undo_by or row.uploaded_by, timezone.now(), 0
        with translation.override(row.language):
            numbers = list(row.made.order_by("-number").values_list("number", flat=True))
            try:
                for start in range(0, len(numbers), AT_ONCE):
                    _batch(row, numbers[start : start + AT_ONCE], by=by, now=now)
                    done += AT_ONCE
                    progress.tell(row, min(done, len(numbers)))
                _finished(row, by=by, now=now)
            except Exception:
                Intake.objects.filter(pk=pk, undone_at=None).update(undo_at=None)
                progress.fail(row, _("Something went wrong on our side. What was kept is on the list below, and can be taken out again."))
                raise
        progress.over(row)


@transaction.atomic
def _finished(row: Intake, *, by: User, now: datetime) -> None:
    """Say what became of it, once, also where two workers ran or one went on where another fell."""
    left = row.made.count()
    out = row.result["made"] - left
    if Intake.objects.filter(pk=row.pk, undone_at=None).update(undone_at=timezone.now(), result={**row.result, "out": out, "left": left}):
        audit.record("taken out", row, by=by, before=audit.values(row), extra={"out": out}, now=now)


@transaction.atomic
def _batch(row: Intake, numbers: list[int], *, by: User, now: datetime) -> None:
    Centre.objects.select_for_update(no_key=True).get(pk=row.centre_id)
    kind = kinds[row.kind]
    marks = list(row.made.filter(number__in=numbers))
    why = standing.obstacles(kind, marks)
    free = [mark for mark in marks if mark.row not in why]
    rows: Any = kind.model._default_manager.filter(pk__in=[mark.row for mark in free])
    with audit.together():
        kind.take_out(rows, by, now)
    IntakeRow.objects.filter(pk__in=[mark.pk for mark in free]).delete()
