"""Every number opens: the figure is made of the rows shown, whatever is counted, in every window, for every member."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import translation

from brobygger.journal.base_kinds import BaseKind
from brobygger.organisations.models import Organisation
from brobygger.plan.evaluation import evaluate_target
from brobygger.plan.evidence import Slice, evidence_of
from brobygger.plan.measures import measures
from tests.factories import ExternalFigureFactory
from tests.plan.growing import (
    a_goal,
    a_network,
    a_plan,
    a_target,
    an_activity,
    an_area,
    an_association,
    took_part,
    work,
)

TODAY = date(2026, 12, 31)  # nothing is registered as held on a day to come


@pytest.fixture
def a_year(centre):
    """120 registrations of a year, the same each time, with persons, minutes and organisations of every sort."""
    chance = Random(11)
    networks = [a_network(f"Netværk {n}") for n in range(3)]
    known = [an_association(f"Forening {n}") for n in range(6)]
    for _number in range(120):
        base = chance.choice([BaseKind.COURSE, BaseKind.NETWORK_MEETING, BaseKind.CONSULTATION, BaseKind.PUBLICATION, BaseKind.TOUR])
        row = work(
            date(2026, 1, 1) + timedelta(days=chance.randrange(365)), base,
            persons=chance.choice([None, 0, 3, 17]), minutes=chance.choice([None, 20, 45, 90]),
            network=chance.choice(networks) if base == BaseKind.NETWORK_MEETING else None,
            mode=chance.choice(["held", "held", "joined"]), state=chance.choice(["held", "held", "held", "planned"]),
        )
        for _seat in range(chance.randrange(3)):
            took_part(row, chance.choice([*known, "borgere", " Borgere "]), chance.choice([None, 2]))
    ExternalFigureFactory.create(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), value=41)
    return networks


def added_up(found):
    """The figure as a reader of the list would make it."""
    values, total = set(), 0
    for source in found.sources:
        for row in source.rows:
            if source.source.distinct:
                assert source.source.value == "participations__who"
                values |= {each.who for each in row.participations.all()} - {""}
            elif source.source.value:
                total += getattr(row, source.source.value) or 0
            else:
                total += 1
    if values:
        return len(values)
    return total // 60 if found.unit == "hours" else total


MEASURES = [
    "events_held", "event_participants", "event_organisations", "network_meetings", "network_organisations", "consultations",
    "consultation_hours", "consulted_organisations", "publications", "tours_held", "tour_visitors", "registrations",
    "external_figures", "organisations_made_visible",
]


@pytest.mark.parametrize("per", ["plan", "quarter"])
def test_the_figure_is_the_sum_of_the_rows_in_every_window(a_year, per):
    activity = an_activity()
    for measure in MEASURES:
        state = evaluate_target(a_target(activity, measure=measure, minimum=1, per=per), TODAY)
        whole = evidence_of(state, Slice())
        assert (measure, whole.figure) == (measure, added_up(whole))
        for window in state.windows:
            found = evidence_of(state, Slice(window=window.number))
            assert (measure, found.figure, found.figure) == (measure, added_up(found), window.count)


@pytest.mark.parametrize("measure", ["network_meetings", "network_organisations"])
def test_the_figure_of_each_member_is_the_sum_of_its_rows(a_year, measure):
    target = a_target(measure=measure, minimum=1, for_each="network")
    state = evaluate_target(target, TODAY)
    for member in state.members:
        found = evidence_of(state, Slice(member=str(member.member.pk)))
        assert (found.figure, added_up(found)) == (member.count, member.count)


def test_words_that_differ_in_case_and_space_alone_are_one_organisation(centre):
    row = work(date(2026, 2, 1))
    for name in ("Ældreråd", "ældreråd ", "  ÆLDRERÅD"):
        took_part(row, name, 1)
    took_part(row, "", 4)
    state = evaluate_target(a_target(measure="event_organisations"), TODAY)
    found = evidence_of(state, Slice())
    assert (found.figure, len(found.told_apart)) == (1, 1)


def test_a_distinct_figure_names_what_it_told_apart(centre):
    row = work(date(2026, 2, 1))
    took_part(row, an_association("Ældre Sagen"), 2)
    took_part(row, "Kommunens demenskoordinator", 1)
    found = evidence_of(evaluate_target(a_target(measure="event_organisations"), TODAY), Slice())
    assert found.told_apart == ["kommunens demenskoordinator", "Ældre Sagen"]


def test_an_organisation_renamed_is_named_anew(centre):
    association = an_association("Ældre Sagen")
    took_part(work(date(2026, 2, 1)), association, 2)
    Organisation.objects.filter(pk=association.pk).update(name="Ældre Sagen Testby")
    found = evidence_of(evaluate_target(a_target(measure="event_organisations"), TODAY), Slice())
    assert found.told_apart == ["Ældre Sagen Testby"]


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        ("events_held", "2 rows: each counts one."),
        ("event_participants", "The figures of 2 rows make 12 together."),
        ("event_organisations", "1 different in 2 rows; each counts once."),
    ],
)
def test_the_page_says_how_the_figure_comes_of_the_rows(centre, measure, sentence):
    for day in (1, 2):
        took_part(work(date(2026, 2, day), persons=6), "Ældreråd", 6)
    with translation.override("en"):
        assert evidence_of(evaluate_target(a_target(measure=measure), TODAY), Slice()).sentence == sentence


def test_nothing_is_shown_for_what_nothing_counts(centre, monkeypatch):
    monkeypatch.setitem(measures._items, "applications_sent", replace(measures["applications_sent"], sources=[]))
    activity = an_activity(a_goal(an_area(a_plan())))
    for target in (a_target(activity, measure=""), a_target(activity, measure="applications_sent")):
        assert evidence_of(evaluate_target(target, TODAY), Slice()) is None
