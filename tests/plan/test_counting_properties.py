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
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import ExternalFigure, Registration
from brobygger.organisations.models import Network, Organisation
from brobygger.plan import counting
from brobygger.plan.counting import Demand, count, freeze
from brobygger.plan.forms.target import narrowings_of
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import measures
from brobygger.plan.periods import Per, Period, windows
from tests.factories import CentreFactory, LocalityFactory, MembershipFactory, MembershipTypeFactory, ThemeFactory
from tests.plan.by_hand import MEANT, each_of, figure
from tests.plan.growing import a_kind, took_part, work

EACH = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
# Two turns of the year, a leap day, both clock changes; few, so that work often falls on the very edge of a period.
EDGES = [
    date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 30), date(2024, 3, 31),
    date(2024, 6, 30), date(2024, 10, 27), date(2024, 12, 31), date(2025, 1, 1),
]  # fmt: skip
DAYS = st.sampled_from(EDGES) | st.dates(date(2023, 12, 20), date(2025, 1, 10))
PERIODS = st.tuples(DAYS, DAYS).map(lambda pair: Period(min(pair), max(pair)))
WHO = ["Røde Kors", "SIND", "Kommunen", "Naboklubben", " naboklubben ", "borgere", ""]
KNOWN = {"Røde Kors": "civil_society", "SIND": "civil_society", "Kommunen": "municipality"}
NARROWS = st.sampled_from(
    [
        {}, {"mode": ["joined"]}, {"mode": ["held", "joined", "offered"]}, {"online": [True]}, {"online": [False]}, {"base": ["workshop", "tour"]}, {"theme": [1]},
        {"network": [0, 1]}, {"theme": [0, 1], "online": [True]},
    ]
)  # fmt: skip
# Of those who took part: by who they are, alone and beside what the work itself is.
AMONG = st.sampled_from(
    [
        {"sector": ["municipality"]}, {"sector": ["civil_society", "region"]}, {"organisation": [0]}, {"organisation": [1, 2]}, {"association": [0]},
        {"formal": ["association"]}, {"formal": ["association", "company"]}, {"member": [True]}, {"member": [False]}, {"member": [True, False]},
        {"member": [True], "sector": ["civil_society"]}, {"sector": ["municipality"], "theme": [0]}, {"organisation": [0], "mode": ["held", "joined"]},
        {"member": [False], "online": [True]},
    ]
)  # fmt: skip

