"""What the desk's lists count as, by hand; and that nothing counts twice which is registered by a line too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.journal.models import Kind
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import (
    CopyingFactory,
    KindFactory,
    OrganisationFactory,
    ParticipationFactory,
    PostFactory,
    RegistrationFactory,
)

TODAY = timezone.localdate()
DEMAND = Demand("practical_services", Period(TODAY - timedelta(days=30), TODAY))


def services():
    return count([DEMAND])[DEMAND]


def registered(organisation, title, on=TODAY, **more):
    kind = Kind.objects.filter(base="practical_service").first() or KindFactory.create(name="Praktisk service", base="practical_service")
    row = RegistrationFactory.create(title=title, kind=kind, done_on=on, **more)
    ParticipationFactory.create(registration=row, organisation=organisation)
    return row


@pytest.mark.parametrize(("title", "days", "same", "expected"), [
    ("Kopiering af foldere", 0, True, 1), ("Printede plakater", 0, True, 1), ("Copies for the fair", 0, True, 1),
    ("Kopiering af foldere", 1, True, 2), ("Kopiering af foldere", 0, False, 2), ("Hjælp ved pc'en", 0, True, 2), ("Et brev til dem", 0, True, 2),
])
def test_copies_written_in_both_places_count_once_where_association_day_and_matter_are_the_same(centre, title, days, same, expected):
    row = CopyingFactory.create()
    registered(row.organisation if same else OrganisationFactory.create(), title, TODAY - timedelta(days=days))
    assert services() == expected


@pytest.mark.parametrize(("title", "expected"), [("To breve til dem", 1), ("Postmodtagelse", 1), ("En pakke", 1), ("Kopiering", 2)])
def test_post_written_in_both_places_counts_once_too(centre, title, expected):
    row = PostFactory.create()
    registered(row.organisation, title)
    assert services() == expected


def test_what_is_only_planned_or_a_draft_takes_nothing_away_and_a_new_registration_is_seen_at_once(centre):
    row = CopyingFactory.create()
    registered(row.organisation, "Kopiering", draft=True)
    assert services() == 1
    registered(row.organisation, "Kopiering igen")
    assert services() == 1
    CopyingFactory.create()
    assert services() == 2
