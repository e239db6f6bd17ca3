"""What is for members: those have a place by mail, the others a word on what to do, and the page says the same to all."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.events.models import SignUp
from tests.factories import ContactFactory, EventFactory, MembershipFactory, PersonFactory, SignUpListFactory

TODAY = timezone.localdate()
MEMBERS = ("anna@example.org", "sind@example.org", "vera@example.org")
OTHERS = ("fremmed@example.org", "ole@example.org")


@pytest.fixture
def course(centre):
    """A course for members with two places; Anna speaks for SIND, Ole did, Vera is one herself."""
    sind = MembershipFactory.create(organisation__name="SIND", organisation__mail="sind@example.org").organisation
    ContactFactory.create(organisation=sind, person=PersonFactory.create(mail="Anna@example.org"))
    ContactFactory.create(organisation=sind, person=PersonFactory.create(mail="ole@example.org"), until=TODAY - timedelta(days=1))
    MembershipFactory.create(organisation=None, person=PersonFactory.create(mail="vera@example.org"), type__formal="person")
    return EventFactory.create(published_at=timezone.now(), signup_list=SignUpListFactory.create(audience="members", capacity=2))


def sign_up(client, event, mail, **more):
    return client.post(f"/testby/arrangementer/{event.pk}/", {"name": "Kim", "mail": mail, "label": "sind", "persons": "1", **more})


def seen(client, answer):
    """All that whoever tries it sees: the answer, where it leads, and what stands there; but for what differs at every visit."""
    page = client.get(answer.headers["Location"]).content.decode() if answer.status_code == 302 else answer.content.decode()
    return answer.status_code, answer.headers.get("Location"), re.sub(r"csrf\S+ value=\S+|X-CSRFToken\S+ \S+", "", page)


def test_the_page_says_the_same_to_members_and_others_and_to_those_who_wait(client, course):
    answers = [seen(client, sign_up(client, course, mail)) for mail in (*MEMBERS, *OTHERS, MEMBERS[0])]
    assert [status for status, _where, _page in answers] == [302] * 6
    assert {where for _status, where, _page in answers} == {f"/testby/arrangementer/{course.pk}/?tak=medlem"}
    assert len({page for _status, _where, page in answers}) == 1
    assert sorted(SignUp.objects.values_list("mail", "state")) == [("anna@example.org", "confirmed"), ("sind@example.org", "confirmed"), ("vera@example.org", "waiting")]


def test_the_number_of_places_left_does_not_tell_either(client, course):
    before = client.get(f"/testby/arrangementer/{course.pk}/")
    sign_up(client, course, MEMBERS[0])
    after = client.get(f"/testby/arrangementer/{course.pk}/")
    assert (before.context["free"], after.context["free"]) == (None, None)
    assert "remainingAttendeeCapacity" not in after.content.decode()


@pytest.mark.parametrize("mail", OTHERS)
def test_who_is_none_is_told_by_mail_once_a_day_and_nothing_else_is_kept(client, course, mail):
    for _twice in range(2):
        sign_up(client, course, mail)
    told = OutgoingMail.objects.get()
    assert told.to == mail
    assert "for medlemmer" in told.text
    assert not SignUp.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.parametrize("wrong", [{"persons": "900"}, {"name": ""}, {"persons": "0"}])
def test_what_is_wrong_is_wrong_for_both(client, course, wrong):
    answers = [sign_up(client, course, mail, **wrong) for mail in (MEMBERS[0], OTHERS[0])]
    assert [(each.status_code, dict(each.context["form"].errors)) for each in answers] == [(422, dict(answers[0].context["form"].errors))] * 2
    assert not OutgoingMail.objects.exists()
