"""Charges made: the renewal round, and one member midway; waived, written off, withdrawn, and mailed again."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.organisations.fees import letters, numbering
from brobygger.organisations.fees.proposals import Letter, Proposal, contacts_on, letter_to, proposals
from brobygger.organisations.models import Charge, FeeRound, FeeSettings, Membership

JOB = "organisations.fee_round"
AT_A_TIME = 50  # members charged in one transaction: others get their turn, and the page sees it move


def settings_here() -> FeeSettings:
    """How the centre in force takes its fees; what it has not said is as usual."""
    return FeeSettings.objects.first() or FeeSettings()


def held() -> FeeSettings:
    """The same, held until the transaction ends: whoever writes charges or payments holds it."""
    FeeSettings.objects.get_or_create()
    row: FeeSettings = FeeSettings.objects.select_for_update().get()
    return row


@transaction.atomic
def begin(*, year: int, due_on: date, expected: int, by: User, now: datetime) -> FeeRound:
    """Hand the round to the worker."""
    row = FeeRound(year=year, due_on=due_on, expected=expected, started_by=by, started_at=now)
    row.save()
    audit.record("started", row, by=by, now=now)
    hand_over(JOB, row.centre_id, row.pk)
    return row


def carry_out(centre: int, pk: int) -> None:
    """Charge and mail all members of the round's year that are not charged yet; run by the worker. Run again, it goes on where it stopped."""
    with centre_in_force(centre):
        row = FeeRound.objects.select_related("started_by").filter(pk=pk, done_at=None).first()
        if row is None:
            return
        own = Centre.objects.get(pk=centre)
        while _some(row, own):
            pass
        FeeRound.objects.filter(pk=pk).update(done_at=timezone.now())


@transaction.atomic
def _some(row: FeeRound, centre: Centre) -> bool:
    """Charge the next few; whether there may be more."""
    how = held()
    waiting = [each for each in proposals(how, row.year, today=localtime(row.started_at).date()) if each.to_be_charged]
    now = timezone.now()
    with audit.together():
        for each in waiting[:AT_A_TIME]:
            _charge(each, how, centre=centre, due_on=row.due_on, by=row.started_by, now=now, year=row.year, belongs_to=row)
    return len(waiting) > AT_A_TIME


@transaction.atomic
def charge_one(membership: Membership, *, year: int, centre: Centre, by: User, now: datetime) -> Charge:
    """Charge a member outside the round. ValidationError where it is charged already, or no fee can be reckoned."""
    how = held()
    (found,) = proposals(how, year, today=localtime(now).date(), only=membership)
    if found.already is not None:
        raise ValidationError(_("The member has been charged for %(year)s already.") % {"year": how.label(year)})
    if (membership.ends_on is not None and membership.ends_on < how.first_day(year)) or membership.starts_on > how.last_day(year):
        raise ValidationError(_("It was no member in %(year)s.") % {"year": how.label(year)})
    if found.no_size:
        raise ValidationError(_("The fee goes by a size that nobody has told. Write it on the organisation first."))
    if found.fee is None:
        raise ValidationError(_("No fee is set for “%(type)s” in %(year)s yet.") % {"type": membership.type, "year": how.label(year)})
    return _charge(found, how, centre=centre, due_on=localtime(now).date() + timedelta(days=how.due_days), by=by, now=now, year=year)


def _charge(each: Proposal, how: FeeSettings, *, centre: Centre, due_on: date, by: User | None, now: datetime, year: int, belongs_to: FeeRound | None = None) -> Charge:
    assert each.fee is not None  # noqa: S101 -- for the type checker: callers look
    today = localtime(now).date()
    row = Charge(
        membership=each.membership, round=belongs_to, year=year, amount=each.fee.amount, basis=each.fee.basis, charged_on=today, due_on=max(due_on, today),
        reference=_free_reference(), mailed_on=today if each.letter and each.fee.amount else None,
    )
    row.save()
    audit.record("charged", row, by=by, now=now)
    if each.letter and each.fee.amount:
        letters.ask(row, each.letter, how, centre=centre)
    return row


def _free_reference() -> str:
    while True:
        drawn = numbering.draw()
        if not Charge.objects.filter(reference=drawn).exists():
            return drawn


@transaction.atomic
def close(charge: Charge, *, as_: str, reason: str, by: User, now: datetime) -> Charge:
    """Waive it, write it off, or withdraw it so that the member can be charged anew. ValidationError where it is settled or has payments."""
    held()
    row = again(charge)
    if row.closed:
        raise ValidationError(_("Somebody has closed it already."))
    if not reason:
        raise ValidationError({"reason": _("Say why; who keeps the accounts will ask.")})
    if as_ == Charge.Closed.WITHDRAWN and row.paid:
        raise ValidationError(_("There is money on it. Return the payment first."))
    if as_ != Charge.Closed.WITHDRAWN and row.paid >= row.amount:
        raise ValidationError(_("Nothing is owed on it."))
    before = audit.values(row)
    row.closed, row.reason, row.closed_on, row.closed_by = as_, reason, localtime(now).date(), by
    row.save()
    audit.record(as_, row, by=by, before=before, now=now)
    return row


@transaction.atomic
def reopen(charge: Charge, *, by: User, now: datetime) -> Charge:
    """It is owed again. ValidationError where the member has been charged anew meanwhile."""
    held()
    row = again(charge)
    if not row.closed:
        return row
    same = Charge.objects.filter(year=row.year, membership__organisation=row.membership.organisation_id, membership__person=row.membership.person_id)
    if row.closed == Charge.Closed.WITHDRAWN and same.exclude(pk=row.pk).exclude(closed=Charge.Closed.WITHDRAWN).exists():
        raise ValidationError(_("The member has been charged anew since."))
    before = audit.values(row)
    row.closed, row.reason, row.closed_on, row.closed_by = "", "", None, None
    row.save()
    audit.record("reopened", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def mail(charge: Charge, *, centre: Centre, by: User, now: datetime) -> None:
    """Mail one that there was nobody to write to before. ValidationError where there still is nobody, or it was mailed."""
    how = held()
    row = again(charge)
    letter = reader_of(row, localtime(now).date())
    if letter is None or row.mailed_on is not None or row.closed or not row.amount:
        raise ValidationError(_("There is nobody to write to, or it has been mailed."))
    before = audit.values(row)
    row.mailed_on = localtime(now).date()
    row.save()
    audit.record("mailed", row, by=by, before=before, now=now)
    letters.ask(row, letter, how, centre=centre)


def reader_of(charge: Charge, today: date) -> Letter | None:
    """Whom a mail about ``charge`` goes to today."""
    organisation = charge.membership.organisation_id
    return letter_to(charge.membership, contacts_on(today, [organisation]).get(organisation, []) if organisation else [])


def again(charge: Charge) -> Charge:
    """The row as it stands now, with what is paid."""
    row: Charge = Charge.objects.with_paid().select_related("membership__organisation", "membership__person__account", "membership__type").get(pk=charge.pk)
    return row
