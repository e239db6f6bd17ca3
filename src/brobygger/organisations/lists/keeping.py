"""A checked list written: all of it in one transaction, by the worker, who tells how far it is."""

from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.centres import audit
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.organisations.lists.checking import check
from brobygger.organisations.lists.columns import FIELDS
from brobygger.organisations.lists.known import Known
from brobygger.organisations.lists.lines import Line, State
from brobygger.organisations.lists.writing import Writing
from brobygger.organisations.models import ListImport

JOB = "organisations.read_in"
_TOLD_FOR = 3600


def start(row: ListImport, *, language: str, good_alone: bool = False) -> None:
    """Hand the list to the worker. Started twice, it is read in once. ``good_alone``: leave the wrong rows out and keep the others."""
    begun = ListImport.objects.filter(pk=row.pk, started_at=None).update(started_at=timezone.now(), language=language, good_alone=good_alone)
    if begun:
        hand_over(JOB, row.centre_id, row.pk)


def read_in(centre: int, pk: int) -> None:
    """Write the list ``pk``; run by the worker. What stands in the way is told on its page, and nothing is written then."""
    with centre_in_force(centre):
        row = ListImport.objects.select_related("uploaded_by").filter(pk=pk, done_at=None, failed="").first()
        if row is None:
            return
        with translation.override(row.language):
            try:
                counts, left_out = keep(row)
            except ValidationError as error:
                _fail(pk, " ".join(error.messages))
            except IntegrityError:
                _fail(pk, _("Somebody else was writing the same organisations meanwhile. Nothing was kept; upload the list again."))
            except Exception:
                _fail(pk, _("Something went wrong on our side. Nothing was kept."))
                raise
            else:
                ListImport.objects.filter(pk=pk).update(done_at=timezone.now(), result=counts, rows=[], left_out=left_out)
        cache.delete(_key(pk))


def how_far(row: ListImport) -> tuple[int, int]:
    """Of the rows, how many are through by now. Each is gone through twice: looked at and written."""
    done = cache.get(_key(row.pk), 0)
    return min(done, 2 * len(row.rows)) // 2, len(row.rows)


@transaction.atomic
def keep(row: ListImport) -> tuple[dict[str, int], list[list[str]]]:
    """Write all lines; how many were new, changed, as they are and left out, and the faults of those. ValidationError where one is wrong by now.

    How far it is is told beside the database, since nobody outside sees what this transaction writes before it ends.
    """
    known = Known.now(lock=True)
    lines = check(row.rows, row.columns(), known, same=row.same_rows(), told=lambda n: _tell(row, n))
    good = [line for line in lines if line.state != State.WRONG]
    if len(good) < len(lines) and not row.good_alone:
        wrong = next(line for line in lines if line.state == State.WRONG)
        raise ValidationError(_("Row %(n)s: %(why)s Nothing was kept.") % {"n": wrong.number, "why": wrong.wrong[0]})
    with audit.together():
        Writing(row.uploaded_by, told=lambda n: _tell(row, len(row.rows) + n)).write([line for line in good if line.state != State.SAME])
    return {**{state.value: sum(line.state == state for line in good) for state in (State.NEW, State.CHANGED, State.SAME)}, "wrong": len(lines) - len(good)}, faults(lines, row.headings, row.columns())


def faults(lines: list[Line], headings: list[str], chosen: dict[int, str]) -> list[list[str]]:
    """Each fault: the row's number, the column's heading in the list, what was typed there, and what is wrong."""
    heading = {name: headings[index] for index, name in chosen.items() if index < len(headings)}
    return [
        [str(line.number), heading.get(each.field) or (str(FIELDS[each.field][0]) if each.field else ""), each.typed, each.why]
        for line in lines for each in line.faults
    ]


def _fail(pk: int, why: Any) -> None:
    ListImport.objects.filter(pk=pk).update(failed=str(why)[:500])


def _key(pk: int) -> str:
    return f"list-{pk}"


def _tell(row: ListImport, done: int) -> None:
    cache.set(_key(row.pk), done, _TOLD_FOR)
