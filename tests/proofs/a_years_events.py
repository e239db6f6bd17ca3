"""What the proofs of events share: a conference, bus tours and a relay, made as people make them, with the events' own tools."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from brobygger.events import actions, attendance, tours
from brobygger.events.models import Event, Stop
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Registration
from brobygger.organisations.models import Network, Organisation
from tests.factories import LocalityFactory, OrganisationFactory
from tests.plan.growing import a_kind

NOW = timezone.make_aware(datetime(2026, 1, 12, 18))  # the evening on which the year 2025 is looked back upon

# 33 affiliations: whose, how many there were, how many persons came from each.
CONFERENCE = (("civil_society", "Forening", 20, 2), ("council", "Råd", 5, 1), ("municipality", "Afdeling", 6, 2), ("company", "Firma", 1, 1), ("education", "Skole", 1, 2))
PERSONS = {"civil_society": 40, "council": 5, "municipality": 12, "company": 1, "education": 2}
AFFILIATIONS = {"civil_society": 20, "council": 5, "municipality": 6, "company": 1, "education": 1}


def an_event(base: BaseKind, day: date, *, by: Any, now: datetime = NOW, network: Network | None = None, **more: Any) -> Event:
    """Planned for ten o'clock of a day; a day that has passed is a day on which it was held."""
    starts = timezone.make_aware(datetime(day.year, day.month, day.day, 10))
    registration = Registration(kind=a_kind(base), title=f"{base.label} {day}", network=network, **{key: more.pop(key) for key in ("project", "mode", "theme", "locality") if key in more})
    made = actions.plan(Event(starts_at=starts, ends_at=starts + timedelta(hours=3)), registration, by=by, now=now, **more)
    return Event.objects.listed().get(pk=made.pk)


def those_of_the_conference() -> list[tuple[Organisation, int]]:
    return [
        (OrganisationFactory.create(name=f"{name} {number}", sector=sector), persons)
        for sector, name, n, persons in CONFERENCE for number in range(1, n + 1)
    ]  # fmt: skip


def heads(event: Event, there: Iterable[tuple[Organisation | str, int]], *, by: Any, now: datetime = NOW) -> None:
    counted = [attendance.From(None, each, "", n) if isinstance(each, str) else attendance.From(each.pk, "", "", n) for each, n in there]
    attendance.count_heads(event, counted, by=by, now=now)


def a_stop(event: Event, *, by: Any, now: datetime = NOW, aboard: Sequence[Organisation] = (), communities: Sequence[str] = (), **more: Any) -> Stop:
    return tours.keep_stop(Stop(event=event, place="Torvet", **more), organisations=[each.pk for each in aboard], labels=communities, before=None, by=by, now=now)


def six_tours(by: Any, **more: Any) -> list[Organisation]:
    """Six tours with 17 organisations on board in all: one on three trips, sixteen on one each. At each of two stops ten came by."""
    faithful, *once = [OrganisationFactory.create(name=f"Om bord {number}") for number in range(17)]
    by_trip = [once[:3], once[3:6], once[6:9], once[9:12], once[12:14], once[14:]]
    for number, aboard in enumerate(by_trip):
        tour = an_event(BaseKind.TOUR, date(2025, 3 + number, 5), by=by, **more)
        a_stop(tour, by=by, aboard=[*aboard, *([faithful] if number < 3 else [])], visitors=10)
        a_stop(tour, by=by, aboard=aboard[:1], visitors=10)
    return [faithful, *once]


def a_relay(by: Any, **more: Any) -> Event:
    """Ten legs into ten localities, eleven communities on each of which one came along all the way, 12.7 km a leg: 101 communities, 127 km."""
    relay = an_event(BaseKind.RELAY, date(2025, 6, 14), by=by, **more)
    for leg in range(10):
        communities = ["Naboklubben", *(f"Fællesskab {leg}-{number}" for number in range(10))]
        a_stop(relay, by=by, locality=LocalityFactory.create(name=f"By {leg}"), communities=communities, km=Decimal("12.7"), means="til fods")
    attendance.held(relay, by=by, now=NOW)
    return relay
