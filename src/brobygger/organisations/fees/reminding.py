"""Reminders by mail: at most as many as the centre says, as far apart as it says, and none once nothing is owed."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.organisations.fees import letters
from brobygger.organisations.fees.charging import held, settings_here
from brobygger.organisations.fees.proposals import contacts_on, letter_to
from brobygger.organisations.models import Charge, Reminder

AT_A_TIME = 100


def remind_everywhere() -> None:
    """In every centre, as of today."""
    today = timezone.localdate()
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            while remind(centre, today) == AT_A_TIME:
                pass


@transaction.atomic
def remind(centre: Centre, today: date) -> int:
    """Write the reminders that are due on ``today``, at most a hundred; gives how many. Asked twice on one day it writes nothing new."""
    if not settings_here().reminders or not Charge.objects.filter(closed="", due_on__lt=today).exists():
        return 0
    how = held()
    spaced = today - timedelta(days=how.reminder_days)
    rows = Charge.objects.with_paid().unpaid().reminded().filter(Q(due_on__lte=spaced) & Q(reminded_times__lt=how.reminders) & Q(mailed_on__isnull=False))
    rows = rows.filter(Q(reminded_on=None) | Q(reminded_on__lte=spaced)).select_related("membership__organisation", "membership__person__account", "membership__type").order_by("pk")
    found = list(rows[:AT_A_TIME])
    spoken_for = contacts_on(today, [row.membership.organisation_id for row in found if row.membership.organisation_id])
    with audit.together():
        for row in found:
            reminder = Reminder(charge=row, number=row.reminded_times + 1, sent_on=today)
            reminder.save()
            audit.record("reminded", reminder, by=None)
            # Where there is nobody to write to any more, it counts as said: after the last one a person takes over.
            if letter := letter_to(row.membership, spoken_for.get(row.membership.organisation_id or 0, [])):
                letters.remind(row, letter, how, owed=row.amount - row.paid, number=reminder.number, centre=centre)
    return len(found)
