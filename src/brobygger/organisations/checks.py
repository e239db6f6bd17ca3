"""The yearly round carried out: started, asked by mail, reminded at most three times, answered once.

The link in a mail is signed and opens for two months. Opening it changes nothing, since programs that read mail open links too; a click on the page does.
Sending is claimed row by row, and each mail has a key of its own, so that two workers, or a job that runs twice, write each mail once.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import formats, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.schedule import hand_over
from brobygger.organisations.consents import public_members
from brobygger.organisations.models import CheckAnswer, CheckRound, CheckRules, Contact, Organisation
from brobygger.organisations.models.checks import MOST_REMINDERS

JOB: Final = "organisations.checks"
SALT: Final = "organisations.check"
OPENS_FOR: Final = timedelta(days=60)
BETWEEN: Final = timedelta(days=14)
NOT_SO_SOON: Final = timedelta(days=60)  # a second round so soon after the first is a slip of the finger
STILL_ON: Final = timedelta(days=180)


@transaction.atomic
def start(*, centre: Centre, by: User | None, now: datetime) -> CheckRound:
    """Ask every member of today. ValidationError where a round was started lately."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    today = localtime(now).date()
    last = CheckRound.objects.first()
    if last is not None and is_young(last, today):
        raise ValidationError(_("A round was started on %(day)s. Let it run before you start the next.") % {"day": formats.date_format(last.started_on)})
    row = CheckRound(started_on=today, started_by=by)
    row.save()
    members = list(public_members(today))
    speaks = _spokesmen(today)
    CheckAnswer.objects.bulk_create(
        [CheckAnswer(round=row, organisation=each, mail=each.mail or speaks.get(each.pk, "")) for each in members], batch_size=500,
    )
    audit.record("asked members", row, by=by, now=now)
    hand_over(JOB)
    return row


def is_young(row: CheckRound, day: date) -> bool:
    """It is too early for another."""
    return row.started_on > day - NOT_SO_SOON


def _spokesmen(day: date) -> dict[int, str]:
    """For each organisation the mail of one who speaks for it, in one query: who looks after its pages before the others."""
    found: dict[int, str] = {}
    for row in Contact.objects.reachable(day):
        found.setdefault(row.organisation_id, row.person.mail)
    return found


def begin_by_itself(*, centre: Centre, now: datetime) -> None:
    """Start this year's round where its month has come and none has been started this year."""
    today = localtime(now).date()
    rules = CheckRules.objects.filter(month=today.month).first()
    if rules is None or CheckRound.objects.filter(started_on__year=today.year).exists():
        return
    try:
        start(centre=centre, by=None, now=now)
    except ValidationError:
        return  # another worker was first, or the last round is still young


def send_due(*, centre: Centre, now: datetime) -> int:
    """Write the mails that are due: the first, and up to three reminders with a fortnight between. Gives how many were written."""
    due = CheckAnswer.objects.of_newest_round().unanswered().exclude(mail="").filter(round__started_on__gt=localtime(now).date() - STILL_ON)
    due = due.filter(Q(asked_at=None) | Q(reminders__lt=MOST_REMINDERS, reminded_at=None, asked_at__lte=now - BETWEEN) | Q(reminders__lt=MOST_REMINDERS, reminded_at__lte=now - BETWEEN))
    return sum(_send(row, centre, now) for row in due.select_related("organisation"))


@transaction.atomic
def _send(row: CheckAnswer, centre: Centre, now: datetime) -> bool:
    first = row.asked_at is None
    claimed = CheckAnswer.objects.filter(pk=row.pk, answered_at=None, asked_at=row.asked_at, reminders=row.reminders)
    if not (claimed.update(asked_at=now) if first else claimed.update(reminders=F("reminders") + 1, reminded_at=now)):
        return False  # somebody else has written it, or it has been answered
    number = 0 if first else row.reminders + 1
    with translation.override(settings.LANGUAGE_CODE):
        name = row.organisation.name
        lines = [
            _("Hello"),
            _("Once a year we ask our members whether what we know of them is still right. For %(name)s it takes a minute, and no sign-in is needed: read it, and say yes or put it right here.") % {"name": name},
            f"{settings.SITE_URL}/{centre.key}/passer-det/{token_of(row)}/",
            _("The link is for %(name)s and can be used for two months.") % {"name": name},
            _("Kind regards"), centre.name,
        ]
        subject = _("Is this still right? %(name)s") % {"name": name} if first else _("A reminder: is this still right? %(name)s") % {"name": name}
        return outbox.write(to=row.mail, subject=subject, text="\n\n".join(lines), once_key=f"check-{row.pk}-{number}") is not None


def token_of(row: CheckAnswer) -> str:
    return signing.dumps(row.pk, salt=SALT)


def answer_of(token: str) -> CheckAnswer | None:
    """The row of the centre in force that the link is for, while it can be used."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except signing.BadSignature:
        return None
    row: CheckAnswer | None = CheckAnswer.objects.filter(pk=pk).select_related("organisation", "round").first()
    return row


@transaction.atomic
def answer(row: CheckAnswer, *, how: str, by: User | None, now: datetime, message: str = "") -> None:
    """It has been answered. ValidationError where it was before: of two at once, one counts."""
    if not CheckAnswer.objects.filter(pk=row.pk, answered_at=None).update(answered_at=now, how=how, answered_by=by, message=message):
        raise ValidationError(_("This has been answered already. Thank you."))
    audit.record("answered", CheckAnswer.objects.get(pk=row.pk), by=by, before=audit.values(row), now=now)


def open_answer(organisation: Organisation) -> CheckAnswer | None:
    """What the organisation is asked right now, if it has not answered."""
    row: CheckAnswer | None = CheckAnswer.objects.of_newest_round().unanswered().filter(organisation=organisation).select_related("round").first()
    return row


def last_answer(organisation: Organisation) -> CheckAnswer | None:
    row: CheckAnswer | None = CheckAnswer.objects.filter(organisation=organisation, answered_at__isnull=False).order_by("-answered_at").first()
    return row