OFTEN = [BaseKind.WORKSHOP, BaseKind.NETWORK_MEETING, BaseKind.TOUR, BaseKind.RELAY, BaseKind.CONSULTATION, BaseKind.PUBLICATION]
WORK = st.fixed_dictionaries(
    {
        "done_on": DAYS,
        "base": st.sampled_from(OFTEN) | st.sampled_from(list(BaseKind)),
        "mode": st.sampled_from(["held", "held", "held", "joined", "offered"]),
        "state": st.sampled_from(["held", "held", "held", "planned", "moved", "cancelled"]),
        "draft": st.sampled_from([False, False, False, True]),
        "format": st.sampled_from(["on_site", "online", "both"]),
        "persons": st.sampled_from([None, 0, 1, 12]),
        "minutes": st.sampled_from([None, 20, 45, 90]),
        "network": st.sampled_from([None, 0, 1]),
        "theme": st.sampled_from([None, 0, 1]),
        "locality": st.sampled_from([None, 0, 1]),
        "who": st.lists(st.tuples(st.sampled_from(range(len(WHO))), st.sampled_from([None, 0, 1, 4])), max_size=4),
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
        {name: Organisation.objects.create(name=name, sector=sector) for name, sector in KNOWN.items()},
    )


def their_membership(lists: Lists) -> None:
    """Røde Kors was a member until the summer and came back as a company; SIND becomes one on the last day; the municipality never is."""
    association, company = MembershipTypeFactory.create(formal="association"), MembershipTypeFactory.create(formal="company")
    redcross, sind = lists.known["Røde Kors"], lists.known["SIND"]
    MembershipFactory.create(organisation=redcross, type=association, starts_on=date(2020, 1, 1), ends_on=date(2024, 6, 30))
    MembershipFactory.create(organisation=redcross, type=company, starts_on=date(2024, 10, 27))
    MembershipFactory.create(organisation=sind, type=association, starts_on=date(2024, 12, 31))


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
        for index, persons in said["who"]:
            took_part(row, lists.known.get(WHO[index], WHO[index]), persons)


def meant(narrow: dict[str, list[Any]], lists: Lists) -> dict[str, list[Any]]:
    """The places in the lists made into keys."""
    known = [row.pk for row in lists.known.values()]
    keys = {"network": [row.pk for row in lists.networks], "theme": [row.pk for row in lists.themes], "organisation": known, "association": known}
    return {key: [keys[key][each] for each in wanted] if key in keys else wanted for key, wanted in narrow.items()}


def by_rows(key: str, period: Period, narrow: dict[str, list[Any]]) -> int:
    """The figure as a reader adds it up from the list of rows that stands behind it."""
    values, total = set(), 0
    measure = measures[key]
    for source in (each.towards(narrow) for each in measure.sources):
        for row in source.evidence(period, narrow):
            if source.distinct and source.value == "participations__who":
                values |= {each.who for each in row.participations.all()} - {""}
            elif source.distinct:
                values |= {getattr(row, source.value if source.value == "who" else f"{source.value}_id", None)} - {None, ""}
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
@given(steps=STEPS, period=PERIODS, narrow=NARROWS | AMONG)
def test_counting_by_hand_gives_the_same(centre, steps, period, narrow):
    with transaction.atomic():
        lists = the_lists()
        their_membership(lists)
        take(steps, lists)
        wanted = meant(narrow, lists)
        asked = [key for key in MEANT if all(key_of in narrowings_of(key) for key_of in wanted if key_of != "association")]
        demands = {key: Demand(key, period, freeze(wanted)) for key in asked}
        found = count(demands.values())
        assert {key: found[demand] for key, demand in demands.items()} == {key: figure(key, period, wanted) for key in asked}
        assert {key: by_rows(key, period, wanted) for key in asked} == {key: found[demand] for key, demand in demands.items()}
        transaction.set_rollback(True)


@EACH
@given(steps=STEPS, period=PERIODS, narrow=NARROWS | AMONG, name=st.sampled_from(["network", "association", "locality"]))
def test_counting_for_each_by_hand_gives_the_same(centre, steps, period, narrow, name):
    with transaction.atomic():
        lists = the_lists()
        their_membership(lists)
        take(steps, lists)
        wanted = meant(narrow, lists)
        asked = [key for key in MEANT if all(key_of in narrowings_of(key) for key_of in wanted if key_of != "association")]
        demands = {key: Demand(key, period, freeze(wanted), each=name) for key in asked}
        found = {key: {each: n for each, n in by_member.items() if n} for key, demand in demands.items() if (by_member := count([demand])[demand]) is not None}
        assert found == {key: each_of(key, period, wanted, name) for key in asked}
        transaction.set_rollback(True)


def test_of_sixty_from_an_association_and_ten_from_the_municipality_ten_are_the_municipalitys(centre):
    """A literal of what was once counted wrong: the whole conference for any part of it."""
    conference = work(date(2024, 3, 1), BaseKind.CONFERENCE, persons=60)
    sind, town = (Organisation.objects.create(name=name, sector=sector) for name, sector in (("SIND", "civil_society"), ("Kommunen", "municipality")))
    took_part(conference, sind, 50)
    took_part(conference, town, 10)
    year = Period.year(2024)
    asked = [
        ("event_participants", {}, 60), ("event_participants", {"sector": ["municipality"]}, 10), ("event_participants", {"organisation": [sind.pk]}, 50),
        ("event_participants", {"sector": ["region"]}, 0), ("event_organisations", {}, 2), ("event_organisations", {"sector": ["municipality"]}, 1),
        ("event_organisations", {"organisation": [town.pk]}, 1), ("events_held", {"sector": ["municipality"]}, 1), ("events_held", {"sector": ["region"]}, 0),
    ]  # fmt: skip
    demands = [Demand(key, year, freeze(narrow)) for key, narrow, _n in asked]
    together = count(demands)
    assert [together[demand] for demand in demands] == [n for _key, _narrow, n in asked]
    assert [count([demand])[demand] for demand in demands] == [n for _key, _narrow, n in asked]
    assert [by_rows(key, year, narrow) for key, narrow, _n in asked] == [n for _key, _narrow, n in asked]


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
