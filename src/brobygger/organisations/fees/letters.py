"""The mails about a charge: what is asked for, and the reminder. In the reader's language, with what to write on the payment."""

from django.utils import formats, translation
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.money import in_kroner
from brobygger.organisations.fees.proposals import Letter
from brobygger.organisations.models import Charge, FeeRule, FeeSettings


def ask(charge: Charge, letter: Letter, how: FeeSettings, *, centre: Centre) -> None:
    """Ask for the fee; once a charge."""
    with translation.override(letter.language):
        subject = _("Membership fee %(year)s for %(name)s") % {"year": how.label(charge.year), "name": charge.member}
        opening = _("Thank you for being a member of %(centre)s. The membership fee of %(name)s for %(year)s is %(amount)s kr.") % {
            "centre": centre.name, "name": charge.member, "year": how.label(charge.year), "amount": in_kroner(charge.amount),
        }
        _write(charge, letter, how, centre, subject, opening, charge.amount, once=f"fees.charge:{centre.pk}:{charge.pk}")


def remind(charge: Charge, letter: Letter, how: FeeSettings, *, owed: int, number: int, centre: Centre) -> None:
    with translation.override(letter.language):
        subject = _("Reminder: membership fee %(year)s for %(name)s") % {"year": how.label(charge.year), "name": charge.member}
        opening = _("We have not yet seen the membership fee of %(name)s for %(year)s. What is missing is %(amount)s kr. If you have paid in the last few days, you need do nothing.") % {
            "name": charge.member, "year": how.label(charge.year), "amount": in_kroner(owed),
        }
        _write(charge, letter, how, centre, subject, opening, owed, once=f"fees.reminder:{centre.pk}:{charge.pk}:{number}")


def reasons(charge: Charge) -> str:
    """Why the amount is what it is, in a sentence."""
    basis = charge.basis
    of = {"type": basis.get("type", ""), "size": basis.get("size", 0), "start": basis.get("from", 0)}
    if basis.get("by") == FeeRule.By.MEMBERS:
        return _("%(type)s with %(size)s members (the step from %(start)s).") % of
    if basis.get("by") == FeeRule.By.VOLUNTEERS:
        return _("%(type)s with %(size)s volunteers (the step from %(start)s).") % of
    return _("%(type)s: the same for all.") % of


def _write(charge: Charge, letter: Letter, how: FeeSettings, centre: Centre, subject: str, opening: str, owed: int, *, once: str) -> None:
    facts = "\n".join([
        _("Amount: %(amount)s kr.") % {"amount": in_kroner(owed)},
        _("To be paid by: %(day)s") % {"day": formats.date_format(charge.due_on)},
        _("Write with the payment: %(reference)s") % {"reference": charge.reference},
        _("Reckoned as: %(why)s") % {"why": reasons(charge)},
    ])
    closing = _("Is something wrong, or can you not pay? Write to us, and we will find a way.")
    parts = [_("Dear %(who)s") % {"who": letter.name}, opening, facts, how.pay_text, closing, centre.mail, _("Kind regards"), centre.name]
    outbox.write(to=letter.mail, subject=subject, text="\n\n".join(part for part in parts if part), once_key=once)
