"""A link closes when another is written to, and a shift is taken within the job's limits."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.directory import referring
from brobygger.matching import introducing, serving
from tests.factories import (
    AssessmentFactory,
    MatchFactory,
    OfferFactory,
    OpportunityFactory,
    ReferralFactory,
    ShiftFactory,
    VolunteerFactory,
)

NOW, TODAY = timezone.now(), timezone.localdate()
pytestmark = pytest.mark.usefixtures("centre")


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


def test_a_host_who_is_no_longer_written_to_opens_nothing():
    row = MatchFactory.create(opportunity=OpportunityFactory.create(contact_mail="foer@sind.example"), state="introduced", introduced_on=TODAY)
    token = token_of(introducing.link_of(row))
    assert introducing.of_link(token) == row
    row.opportunity.contact_mail = "nu@sind.example"
    row.opportunity.save()
    assert introducing.of_link(token) is None


def test_nor_does_the_former_receiver_of_a_referral(centre):
    offer = OfferFactory.create(contact_mail="foer@sind.example", state="published")
    row = ReferralFactory.create(offer=offer, receiver=offer.provider)
    token = token_of(referring.link(row, centre))
    assert referring.referral_of(token) == row
    offer.contact_mail = "nu@sind.example"
    offer.save()
    assert referring.referral_of(token) is None
    assert referring.referral_of("noget") is None


class TestAShift:
    def of(self, **limits):
        return ShiftFactory.create(opportunity=OpportunityFactory.create(state="published", **limits), starts_at=NOW + timedelta(days=3), ends_at=NOW + timedelta(days=3, hours=2))

    def test_one_who_is_too_young_is_told_so(self):
        with pytest.raises(ValidationError, match="for ung"):
            serving.take(VolunteerFactory.create(born=TODAY.year - 16), self.of(min_age=18), now=NOW)

    def test_a_certificate_must_have_been_seen(self):
        hers, shift = VolunteerFactory.create(accepts_certificate=True), self.of(needs_child_certificate=True)
        with pytest.raises(ValidationError, match="Ring til os"):
            serving.take(hers, shift, now=NOW)
        AssessmentFactory.create(volunteer=hers, sort="child", on=TODAY, next_on=None)
        assert serving.take(hers, shift, now=NOW).volunteer == hers

    def test_full_ones_do_not_crowd_out_those_with_a_place(self):
        full, free = self.of(), self.of()
        full.places = 1
        full.save()
        serving.take(VolunteerFactory.create(), full, now=NOW)
        assert list(serving.to_take(NOW)) == [free]
