"""Two rows for one person become one with all her roles, and within thirty days they part again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.utils import timezone

from brobygger.board.models import Seat
from brobygger.centres.models import Change
from brobygger.centres.scoping import centre_in_force
from brobygger.organisations import merging_persons
from brobygger.organisations.alike import persons
from brobygger.organisations.models import Contact, Membership, Network, PersonMerge
from brobygger.people.actions import erase
from brobygger.people.holdings import subject_of_person
from brobygger.people.models import Person
from tests.factories import (
    CentreFactory,
    ContactFactory,
    MembershipFactory,
    MembershipTypeFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonApartFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
)
from tests.together import at_once

PAGE = "/testby/kontor/organisationer/dubletter/personer/"
NOW = timezone.now()


def everything():
    import json

    rows = [json.loads(serialize("json", model.objects.order_by("pk"))) for model in (Person, Contact, Membership, Seat, Network)]
    for found in rows:
        for row in found:
            row["fields"].pop("version", None)
    return rows


@pytest.fixture
def two(centre):
    kept, gone = PersonFactory.create(name="Inge Holm", mail="inge@example.org"), PersonFactory.create(name="Inge Holm", phone="12 34 56 78")
    shared = OrganisationFactory.create()
    for person in (kept, gone):
        ContactFactory.create(organisation=shared, person=person, role="chair")
        NetworkFactory.create(name=f"Kun for {person.pk}").persons.add(person)
    NetworkFactory.create(name="Begges").persons.add(kept, gone)
    ContactFactory.create(person=gone)
    SeatFactory.create(person=gone)
    MembershipFactory.create(organisation=None, person=gone)
    return kept, gone


def test_all_she_has_stands_on_the_one_that_stays_and_comes_back(two, bo):
    kept, gone = two
    before = everything()
    row = merging_persons.merge(kept, gone, by=bo, now=NOW)
    kept.refresh_from_db()
    assert (kept.mail, kept.phone, Person.objects.filter(pk=gone.pk).exists()) == ("inge@example.org", "12 34 56 78", False)
    assert (kept.contacts.count(), kept.seats.count(), kept.memberships.count(), kept.networks.count()) == (2, 1, 1, 3)
    merging_persons.part(row, by=bo, now=NOW + timedelta(days=30))
    assert everything() == before
    assert not PersonMerge.objects.exists()


def test_the_trail_names_nobody(two, bo):
    merging_persons.merge(*two, by=bo, now=NOW)
    assert not any("Inge" in str(each.fields) + each.label for each in Change.objects.all())


def test_two_who_were_members_over_the_same_days_need_a_word_on_which_stays(centre, bo):
    kind = MembershipTypeFactory.create(formal="person")
    kept, gone = (MembershipFactory.create(organisation=None, person=PersonFactory.create(name="Inge Holm"), type=kind).person for _each in range(2))
    with pytest.raises(ValidationError, match="samme dage"):
        merging_persons.merge(kept, gone, by=bo, now=NOW)
    merging_persons.merge(kept, gone, by=bo, now=NOW, stays="gone")
    assert Membership.objects.get().person == kept


def test_two_who_sign_in_are_refused_and_one_account_goes_over(centre, bo):
    first, second, third = PersonFactory.create(account=UserFactory.create()), PersonFactory.create(account=UserFactory.create()), PersonFactory.create()
    with pytest.raises(ValidationError, match="logger ind"):
        merging_persons.merge(first, second, by=bo, now=NOW)
    merging_persons.merge(third, first, by=bo, now=NOW)
    third.refresh_from_db()
    assert third.account == first.account


def test_after_thirty_days_it_is_too_late(two, bo):
    row = merging_persons.merge(*two, by=bo, now=NOW)
    with pytest.raises(ValidationError, match="tredive dage"):
        merging_persons.part(row, by=bo, now=NOW + timedelta(days=31))


def test_who_is_erased_is_erased_with_what_was_kept_to_part_her(two, bo, astrid):
    kept, gone = two
    merging_persons.merge(kept, gone, by=bo, now=NOW)
    erase(subject_of_person(Person.objects.get(pk=kept.pk)), by=astrid, now=NOW)
    assert not PersonMerge.objects.exists()


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"name": "Inge Holm", "mail": "inge@example.org"}, {"name": "inge  holm"}, ["samme navn"]),
        ({"name": "Inge Holm", "mail": "Inge@example.org"}, {"name": "Inge Holm", "mail": "inge@example.org"}, ["samme navn", "samme mail"]),
        ({"name": "Inge Holm", "phone": "+45 12 34 56 78"}, {"name": "Inge Holmm", "phone": "12345678"}, ["samme telefon"]),
        ({"name": "Inge Holm", "mail": "inge@example.org"}, {"name": "Inge Holm", "mail": "holm@example.org"}, None),
        ({"name": "Inge Holm", "mail": "post@example.org"}, {"name": "Bo Berg", "mail": "post@example.org"}, None),
    ],
)
def test_who_may_be_written_twice_is_found(centre, first, second, why):
    PersonFactory.create(**first)
    PersonFactory.create(**second)
    assert [pair.why for pair in persons()] == ([why] if why else [])


def test_a_pair_told_apart_is_left_alone(centre):
    PersonApartFactory.create(first=PersonFactory.create(name="Inge Holm"), second=PersonFactory.create(name="Inge Holm"))
    assert persons() == []


def test_the_pages_merge_part_and_tell_apart(client_of, bo, centre):
    kept, gone = PersonFactory.create(name="Inge Holm"), PersonFactory.create(name="Inge Holm")
    browser, pair = client_of(bo), f"{PAGE}{kept.pk}/{gone.pk}/"
    assert [(each.first, each.second) for each in browser.get(PAGE).context["pairs"]] == [(kept, gone)]
    assert browser.get(pair).status_code == 200
    browser.post(pair, {"order": "merge", "keep": gone.pk})
    assert list(Person.objects.all()) == [gone]
    (lately,) = browser.get(PAGE).context["lately"]
    browser.post(f"{PAGE}{lately.pk}/del/")
    assert Person.objects.count() == 2
    browser.post(pair, {"order": "apart"})
    assert browser.get(PAGE).context["pairs"] == []


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_pair_both_ways_make_one():
    centre = CentreFactory.create(key="testby")
    with centre_in_force(centre):
        by = UserFactory.create()
        one, other = PersonFactory.create(), PersonFactory.create()
        ended = at_once(centre, [lambda: merging_persons.merge(one, other, by=by, now=NOW), lambda: merging_persons.merge(other, one, by=by, now=NOW)] * 2)
        assert sorted(type(each).__name__ for each in ended) == ["PersonMerge", "ValidationError", "ValidationError", "ValidationError"]
        assert (Person.objects.count(), PersonMerge.objects.count()) == (1, 1)
