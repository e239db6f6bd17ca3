"""Who came, written down into the registration that counts.

Whatever is ticked or counted, :func:`recount` makes the registration's head count and participations anew from all of it, under the event's lock:
so two devices at the door never lose one another's ticks, and the figure is always the sum of its rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.times import local
from brobygger.events.models import Aboard, Attendance, Companion, Event, HeadCount, SignUp, SignUpList, Stop
from brobygger.journal import actions as journal
from brobygger.journal.actions import From
from brobygger.journal.models import Registration
from brobygger.organisations.models import who

MORE_THAN_SAID: Final = 50  # who may come with a party beyond the number it signed up with


@dataclass(frozen=True, slots=True)
class Tick:
    """"So many of this sign-up came", made at ``at`` on some device; ``persons`` None takes the mark away. With ``companion`` it is of her alone."""

    signup: int
    persons: int | None
    at: datetime
    companion: int | None = None

    @property
    def mark(self) -> str:
        """What the tick is of, as pages and devices say it: "12" is a sign-up, "c7" one who comes with it."""
        return mark_of(self.signup, self.companion)


def mark_of(signup: int, companion: int | None) -> str:
    return str(signup) if companion is None else f"c{companion}"


@transaction.atomic
def tick(event: Event, ticks: Sequence[Tick], *, by: User | None, now: datetime) -> None:
    """Mark who came. A tick made before the one that stands is passed over, so that late ones from a phone without a connection do no harm.
    So is a tick of one who has given up the place: who has left never counts, and the others' ticks must not be lost with hers.

    ValidationError, and nothing is kept, before the event's day, when it is cancelled, and where one of the ticks is impossible.
    """
    refused = tick_each(event, ticks, by=by, now=now)
    if refused:
        left = set(SignUp.objects.filter(pk__in={each.signup for each in ticks}, state=SignUp.State.LEFT).values_list("pk", flat=True))
        for each in ticks:
            if each.signup in left:
                refused.pop(each.mark, None)
    if refused:
        raise ValidationError(list(dict.fromkeys(refused.values())))


@transaction.atomic
def tick_each(event: Event, ticks: Iterable[Tick], *, by: User | None, now: datetime) -> dict[str, str]:
    """As :func:`tick`, but an impossible tick costs the others nothing: gives why each of the refused was (its ``mark`` → sentence).

    Those who wait for a place and came all the same are ticked like the others: who is in the room has come.
    """
    row = _locked(event, now)
    if row.signup_list_id is not None:
        SignUpList.objects.select_for_update().get(pk=row.signup_list_id)  # nobody leaves meanwhile
    wanted = sorted(ticks, key=lambda each: each.at)
    known = {each.pk: each for each in SignUp.objects.filter(pk__in={each.signup for each in wanted}, signup_list=row.signup_list_id)}
    marks = {mark_of(each.signup_id, each.companion_id): each for each in Attendance.objects.filter(event=row, signup__in=known)}
    with_her = dict(Companion.objects.filter(signup__in=known).values_list("pk", "signup"))
    refused: dict[str, str] = {}
    for each in wanted:
        signup = known.get(each.signup)
        if signup is None or (each.companion is not None and with_her.get(each.companion) != signup.pk):
            refused[each.mark] = _("This person has not signed up for this event, or the sign-up has been deleted.")
        elif signup.state == SignUp.State.LEFT:
            refused[each.mark] = _("%(name)s has given up the place. Count one head more if the person came all the same.") % {"name": signup.name}
        elif each.persons is not None and not 0 <= each.persons <= (signup.persons + MORE_THAN_SAID if each.companion is None else 1):
            refused[each.mark] = _("More came with %(name)s than can be right. Count the others for themselves.") % {"name": signup.name}
        else:
            _mark(row, signup, each, marks, by=by, now=now)
    recount(row, by=by, now=now)
    return refused


def _mark(row: Event, signup: SignUp, tick: Tick, marks: dict[str, Attendance], *, by: User | None, now: datetime) -> None:
    """Let ``tick`` stand in ``marks`` and in the database, unless a newer one does."""
    mark, at = marks.get(tick.mark), min(tick.at, now)
    if mark is not None and mark.marked_at > at:
        return
    if tick.persons is None:
        if mark is not None:
            mark.delete()
            del marks[tick.mark]
        return
    mark = mark or Attendance(event=row, signup=signup, companion_id=tick.companion)
    mark.persons, mark.marked_at, mark.marked_by = tick.persons, at, by
    mark.save()
    marks[tick.mark] = mark


@transaction.atomic
def count_heads(event: Event, heads: Iterable[From], *, by: User | None, now: datetime, key: str = "") -> None:
    """Add heads counted at the door. ``key`` is the device's own for this count: sent twice, it counts once."""
    row = _locked(event, now)
    given = list(heads)
    for number, each in enumerate(given):
        own = f"{key}-{number}" if key else ""
        if own and HeadCount.objects.filter(event=row, key=own).exists():
            continue
        count = HeadCount(event=row, organisation_id=each.organisation, label=each.label, sector=each.sector, persons=each.persons, key=own, counted_by=by)
        count.full_clean(exclude=["event", "centre", "sector", "counted_by"])
        count.save()
    recount(row, by=by, now=now)


