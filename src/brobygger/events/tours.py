"""The stops of a tour and the legs of a relay. What is counted at them is written into the registration, as ticks and heads are."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.times import local
from brobygger.events.attendance import recount
from brobygger.events.models import Aboard, Event, Stop
from brobygger.journal.base_kinds import BaseKind

ON_THE_WAY = frozenset({BaseKind.TOUR, BaseKind.RELAY})


def has_stops(event: Event) -> bool:
    return event.registration.base in ON_THE_WAY


@transaction.atomic
def keep_stop(stop: Stop, *, organisations: Sequence[int], labels: Sequence[str] = (), before: dict[str, object] | None, by: User, now: datetime) -> Stop:
    """Keep a stop with those on board: organisations known here, and communities by name. Raises ValidationError and Stale.

    Visitors are counted on the day and after; what is counted at the stops is the tour's own figure, from then on.
    """
    event = _locked(stop.event)
    if stop.visitors is not None and event.day > local(now).date():
        raise ValidationError({"visitors": _("The tour is still to come, so nobody can have been counted.")})
    stop.full_clean(exclude=["centre", "event"])
    stop.save()
    stop.aboard.all().delete()
    for key in organisations:
        Aboard.objects.create(stop=stop, organisation_id=key)
    for label in labels:
        Aboard.objects.create(stop=stop, label=label)
    audit.record("edited" if before is not None else "added", stop, by=by, before=before, now=now)
    _recount(event, by=by, now=now)
    return stop


@transaction.atomic
def remove_stop(stop: Stop, *, by: User, now: datetime) -> None:
    event = _locked(stop.event)
    audit.record("removed", stop, by=by, now=now)
    stop.delete()
    _recount(event, by=by, now=now)


def _recount(event: Event, *, by: User, now: datetime) -> None:
    """What the stops say counts once the tour has taken place, and makes it have: a count is nobody's plan."""
    counted = Stop.objects.filter(event=event, visitors__isnull=False).exists()
    if not event.is_cancelled and (event.is_held or (counted and event.day <= local(now).date())):
        recount(event, by=by, now=now)


def _locked(event: Event) -> Event:
    row: Event = Event.objects.select_for_update(of=("self",)).select_related("registration").get(pk=event.pk)
    return row
