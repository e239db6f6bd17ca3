"""From the suggestion to still being there: by staff, by herself, by the host behind its link, once each."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.matching import introducing, jobs, own_link, volunteering
from brobygger.matching.models import Match, PlacePreparation
from tests.factories import MatchFactory, OpportunityFactory, OrganisationFactory, VolunteerFactory
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
OFFICE = "/testby/kontor/frivillige/"
MAIL, HOST = "zenobia@krag.example", "vaert@sind.example"


@pytest.fixture
def pair(centre):
    return VolunteerFactory.create(person__name="Zenobia Krag", person__mail=MAIL), OpportunityFactory.create(title="Café", contact_mail=HOST, organisation=OrganisationFactory.create(name="SIND"))


def path_of(match):
    return introducing.link_of(match).partition("localhost:8000")[2]


def began(pair, days=100):
    """A match that began so many days ago."""
    return MatchFactory.create(
        volunteer=pair[0], opportunity=pair[1], state="started", suggested_on=TODAY - timedelta(days=days), introduced_on=TODAY - timedelta(days=days), introduced_at=NOW - timedelta(days=days), started_on=TODAY - timedelta(days=days),
    )


class TestTheWay:
    def test_staff_introduce_and_the_mails_say_no_more_than_they_must(self, client_of, bo, pair):
        hers, job = pair
        client_of(bo).post(f"{OFFICE}{hers.pk}/foreslaa/", {"job": job.pk, "act": "introduce"})
        row = Match.objects.get()
        assert (row.state, row.introduced_on, row.suggested_by) == ("introduced", TODAY, bo)
        to_host = OutgoingMail.objects.get(to=HOST)
        assert "Zenobia" not in to_host.text + to_host.subject
        assert MAIL not in to_host.text
        assert HOST in OutgoingMail.objects.get(to=MAIL).text  # one mail: she was not suggested it first

    def test_the_host_sees_who_it_is_and_says_that_she_began(self, client, pair):
        row = introducing.introduce(introducing.suggest(*pair, by=None, now=NOW), by=None, now=NOW)
        path = path_of(row)
        page = client.get(path)
        assert "Zenobia Krag" in page.content.decode()
        row.refresh_from_db()
        assert row.answered_at is None
        client.post(path, {"act": "talked", "on": TODAY.isoformat()})
        client.post(path, {"act": "start", "on": TODAY.isoformat()})
        row.refresh_from_db()
        pair[0].refresh_from_db()
        assert (row.state, row.started_on, row.talked_on, pair[0].state) == ("started", TODAY, TODAY, "active")
        assert row.answered_at is not None

    def test_she_says_herself_that_she_is_interested(self, client, centre, pair):
        hers, job = pair
        path = own_link.path_of(hers, centre)
        assert "Café" in client.get(path).content.decode()
        client.post(path, {"act": "interested", "job": job.pk})
        assert Match.objects.get().state == "introduced"
        client.post(path, {"act": "no thanks", "match": Match.objects.get().pk})
        row = Match.objects.get()
        assert (row.state, row.because) == ("ended", "volunteer_no")

    def test_nobody_answers_for_another(self, client, centre, pair):
        other = MatchFactory.create()
        assert client.post(own_link.path_of(pair[0], centre), {"act": "no thanks", "match": other.pk}).status_code == 404
        other.refresh_from_db()
        assert other.state == "suggested"

    def test_who_signs_up_from_a_job_has_it_on_her_page(self, client, pair):
        client.post(f"/testby/bliv-frivillig/?job={pair[1].pk}", {"kind": "person", "name": "Ny", "mail": "ny@x.dk", "phone": "", "consent": "on", "second_name": ""})
        assert Match.objects.get().opportunity == pair[1]

    def test_after_three_months_the_host_is_asked_and_says_still_there(self, client, pair):
        row = began(pair)
        for _twice in range(2):
            jobs.look_after_jobs(NOW)
        assert OutgoingMail.objects.filter(to=HOST, subject__startswith="Er jeres frivillige").count() == 1
        client.post(path_of(row), {"act": "last", "on": TODAY.isoformat()})
        row.refresh_from_db()
        assert (row.state, row.lasting_on) == ("lasting", TODAY)

    def test_before_three_months_it_does_not_last(self, pair):
        with pytest.raises(ValidationError):
            introducing.last(began(pair, days=80), on=TODAY, by=None, now=NOW)

    def test_it_ends_with_a_reason_and_thanks_and_what_was_reached_stays(self, client_of, bo, pair):
        row = began(pair)
        staff = client_of(bo)
        assert staff.post(f"{OFFICE}match/{row.pk}/", {"act": "end", "on": TODAY.isoformat(), "because": ""}).status_code == 422
        assert staff.post(f"{OFFICE}match/{row.pk}/", {"act": "end", "on": TODAY.isoformat(), "because": "time"}).status_code == 302
        row.refresh_from_db()
        pair[0].refresh_from_db()
        assert (row.state, row.because, row.started_on is not None, pair[0].state) == ("ended", "time", True, "available")
        assert OutgoingMail.objects.filter(to=MAIL, subject__startswith="Tak for din tid").count() == 1

    def test_a_day_to_come_is_refused_beside_the_field(self, client, pair):
        row = introducing.introduce(introducing.suggest(*pair, by=None, now=NOW), by=None, now=NOW)
        answer = client.post(path_of(row), {"act": "start", "on": (TODAY + timedelta(days=2)).isoformat()})
        assert answer.status_code == 422
        assert "on" in answer.context["form"].errors


class TestWhoMayBeSuggested:
    def test_not_one_without_consent_and_not_to_what_is_not_public(self, pair):
        hers, job = pair
        volunteering.withdraw(hers, by=None, now=NOW)
        with pytest.raises(ValidationError):
            introducing.suggest(hers, job, by=None, now=NOW)
        with pytest.raises(ValidationError):
            introducing.suggest(VolunteerFactory.create(), OpportunityFactory.create(state="draft"), by=None, now=NOW)

    def test_one_who_withdrew_in_the_meantime_is_not_introduced(self, pair):
        row = introducing.suggest(*pair, by=None, now=NOW)
        volunteering.withdraw(pair[0], by=None, now=NOW)
        row.refresh_from_db()
        assert (row.state, row.because) == ("ended", "left")
        with pytest.raises(ValidationError):
            introducing.introduce(row, by=None, now=NOW)

    def test_when_she_is_forgotten_the_host_s_link_shows_nobody_and_the_counts_stay(self, client, pair):
        row = began(pair)
        path = path_of(row)
        volunteering.forget(pair[0], by=None, now=NOW)
        assert client.get(path).status_code == 410
        row.refresh_from_db()
        assert (row.state, row.because, row.started_on is not None) == ("ended", "left", True)


class TestAtOnce:
    @pytest.mark.django_db(transaction=True)
    def test_the_same_pair_is_one_match(self, centre, pair):
        found = at_once(centre, [lambda: introducing.suggest(*pair, by=None, now=NOW).pk for _each in range(3)])
        assert len(set(found)) == 1
        assert Match.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_begun_and_ended_at_once_both_are_told_in_some_order(self, centre, pair):
        row = introducing.introduce(introducing.suggest(*pair, by=None, now=NOW), by=None, now=NOW)
        at_once(centre, [lambda: introducing.start(row, on=TODAY, by=None, now=NOW), lambda: introducing.end(row, "host_no", on=TODAY, by=None, now=NOW)])
        row.refresh_from_db()
        assert row.state == "ended"

    @pytest.mark.django_db(transaction=True)
    def test_a_reminder_is_written_once(self, centre, pair):
        introducing.introduce(introducing.suggest(*pair, by=None, now=NOW), by=None, now=NOW)
        later = NOW + timedelta(days=8)
        at_once(centre, [lambda: introducing.remind(now=later), lambda: introducing.remind(now=later)])
        assert OutgoingMail.objects.filter(to=HOST).count() == 2


class TestTheOffice:
    def test_how_hosts_answer_is_seen_by_staff_alone(self, client_of, bo, dorte, pair):
        row = introducing.introduce(introducing.suggest(*pair, by=None, now=NOW), by=None, now=NOW)
        Match.objects.filter(pk=row.pk).update(answered_at=NOW + timedelta(days=3))
        assert client_of(bo).get(f"{OFFICE}vaerter/").context["lines"] == [["SIND", 1, "100 %", "3,0", 0, 0]]
        assert client_of(dorte).get(f"{OFFICE}vaerter/").status_code == 403

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_list_asks_the_same_number_of_questions(self, client_of, bo, centre, django_assert_num_queries, n):
        for _each in range(n):
            introducing.introduce(introducing.suggest(VolunteerFactory.create(), OpportunityFactory.create(organisation=OrganisationFactory.create()), by=None, now=NOW), by=None, now=NOW)
        staff = client_of(bo)
        staff.get(f"{OFFICE}match/")
        with django_assert_num_queries(11):
            staff.get(f"{OFFICE}match/")

    def test_a_prepared_place_counts(self, client_of, bo, pair):
        client_of(bo).post(f"/testby/kontor/frivilligjob/{pair[1].pk}/forberedelse/", {"on": TODAY.isoformat(), "agreed": "En fast kontakt"})
        assert PlacePreparation.objects.get().by == bo

    def test_a_host_who_stays_silent_is_a_task(self, client_of, bo, pair):
        row = introducing.introduce(introducing.suggest(*pair, by=None, now=NOW), by=None, now=NOW)
        Match.objects.filter(pk=row.pk).update(reminders=2, introduced_on=TODAY - timedelta(days=22))
        assert "SIND har ikke svaret en frivillig" in client_of(bo).get("/testby/kontor/").content.decode()
