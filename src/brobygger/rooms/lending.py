"""Equipment lent out: put aside, handed out, taken back; never more than there is, whoever comes at once.

Whatever takes or frees something of a kind first locks the kind, so that those who come at once wait for each other, on both databases.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.rooms import loan_letters
from brobygger.rooms.models import Condition, Equipment, Loan, LoanState
from brobygger.rooms.stock import NEVER_BACK, Taken, halves, most_at_once

AGAIN: Final = timedelta(days=7)


def free(kind: Equipment, starts_on: date, due_on: date, half: str = "", *, today: date, besides: Loan | None = None) -> int:
    """How many of ``kind`` nobody has at any moment of those days; what is overdue comes back nobody knows when."""
    taken = []
    others = kind.loans.taking().filter(Q(state=LoanState.OUT) | Q(due_on__gte=starts_on))
    for row in others.exclude(pk=besides.pk) if besides else others:
        begins, ends = halves(row.starts_on, row.due_on, row.half)
        taken.append(Taken(begins, NEVER_BACK if row.is_overdue(today) else ends, row.quantity))
    return max(kind.stock - most_at_once(taken, *halves(starts_on, due_on, half)), 0)


def free_of_all(kinds: list[Equipment], day: date) -> dict[int, int]:
    """How many of each are free on ``day``, in one question."""
    taken: dict[int, list[Taken]] = {}
    for row in Loan.objects.taking().filter(Q(state=LoanState.OUT) | Q(due_on__gte=day), equipment__in=kinds, starts_on__lte=day):
        begins, ends = halves(row.starts_on, row.due_on, row.half)
        taken.setdefault(row.equipment_id, []).append(Taken(begins, NEVER_BACK if row.is_overdue(day) else ends, row.quantity))
    return {kind.pk: max(kind.stock - most_at_once(taken.get(kind.pk, ()), *halves(day, day)), 0) for kind in kinds}


@transaction.atomic
def put_aside(row: Loan, *, by: User | None, now: datetime, centre: Centre, own: bool = False) -> Loan:
    """Keep a new loan and hold what it asks for. ValidationError where so many are not there on those days; ``own``: the kind's longest time holds too."""
    kind, today = _locked(row.equipment_id), localtime(now).date()
    if kind.retired:
        raise ValidationError({"equipment": _("It is no longer lent out.")})
    if row.due_on < today:
        raise ValidationError({"due_on": _("That day has passed.")})
    if own and row.starts_on < today:
        raise ValidationError({"starts_on": _("That day has passed.")})
    if row.half and not (kind.on_site and row.starts_on == row.due_on):
        raise ValidationError({"half": _("Half a day is for what stays in the house, and for one day at a time.")})
    if own and (row.due_on - row.starts_on).days >= kind.longest_days:
        said = ngettext("At most %(n)s day at a time.", "At most %(n)s days at a time.", kind.longest_days)
        raise ValidationError({"due_on": said % {"n": kind.longest_days}})
    _refuse_too_many(kind, row, today)
    row.created_by = by
    row.full_clean(exclude=["centre", "created_by"])
    row.save()
    audit.record("put aside", row, by=by, now=now)
    loan_letters.put_aside(row, centre, day=today)
    return row


@transaction.atomic
def hand_out(row: Loan, *, by: User, now: datetime) -> Loan:
    """It leaves the house. Twice is once. ValidationError where it is not there to give."""
    kind, today = _locked(row.equipment_id), localtime(now).date()
    here = _loan(row)
    if here.state == LoanState.OUT:
        return here
    _must_be(here, LoanState.RESERVED)
    if kind.on_site:
        raise ValidationError(_("It stays in the house; there is nothing to hand out."))
    if here.due_on < today:
        raise ValidationError(_("It was to be back on %(day)s. Give it a later day first.") % {"day": formats.date_format(here.due_on)})
    out = kind.loans.filter(state=LoanState.OUT).aggregate(n=Sum("quantity"))["n"] or 0
    if out + here.quantity > kind.stock:
        others = ", ".join(each.who for each in kind.loans.listed().filter(state=LoanState.OUT)[:3])
        raise ValidationError(_("There are only %(n)s in the house. The others are at %(who)s.") % {"n": max(kind.stock - out, 0), "who": others or "–"})
    before = audit.values(here)
    here.starts_on = min(here.starts_on, today)
    _refuse_too_many(kind, here, today)
    here.state, here.handed_out_on = LoanState.OUT, today
    return _kept(here, "handed out", before, by=by, now=now)


