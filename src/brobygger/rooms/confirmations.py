"""What is written to those who have booked, a moment later by the worker: nobody waits for a letter while others wait for the room."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from django.db import transaction

from brobygger.rooms import letters
from brobygger.rooms.models import Booking

JOB: Final = "rooms.confirmations"
AT_A_TIME: Final = 200


def write_due(*, now: datetime) -> int:
    """Write to all at the centre in force who have not been written to, as things stand now; gives how many bookings that was.

    What was booked at once, as the dates of a series, is told in one mail. What has been answered, moved or cancelled meanwhile has been told so.
    """
    n = 0
    while done := _write_some(now):
        n += done
    return n


@transaction.atomic
def _write_some(now: datetime) -> int:
    due = Booking.objects.listed().select_for_update(skip_locked=True, of=("self",)).filter(unwritten=True).order_by("pk")
    rows = list(due[:AT_A_TIME])
    if several := {row.series_id for row in rows if row.series_id}:  # none of those that belong together is left for the next time
        rows = list({row.pk: row for row in (*rows, *due.filter(series__in=several))}.values())
    together: defaultdict[tuple[int | None, datetime | int], list[Booking]] = defaultdict(list)
    for row in rows:
        together[(row.series_id, row.asked_at if row.series_id else row.pk)].append(row)
    for party in together.values():
        letters.booked(sorted(party, key=lambda row: row.starts_at), now=now)
    Booking.objects.filter(pk__in=[row.pk for row in rows]).update(unwritten=False)
    return len(rows)
