"""One who was on a list is forgotten: name, mail, telephone, and every mail we wrote to her. The row stays and counts."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from brobygger.centres import audit
from brobygger.core.models import OutgoingMail
from brobygger.groups.letters import ALL_KEYS, key_of
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


def forget_those_due(*, now: datetime) -> int:
    """All of the centre in force whose day has come; gives how many. One who has a seat is kept until she leaves or the group ends.

    Where the nightly retention was first, mails to those it has blanked go here too.
    """
    due = list(Participant.objects.to_forget(localtime(now).date()).order_by("pk"))
    for each in due:
        forget(each, now=now)
    written = OutgoingMail.objects.filter(once_key__startswith=ALL_KEYS).values_list("pk", "once_key")
    to = {pk: int(str(key).removeprefix(ALL_KEYS).partition("-")[0]) for pk, key in written}
    gone = set(Participant.objects.filter(pk__in=set(to.values()), name=GONE, mail="", phone="").values_list("pk", flat=True))
    OutgoingMail.objects.filter(pk__in=[pk for pk, one in to.items() if one in gone]).delete()
    return len(due)
