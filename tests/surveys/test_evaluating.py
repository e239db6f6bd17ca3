"""From an event, a group or a network to those who were part of it; and who answered what, where that was said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.surveys.models import PersonalLink, Questionnaire, Sending
from tests.factories import (
    EditionFactory,
    EventFactory,
    GroupFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganisationFactory,
    ParticipantFactory,
    PersonalLinkFactory,
    ResponseFactory,
    SendingFactory,
    SignUpFactory,
    SignUpListFactory,
)

OFFICE, NOW, TODAY = "/testby/kontor/spoergeskemaer/", timezone.now(), timezone.localdate()


def event():
    row = EventFactory.create(signup_list=SignUpListFactory.create(), starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=2, hours=-2))
    for n in range(6):
        SignUpFactory.create(signup_list=row.signup_list, mail=f"gaest{n}@mail.example")
    return row


def group():
    row = GroupFactory.create(state="running", started_on=TODAY)
    for _each in range(5):
        ParticipantFactory.create(group=row, state="seated", seated_on=TODAY, forget_on=None)
    return row


def network():
    row = NetworkFactory.create(started_on=TODAY)
    for n in range(5):
        NetworkMemberFactory.create(network=row, organisation=OrganisationFactory.create(mail=f"forening{n}@mail.example"))
    return row


@pytest.mark.parametrize(("make", "word", "page", "n"), [(event, "arrangement", "arrangementer/{0}/bagefter/", 6), (group, "gruppe", "grupper/{0}/evaluering/", 5), (network, "netvaerk", "netvaerk/{0}/", 5)])
def test_one_press_makes_it_ready_for_those_who_were_part_of_it(client_of, bo, carla, centre, make, word, page, n):
    row, browser = make(), client_of(bo)
    ask = f"{OFFICE}evaluer/?{word}={row.pk}"
    assert ask in browser.get(f"/testby/kontor/{page.format(row.pk)}").content.decode()
    assert browser.get(ask).status_code == 200
    browser.post(ask, {"closes_on": TODAY + timedelta(days=14)})
    sent = Sending.objects.get()
    assert (sent.anonymous, sent.opened_on, PersonalLink.objects.filter(sending=sent).count(), Questionnaire.objects.count()) == (True, None, n, 1)
    browser.post(f"{sent.get_absolute_url()}handling/", {"act": "open"})
    sent.refresh_from_db()
    assert sent.opened_on == TODAY
    assert sent.get_absolute_url() in browser.get(f"/testby/kontor/{page.format(row.pk)}").content.decode()
    browser.post(ask, {"closes_on": TODAY + timedelta(days=14), "questionnaire": Questionnaire.objects.get().pk})
    assert (Questionnaire.objects.count(), Sending.objects.count()) == (1, 2)


def test_what_is_not_there_or_impossible_is_refused(client_of, bo, centre):
    row = event()
    for nothing in ("", "?arrangement=0", "?arrangement=vrøvl", "?gruppe=99999", "?netvaerk="):
        assert client_of(bo).get(f"{OFFICE}evaluer/{nothing}").url == f"{OFFICE}skemaer/"
    late = client_of(bo).post(f"{OFFICE}evaluer/?arrangement={row.pk}", {"closes_on": TODAY - timedelta(days=1)})
    assert (late.status_code, Sending.objects.count()) == (422, 0)


def test_who_answered_what_is_shown_where_that_was_said_and_nowhere_else(client_of, bo, dorte, centre):
    named = SendingFactory.create(anonymous=False, open_token="", edition=EditionFactory.create())
    ResponseFactory.create(sending=named, link=PersonalLinkFactory.create(sending=named, name="Anna Holm", spent=True), answered_on=TODAY, answers={"q1": "ja", "q2": 5, "q3": "Mere kaffe"})
    page = client_of(bo).get(f"{named.get_absolute_url()}svar/").content.decode()
    assert all(part in page for part in ("Anna Holm", "Er du medlem?", "Ja", "5 – meget", "Mere kaffe"))
    assert client_of(dorte).get(f"{named.get_absolute_url()}svar/").status_code == 403
    assert client_of(bo).get(f"{SendingFactory.create().get_absolute_url()}svar/").status_code == 404
