"""One who was on a list is forgotten: name, mail, telephone, and every mail we wrote to her. The row stays and counts."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.models import OutgoingMail
from brobygger.groups.letters import key_of
from brobygger.groups.models import Participant
from brobygger.groups.models.participants import GONE
from brobygger.groups.seats import leave_behind


@transaction.atomic
def forget(participant: Participant, *, now: datetime) -> None:
    """Delete what says who she was. One who still waits is taken off the list with it, since nobody could reach her."""
    row: Participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if row.state in {Participant.State.WAITING, Participant.State.ASKED}:
        leave_behind(row, on=localtime(now).date(), type_=row.type, by=None, now=now)
    before = audit.values(row)
    row.name, row.mail, row.phone = GONE, "", ""
    row.save()
    OutgoingMail.objects.filter(once_key__startswith=key_of(row.pk)).delete()
    audit.record("erased", row, by=None, before=before, now=now)


def forget_those_due(centre: Centre, *, now: datetime) -> int:
    """All at ``centre``, which is in force, whose day has come. Gives how many. One who has a seat is kept until she leaves or the group ends."""
    due = list(Participant.objects.to_forget(localtime(now).date()).order_by("pk"))
    for each in due:
        forget(each, now=now)
    return len(due)
