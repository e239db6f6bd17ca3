"""What borrowers are written. In the house's language: an association reads it, whoever of it opens the mail."""

from datetime import date

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.rooms.models import Loan


def put_aside(row: Loan, centre: Centre, *, day: date) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        said = _said(row)
        when = _("It is yours on %(from)s.") if row.starts_on == row.due_on else _("It is yours from %(from)s, and is to be back on %(due)s.")
        lines = [_("We have put %(what)s aside for you.") % said, when % said]
        if row.equipment.text:
            lines.append(row.equipment.text)
        lines.append(_("Can you do without it after all? Write to us, so that others can have it."))
        _write(row, centre, day, _("Put aside for you: %(what)s") % said, lines, "aside")


def declined(row: Loan, centre: Centre, *, day: date) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        said = _said(row)
        lines = [_("We are sorry, but we cannot lend you %(what)s from %(from)s after all.") % said]
        if row.reason:
            lines.append(row.reason)
        _write(row, centre, day, _("About your loan of %(what)s") % said, lines, "declined")


def overdue(row: Loan, centre: Centre, *, day: date) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        said = _said(row)
        lines = [_("You have borrowed %(what)s, which was to be back on %(due)s. Will you bring it? Others may be waiting for it.") % said, _("Do you need it longer? Write to us, and we see what we can do.")]
        _write(row, centre, day, _("Have you forgotten? %(what)s was to be back on %(due)s") % said, lines, f"overdue-{day}")


def _said(row: Loan) -> dict[str, str]:
    return {"what": str(row), "from": formats.date_format(row.starts_on), "due": formats.date_format(row.due_on)}


def _write(row: Loan, centre: Centre, day: date, subject: str, lines: list[str], once: str) -> None:
    to = row.mail_on(day)
    if to:
        outbox.write(to=to, subject=subject, text="\n\n".join([_("Hello"), *lines, _("Kind regards"), centre.name]), once_key=f"loan-{row.pk}-{once}")
