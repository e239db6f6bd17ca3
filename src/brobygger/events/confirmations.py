"""The confirmations of those who have signed up, written a moment later by the worker: nobody waits for a letter where a crowd signs up."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from django.db import transaction

from brobygger.centres.models import Centre
from brobygger.events import places
from brobygger.events.letters import confirm
from brobygger.events.models import Event, SignUp

JOB: Final = "events.confirmations"
AT_A_TIME: Final = 200
States: Final = SignUp.State


def write_due(*, centre: Centre, now: datetime) -> int:
    """Write to all at ``centre`` who have not been written to, as they stand now; gives how many sign-ups that was.

    What was signed up for at once is confirmed in one mail; a place in a queue has its own. Who has left meanwhile, or whose event has been
    called off, has been told that and is not written to.
    """
    n = 0
    while done := _write_some(centre, now):
        n += done
    return n


@transaction.atomic
def _write_some(centre: Centre, now: datetime) -> int:
    due = SignUp.objects.select_for_update(skip_locked=True, of=("self",)).filter(unwritten=True).order_by("pk")
    rows = list(due[:AT_A_TIME])
    if several := {row.together for row in rows if row.together}:  # none of those that belong together is left for the next time
        rows = list({row.pk: row for row in (*rows, *due.filter(together__in=several))}.values())
    events: dict[int, list[Event]] = {}
    parties: defaultdict[str, list[SignUp]] = defaultdict(list)
    for row in rows:
        parties[row.together or row.token].append(row)
        if row.signup_list_id not in events:
            events[row.signup_list_id] = [event for event in places.events_of(row.signup_list) if not event.is_cancelled]
    for party in parties.values():
        party = [row for row in party if events[row.signup_list_id]]
        placed = [row for row in party if row.state == States.CONFIRMED]
        if placed:
            confirm(placed[0], [event for row in placed for event in events[row.signup_list_id]], centre, now)
        for row in party:
            if row.state == States.WAITING:
                confirm(row, events[row.signup_list_id], centre, now)
    SignUp.objects.filter(pk__in=[row.pk for row in rows]).update(unwritten=False)
    return len(rows)
