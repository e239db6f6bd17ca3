"""Hours approved where they were given: by the association at its own jobs, asked by one mail for all that wait, and by the centre at its own; refused only with a reason.

What counts does not change by who approves: the centre's measure is of its own volunteers, and an association's hours stand on the volunteer's certificate.
"""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import digests, outbox
from brobygger.matching import letters
from brobygger.matching.models import VolunteerHours
from brobygger.organisations.models import Organisation

State = VolunteerHours.State
SALT: Final = "matching.hours"
OPENS_FOR: Final = timedelta(days=60)
BETWEEN: Final = timedelta(days=7)  # from one mail to a host until the next, however many lines come in
AGAIN: Final = timedelta(days=14)
MAILS: Final = 2  # about the same lines; then it is the centre's to call
MOST: Final = 200


@transaction.atomic
def decide(row: VolunteerHours, *, approve: bool, reason: str = "", by: User | None, now: datetime) -> None:
    """Approved it counts; the first answer stands. ``by`` is None behind a host's link. ValidationError for a refusal without a reason."""
    locked: VolunteerHours = VolunteerHours.objects.select_for_update(of=("self",)).select_related("match__volunteer__person", "match__volunteer__centre", "match__opportunity").get(pk=row.pk)
    if locked.state != State.WAITING:
        return
    if not approve and not reason.strip():
        raise ValidationError({"reason": _("Say why in a few words; the volunteer reads it.")})
    before = audit.values(locked)
    locked.state, locked.decided_at, locked.decided_by = State.APPROVED if approve else State.REFUSED, now, by
    locked.reason = "" if approve else reason.strip()[:250]
    locked.save()
    audit.record("approved" if approve else "refused", locked, by=by, before=before, now=now)
    if not approve:
        volunteer = locked.match.volunteer
        letters.tell(
            volunteer, volunteer.centre, subject=lambda: _("Some of your hours were not approved"),
            lines=lambda: [_("On your page you see which, and why. If it is a mistake, write them down anew, or call.")], once=f"hours-{locked.pk}-refused",
        )


def of_centre(rows: Any) -> Any:
    """Of ``rows`` those at the centre's own jobs."""
    return rows.filter(match__opportunity__organisation=None)


def elsewhere(rows: Any) -> Any:
    return rows.filter(match__opportunity__organisation__isnull=False)


def of_organisation(organisation: Organisation) -> Any:
    return VolunteerHours.objects.listed().filter(match__opportunity__organisation=organisation)


def silent(day: date) -> Any:
    """Those whose host has been asked in vain, or cannot be asked: the centre calls, and answers for it."""
    rows = elsewhere(VolunteerHours.objects.listed().waiting())
    return rows.filter(asks__gte=MAILS, asked_on__lte=day - BETWEEN) | rows.filter(asks=0, match__opportunity__contact_mail="", match__opportunity__organisation__mail="")


def ask(centre: Centre, *, now: datetime) -> int:
    """Write to each host once for all that waits: at most one mail a week, and a second about the same after a fortnight. Gives how many were written."""
    day = localtime(now).date()
    hosts: dict[tuple[Any, str], list[VolunteerHours]] = {}
    for row in elsewhere(VolunteerHours.objects.listed().waiting()).order_by("pk"):
        if row.match.opportunity.host_mail:
            hosts.setdefault((row.match.opportunity.organisation, row.match.opportunity.host_mail), []).append(row)
    return sum(_ask(organisation, mail, rows, centre, day) for (organisation, mail), rows in hosts.items() if _is_due(rows, day))


def _is_due(rows: list[VolunteerHours], day: date) -> bool:
    asked = [row.asked_on for row in rows if row.asked_on is not None]
    if any(row.asks == 0 for row in rows):
        return not asked or max(asked) <= day - BETWEEN
    return any(row.asks < MAILS for row in rows) and max(asked) <= day - AGAIN


@transaction.atomic
def _ask(organisation: Organisation, mail: str, rows: list[VolunteerHours], centre: Centre, day: date) -> bool:
    claimed = VolunteerHours.objects.waiting().filter(pk__in=[row.pk for row in rows]).exclude(asked_on=day)
    n = claimed.update(asked_on=day, asks=F("asks") + 1, version=F("version") + 1)
    if not n:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext("A volunteer has written down hours with you", "Volunteers have written down hours with you, %(n)s times", n) % {"n": n}
        lines = [_("Hello"), _("On the page below you see what they did and how long it took, and say whether it is right. No sign-in is needed."), link(organisation, mail, centre), _("Kind regards"), centre.name]
        return outbox.write(to=mail, subject=subject, text=letters.SEPARATOR.join(lines), once_key=f"hours-{organisation.pk}-{digests.of_mail(mail)}-{day:%Y%m%d}") is not None


def link(organisation: Organisation, mail: str, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/frivillige/timer/{signing.dumps([organisation.pk, digests.of_mail(mail)], salt=SALT)}/"


def of_link(token: str) -> tuple[Organisation, list[VolunteerHours]] | None:
    """Whose link it is, and the lines that wait at the jobs with that contact. None for a link of nobody's making, or too old."""
    try:
        pk, digest = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    organisation = Organisation.objects.filter(pk=pk).first()
    if organisation is None:
        return None
    return organisation, list(islice((row for row in of_organisation(organisation).waiting().order_by("on", "pk") if digests.of_mail(row.match.opportunity.host_mail) == digest), MOST))
