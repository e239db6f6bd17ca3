"""Two who turn out to be one, both charged for a year: one charge stays, the other is taken back and never lost, and all of it comes back."""

from datetime import date

import pytest
from django.db.models import Sum
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.organisations import merging, merging_persons
from brobygger.organisations.models import Charge, Payment
from tests.factories import (
    ChargeFactory,
    MembershipFactory,
    MembershipTypeFactory,
    OrganisationFactory,
    PaymentFactory,
    PersonFactory,
)

NOW, YEAR = timezone.now(), timezone.localdate().year
FROM = date(2020, 1, 1)


def as_they_stand():
    return {each.reference: (each.membership_id, each.closed, each.reason, sorted(each.payments.values_list("pk", flat=True))) for each in Charge.objects.all()}


@pytest.fixture
def both(centre):
    """Two organisations, members over the same days, each charged for the year."""
    kept, gone = OrganisationFactory.create(name="SIND"), OrganisationFactory.create(name="SIND Testby")
    kind = MembershipTypeFactory.create()
    return [ChargeFactory.create(membership=MembershipFactory.create(organisation=each, type=kind, starts_on=FROM), year=YEAR, amount=20000) for each in (kept, gone)]


@pytest.mark.parametrize(("paid_kept", "paid_gone", "stays"), [(0, 0, 0), (20000, 0, 0), (0, 20000, 1), (5000, 20000, 1), (20000, 20000, 0)])
def test_the_one_that_more_is_paid_on_stays_and_the_other_is_taken_back(both, bo, paid_kept, paid_gone, stays):
    for charge, amount in zip(both, (paid_kept, paid_gone), strict=True):
        if amount:
            PaymentFactory.create(charge=charge, amount=amount)
    kept, gone = (each.membership.organisation for each in both)
    merging.merge(kept, gone, by=bo, now=NOW, stays="kept")
    there = {each.pk: each for each in Charge.objects.with_paid()}
    stayed, went = there[both[stays].pk], there[both[1 - stays].pk]
    assert (stayed.closed, stayed.paid, went.closed, went.paid, went.closed_by) == ("", paid_kept + paid_gone, "withdrawn", 0, bo)
    assert stayed.reference in went.reason
    assert {each.membership.organisation for each in there.values()} == {kept}
    assert Payment.objects.aggregate(n=Sum("amount"))["n"] == (paid_kept + paid_gone or None)
    assert Change.objects.filter(verb="withdrawn", row=went.pk).count() == 1


@pytest.mark.parametrize("stays", ["kept", "gone"])
def test_parted_again_everything_is_as_it_was(both, bo, stays):
    PaymentFactory.create(charge=both[1], amount=20000)
    before = as_they_stand()
    merging.part(merging.merge(*(each.membership.organisation for each in both), by=bo, now=NOW, stays=stays), by=bo, now=NOW)
    assert as_they_stand() == before


def test_members_one_after_the_other_were_asked_twice_for_the_year_too(centre, bo):
    kind = MembershipTypeFactory.create()
    spans = ((FROM, date(YEAR, 3, 31)), (date(YEAR, 4, 1), None))
    first, second = (
        ChargeFactory.create(year=YEAR, membership=MembershipFactory.create(organisation=OrganisationFactory.create(), type=kind, starts_on=start, ends_on=end)) for start, end in spans
    )
    merging.merge(first.membership.organisation, second.membership.organisation, by=bo, now=NOW)
    assert dict(Charge.objects.values_list("pk", "closed")) == {first.pk: "", second.pk: "withdrawn"}


def test_other_years_and_what_was_taken_back_before_are_left_alone(both, bo):
    older = ChargeFactory.create(membership=both[1].membership, year=YEAR - 1)
    Charge.objects.filter(pk=both[0].pk).update(closed="withdrawn", closed_on=timezone.localdate(), reason="Forkert")
    merging.merge(*(each.membership.organisation for each in both), by=bo, now=NOW, stays="kept")
    assert dict(Charge.objects.values_list("pk", "closed")) == {both[0].pk: "withdrawn", both[1].pk: "", older.pk: ""}
    assert Charge.objects.get(pk=both[0].pk).reason == "Forkert"


def test_of_two_rows_of_a_person_it_is_the_same(centre, bo):
    kind = MembershipTypeFactory.create(formal="person")
    charges = [ChargeFactory.create(membership=MembershipFactory.create(organisation=None, person=PersonFactory.create(), type=kind, starts_on=FROM), year=YEAR) for _each in range(2)]
    before = as_they_stand()
    row = merging_persons.merge(*(each.membership.person for each in charges), by=bo, now=NOW, stays="kept")
    assert dict(Charge.objects.values_list("pk", "closed")) == {charges[0].pk: "", charges[1].pk: "withdrawn"}
    merging_persons.part(row, by=bo, now=NOW)
    assert as_they_stand() == before
