"""On its own pages an association sees the events it holds with the centre and its own sign-ups; of others who wrote its name only how many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    ContactFactory,
    EventFactory,
    OrganisationFactory,
    PersonFactory,
    SignUpFactory,
    SignUpListFactory,
)


@pytest.fixture
def naboerne(erik):
    row = OrganisationFactory.create(name="Naboerne", mail="post@naboerne.example")
    ContactFactory.create(organisation=row, person=PersonFactory.create(account=erik), acts_since=timezone.now())
    return row


def _event(title, days=3, **fields):
    start = timezone.now() + timedelta(days=days)
    return EventFactory.create(registration__title=title, starts_at=start, ends_at=start + timedelta(hours=2), published_at=timezone.now(), signup_list=SignUpListFactory.create(), **fields)


def _page(client_of, erik, naboerne):
    return client_of(erik).get(f"/testby/forening/{naboerne.pk}/arrangementer/")


def test_its_own_sign_ups_can_be_changed_and_those_of_others_are_only_counted(client_of, erik, naboerne):
    event = _event("Kursus i fundraising")
    own = SignUpFactory.create(signup_list=event.signup_list, organisation=naboerne, name="Erik Dam", mail=erik.email)
    office = SignUpFactory.create(signup_list=event.signup_list, organisation=naboerne, name="Kontoret", mail="POST@naboerne.example")
    other = SignUpFactory.create(signup_list=event.signup_list, organisation=naboerne, name="Ruth Elkjær", mail="ruth@privat.example", persons=2)
    elsewhere = SignUpFactory.create(signup_list=event.signup_list, organisation=OrganisationFactory.create(), name="Erik hos de andre", mail="en@anden.example")
    text = _page(client_of, erik, naboerne).content.decode()
    assert (own.token in text, office.token in text, other.token in text, elsewhere.token in text) == (True, True, False, False)
    assert ("Erik Dam" in text, "Ruth" in text, "hos de andre" in text, "2 personer fra jer er tilmeldt" in text) == (True, False, False, True)
    start = client_of(erik).get(f"/testby/forening/{naboerne.pk}/").content.decode()
    assert ("Kursus i fundraising" in start, "Ruth" in start) == (True, False)


def test_what_it_holds_with_the_centre_is_there_once_it_is_public(client_of, erik, naboerne):
    for title, published in (("Foreningernes dag", timezone.now()), ("Kladden", None)):
        event = _event(title)
        event.published_at = published
        event.save()
        event.registration.co_hosts.add(naboerne)
    _event("En andens")
    past = _event("Sidste års fest", days=-30)
    past.registration.co_hosts.add(naboerne)
    context = _page(client_of, erik, naboerne).context
    assert [each.event.registration.title for each in context["coming"]] == ["Foreningernes dag"]
    assert [each.event.registration.title for each in context["past"]] == ["Sidste års fest"]


def test_a_place_that_is_offered_waits_among_the_to_dos(client_of, erik, naboerne):
    event = _event("Kursus i fundraising")
    offered = {"state": "offered", "offered_until": timezone.now() + timedelta(hours=5), "signup_list": event.signup_list, "organisation": naboerne}
    SignUpFactory.create(**offered, mail=erik.email)
    SignUpFactory.create(**offered, mail="ruth@privat.example")
    tasks = client_of(erik).get(f"/testby/forening/{naboerne.pk}/").context["tasks"]
    assert len([task for task in tasks if "Kursus i fundraising" in task.text]) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client_of, erik, naboerne, rows):
    for number in range(rows):
        event = _event(f"Kursus {number}")
        SignUpFactory.create(signup_list=event.signup_list, organisation=naboerne, mail=erik.email)
        _event(f"Før {number}", days=-9 - number).registration.co_hosts.add(naboerne)
    browser = client_of(erik)
    with CaptureQueriesContext(connection) as questions:
        assert len(browser.get(f"/testby/forening/{naboerne.pk}/arrangementer/").context["coming"]) == rows
    assert len(questions) == 20
