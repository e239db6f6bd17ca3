"""Payments as they are entered by hand and taken back. No row is edited or taken out: what was wrong is met by a returned payment."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.fees.charging import again, held
from brobygger.organisations.models import Charge, Payment
from brobygger.organisations.models.fees import MOST


@transaction.atomic
def settle(charge: Charge, *, on: date, by: User) -> Payment:
    """Tick it as paid: what is still owed came in on the day. ValidationError where nothing is owed, as when two tick at once."""
    held()
    row = again(charge)
    if row.closed or row.paid >= row.amount:
        raise ValidationError(_("%(name)s owes nothing on it any more. Perhaps a colleague has just ticked it.") % {"name": row.member})
    return add(row, amount=row.amount - row.paid, on=on, by=by)


@transaction.atomic
def pay(charge: Charge, *, amount: int, on: date, note: str, by: User) -> Payment:
    """Enter an amount by hand; it may be less or more than is owed."""
    held()
    row = again(charge)
    if row.closed:
        raise ValidationError(_("It is closed. Open it again first."))
    if not 0 < amount <= MOST:
        raise ValidationError({"amount": _("An amount of more than 0 kr. and at most a million.")})
    return add(row, amount=amount, on=on, note=note, by=by)


@transaction.atomic
def undo(payment: Payment, *, on: date, note: str = "", by: User) -> Payment:
    """Return it: whether it was entered wrongly or sent back. A bank line can be read in anew when all of it was returned. ValidationError where it has been returned."""
    held()
    row: Payment = Payment.objects.select_related("charge").get(pk=payment.pk)
    if row.source == Payment.Source.RETURNED or Payment.objects.filter(undoes=row).exists():
        raise ValidationError(_("The payment has been returned already."))
    if row.fingerprint:
        Payment.objects.filter(pk=row.pk).update(fingerprint="")
    return add(row.charge, amount=-row.amount, on=max(on, row.paid_on), source=Payment.Source.RETURNED, note=note, undoes=row, by=by)


def add(
    charge: Charge, *, amount: int, on: date, by: User | None, source: str = Payment.Source.HAND, note: str = "", fingerprint: str = "", share: int = 0,
    undoes: Payment | None = None,
) -> Payment:
    """Write the row, in the caller's transaction, which holds the settings."""
    row = Payment(charge=charge, amount=amount, paid_on=on, source=source, note=note, fingerprint=fingerprint, share=share, undoes=undoes, created_by=by)
    row.save()
    audit.record("returned" if undoes else "paid", row, by=by)
    return row
