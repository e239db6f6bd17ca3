"""A file of postings looked through against a grant, read in as a person has approved it, and taken back whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.projects.bookkeeping import Posting, Read, read
from brobygger.projects.granting import held
from brobygger.projects.models import BudgetLine, Expense, ExpenseImport, Grant

AT_A_TIME = 500


@dataclass(slots=True)
class Looked:
    """What a file holds as of now: new postings with the line proposed for each (None: leave it out), those read in before with where, those of other days."""

    new: list[tuple[Posting, int | None]]
    before: dict[str, str]  # fingerprint to the grant it was read in to
    outside: list[Posting]
    probably: set[str]  # fingerprints of new ones whose day and amount were entered by hand already
    read: Read


def look(row: ExpenseImport, grant: Grant) -> Looked:
    """In a number of queries that does not grow with the file by more than its length in hundreds."""
    found = read(row.rows, row.columns(), flipped=row.flipped, first=row.first)
    before = known(found.postings)
    lines = list(BudgetLine.objects.filter(grant=grant))
    by_account = {line.account.casefold(): line.pk for line in lines if line.account}
    fresh = [each for each in found.postings if each.fingerprint not in before]
    within = [each for each in fresh if grant.starts_on <= each.day <= grant.last_day]
    by_hand = set(Expense.objects.of(grant.pk).filter(fingerprint="", on__in={each.day for each in within}).values_list("on", "amount"))
    probably = {each.fingerprint for each in within if (each.day, each.amount) in by_hand}
    proposed = [(each, None if each.fingerprint in probably else by_account.get(each.account.casefold()) if each.account else None) for each in within]
    outside = [each for each in fresh if not grant.starts_on <= each.day <= grant.last_day]
    return Looked(proposed, before, outside, probably, found)


def known(postings: list[Posting]) -> dict[str, str]:
    """Those of the postings that were read in before, to whichever grant: what one pays for, another does not."""
    found: dict[str, str] = {}
    wanted = [each.fingerprint for each in postings]
    for start in range(0, len(wanted), AT_A_TIME):
        found |= dict(Expense.objects.filter(fingerprint__in=wanted[start : start + AT_A_TIME]).values_list("fingerprint", "line__grant__title"))
    return found


@transaction.atomic
def keep(row: ExpenseImport, approved: Mapping[str, int], *, by: User, now: datetime) -> ExpenseImport:
    """Write the expenses: ``approved`` goes from a posting's fingerprint to the line it is spent on. What somebody else has read in meanwhile is left."""
    grant = held(row.grant_id)
    fresh = ExpenseImport.objects.select_for_update(of=("self",)).get(pk=row.pk)  # a colleague may have read the same file in a moment ago
    if fresh.done_at is not None:
        return fresh
    before = audit.values(fresh)
    looked = look(fresh, grant)
    lines = set(BudgetLine.objects.filter(grant=grant).values_list("pk", flat=True))
    rows = [
        Expense(line_id=approved[each.fingerprint], on=each.day, amount=each.amount, text=each.text or each.voucher or each.account or "–", voucher=each.voucher, imported=fresh, fingerprint=each.fingerprint, entered_by=by)
        for each, _proposed in looked.new if approved.get(each.fingerprint) in lines
    ]
    Expense.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)  # another grant, which is not held, may be taking the same posting this moment
    fresh.done_at, fresh.written, fresh.rows = now, Expense.objects.filter(imported=fresh).count(), []
    fresh.save()
    audit.record("read in", fresh, by=by, before=before, now=now)
    return fresh


@transaction.atomic
def take_back(row: ExpenseImport, *, by: User, now: datetime) -> int:
    """All expenses of the file are gone, and it can be read in anew. Gives how many there were."""
    held(row.grant_id)
    fresh = ExpenseImport.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.done_at is None or fresh.undone_at is not None:
        return 0
    before = audit.values(fresh)
    gone, _each = Expense.objects.filter(imported=fresh).delete()
    fresh.undone_at = now
    fresh.save()
    audit.record("taken back", fresh, by=by, before=before, extra={"expenses": [gone, 0]}, now=now)
    return gone
