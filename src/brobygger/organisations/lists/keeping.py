"""A checked list written: all of it in one transaction, by the worker, who tells how far it is."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.centres import audit
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.intake import progress
from brobygger.intake.lines import State, headings_of
from brobygger.intake.progress import begun, fail
from brobygger.organisations.lists.checking import check
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import Line
from brobygger.organisations.lists.writing import Writing
from brobygger.organisations.models import ListImport

JOB = "organisations.read_in"


def start(row: ListImport, *, language: str, good_alone: bool = False) -> None:
    """Hand the list to the worker. Started twice, it is read in once. ``good_alone``: leave the wrong rows out and keep the others."""
    if begun(row, language=language, good_alone=good_alone):
        hand_over(JOB, row.centre_id, row.pk)


def read_in(centre: int, pk: int) -> None:
    """Write the list ``pk``; run by the worker. What stands in the way is told on its page, and nothing is written then."""
    with centre_in_force(centre):
        row = ListImport.objects.select_related("uploaded_by").filter(pk=pk, done_at=None, failed="").first()
        if row is None:
            return
        with translation.override(row.language):
            try:
                with transaction.atomic():
                    if not list(ListImport.objects.select_for_update(of=("self",)).filter(pk=pk, done_at=None, failed="").values_list("pk")):
                        return  # another worker was at it, and is through by now
                    counts, left_out = keep(row)
                    ListImport.objects.filter(pk=pk, done_at=None).update(done_at=timezone.now(), result=counts, rows=[], left_out=left_out)
            except ValidationError as error:
                fail(row, " ".join(error.messages))
            except IntegrityError:
                fail(row, _("Somebody else was writing the same organisations meanwhile. Nothing was kept; upload the list again."))
            except Exception:
                fail(row, _("Something went wrong on our side. Nothing was kept."))
                raise
        progress.over(row)


def how_far(row: ListImport) -> tuple[int, int]:
    """Of the rows, how many are through by now. Each is gone through twice: looked at and written."""
    return min(progress.told(row), 2 * len(row.rows)) // 2, len(row.rows)


@transaction.atomic
def keep(row: ListImport) -> tuple[dict[str, int], list[list[str]]]:
    """Write all lines; how many were new, changed, as they are and left out, and the faults of those. ValidationError where one is wrong by now.

    How far it is is told beside the database, since nobody outside sees what this transaction writes before it ends.
    """
    known = Known.now(lock=True)
    lines = check(row.rows, row.columns(), known, same=row.same_rows(), told=lambda n: progress.tell(row, n))
    good = [line for line in lines if line.state != State.WRONG]
    if len(good) < len(lines) and not row.good_alone:
        wrong = next(line for line in lines if line.state == State.WRONG)
        raise ValidationError(_("Row %(n)s: %(why)s Nothing was kept.") % {"n": wrong.number, "why": wrong.wrong[0]})
    with audit.together():
        Writing(row.uploaded_by, told=lambda n: progress.tell(row, len(row.rows) + n)).write([line for line in good if line.state != State.SAME])
    return {**{state.value: sum(line.state == state for line in good) for state in (State.NEW, State.CHANGED, State.SAME)}, "wrong": len(lines) - len(good)}, faults(lines, row.headings, row.columns())


def faults(lines: list[Line], headings: list[str], chosen: dict[int, str]) -> list[list[str]]:
    """Each fault as a row to put right (:meth:`brobygger.intake.lines.Fault.told`)."""
    named = headings_of(headings, chosen)
    return [each.told(line.number, named) for line in lines for each in line.faults]
