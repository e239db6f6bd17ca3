"""Campaigns, films and materials, each a kind of the centre's own, count by channel and in the period they belong to."""

from datetime import date

import pytest

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind
from brobygger.plan.evaluation import evaluate_target
from tests.factories import KindFactory, RegistrationFactory
from tests.plan.growing import a_target, an_activity

TODAY = date(2026, 12, 31)


@pytest.fixture
def kinds(centre) -> dict[str, Kind]:
    named = (
        ("Kampagne", BaseKind.PUBLICATION), ("Film", BaseKind.PUBLICATION), ("Facebook-opslag", BaseKind.PUBLICATION),
        ("Pjece", BaseKind.MATERIAL), ("Metode", BaseKind.MATERIAL),
    )
    return {name: KindFactory.create(name=name, base=base) for name, base in named}


def made(kind: Kind, *days: date) -> None:
    for day in days:
        RegistrationFactory.create(done_on=day, kind=kind)


def test_each_counts_as_publicity_and_by_its_channel(kinds):
    made(kinds["Kampagne"], date(2026, 3, 1))
    made(kinds["Film"], date(2026, 4, 1), date(2026, 5, 1))
    made(kinds["Facebook-opslag"], *(date(2026, 6, day) for day in range(1, 8)))
    activity = an_activity()
    publicity = a_target(activity, measure="publications", minimum=10, per="year")
    films = a_target(activity, measure="publications", narrow={"kind": [kinds["Film"].pk]}, minimum=2)
    campaigns = a_target(activity, measure="publications", narrow={"kind": [kinds["Kampagne"].pk]}, minimum=1, maximum=1)
    assert [evaluate_target(each, TODAY).count for each in (publicity, films, campaigns)] == [10, 2, 1]


def test_a_new_version_of_a_material_counts_anew_in_its_own_year(kinds):
    made(kinds["Pjece"], date(2025, 5, 1), date(2026, 2, 1))  # first edition, second edition
    made(kinds["Metode"], date(2026, 9, 1))
    activity = an_activity()
    materials = a_target(activity, measure="materials_developed", minimum=2)
    leaflets = a_target(activity, measure="materials_developed", narrow={"kind": [kinds["Pjece"].pk]}, minimum=1)
    assert [evaluate_target(each, TODAY).count for each in (materials, leaflets)] == [2, 1]
