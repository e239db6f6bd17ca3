"""A mail on its way: so many a minute into the outbox, so that other mail need not wait behind it; each once, and stopped when somebody says so."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core import outbox
from brobygger.core.models import OutgoingMail
from brobygger.core.outbox import ATTEMPTS
from brobygger.correspondence import rendering, writing
from brobygger.correspondence.models import Letter, LetterTo

A_MINUTE: Final = 50  # the outbox takes a hundred: half of them are left to others
State = Letter.State


def go_on(*, now: datetime) -> int:
    """What is due of all mails of the centre in force; gives how many were handed to the outbox."""
    rows = Letter.objects.going().filter(goes_at__lte=now).order_by("goes_at", "pk")
    left, n = A_MINUTE if settings.MAIL is not None else writing.MOST, 0
    for key in list(rows.values_list("pk", flat=True)):
        if n < left:
            n += _go_on(key, left - n, now=now)
    return n


@transaction.atomic
def _go_on(key: int, most: int, *, now: datetime) -> int:
    """The next of one mail. Written into the outbox and marked in one transaction, under the mail's row: whoever is killed leaves none lost and none twice."""
    letter: Letter | None = Letter.objects.select_for_update(of=("self",)).select_related("centre", "written_by").filter(pk=key, state__in=[State.WAITING, State.SENDING]).first()
    if letter is None:
        return 0
    waiting = list(letter.recipients.filter(state=LetterTo.State.WAITING).order_by("pk")[: most + 1])
    words, sender = writing.words_of(letter, letter.centre), rendering.sender_of(letter.written_by, letter.centre)
    now_due = waiting[:most]
    for each in now_due:
        mail = words.to(name=each.name, of=each.of, because=each.because)
        outbox.write(to=each.mail, subject=mail.subject, text=mail.text, sender=sender, headers={"Reply-To": letter.answers_to}, once_key=each.once_key)
    LetterTo.objects.filter(pk__in=[each.pk for each in now_due]).update(state=LetterTo.State.OUTBOX)
    letter.state, letter.finished_at = (State.SENDING, None) if len(waiting) > most else (State.SENT, now)
    letter.save()
    return len(now_due)


@transaction.atomic
def stop(letter: Letter, *, by: User, now: datetime) -> int:
    """Those that have not left do not; gives how many. ValidationError where all of them have."""
    row: Letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if row.state == State.STOPPED:
        raise ValidationError(_("It is taken back already."))
    before = audit.values(row)
    handed = {each.once_key: each.pk for each in row.recipients.filter(state=LetterTo.State.OUTBOX)}
    back = [handed[key] for key in outbox.take_back(handed)]
    back += row.recipients.filter(state=LetterTo.State.WAITING).values_list("pk", flat=True)
    if not back:
        raise ValidationError(_("All of them have left."))
    row.recipients.filter(pk__in=back).update(state=LetterTo.State.STOPPED)
    row.state, row.finished_at = State.STOPPED, now
    row.save()
    audit.record("stopped", row, by=by, before=before, extra={"held_back": len(back)}, now=now)
    return len(back)


def progress(letter: Letter) -> dict[str, int]:
    """How many there are (``all``), have left (``sent``), lie in the outbox, wait to come there, could not be sent (``failed``) and were taken back (``stopped``)."""
    found = dict(letter.recipients.order_by().values_list("state").annotate(n=Count("pk")))
    mails = OutgoingMail.objects.filter(once_key__startswith=f"letter-{letter.pk}-", sent_at=None)
    unsent = mails.aggregate(n=Count("pk"), failed=Count("pk", filter=Q(attempts__gte=ATTEMPTS)))
    return {
        "all": sum(found.values()), "sent": max(found.get(LetterTo.State.OUTBOX, 0) - unsent["n"], 0), "outbox": unsent["n"] - unsent["failed"], "failed": unsent["failed"],
        "waiting": found.get(LetterTo.State.WAITING, 0), "stopped": found.get(LetterTo.State.STOPPED, 0),
    }


def became_of(rows: list[LetterTo]) -> dict[int, str]:
    """What became of each, in words."""
    mails = {key: (sent, attempts, error) for key, sent, attempts, error in OutgoingMail.objects.filter(once_key__in=[each.once_key for each in rows]).values_list("once_key", "sent_at", "attempts", "last_error")}
    return {each.pk: _said(each, mails.get(each.once_key)) for each in rows}


def _said(row: LetterTo, mail: tuple[datetime | None, int, str] | None) -> str:
    if row.state != LetterTo.State.OUTBOX or mail is None:
        return str(row.get_state_display())
    sent, attempts, error = mail
    if sent is not None:
        return _("sent")
    return _("could not be sent: %(why)s") % {"why": error} if attempts >= ATTEMPTS else _("in the outbox")
