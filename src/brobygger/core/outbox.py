"""Mail leaves through one door: written with the change it tells of, sent afterwards by the worker, once.

``send_mail`` and allauth come here too, because the outbox is Django's mail backend. A mail whose transaction rolls back
was never written. The worker claims a mail before sending; a claim that died with its worker is taken over after
ten minutes, and five failures end the attempts.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from email.mime.text import MIMEText
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp
from django.db import IntegrityError, transaction
from django.db.models import CharField, F, Q
from django.utils import timezone

from brobygger.core.ical import parted
from brobygger.core.models import OutgoingMail
from brobygger.core.prepared import Given, Prepared

CLAIM = timedelta(minutes=10)
ATTEMPTS = 5


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend that writes rows instead of sending."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            html = next(
                (str(part[0]) for part in getattr(message, "alternatives", []) if part[1] == "text/html"), ""
            )
            for recipient in message.recipients():
                write(
                    to=parseaddr(recipient)[1],
                    subject=str(message.subject),
                    text=str(message.body),
                    html=html,
                    sender=message.from_email,
                )
        return len(email_messages)


_written: Prepared[int] = Prepared(lambda: OutgoingMail.objects.filter(once_key=Given("key", CharField())).order_by().values_list("pk", flat=True))


def write(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    sender: str = "",
    once_key: str | None = None,
    send_after: datetime | None = None,
    calendar: str = "",
    headers: Mapping[str, str] | None = None,
) -> OutgoingMail | None:
    """Put a mail in the outbox within the caller's transaction; None when ``once_key`` has been used before."""
    fields = {
        "to": to,
        "subject": " ".join(subject.split()),
        "text": text,
        "html": html,
        "sender": sender or settings.DEFAULT_FROM_EMAIL,
        "send_after": send_after or timezone.now(),
        "calendar": calendar,
        "headers": dict(headers or {}),
    }
    if once_key is None:
        return OutgoingMail.objects.create(**fields)
    if _written(key=once_key):
        return None
    try:
        with transaction.atomic():
            return OutgoingMail.objects.create(once_key=once_key, **fields)
    except IntegrityError:  # somebody has written it in the same moment
        return None


def forget(once_prefix: str) -> None:
    """Mails whose ``once_key`` begins so say nothing more: those sent keep that they were, those that wait are not sent."""
    rows = OutgoingMail.objects.filter(once_key__startswith=once_prefix)
    rows.filter(sent_at=None).delete()
    rows.update(to="erased@example.invalid", subject="", text="", html="", calendar="")


def take_back(once_keys: Collection[str]) -> set[str]:
    """Those of the mails that have not left and are in nobody's hands are not sent, nor tried again; gives their keys."""
    waiting = OutgoingMail.objects.filter(Q(claimed_at=None) | ~Q(last_error=""), once_key__in=once_keys, sent_at=None)
    with transaction.atomic():
        held = {key: pk for pk, key in waiting.select_for_update().values_list("pk", "once_key")}
        OutgoingMail.objects.filter(pk__in=held.values()).delete()
    return {key for key in held if key}


def send_due(*, now: datetime, limit: int = 100) -> int:
    """Send what is due; gives how many went. Without a mail server configured nothing leaves, and nothing is lost."""
    if settings.MAIL is None:
        return 0
    due = (
        OutgoingMail.objects.filter(sent_at=None, send_after__lte=now, attempts__lt=ATTEMPTS)
        .filter(Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM))
        .order_by("pk")
        .values_list("pk", "claimed_at")[:limit]
    )
    sent = 0
    for pk, claimed_at in list(due):
        mine = OutgoingMail.objects.filter(pk=pk, sent_at=None, claimed_at=claimed_at).update(
            claimed_at=now, attempts=F("attempts") + 1, last_error="",  # what has an error is claimed by nobody any more
        )
        if mine:
            sent += _send(OutgoingMail.objects.get(pk=pk), now=now)
    return sent


def _send(mail: OutgoingMail, *, now: datetime) -> bool:
    message = EmailMultiAlternatives(
        mail.subject, mail.text, mail.sender, [mail.to], connection=Smtp(**(settings.MAIL or {})), headers=mail.headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for method, text in parted(mail.calendar):
        message.attach(_appointment(text, method))
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 -- any failure of one mail must leave the others their turn
        OutgoingMail.objects.filter(pk=mail.pk).update(last_error=f"{type(error).__name__}: {error}"[:300])
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=now, last_error="")
    return True


def _appointment(text: str, method: str) -> MIMEText:
    """An .ics whose method stands in its type too: RFC 6047 wants it there, and mail programs act on it."""
    part = MIMEText(text, "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="aftale.ics")
    return part
