"""A facilitator's own page: opened by a link of her mail, it shows the groups she carries and nothing else; she counts, and asks for supervision."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.groups import actions, carrying
from brobygger.groups.models import Group, GroupMeeting
from brobygger.people import actions as people
from brobygger.people.holdings import subject_of_person
from tests.factories import (
    FacilitatorFactory,
    GroupFactory,
    GroupMeetingFactory,
    ParticipantFactory,
    SupervisionFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
ASK, MAIL = "/testby/grupper/igangsaetter/", "lise@igang.example"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def group(centre):
    return GroupFactory.create(title="Når man har mistet", state="running", started_on=TODAY - timedelta(days=60))


@pytest.fixture
def lise(group):
    return FacilitatorFactory.create(group=group, person__name="Lise Lund", person__mail=MAIL, since=TODAY - timedelta(days=60)).person


def meeting(group, days, state="planned", **more):
    return GroupMeetingFactory.create(group=group, registration__done_on=TODAY + timedelta(days=days), registration__state=state, **{f"registration__{name}": value for name, value in more.items()})


def seated(group, name, state="seated"):
    return ParticipantFactory.create(group=group, name=name, mail="", phone="12345678", state=state, seated_on=TODAY, **({"forget_on": None} if state == "seated" else {}))


class TestTheLink:
    def test_is_mailed_to_a_facilitator_and_the_page_says_the_same_to_all(self, client, centre, lise):
        answers = [client.post(ASK, {"mail": mail}, follow=True).content for mail in (MAIL, "fremmed@x.example")]
        assert answers[0] == answers[1]
        mail = OutgoingMail.objects.get()
        assert (mail.to, "mistet" in mail.subject + mail.text) == (MAIL, False)
        assert client.get(mail.text.split("localhost:8000")[1].split()[0]).status_code == 200

    def test_staff_send_it_too(self, client_of, bo, carla, group, lise):
        url = f"/testby/kontor/grupper/{group.pk}/igangsaettere/"
        client_of(bo).post(url, {"act": "link", "facilitator": group.facilitators.get().pk})
        assert OutgoingMail.objects.get().to == MAIL
        assert client_of(carla).post(url, {"act": "link"}).status_code == 403

    def test_it_closes_with_another_mail_and_with_the_last_group(self, client, centre, group, lise):
        path = carrying.path_of(lise, centre)
        lise.mail = "ny@igang.example"
        lise.save()
        assert client.get(path).status_code == 410
        path = carrying.path_of(lise, centre)
        assert client.get(path).status_code == 200
        group.facilitators.update(until=TODAY - timedelta(days=1))
        assert client.get(path).status_code == 410
        group.facilitators.update(until=None)
        Group.objects.update(state="ended", ended_on=TODAY)
        assert client.get(path).status_code == 410

    def test_erased_no_mail_says_who_she_was(self, centre, astrid, lise):
        carrying.send_link(lise, centre, now=NOW)
        people.erase(subject_of_person(lise), by=astrid, now=NOW)
        assert not OutgoingMail.objects.filter(to=MAIL).exists()

    @pytest.mark.parametrize("token", ["x", signing.dumps(5, salt=carrying.SALT), signing.dumps([1, "a"], salt="x")], ids=["words", "of another shape", "of another salt"])
    def test_one_of_nobody_s_making_opens_nothing(self, client, centre, token):
        assert client.get(f"{ASK}{token}/").status_code == 410

    def test_at_another_centre_it_opens_nothing(self, client, centre, other_centre, lise):
        assert client.get(carrying.path_of(lise, centre).replace("/testby/", "/fjernby/")).status_code == 410


class TestThePage:
    def test_shows_what_comes_and_first_names_and_nothing_else(self, client, centre, group, lise):
        other = GroupFactory.create(title="En andens gruppe")
        seated(group, "Vilhelmine Hemmelig"), seated(group, "Karl", "waiting"), seated(other, "Fremmede")
        meeting(group, 7), meeting(other, 7)
        answer = client.get(carrying.path_of(lise, centre))
        text = answer.content.decode()
        assert ("Vilhelmine" in text, "Hemmelig" in text, "12345678" in text, "Karl" in text, "Fremmede" in text, "En andens gruppe" in text) == (True, False, False, False, False, False)
        ((shown, part),) = answer.context["parts"]
        assert (shown, len(part["to_come"]), part["to_count"]) == (group, 1, [])
        assert ("data-leave" in text, "no-store" in answer.headers["Cache-Control"]) == (True, True)

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_asks_the_same_number_of_questions(self, client, centre, group, lise, django_assert_num_queries, n):
        for each in range(n):
            more = GroupFactory.create(state="running", started_on=TODAY)
            FacilitatorFactory.create(group=more, person=lise)
            seated(more, "Anna")
            meeting(more, -each), meeting(more, 7), meeting(more, -7, "held", persons=3)
        path = carrying.path_of(lise, centre)
        client.get(path)
        with django_assert_num_queries(6):
            client.get(path)


class TestCounting:
    def test_how_many_came_and_how_many_did_not(self, client, client_of, bo, centre, group, lise):
        row = meeting(group, 0)
        path = carrying.path_of(lise, centre)
        assert client.post(path, {"act": "count", "meeting": row.pk, "persons": "5", "absent": "2"}).status_code == 302
        row = GroupMeeting.objects.listed().get(pk=row.pk)
        assert (row.registration.state, row.registration.persons, row.absent) == ("held", 5, 2)
        client.post(path, {"act": "count", "meeting": row.pk, "persons": "6", "absent": ""})  # put right
        row = GroupMeeting.objects.listed().get(pk=row.pk)
        assert (row.registration.persons, row.absent) == (6, None)
        client_of(bo).post(f"/testby/kontor/grupper/moeder/{row.pk}/", {"persons": "6", "absent": "1"})
        assert "1 kom ikke" in client_of(bo).get(group.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(("given", "field"), [({"persons": "-1"}, "persons"), ({"persons": "mange"}, "persons"), ({"persons": "3", "absent": "9999"}, "absent")])
    def test_what_cannot_be_is_said_beside_the_field_and_kept(self, client, centre, group, lise, given, field):
        row = meeting(group, 0)
        answer = client.post(carrying.path_of(lise, centre), {"act": "count", "meeting": row.pk, **given})
        ((_group, part),) = answer.context["parts"]
        ((_row, form),) = part["to_count"]
        assert (answer.status_code, list(form.errors), form[field].value()) == (422, [field], given[field])
        assert GroupMeeting.objects.held().count() == 0

    def test_before_its_day_and_of_a_cancelled_one_it_cannot_be(self, client, centre, group, lise):
        for row in (meeting(group, 1), meeting(group, -1, "cancelled", reason="Syg")):
            assert client.post(carrying.path_of(lise, centre), {"act": "count", "meeting": row.pk, "persons": "3"}).status_code == 422
        assert GroupMeeting.objects.held().count() == 0

    def test_what_was_counted_long_ago_is_the_centres_to_put_right(self, client, centre, group, lise):
        group.started_on = TODAY - timedelta(days=300)
        group.save()
        rows = [meeting(group, -15, "held", persons=4), meeting(group, -90)]
        for row in rows:
            assert client.post(carrying.path_of(lise, centre), {"act": "count", "meeting": row.pk, "persons": "30"}).status_code == 404
        assert [GroupMeeting.objects.listed().get(pk=row.pk).registration.persons for row in rows] == [4, None]

    def test_another_s_meeting_is_none_of_hers(self, client, centre, lise):
        assert client.post(carrying.path_of(lise, centre), {"act": "count", "meeting": meeting(GroupFactory.create(), 0).pk, "persons": "3"}).status_code == 404


class TestSupervision:
    def test_asked_for_it_stands_on_the_start_page_until_it_was_held(self, client, client_of, bo, centre, group, lise):
        centre.mail = "post@testby.example"
        centre.save()
        path = carrying.path_of(lise, centre)
        for _twice in range(2):
            assert client.post(path, {"act": "supervision", "group": group.pk}).status_code == 302
        assert OutgoingMail.objects.filter(to="post@testby.example").count() == 1
        assert "beder om supervision" in client_of(bo).get("/testby/kontor/").content.decode()
        assert "Centret ved det" in client.get(path).content.decode()
        group.refresh_from_db()
        actions.note_supervision(group, on=TODAY, by_whom="", minutes=60, by=bo, now=NOW)
        group.refresh_from_db()
        assert group.supervision_asked_on is None
        assert "beder om supervision" not in client_of(bo).get("/testby/kontor/").content.decode()

    def test_one_held_before_it_was_asked_for_does_not_meet_it(self, centre, bo, group):
        SupervisionFactory.create(group=group)
        carrying.ask_for_supervision(group, centre=centre, now=NOW)
        group.refresh_from_db()
        actions.note_supervision(group, on=TODAY - timedelta(days=3), by_whom="", minutes=60, by=bo, now=NOW)
        group.refresh_from_db()
        assert group.supervision_asked_on == TODAY

    def test_of_another_group_she_cannot_ask(self, client, centre, lise):
        assert client.post(carrying.path_of(lise, centre), {"act": "supervision", "group": GroupFactory.create().pk}).status_code == 404

    @pytest.mark.django_db(transaction=True)
    def test_two_who_ask_at_once_ask_once(self, centre, group):
        centre.mail = "post@testby.example"
        centre.save()
        at_once(centre, [lambda: carrying.ask_for_supervision(group, centre=centre, now=NOW)] * 2)
        assert OutgoingMail.objects.count() == 1


def test_of_an_open_cafe_heads_alone_are_counted(client, centre, lise):
    cafe = GroupFactory.create(type="cafe", state="running", started_on=TODAY)
    FacilitatorFactory.create(group=cafe, person=lise)
    row = meeting(cafe, 0)
    ((_group, part),) = [each for each in client.get(carrying.path_of(lise, centre)).context["parts"] if each[0] == cafe]
    ((_row, form),) = part["to_count"]
    assert list(form.fields) == ["persons"]
    client.post(carrying.path_of(lise, centre), {"act": "count", "meeting": row.pk, "persons": "14", "absent": "2"})
    row = GroupMeeting.objects.listed().get(pk=row.pk)
    assert (row.registration.persons, row.absent) == (14, None)
