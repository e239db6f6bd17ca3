"""Shifts without double booking; hours written down, approved and counted; the certificate; thanks."""

from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.matching import introducing, own_link, serving, volunteering
from brobygger.matching.models import Match, Shift, ShiftTaken, VolunteerHours
from tests.factories import (
    MatchFactory,
    OpportunityFactory,
    ShiftFactory,
    ShiftTakenFactory,
    VolunteerFactory,
    VolunteerHoursFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
MAIL = "zenobia@krag.example"


@pytest.fixture
def hers(centre):
    return VolunteerFactory.create(person__name="Zenobia Krag", person__mail=MAIL)


def began(hers, **more):
    return MatchFactory.create(volunteer=hers, state="started", suggested_on=TODAY - timedelta(days=9), introduced_on=TODAY - timedelta(days=9), started_on=TODAY - timedelta(days=9), **more)


class TestShifts:
    def test_taken_on_her_page_she_is_introduced_and_may_give_it_back(self, client, centre, hers):
        shift = ShiftFactory.create(opportunity__contact_mail="vaert@x.dk")
        path = f"{own_link.path_of(hers, centre)}vagter/"
        assert client.post(path, {"act": "take", "shift": shift.pk}).status_code == 302
        assert (ShiftTaken.objects.get().volunteer, Match.objects.get().state) == (hers, "introduced")
        assert OutgoingMail.objects.filter(to="vaert@x.dk").count() == 1
        client.post(path, {"act": "back", "shift": shift.pk})
        assert not ShiftTaken.objects.exists()

    def test_nobody_is_in_two_places_at_once_whoever_s_event_it_is(self, client, centre, hers):
        first = ShiftFactory.create()
        serving.take(hers, first, now=NOW)
        overlaps = ShiftFactory.create(starts_at=first.starts_at + timedelta(hours=1), ends_at=first.ends_at + timedelta(hours=1))
        after = ShiftFactory.create(starts_at=first.ends_at, ends_at=first.ends_at + timedelta(hours=1))
        answer = client.post(f"{own_link.path_of(hers, centre)}vagter/", {"act": "take", "shift": overlaps.pk})
        assert answer.status_code == 422
        assert first.opportunity.title in answer.context["wrong"]
        assert serving.take(hers, after, now=NOW).shift == after

    @pytest.mark.django_db(transaction=True)
    def test_of_two_who_take_the_last_place_at_once_one_has_it(self, centre):
        shift, one, other = ShiftFactory.create(), VolunteerFactory.create(), VolunteerFactory.create()
        results = at_once(centre, [lambda: serving.take(one, shift, now=NOW), lambda: serving.take(other, shift, now=NOW)])
        assert sorted(type(each).__name__ for each in results) == ["ShiftTaken", "ValidationError"]
        assert ShiftTaken.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_two_overlapping_ones_taken_at_once_are_one(self, centre, hers):
        first, second = ShiftFactory.create(places=5), ShiftFactory.create(places=5)
        at_once(centre, [lambda: serving.take(hers, first, now=NOW), lambda: serving.take(hers, second, now=NOW)])
        assert ShiftTaken.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_a_day_has_its_hours_however_many_places_they_are_written_at_at_once(self, centre, hers):
        matches = [began(hers), began(hers)]
        results = at_once(centre, [lambda match=match: serving.log(match, on=TODAY, minutes=13 * 60, what="", key="k", now=NOW) for match in matches])
        assert sorted(type(each).__name__ for each in results) == ["ValidationError", "VolunteerHours"]

    @pytest.mark.django_db(transaction=True)
    def test_who_leaves_as_a_host_answers_waits_for_nobody_for_ever(self, centre, hers):
        match = MatchFactory.create(volunteer=hers, state="introduced", suggested_on=TODAY, introduced_on=TODAY, introduced_at=NOW)
        results = at_once(centre, [lambda: introducing.start(match, on=TODAY, by=None, now=NOW), lambda: volunteering.withdraw(hers, by=None, now=NOW)])
        assert {type(each).__name__ for each in results} <= {"Match", "Volunteer", "ValidationError"}
        hers.refresh_from_db()
        assert hers.state == "archived"

    def test_one_that_has_begun_or_of_a_job_that_is_closed_cannot_be_taken(self, hers):
        for shift in (ShiftFactory.create(starts_at=NOW - timedelta(hours=1), ends_at=NOW), ShiftFactory.create(opportunity__state="closed")):
            with pytest.raises(ValidationError):
                serving.take(hers, shift, now=NOW)

    def test_staff_put_them_up_and_take_out_those_that_nobody_has(self, client_of, bo, centre):
        job = OpportunityFactory.create(rhythm="once")
        path, day = f"/testby/kontor/frivilligjob/{job.pk}/vagter/", (TODAY + timedelta(days=3)).isoformat()
        staff = client_of(bo)
        assert staff.post(path, {"day": day, "first": "10:00", "last": "09:00", "places": "2"}).status_code == 422
        assert staff.post(path, {"day": day, "first": "09:00", "last": "11:00", "places": "2"}).status_code == 302
        ShiftTakenFactory.create(shift=Shift.objects.get())
        staff.post(path, {"out": Shift.objects.get().pk})
        assert Shift.objects.count() == 1
        ShiftTaken.objects.all().delete()
        staff.post(path, {"out": Shift.objects.get().pk})
        assert not Shift.objects.exists()

    def test_who_withdraws_gives_hers_back(self, hers):
        serving.take(hers, ShiftFactory.create(), now=NOW)
        volunteering.withdraw(hers, by=None, now=NOW)
        assert not ShiftTaken.objects.exists()


class TestHours:
    def test_written_down_by_her_approved_by_staff_and_sent_twice_they_are_one(self, client, client_of, bo, centre, hers):
        match = began(hers)
        path = f"{own_link.path_of(hers, centre)}timer/"
        for _twice in range(2):
            assert client.post(path, {"match": match.pk, "on": TODAY.isoformat(), "hours": "2", "minutes": "30", "what": "Kaffe", "own_key": "k"}).status_code == 302
        row = VolunteerHours.objects.get()
        assert (row.minutes, row.state) == (150, "waiting")
        staff = client_of(bo)
        assert "Godkend en frivilligs timer" in staff.get("/testby/kontor/").content.decode()
        staff.post("/testby/kontor/frivillige/timer/svar/", {"row": row.pk, "act": "approve"})
        staff.post("/testby/kontor/frivillige/timer/svar/", {"row": row.pk, "act": "refuse", "reason": "Nej"})
        row.refresh_from_db()
        assert (row.state, row.decided_by) == ("approved", bo)

    @pytest.mark.parametrize(
        "more", [{"hours": "", "minutes": ""}, {"on": (TODAY + timedelta(days=1)).isoformat()}, {"on": (TODAY - timedelta(days=60)).isoformat()}, {"what": "010190-1234"}, {"hours": "25"}, {"match": "0"}, {"hours": "23", "minutes": "30"}],
    )
    def test_what_cannot_be_is_said_beside_the_field_and_kept(self, client, centre, hers, more):
        match = began(hers)
        VolunteerHoursFactory.create(match=match)
        given = {"match": match.pk, "on": TODAY.isoformat(), "hours": "2", "minutes": "0", "what": "Kaffe", "own_key": "k2", **more}
        answer = client.post(f"{own_link.path_of(hers, centre)}timer/", given)
        assert answer.status_code == 422
        assert answer.context["form"]["own_key"].value() == "k2"
        assert VolunteerHours.objects.count() == 1

    def test_another_s_match_is_none_of_hers(self, client, centre, hers):
        began(hers)
        other = began(VolunteerFactory.create())
        assert client.post(f"{own_link.path_of(hers, centre)}timer/", {"match": other.pk, "on": TODAY.isoformat(), "hours": "2"}).status_code == 422

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_list_asks_the_same_number_of_questions(self, client_of, bo, centre, django_assert_num_queries, n):
        for _each in range(n):
            VolunteerHoursFactory.create()
            VolunteerHoursFactory.create(state="approved", decided_at=NOW)
        staff = client_of(bo)
        staff.get("/testby/kontor/frivillige/timer/")
        with django_assert_num_queries(13):
            staff.get("/testby/kontor/frivillige/timer/")

    def test_forgotten_the_minutes_stay_and_the_words_go(self, hers):
        match = began(hers)
        VolunteerHoursFactory.create(match=match, what="Kaffe", state="approved", decided_at=NOW)
        VolunteerHoursFactory.create(match=match, what="Te")
        volunteering.forget(hers, by=None, now=NOW)
        assert list(VolunteerHours.objects.values_list("minutes", "what", "state")) == [(60, "", "approved")]


class TestTheCertificate:
    def test_it_says_where_since_when_and_the_approved_hours(self, client, centre, hers):
        match = began(hers, opportunity__title="Vært i caféen")
        VolunteerHoursFactory.create(match=match, minutes=90, state="approved", decided_at=NOW)
        VolunteerHoursFactory.create(match=match, minutes=600)
        page = client.get(f"{own_link.path_of(hers, centre)}timer/").content.decode()
        path = f"{own_link.path_of(hers, centre)}bevis.pdf"
        assert "bevis.pdf" in page
        answer = client.get(path)
        assert answer.headers["Content-Type"] == "application/pdf"
        text = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.content))
        for said in ("Zenobia Krag", "Vært i caféen", "1 time 30 minutter", "Frivilligcenter Testby"):
            assert said in text
        assert "10 timer" not in text

    def test_without_the_link_it_is_not_there(self, client, centre):
        assert client.get("/testby/mit/abc:def/bevis.pdf").status_code == 404


def test_thanks_go_by_mail(client_of, bo, hers):
    assert client_of(bo).post(f"/testby/kontor/frivillige/{hers.pk}/tak/", {"words": "Tak for din store hjælp"}).status_code == 302
    assert "Tak for din store hjælp" in OutgoingMail.objects.get(to=MAIL).text
