"""Whatever is registered, edited and taken away: every figure is the sum of its rows, and agrees with counting them by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.board.models import DocumentVersion, GoverningDocument, Meeting
from brobygger.centres.scoping import centre_in_force
from brobygger.journal.base_kinds import EVENTS, BaseKind
from brobygger.journal.models import ExternalFigure, Registration
from brobygger.organisations.models import Network, Organisation
from brobygger.plan import counting
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import measures
from brobygger.plan.periods import Per, Period, windows
from tests.factories import CentreFactory, LocalityFactory, ThemeFactory
from tests.plan.growing import a_kind, took_part, work

EACH = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# Two turns of the year, a leap day, both clock changes; few, so that work often falls on the very edge of a period.
EDGES = [
    date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 30), date(2024, 3, 31),
    date(2024, 6, 30), date(2024, 10, 27), date(2024, 12, 31), date(2025, 1, 1),
]  # fmt: skip
DAYS = st.sampled_from(EDGES) | st.dates(date(2023, 12, 20), date(2025, 1, 10))
PERIODS = st.tuples(DAYS, DAYS).map(lambda pair: Period(min(pair), max(pair)))
WHO = ["Røde Kors", "SIND", "borgere", " Borgere ", ""]
NARROWS = st.sampled_from(
    [{}, {"mode": ["joined"]}, {"mode": ["held", "joined", "offered"]}, {"online": [True]}, {"base": ["workshop", "tour"]}, {"theme": [1]}, {"network": [0, 1]}]
)  # fmt: skip

WORK = st.fixed_dictionaries(
    {
        "done_on": DAYS,
        "base": st.sampled_from(list(BaseKind)),
        "mode": st.sampled_from(["held", "held", "held", "joined", "offered"]),
        "state": st.sampled_from(["held", "held", "held", "planned", "moved", "cancelled"]),
        "draft": st.sampled_from([False, False, False, True]),
        "format": st.sampled_from(["on_site", "online", "both"]),
        "persons": st.sampled_from([None, 0, 1, 12]),
        "minutes": st.sampled_from([None, 20, 45, 90]),
        "network": st.sampled_from([None, 0, 1]),
        "theme": st.sampled_from([None, 0, 1]),
        "locality": st.sampled_from([None, 0, 1]),
        "who": st.lists(st.sampled_from(range(len(WHO))), max_size=3),
    }
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), WORK, st.just(0)),
        st.tuples(st.just("edit"), WORK, st.integers(0, 20)),
        st.tuples(st.just("delete"), WORK, st.integers(0, 20)),
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class Lists:
    """The centre's own lists that random work picks from by place."""

    networks: list[Network]
    themes: list[Any]
    localities: list[Any]
    known: dict[str, Organisation]


def the_lists() -> Lists:
    return Lists(
        [Network.objects.create(name=f"Netværk {n}", started_on=date(2020, 1, 1)) for n in range(2)],
        [ThemeFactory.create(name=f"Tema {n}") for n in range(2)],
        [LocalityFactory.create(name=f"By {n}") for n in range(2)],
        {name: Organisation.objects.create(name=name) for name in WHO[:2]},
    )


def take(steps, lists: Lists) -> None:
    """Carry the steps out; an edit or a deletion of a row there is none of does nothing."""
    for verb, said, place in steps:
        rows = list(Registration.objects.order_by("pk"))
        row = Registration() if verb == "add" else rows[place % len(rows)] if rows else None
        if row is None:
            continue
        if verb == "delete":
            row.delete()
            continue
        for name in ("done_on", "mode", "state", "draft", "format", "persons", "minutes"):
            setattr(row, name, said[name])
        row.kind, row.title = a_kind(said["base"]), "Noget"
        row.reason = "Sygdom" if said["state"] in {"moved", "cancelled"} else ""
        for name, list_of in (("network", lists.networks), ("theme", lists.themes), ("locality", lists.localities)):
            setattr(row, name, None if said[name] is None else list_of[said[name]])
        row.save()
        row.participations.all().delete()
        for index in said["who"]:
            took_part(row, lists.known.get(WHO[index], WHO[index]), 1)


def meant(narrow: dict[str, list[Any]], lists: Lists) -> dict[str, list[Any]]:
    """The places in the lists made into keys."""
    keys = {"network": [row.pk for row in lists.networks], "theme": [row.pk for row in lists.themes]}
    return {key: [keys[key][each] for each in wanted] if key in keys else wanted for key, wanted in narrow.items()}