@transaction.atomic
def take_back(row: Loan, *, condition: str = Condition.WHOLE, note: str = "", lost: int = 0, by: User, now: datetime) -> Loan:
    """It is in the house again, in some condition. What is ``lost`` is no longer in stock. Twice is once."""
    kind = _locked(row.equipment_id)
    here = _loan(row)
    if here.state == LoanState.BACK:
        return here
    _must_be(here, LoanState.OUT)
    if lost > here.quantity:
        raise ValidationError({"lost": ngettext("There was only %(n)s in the loan.", "There were only %(n)s in the loan.", here.quantity) % {"n": here.quantity}})
    before = audit.values(here)
    here.state, here.condition, here.condition_note, here.lost = LoanState.BACK, condition, note, lost
    here.returned_on = here.ended_on = localtime(now).date()
    here.full_clean(exclude=["centre", "created_by"])
    if lost:
        was = audit.values(kind)
        kind.stock = max(kind.stock - lost, 0)
        kind.save()
        audit.record("fewer in stock", kind, by=by, before=was, now=now)
    return _kept(here, "taken back", before, by=by, now=now)


@transaction.atomic
def end(row: Loan, state: LoanState, *, reason: str = "", by: User | None, now: datetime, centre: Centre) -> Loan:
    """Declined by the house, cancelled by the borrower, or never fetched: free for others at once. Twice is once."""
    _locked(row.equipment_id)
    here = _loan(row)
    if here.state == state:
        return here
    _must_be(here, LoanState.RESERVED)
    before = audit.values(here)
    here.state, here.reason, here.ended_on = state, reason, localtime(now).date()
    _kept(here, {LoanState.DECLINED: "declined", LoanState.CANCELLED: "cancelled"}.get(state, "not fetched"), before, by=by, now=now)
    if state == LoanState.DECLINED:
        loan_letters.declined(here, centre, day=localtime(now).date())
    return here


@transaction.atomic
def change_days(row: Loan, due_on: date, *, by: User, now: datetime) -> Loan:
    """Back on another day. ValidationError where others have been promised it by then."""
    kind, today = _locked(row.equipment_id), localtime(now).date()
    here = _loan(row)
    if here.state not in {LoanState.RESERVED, LoanState.OUT}:
        raise ValidationError(_("The loan is over."))
    if due_on < today:
        raise ValidationError({"due_on": _("That day has passed.")})
    before = audit.values(here)
    here.due_on, here.reminded_on = due_on, None
    _refuse_too_many(kind, here, today)
    here.full_clean(exclude=["centre", "created_by"])
    return _kept(here, "other days", before, by=by, now=now)


@transaction.atomic
def keep_kind(row: Equipment, *, before: dict[str, Any] | None, by: User, now: datetime) -> Equipment:
    """Keep a kind, new or changed. ValidationError where fewer are left than are lent out or put aside."""
    if row.pk:
        today, taken = localtime(now).date(), []
        _locked(row.pk)
        for loan in row.loans.taking().filter(due_on__gte=today) | row.loans.filter(state=LoanState.OUT):
            begins, ends = halves(loan.starts_on, loan.due_on, loan.half)
            taken.append(Taken(begins, NEVER_BACK if loan.is_overdue(today) else ends, loan.quantity))
        most = most_at_once(taken, halves(today, today)[0], NEVER_BACK)
        if row.stock < most:
            raise ValidationError({"stock": _("%(n)s are lent out or put aside at the same time.") % {"n": most}})
    row.full_clean(exclude=["centre"])
    row.save()
    audit.record("added" if before is None else "edited", row, by=by, before=before, now=now)
    return row


def look_after(*, centre: Centre, now: datetime) -> None:
    """Write about what should have been back, on the day after and then once a week; let go of what nobody fetched."""
    today = localtime(now).date()
    for row in Loan.objects.listed().filter(state=LoanState.RESERVED, equipment__on_site=False, due_on__lt=today):
        end(row, LoanState.LAPSED, by=None, now=now, centre=centre)
    for row in Loan.objects.listed().overdue(today):
        if row.reminded_on is None or row.reminded_on + AGAIN <= today:
            _remind(row, centre=centre, today=today)


@transaction.atomic
def _remind(row: Loan, *, centre: Centre, today: date) -> None:
    claimed = Loan.objects.overdue(today).filter(pk=row.pk, reminded_on=row.reminded_on)
    if claimed.update(reminded_on=today):
        loan_letters.overdue(row, centre, day=today)


def _refuse_too_many(kind: Equipment, row: Loan, today: date) -> None:
    left = free(kind, row.starts_on, max(row.due_on, row.starts_on), row.half, today=today, besides=row if row.pk else None)
    if row.quantity > left:
        said = _("None are free on those days. Try other days.") if not left else ngettext("Only %(n)s is free on those days.", "Only %(n)s are free on those days.", left) % {"n": left}
        raise ValidationError({"quantity": said})


def _must_be(row: Loan, state: LoanState) -> None:
    if row.state != state:
        raise ValidationError(_("It says “%(state)s” by now.") % {"state": row.get_state_display()})


def _locked(pk: int) -> Equipment:
    found: Equipment = Equipment.objects.select_for_update().get(pk=pk)
    return found


def _loan(row: Loan) -> Loan:
    found: Loan = Loan.objects.select_for_update(of=("self",)).select_related("equipment", "organisation", "centre").get(pk=row.pk)
    return found


def _kept(row: Loan, verb: str, before: dict[str, Any], *, by: User | None, now: datetime) -> Loan:
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)
    return row
