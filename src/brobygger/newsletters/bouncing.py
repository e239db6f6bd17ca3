"""Mail that comes back: told by the server at once, or by a mail to the office later. After three in a row an address is written to no more."""

import re
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.newsletters import withholding
from brobygger.newsletters.models import Delivery
from brobygger.newsletters.models.subscribers import digest_of, plain

IN_A_ROW: Final = 3
LATE: Final = timedelta(days=60)  # a mail that comes back later is of something else
_ADDRESS: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
LONG: Final = 200_000


def look_at(row: Delivery, *, now: datetime) -> bool:
    """A letter came back: stop writing there if the last three all did. Gives whether."""
    last = list(Delivery.objects.filter(digest=row.digest, state__in=[Delivery.State.SENT, Delivery.State.BOUNCED]).order_by("-pk").values_list("state", flat=True)[:IN_A_ROW])
    if len(last) < IN_A_ROW or set(last) != {Delivery.State.BOUNCED}:
        return False
    withholding.stop(row.mail, row.centre_id, now=now)
    return True


@transaction.atomic
def report(text: str, *, centre: int, now: datetime) -> tuple[list[str], list[str]]:
    """Addresses in ``text``, a mail that came back or a list of them: the newest letter to each counts as come back. Gives those, and which of them are stopped.

    Other addresses in the text, of servers and of the centre itself, are nobody's that was written to, and are passed over.
    """
    came_back, stopped = [], []
    for mail in dict.fromkeys(plain(each) for each in _ADDRESS.findall(text[:LONG])):
        newest = Delivery.objects.filter(digest=digest_of(mail, centre), newsletter__started_at__gt=now - LATE).order_by("-pk").first()
        if newest is None or newest.state not in {Delivery.State.SENT, Delivery.State.OUTBOX, Delivery.State.UNCERTAIN}:
            continue
        newest.state, newest.said, newest.done_at = Delivery.State.BOUNCED, _("came back"), now
        newest.save()
        came_back.append(mail)
        if look_at(newest, now=now):
            stopped.append(mail)
    return came_back, stopped