@transaction.atomic
def uncount(count: HeadCount, *, by: User, now: datetime) -> None:
    """Take a head count away that was a mistake."""
    row = _locked(count.event, now)
    audit.record("removed", count, by=by, now=now)
    count.delete()
    recount(row, by=by, now=now)


@transaction.atomic
def held(event: Event, *, by: User, now: datetime) -> None:
    """Say that it took place, also where nobody counted."""
    recount(_locked(event, now), by=by, now=now)


def recount(event: Event, *, by: User | None, now: datetime) -> Registration:
    """Make the registration's persons and participations anew from ticks, head counts and a tour's stops, and let it have taken place.

    Nothing known is no count: an event without any tick or head stands "without attendance", not with nought. Call under the event's lock.
    """
    registration: Registration = Registration.objects.select_related("kind").get(pk=event.pk)
    persons, whence, known = 0, defaultdict[str, int](int), False
    first: dict[str, From] = {}
    for mark in Attendance.objects.filter(event=event).exclude(signup__state=SignUp.State.LEFT).select_related("signup"):
        known = True
        if mark.persons:
            persons += mark.persons
            signup = mark.signup
            own = signup.label.strip().casefold() == signup.name.strip().casefold()  # her own name is no organisation's
            _add(whence, first, From(signup.organisation_id, "" if own else signup.label, "", mark.persons))
    for count in HeadCount.objects.filter(event=event):
        known = True
        persons += count.persons or 0
        _add(whence, first, From(count.organisation_id, count.label, count.sector, count.persons))
    for visitors in Stop.objects.filter(event=event, visitors__isnull=False).values_list("visitors", flat=True):
        known = True
        persons += visitors or 0
    for organisation, label in Aboard.objects.filter(stop__event=event).order_by("stop__arrives_at", "pk").values_list("organisation", "label"):
        _add(whence, first, From(organisation, label))
    affiliations = [From(each.organisation, each.label, each.sector, whence[key] or None) for key, each in first.items()]
    return journal.write_down(registration, persons=persons if known else None, affiliations=affiliations, by=by, now=now)


def _add(whence: dict[str, int], first: dict[str, From], each: From) -> None:
    kind = " ".join(each.label.lower().split())
    key = who(each.organisation, each.label) or f"kind-{kind}-{each.sector}"
    if key == "kind--":
        return  # a head from nowhere in particular is in the total alone
    whence[key] += each.persons or 0
    first.setdefault(key, each)


def _locked(event: Event, now: datetime) -> Event:
    row: Event = Event.objects.select_for_update(of=("self",)).select_related("registration").get(pk=event.pk)
    if row.is_cancelled:
        raise ValidationError(_("The event has been cancelled, so nobody can have come."))
    if row.day > local(now).date():
        raise ValidationError(_("The event is still to come."))
    return row
