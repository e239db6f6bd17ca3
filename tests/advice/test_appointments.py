"""Times with advisers from outside: put up without overlap, booked, told, moved, cancelled; and what becomes of the talk."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.advice import actions, booking, jobs, requests
from brobygger.advice.models import AdviserTime, Consultation, Request
from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from tests.factories import (
    AdviserFactory,
    AdviserTimeFactory,
    ConsultationFactory,
    KindFactory,
    RequestFactory,
    ServiceFactory,
)
from tests.together import at_once

NOW = timezone.now()
OFFICE = "/testby/kontor/sparring"


@pytest.fixture
def times(centre):
    """Two free times of one adviser, who can be written to; and a kind of work for the talk."""
    KindFactory.create(base="consultation")
    adviser = AdviserFactory.create(name="Birgit", mail="birgit@x.dk")
    return [AdviserTimeFactory.create(adviser=adviser, place="Lokale 2", starts_at=NOW + timedelta(days=days)) for days in (3, 4)]


def booked(time, centre, by=None):
    """A request for ``time``; taken up where ``by`` says who did."""
    row = requests.receive(
        Request(service=ServiceFactory.create(title="Råd", adviser=time.adviser), time=time, name="Inge", label="SIND", mail="inge@x.dk", message="Hej", key="k"), centre=centre, now=NOW,
    )
    if by is not None:
        requests.take(row, answer="", centre=centre, by=by, now=NOW)
        row.refresh_from_db()
    return row


def mails(to):
    return OutgoingMail.objects.filter(to=to).order_by("pk")


class TestTold:
    def test_the_adviser_hears_of_it_with_the_appointment(self, times, centre, bo):
        row = booked(times[0], centre, by=bo)
        asked, agreed = mails("birgit@x.dk")
        assert ("SIND" in asked.text, "Inge" in asked.text, "Lokale 2" in agreed.text) == (True, False, True)
        assert "SUMMARY:Råd" in agreed.calendar
        confirmed = mails("inge@x.dk").last()
        assert f"/testby/ydelser/aftale/{row.token}/" in confirmed.text
        assert "LOCATION:Lokale 2" in confirmed.calendar

    def test_the_day_before_both_are_reminded_once(self, times, centre, bo):
        booked(times[0], centre, by=bo)
        jobs.remind(NOW)
        assert not OutgoingMail.objects.filter(subject__startswith="Snart").exists()
        for _twice in range(2):
            jobs.remind(times[0].starts_at - timedelta(hours=20))
        assert [mail.to for mail in OutgoingMail.objects.filter(subject="Snart: Råd").order_by("to")] == ["birgit@x.dk", "inge@x.dk"]


class TestMoving:
    def test_whoever_asked_moves_it_and_the_talk_goes_with_it(self, times, centre, bo, client):
        row = booked(times[0], centre, by=bo)
        url = f"/testby/ydelser/aftale/{row.token}/"
        assert client.get(url).status_code == 200
        assert client.post(url, {"act": "move", "time": times[1].pk}).status_code == 302
        row.refresh_from_db()
        talk = Consultation.objects.listed().get()
        starts = timezone.localtime(times[1].starts_at)
        assert (row.time, talk.registration.done_on, talk.at) == (times[1], starts.date(), starts.time())
        assert booking.free_times(times[0].adviser, NOW) == [times[0]]
        assert [mails(to).last().subject for to in ("inge@x.dk", "birgit@x.dk")] == ["Flyttet: Råd"] * 2
        assert "SEQUENCE:1" in mails("inge@x.dk").last().calendar

    def test_cancelled_the_time_is_free_and_the_talk_does_not_count(self, times, centre, bo, client):
        row = booked(times[0], centre, by=bo)
        for _twice in range(2):
            client.post(f"/testby/ydelser/aftale/{row.token}/", {"act": "leave", "reason": "Syg"})
        row.refresh_from_db()
        talk = Consultation.objects.listed().get()
        assert (row.state, row.left_because, talk.registration.state, talk.fell_through) == ("cancelled", "Syg", "cancelled", "theirs")
        assert booking.free_times(times[0].adviser, NOW) == times
        assert "STATUS:CANCELLED" in mails("birgit@x.dk").last().calendar
        assert mails("inge@x.dk").filter(subject="Aflyst: Råd").count() == 1

    def test_neither_once_it_has_begun_nor_to_a_time_somebody_has(self, times, centre, bo, client):
        row = booked(times[0], centre, by=bo)
        RequestFactory.create(time=times[1])
        with pytest.raises(ValidationError):
            booking.move(row, times[1], centre=centre, now=NOW)
        for act in (lambda: booking.leave(row, reason="", centre=centre, now=times[0].starts_at), lambda: booking.move(row, times[1], centre=centre, now=times[0].starts_at)):
            with pytest.raises(ValidationError):
                act()
        assert client.get("/testby/ydelser/aftale/gaettet/").status_code == 404
        assert client.post(f"/testby/ydelser/aftale/{row.token}/", {"act": "move", "time": times[1].pk}).status_code == 422

    @pytest.mark.parametrize("what", ["delete", "fall_through"])
    def test_staff_who_call_it_off_free_the_time_and_tell(self, times, centre, bo, what):
        row = booked(times[0], centre, by=bo)
        talk = Consultation.objects.listed().get()
        if what == "delete":
            actions.delete(talk, by=bo, now=NOW)
        else:
            actions.fall_through(talk, how="ours", reason="Birgit er syg", by=bo, now=NOW)
        row.refresh_from_db()
        assert row.state == "cancelled"
        assert booking.free_times(times[0].adviser, NOW) == times
        last = mails("inge@x.dk").last()
        assert (last.subject, "Birgit er syg" in last.text) == ("Aflyst: Råd", what == "fall_through")


class TestNotHeld:
    @pytest.mark.parametrize(("how", "days", "state"), [("ours", 3, "cancelled"), ("theirs", -1, "cancelled"), ("absent", -1, "cancelled"), ("absent", 3, "planned"), ("sludder", -1, "planned")])
    def test_of_any_talk_that_was_agreed_on_one_says_why(self, client_of, bo, centre, how, days, state):
        row = ConsultationFactory.create(registration__state="planned", registration__done_on=timezone.localdate() + timedelta(days=days))
        browser = client_of(bo)
        browser.post(f"{OFFICE}/{row.pk}/handling/", {"act": "fell", "how": how, "reason": "Sne"})
        row = Consultation.objects.listed().get()
        assert (row.registration.state, row.fell_through) == (state, how if state == "cancelled" else "")
        if state == "cancelled":
            assert "Sne" in browser.get(row.get_absolute_url()).content.decode()
            browser.post(f"{OFFICE}/{row.pk}/handling/", {"act": "held"})
            assert Consultation.objects.listed().get().registration.state == "cancelled"
            browser.post(f"{OFFICE}/{row.pk}/handling/", {"act": "again"})
            assert Consultation.objects.listed().get().registration.state == "planned"

    def test_one_that_was_held_is_not_cancelled(self, centre, bo):
        with pytest.raises(ValidationError):
            actions.fall_through(ConsultationFactory.create(), how="ours", reason="", by=bo, now=NOW)


class TestPuttingUp:
    def test_times_that_overlap_are_refused_beside_the_field_and_nothing_is_kept(self, client_of, bo, centre):
        row = AdviserFactory.create(name="Birgit")
        answer = client_of(bo).post(f"{OFFICE}/raadgivere/{row.pk}/", {"name": "Nyt navn", "version": row.version, "times": "14.10.2030 9.00-10.00\n14.10.2030 9.30-10.30"})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["times"])
        row.refresh_from_db()
        assert (AdviserTime.objects.count(), row.name) == (0, "Birgit")

    def test_those_that_touch_and_those_that_are_there_are_fine_and_stand_in_the_trail(self, centre, bo):
        adviser, hour = AdviserFactory.create(), timedelta(hours=1)
        pairs = [(NOW + hour, NOW + 2 * hour), (NOW + 2 * hour, NOW + 3 * hour)]
        for _twice in range(2):
            booking.add_times(adviser, pairs, place="", by=bo, now=NOW)
        assert adviser.times.count() == 2
        booking.take_out(adviser.times.first(), by=bo, now=NOW)
        assert [each.verb for each in Change.objects.filter(model="advice.AdviserTime").order_by("pk")] == ["added", "added", "removed"]

    def test_one_whose_request_was_declined_can_be_taken_out(self, centre, bo):
        row = RequestFactory.create(time=AdviserTimeFactory.create(), state="declined", answered_at=NOW)
        booking.take_out(row.time, by=bo, now=NOW)
        assert not AdviserTime.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_put_up_times_that_overlap_at_once_one_succeeds(centre, bo):
    adviser = AdviserFactory.create()
    start = NOW + timedelta(days=1)
    acts = [lambda n=n: booking.add_times(adviser, [(start + timedelta(minutes=n), start + timedelta(minutes=60 + n))], place="", by=bo, now=NOW) for n in range(5)]
    found = at_once(centre, acts)
    assert sum(each is None for each in found) == 1
    assert {type(each) for each in found if each is not None} == {ValidationError}
    assert adviser.times.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_who_moves_and_one_who_books_the_same_time_at_once_one_has_it(centre, bo):
    KindFactory.create(base="consultation")
    adviser = AdviserFactory.create()
    mine, wanted = (AdviserTimeFactory.create(adviser=adviser, starts_at=NOW + timedelta(days=days)) for days in (3, 4))
    row, service = RequestFactory.create(time=mine, service__adviser=adviser), ServiceFactory.create(adviser=adviser)
    found = at_once(centre, [
        lambda: booking.move(row, wanted, centre=centre, now=NOW),
        lambda: requests.receive(Request(service=service, time=wanted, name="P", mail="p@x.dk", message="Hej", key="k"), centre=centre, now=NOW),
    ])
    assert sorted(type(each).__name__ for each in found) == ["Request", "ValidationError"]
    assert Request.objects.filter(time=wanted).count() == 1
