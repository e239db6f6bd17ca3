"""A list that was looked through, kept by the worker: some rows at a time, each batch whole or not at all, each row once however often it is run.

Nobody who works meanwhile waits for more than a batch. What has become wrong since the list was looked through is left out and told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.core.versions import Stale
from brobygger.intake import progress, standing
from brobygger.intake.kinds import Kind, Reader, kinds
from brobygger.intake.lines import Line, State, headings_of
from brobygger.intake.looking import AT_ONCE, batches, fingerprint, look, settle
from brobygger.intake.models import Intake, IntakeRow
from brobygger.intake.progress import begun, fail

LOOK, KEEP = "intake.look", "intake.keep"
LOOKED_AT_ONCE: Final = 250  # rows that a page looks through by itself; the worker takes longer lists


def look_through(row: Intake) -> None:
    """Look through the list as its columns are chosen now: here, or for a long one by the worker."""
    Intake.objects.filter(pk=row.pk, started_at=None).update(looked={}, chosen=row.chosen, language=translation.get_language() or "da")
    row.looked = {}
    if len(row.rows) <= LOOKED_AT_ONCE:
        row.looked = look(row)
        Intake.objects.filter(pk=row.pk, chosen=row.chosen, started_at=None).update(looked=row.looked)
    else:
        progress.tell(row, 0)
        hand_over(LOOK, row.centre_id, row.pk)


def looked_through(centre: int, pk: int) -> None:
    """The worker's part of :func:`look_through`. Where the columns are chosen anew meanwhile, that look counts."""
    with centre_in_force(centre):
        row = Intake.objects.select_related("uploaded_by").filter(pk=pk, started_at=None, failed="").first()
        if row is None or row.looked:
            return
        with translation.override(row.language):
            try:
                found = look(row, told=lambda done: progress.tell(row, done))
            except Exception:
                fail(row, _("Something went wrong on our side. Nothing was kept."))
                raise
        Intake.objects.filter(pk=pk, chosen=row.chosen, started_at=None).update(looked=found)
        progress.over(row)


def start(row: Intake, *, language: str, good_alone: bool) -> None:
    """Hand the list to the worker. Started twice, it is kept once."""
    if begun(row, language=language, good_alone=good_alone):
        hand_over(KEEP, row.centre_id, row.pk)


def keep(centre: int, pk: int) -> None:
    """Keep the list ``pk``; run by the worker. Run again after a fall, it goes on where it was."""
    with centre_in_force(centre):
        row = Intake.objects.select_related("uploaded_by").filter(pk=pk, done_at=None, failed="").first()
        if row is None:
            return
        with translation.override(row.language):
            try:
                _keep_all(row, now=timezone.now())
            except Exception:
                fail(row, _("Something went wrong on our side. What was kept is on the list below, and can be taken out again."))
                raise
        progress.over(row)


def _keep_all(row: Intake, *, now: datetime) -> None:
    kind = kinds[row.kind]
    reader, named = kind.reader(row.uploaded_by), headings_of(row.headings, row.columns())
    counts: dict[str, int] = {state.value: 0 for state in (State.NEW, State.SAME, State.WRONG)}
    left_out: list[list[str]] = []
    done = 0
    with kind.around():
        for lines in batches(row, kind, reader):
            _keep_batch(row, kind, reader, lines, now=now)
            for line in lines:
                counts[line.state.value] += 1
                left_out += [each.told(line.number, named) for each in line.faults]
            done += AT_ONCE
            progress.tell(row, done)
    with transaction.atomic():
        finished = Intake.objects.filter(pk=row.pk, done_at=None).update(done_at=timezone.now(), result=counts, rows=[], looked={}, left_out=left_out)
        if finished:
            audit.record("read in", row, by=row.uploaded_by, before=audit.values(row), extra={"made": counts[State.NEW.value]}, now=now)


@transaction.atomic
def _keep_batch(row: Intake, kind: Kind, reader: Reader, lines: Sequence[Line], *, now: datetime) -> None:
    """One list at a time in each centre: of two that say the same the second finds what the first made."""
    Centre.objects.select_for_update(no_key=True).get(pk=row.centre_id)  # others go on writing rows of the centre meanwhile
    settle(kind, reader, lines)
    mine = set(IntakeRow.objects.filter(intake=row, number__in=[line.number for line in lines]).values_list("number", flat=True))
    made: list[tuple[Line, Any]] = []
    for line in lines:
        if line.number in mine:
            line.state = State.NEW  # kept before the worker fell
        elif line.state == State.NEW:
            try:
                with transaction.atomic():
                    made.append((line, reader.keep(line, by=row.uploaded_by, now=now)))
            except ValidationError as error:
                line.refuse(error)
            except Stale:
                line.fault(_("Somebody else was writing the same meanwhile."))
        line.form = None
    _mark(row, kind, made)


def _mark(row: Intake, kind: Kind, made: Sequence[tuple[Line, Any]]) -> None:
    keys = [each.pk for _line, each in made]
    now, refer, prints = standing.versions(kind, keys), standing.on(kind, keys), [fingerprint(kind, line) for line, _each in made]
    if kind.remembers:
        IntakeRow.objects.filter(fingerprint__in=prints).delete()  # of rows that somebody has deleted since
    IntakeRow.objects.bulk_create(
        IntakeRow(intake=row, number=line.number, kind=row.kind, row=each.pk, version=now[each.pk], with_it=refer[each.pk], fingerprint=mark) for (line, each), mark in zip(made, prints, strict=True)
    )
