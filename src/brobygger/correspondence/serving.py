"""Where mail leaves and whether it does: tried out by a leader, said in a sentence; and what lies still in the outbox."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.cpr import without_numbers
from brobygger.core.models import OutgoingMail
from brobygger.core.outbox import ATTEMPTS
from brobygger.core.schedule import hand_over
from brobygger.correspondence import talking
from brobygger.correspondence.models import MailTrial

JOB: Final = "correspondence.try"
KEPT: Final = 5  # tries
PATIENCE: Final = timedelta(minutes=2)  # after which a worker that has not begun is not there
STUCK: Final = timedelta(hours=1)
OLD: Final = timedelta(days=7)  # a mail older than this is of no use any more
Outcome = MailTrial.Outcome


@transaction.atomic
def ask(to: str, *, by: User, now: datetime) -> MailTrial:
    """Let the worker send one mail to ``to``, and tell how it went. ValidationError where no server is set up, or a try is under way."""
    if settings.MAIL is None:
        raise ValidationError(_("No mail server is set up. Whoever runs the installation does that."))
    if MailTrial.objects.filter(done_at=None, asked_at__gt=now - PATIENCE).exists():
        raise ValidationError(_("A try is under way. Wait a moment for its answer."))
    MailTrial.objects.filter(pk__in=list(MailTrial.objects.values_list("pk", flat=True)[KEPT - 1 :])).delete()
    row = MailTrial.objects.create(to=to, asked_at=now, asked_by=by)
    audit.record("asked for", row, by=by, now=now)
    hand_over(JOB, row.centre_id, row.pk)
    return row


def try_out(row: MailTrial, centre: Centre) -> None:
    """The worker's part. A try that has ended is not tried again."""
    if row.done_at is not None or settings.MAIL is None:
        return
    rows = MailTrial.objects.filter(pk=row.pk, done_at=None)
    text = _("This mail was sent to see whether mail leaves from %(name)s. It does.") % {"name": centre.name}
    verdict = talking.talk(settings.MAIL, sender=settings.DEFAULT_FROM_EMAIL, to=row.to, subject=_("A test from %(name)s") % {"name": centre.name}, text=text, step=lambda what: _at(rows, what))
    rows.update(outcome=verdict.outcome, said=without_numbers(verdict.said), done_at=timezone.now())


def _at(rows: Any, what: str) -> None:
    rows.update(step=what)


def in_words(row: MailTrial) -> str:
    """How a try ended, in a sentence that says what to do."""
    if row.done_at is None:
        return ""
    server: Mapping[str, Any] = settings.MAIL or {}
    said = {
        Outcome.TAKEN: _("The mail server took it. Look whether it has arrived at %(to)s; if not, look among the unwanted mail."),
        Outcome.NAME: _("No machine is found under the name %(host)s. Is it written right?"),
        Outcome.REFUSED: _("%(host)s is there, but nothing listens at port %(port)s. Is it the right port?"),
        Outcome.CONNECT: _("%(host)s does not answer at port %(port)s. The port may be another, or a firewall lets nothing out."),
        Outcome.GREETING: _("%(host)s answers at port %(port)s, but not as a mail server does. Port 465 wants smtps://, port 587 smtp+tls://."),
        Outcome.TLS: _("A secret connection could not be made. Port 465 wants smtps://, port 587 smtp+tls://."),
        Outcome.CERTIFICATE: _("The certificate of %(host)s is not valid for that name, so nothing was told to it."),
        Outcome.NO_TLS: _("%(host)s offers no secret connection at port %(port)s, so no password was told to it."),
        Outcome.SIGN_IN: _("%(host)s does not accept the name and the password."),
        Outcome.NO_SIGN_IN: _("%(host)s offers no sign-in here. Perhaps it wants a secret connection first."),
        Outcome.SENDER: _("%(host)s does not let us send as %(sender)s."),
        Outcome.RECIPIENT: _("%(host)s does not take mail to %(to)s from us."),
        Outcome.MESSAGE: _("%(host)s let us in, but did not take the mail."),
        Outcome.SILENT: _("%(host)s went silent on the way, and was left alone."),
    }[Outcome(row.outcome)]
    return said % {"host": server.get("host", ""), "port": server.get("port", ""), "sender": settings.DEFAULT_FROM_EMAIL, "to": row.to}


def is_left_alone(row: MailTrial, now: datetime) -> bool:
    """Nobody has taken it up: no worker runs."""
    return row.done_at is None and not row.step and row.asked_at < now - PATIENCE


def lies_still(now: datetime) -> dict[str, Any]:
    """Of the whole installation: how many mails ``wait``, how many are long overdue (``stuck``), how many were given up (``failed``) lately, and since when the oldest waits."""
    rows = OutgoingMail.objects.filter(sent_at=None, send_after__lte=now)
    given_up = Q(attempts__gte=ATTEMPTS)
    return rows.aggregate(
        wait=Count("pk", filter=~given_up), stuck=Count("pk", filter=~given_up & Q(send_after__lt=now - STUCK)), failed=Count("pk", filter=given_up & Q(written_at__gte=now - OLD)), oldest=Min("send_after", filter=~given_up),
    )


@transaction.atomic
def once_more(centre: Centre, *, by: User, now: datetime) -> int:
    """Mails given up within a week are tried again; gives how many."""
    n = OutgoingMail.objects.filter(sent_at=None, attempts__gte=ATTEMPTS, written_at__gte=now - OLD).update(attempts=0, claimed_at=None)
    if n:
        audit.record("sent", centre, by=by, before=audit.values(centre), extra={"given_up_before": n}, now=now)
    return int(n)