def by_rows(key: str, period: Period, narrow: dict[str, list[Any]]) -> int:
    """The figure as a reader adds it up from the list of rows that stands behind it."""
    values, total = set(), 0
    measure = measures[key]
    for source in measure.sources:
        for row in source.evidence(period, narrow):
            if source.distinct and source.value == "participations__who":
                values |= {each.who for each in row.participations.all()} - {""}
            elif source.distinct:
                values |= {getattr(row, f"{source.value}_id", None)} - {None}
            else:
                total += (getattr(row, source.value) or 0) if source.value else 1
    return len(values) or (total // 60 if measure.unit is Unit.HOURS else total)


def counted() -> list[str]:
    return [key for key, measure in measures.items() if measure.counted]


@EACH
@given(steps=STEPS, period=PERIODS, narrow=NARROWS)
def test_every_figure_is_the_sum_of_its_rows(centre, steps, period, narrow):
    with transaction.atomic():
        lists = the_lists()
        take(steps, lists)
        ExternalFigure.objects.create(source="Portal", name="Opslag", starts_on=date(2024, 1, 1), ends_on=date(2024, 2, 29), value=41, read_on=date(2024, 3, 1))
        Meeting.objects.create(held_on=date(2024, 3, 31), frozen_at=timezone.now())
        document = GoverningDocument.objects.create(title="Vedtægter", kind="statutes")
        DocumentVersion.objects.create(document=document, number=1, adopted_on=date(2024, 10, 27))
        wanted = meant(narrow, lists)
        demands = {key: Demand(key, period, freeze(wanted)) for key in counted()}
        found = count(demands.values())
        assert {key: found[demand] for key, demand in demands.items()} == {key: by_rows(key, period, wanted) for key in demands}
        transaction.set_rollback(True)


@EACH
@given(steps=STEPS, period=PERIODS)
def test_counting_by_hand_gives_the_same(centre, steps, period):
    with transaction.atomic():
        take(steps, the_lists())
        rows = [
            row for row in Registration.objects.all()
            if row.state == "held" and not row.draft and row.mode == "held" and row.base in EVENTS and period.start <= row.done_on <= period.end
        ]
        words = {(each.organisation_id or " ".join(each.label.lower().split())) for row in rows for each in row.participations.all()} - {""}
        demands = [Demand(key, period) for key in ("events_held", "event_participants", "event_organisations")]
        found = count(demands)
        assert [found[demand] for demand in demands] == [len(rows), sum(row.persons or 0 for row in rows), len(words)]
        transaction.set_rollback(True)


@pytest.mark.parametrize("together", [True, False])
def test_both_ends_of_a_period_are_in_it(centre, together):
    """One workshop by one association on each of the days that trip counting up; asked for in one go, and one by one."""
    for day in EDGES:
        took_part(work(day, persons=1), f"Forening {day}", 1)
    within = {Period(start, end): sum(start <= day <= end for day in EDGES) for start in EDGES for end in EDGES if start <= end}
    for key in ("events_held", "event_participants", "event_organisations"):
        demands = {period: Demand(key, period) for period in within}
        found = count(demands.values()) if together else {demand: count([demand])[demand] for demand in demands.values()}
        assert {period: found[demand] for period, demand in demands.items()} == within


@EACH
@given(steps=STEPS, span=PERIODS, per=st.sampled_from(list(Per)))
def test_what_adds_up_is_counted_in_one_window_each_and_lost_between_none(centre, steps, span, per):
    with transaction.atomic():
        take(steps, the_lists())
        cut = [window.period for window in windows(per, span)]
        for key in ("registrations", "events_held", "event_participants", "publications"):
            demands = [Demand(key, period) for period in cut]
            found = count([*demands, Demand(key, span)])
            assert sum(found[demand] for demand in demands) == found[Demand(key, span)]
        transaction.set_rollback(True)


@EACH
@given(steps=STEPS, period=PERIODS)
def test_each_members_figure_is_that_of_the_rows_narrowed_to_it(centre, steps, period):
    with transaction.atomic():
        lists = the_lists()
        take(steps, lists)
        for key in ("network_meetings", "network_organisations", "event_participants", "registrations"):
            each = Demand(key, period, each="network")
            alone = {row.pk: Demand(key, period, freeze({"network": [row.pk]})) for row in lists.networks}
            found = count([each, *alone.values()])
            assert {pk: found[each].get(pk, 0) for pk in alone} == {pk: found[demand] for pk, demand in alone.items()}
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_a_kept_count_is_never_older_than_the_last_step(steps):
    """Outside any transaction, where counts are kept: asked for after every step, so that each could be told the one before."""
    with centre_in_force(CentreFactory.create()):
        counting.forget()
        lists = the_lists()
        year = Period.year(2024)
        keys = ["registrations", "events_held", "event_participants", "event_organisations", "consultations", "publications"]
        demands = {key: Demand(key, year) for key in keys}
        for step in steps:
            take([step], lists)
            found = count(demands.values())
            assert {key: found[demand] for key, demand in demands.items()} == {key: by_rows(key, year, {}) for key in keys}
        counting.forget()
