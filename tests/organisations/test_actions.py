"""Membership is joined, changed and left with its history kept, and never twice over the same days."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.organisations import actions
from brobygger.organisations.models import Membership
from brobygger.people.actions import erase
from brobygger.people.holdings import subject_of_person
from tests.factories import (
    CentreFactory,
    LocalityFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from tests.together import at_once

YEAR = date(2025, 1, 1)


def spans():
    return [(row.type.name, row.starts_on.isoformat(), row.ends_on.isoformat() if row.ends_on else None) for row in Membership.objects.order_by("starts_on").select_related("type")]


@pytest.fixture
def small(centre):
    return MembershipTypeFactory.create(name="Lille")


@pytest.fixture
def member(small):
    return MembershipFactory.create(type=small, starts_on=YEAR)


def test_a_change_of_type_ends_one_row_and_begins_the_next(member, bo):
    large = MembershipTypeFactory.create(name="Stor")
    onward = actions.change(member, to=large, locality=None, since=date(2025, 7, 1), by=bo)
    assert spans() == [("Lille", "2025-01-01", "2025-06-30"), ("Stor", "2025-07-01", None)]
    assert [each.verb for each in Change.objects.filter(model="organisations.Membership")] == ["changed", "changed"]
    assert actions.change(onward, to=large, locality=None, since=date(2025, 8, 1), by=bo) == onward  # nothing to change


def test_a_change_on_the_first_day_changes_the_row_itself(member, bo):
    actions.change(member, to=MembershipTypeFactory.create(name="Stor"), locality=None, since=YEAR, by=bo)
    assert spans() == [("Stor", "2025-01-01", None)]


@pytest.mark.parametrize("since", [date(2024, 12, 31)])
def test_a_change_cannot_come_before_the_membership(member, bo, since):
    with pytest.raises(ValidationError):
        actions.change(member, to=MembershipTypeFactory.create(), locality=None, since=since, by=bo)
    assert spans() == [("Lille", "2025-01-01", None)]


def test_it_ends_once_and_not_before_it_began(member, bo):
    with pytest.raises(ValidationError):
        actions.leave(member, last_day=date(2024, 12, 31), reason="", by=bo)
    actions.leave(member, last_day=date(2025, 12, 31), reason="Lagt sammen", by=bo)
    with pytest.raises(ValidationError):
        actions.leave(member, last_day=date(2026, 12, 31), reason="", by=bo)
    with pytest.raises(ValidationError):
        actions.change(member, to=MembershipTypeFactory.create(), locality=None, since=date(2025, 7, 1), by=bo)
    assert spans() == [("Lille", "2025-01-01", "2025-12-31")]


def test_a_last_day_still_to_come_ends_nothing_yet(client_of, member, bo):
    today = timezone.localdate()
    actions.leave(member, last_day=today + timedelta(days=60), reason="Flytter", by=bo)
    assert client_of(bo).get(f"/testby/kontor/medlemmer/{member.pk}/").context["open"]
    actions.leave(member, last_day=today + timedelta(days=30), reason="", by=bo)
    large = MembershipTypeFactory.create(name="Stor")
    onward = actions.change(member, to=large, locality=None, since=today, by=bo)
    assert [(row.type.name, row.ends_on, row.reason) for row in Membership.objects.order_by("starts_on").select_related("type")] == [
        ("Lille", today - timedelta(days=1), ""), ("Stor", today + timedelta(days=30), "Flytter"),
    ]
    with pytest.raises(ValidationError):
        actions.change(onward, to=member.type, locality=None, since=today + timedelta(days=31), by=bo)


def test_a_last_day_moved_into_the_next_membership_is_refused(member, small, bo):
    today = timezone.localdate()
    actions.leave(member, last_day=today + timedelta(days=10), reason="", by=bo)
    MembershipFactory.create(organisation=member.organisation, type=small, starts_on=today + timedelta(days=20))
    with pytest.raises(ValidationError, match="allerede medlem"):
        actions.leave(member, last_day=today + timedelta(days=20), reason="", by=bo)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fits"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), True),
        (date(2024, 1, 1), date(2025, 1, 1), False),
        (date(2024, 1, 1), None, False),
        (date(2025, 6, 30), None, False),
        (date(2025, 7, 1), None, True),
    ],
)
def test_two_memberships_never_hold_the_same_day(small, bo, starts_on, ends_on, fits):
    had = MembershipFactory.create(type=small, starts_on=YEAR, ends_on=date(2025, 6, 30))
    row = Membership(organisation=had.organisation, type=small, starts_on=starts_on, ends_on=ends_on)
    if fits:
        actions.keep(row, by=bo)
    else:
        with pytest.raises(ValidationError, match="allerede medlem"):
            actions.keep(row, by=bo)
    assert Membership.objects.count() == 1 + fits


def test_an_organisation_that_moves_is_a_member_where_it_was_and_where_it_is(client_of, bo, centre):
    west, east = LocalityFactory.create(name="Vest"), LocalityFactory.create(name="Øst")
    row = OrganisationFactory.create(name="Naboerne", locality=west)
    MembershipFactory.create(organisation=row, locality=west, starts_on=YEAR)
    client_of(bo).post(f"/testby/kontor/organisationer/{row.pk}/ret/", {"name": "Naboerne", "sector": "civil_society", "locality": east.pk, "version": row.version})
    today = timezone.localdate()
    assert [(str(each.locality), each.starts_on, each.ends_on is None) for each in Membership.objects.order_by("starts_on")] == [("Vest", YEAR, False), ("Øst", today, True)]
    assert Membership.objects.first_ones().count() == 1


def test_an_erased_person_still_counts_as_a_member_without_a_name(centre, astrid):
    person = PersonFactory.create(name="Inge Holm", mail="inge@example.org")
    row = MembershipFactory.create(organisation=None, person=person)
    erase(subject_of_person(person), by=astrid, now=timezone.now())
    row.refresh_from_db()
    assert (Membership.objects.on(date(2025, 1, 1)).count(), row.person.name, row.person.mail) == (1, "–", "")


@pytest.mark.parametrize("fields", [{"organisation": None}, {"person": "somebody"}])
def test_a_membership_is_of_one_organisation_or_one_person(small, fields):
    fields = {"person": PersonFactory.create()} if "person" in fields else fields
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory.create(type=small, **fields)


@pytest.mark.django_db(transaction=True)
def test_of_four_who_make_it_a_member_at_once_one_does():
    centre = CentreFactory.create(key="testby")
    with centre_in_force(centre):
        row, kind, by = OrganisationFactory.create(), MembershipTypeFactory.create(), UserFactory.create()
        # Closed spans: the index on open memberships does not help here, only the lock does.
        ended = at_once(centre, [lambda: actions.keep(Membership(organisation=row, type=kind, starts_on=YEAR, ends_on=date(2025, 12, 31)), by=by)] * 4)
        assert sorted(type(each).__name__ for each in ended) == ["Membership", "ValidationError", "ValidationError", "ValidationError"]
        assert Membership.objects.count() == 1
