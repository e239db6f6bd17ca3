"""A bank file looked through against what is owed, and the payments that a person has approved written in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.fees.bank.lines import Line, Read, read
from brobygger.organisations.fees.bank.matching import Match, Owed, dealt, match
from brobygger.organisations.fees.charging import held
from brobygger.organisations.fees.paying import add
from brobygger.organisations.models import BankFile, Charge, Payment


@dataclass(slots=True)
class Looked:
    """What a file holds as of now: proposals for new lines, lines read in before, rows that cannot be read, and every charge one may choose."""

    matches: list[Match]
    before: list[Line]
    read: Read
    charges: dict[str, Charge]
    probably: set[str]  # fingerprints whose charge has a payment of the same day and amount already


def look(row: BankFile, *, today: date) -> Looked:
    """In a number of queries that does not grow with the file."""
    found = read(row.rows, row.columns(), today=today, first=row.result.get("first", 2))
    there = known(found.lines)
    charges = {
        each.reference: each
        for each in Charge.objects.with_paid().exclude(closed=Charge.Closed.WITHDRAWN).select_related("membership__organisation", "membership__person").order_by("pk")
    }
    owed = [Owed(reference, 0 if each.closed else each.amount - each.paid, _names(each)) for reference, each in charges.items()]
    matches = match([line for line in found.lines if line.fingerprint not in there], owed)
    days = {each.line.day for each in matches}
    paid = {(charge, day, amount) for charge, day, amount in Payment.objects.filter(paid_on__in=days, source="bank", undone_by=None).values_list("charge__reference", "paid_on", "amount")}
    probably = {each.line.fingerprint for each in matches for reference in (each.references or (each.said,)) if (reference, each.line.day, each.line.amount) in paid}
    matches = [Match(each.line, (), each.why, each.said or each.references[0]) if each.line.fingerprint in probably else each for each in matches]
    return Looked(matches, [line for line in found.lines if line.fingerprint in there], found, charges, probably)


def known(lines: list[Line]) -> set[str]:
    """Those of the lines' fingerprints that were read in before."""
    found: set[str] = set()
    wanted = [line.fingerprint for line in lines]
    for start in range(0, len(wanted), 500):
        found |= set(Payment.objects.filter(fingerprint__in=wanted[start : start + 500]).values_list("fingerprint", flat=True))
    return found


def _names(charge: Charge) -> tuple[str, ...]:
    organisation, person = charge.membership.organisation, charge.membership.person
    if organisation is not None:
        return (organisation.name, *organisation.other_words)
    return (person.name,) if person is not None else ()


@transaction.atomic
def keep(row: BankFile, approved: Mapping[str, Sequence[str]], *, by: User, now: datetime) -> dict[str, int]:
    """Write the payments: ``approved`` goes from a line's fingerprint to the references of the charges it pays. Lines that somebody else has read in meanwhile are left.

    Gives how many were written, were there already, and were left out; the rows are taken away.
    """
    held()
    # Looked at again under the lock: a colleague may have read the same file in a moment ago.
    fresh = BankFile.objects.get(pk=row.pk)
    if fresh.done_at is not None:
        return dict(fresh.result)
    found = read(fresh.rows, fresh.columns(), today=localtime(now).date(), first=fresh.result.get("first", 2))
    there = known(found.lines)
    charges = {each.reference: each for each in Charge.objects.with_paid().filter(reference__in={one for each in approved.values() for one in each}, closed="")}
    left = {reference: each.owed for reference, each in charges.items()}
    written = 0
    with audit.together():
        for line in found.lines:
            wanted = approved.get(line.fingerprint, ())
            if not wanted or line.fingerprint in there or not charges.keys() >= set(wanted):
                continue
            shares = [(reference, amount) for reference, amount in zip(wanted, dealt(line.amount, [left[each] for each in wanted]), strict=True) if amount]
            for share, (reference, amount) in enumerate(shares):
                add(charges[reference], amount=amount, on=line.day, source=Payment.Source.BANK, fingerprint=line.fingerprint, share=share, by=by)
                left[reference] -= amount
            written += 1
    result = {"written": written, "before": len(there), "left": len(found.lines) - written - len(there), "wrong": len(found.wrong), "out": fresh.left_out + found.out}
    fresh.done_at, fresh.result, fresh.rows = now, result, []
    fresh.save(update_fields=["done_at", "result", "rows"])
    return result
