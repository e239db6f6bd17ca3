"""Volunteers that a centre brings along from its own list: they have not said yes here.

Where the centre can say when and how somebody agreed to be kept and suggested, and that is less than a year ago, the agreement holds on for the rest of
the year. All others are *not confirmed*: they are in no pool, so nobody is told of them, until they say yes on their own page or to staff. They are written
to together, once; who does not answer, or was never written to, is put away and forgotten like everybody who is silent (:mod:`brobygger.matching.volunteering`).
"""

from datetime import date, datetime, time
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.core.times import moment
from brobygger.matching import letters
from brobygger.matching.models import Volunteer
from brobygger.matching.volunteering import CONSENT_FOR
from brobygger.people.models import Person

JOB: Final = "matching.ask_unconfirmed"
NOON: Final = time(12)


@transaction.atomic
def bring(row: Volunteer, *, name: str, mail: str, phone: str, enquired_on: date, agreed_on: date | None, agreed_how: str, by: User, now: datetime) -> Volunteer:
    """Keep one of the centre's own list, counted as an enquiry of the day she wrote. No mail is sent. The centre has just gone through its list, so she is not quiet."""
    row.person = Person(name=name, mail=mail, phone=phone)
    row.person.save()
    row.enquired_on, row.last_heard_on = enquired_on, localtime(now).date()
    row.consent_source = agreed_how
    if agreed_on is not None and still_holds(agreed_on, localtime(now).date()):
        row.consent_at, row.consent_until = moment(agreed_on, NOON), agreed_on + CONSENT_FOR
    row.save()
    audit.record("added", row, by=by, now=now)
    return row


def still_holds(agreed_on: date, today: date) -> bool:
    return agreed_on + CONSENT_FOR >= today


def ask_all(*, by: User, centre: Centre, now: datetime) -> int:
    """Have those who are not confirmed and have not been asked written to, by the worker. Gives how many have a mail."""
    n = Volunteer.objects.unconfirmed().filter(asked_on=None).exclude(person__mail="").count()
    if n:
        audit.record("mailed", centre, by=by, before=audit.values(centre), extra={"volunteers": n}, now=now)
        hand_over(JOB, centre.pk)
    return int(n)


def write_to_all(centre: int) -> None:
    """The worker's part. Run twice, each is written to once."""
    with centre_in_force(centre):
        here, now = Centre.objects.get(pk=centre), timezone.now()
        for row in Volunteer.objects.listed().unconfirmed().filter(asked_on=None).exclude(person__mail=""):
            _ask(row, here, now)


@transaction.atomic
def _ask(row: Volunteer, centre: Centre, now: datetime) -> None:
    if Volunteer.objects.filter(pk=row.pk, asked_on=None).update(asked_on=localtime(now).date()):
        letters.confirm(row, centre)
