"""The first talk: a day and one of four outcomes, and nowhere to write how anybody is."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from brobygger.core.models import OutgoingMail
from brobygger.groups import forgetting, talks
from brobygger.groups.models import FirstTalk
from brobygger.matching import talking
from brobygger.matching.models import VolunteerTalk
from tests.factories import GroupFactory, ParticipantFactory, TalkTimeFactory, VolunteerFactory
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()


def held(one, outcome, *, other=None, seat=True, by, centre):
    talks.held(one, on=TODAY, outcome=outcome, other=other, seat=seat, centre=centre, by=by, now=NOW)
    one.refresh_from_db()
    return one


def test_it_is_agreed_on_told_and_moved_as_one(centre, bo):
    one = ParticipantFactory.create(name="Anna", mail="anna@example.org")
    talks.agree(one, on=TODAY + timedelta(days=2), at=time(10, 30), with_whom=bo, centre=centre, by=bo, now=NOW)
    talks.agree(one, on=TODAY + timedelta(days=3), at=None, with_whom=bo, centre=centre, by=bo, now=NOW)
    assert [(each.on, each.state) for each in one.talks.all()] == [(TODAY + timedelta(days=3), "booked")]
    first = OutgoingMail.objects.order_by("pk")[0]
    assert ("Vi har aftalt en snak", "kl. 10.30" in first.text) == (first.subject, True)


@pytest.mark.parametrize(("outcome", "seat", "state"), [("fits", True, "seated"), ("fits", False, "waiting"), ("other_help", True, "left"), ("no", True, "left")])
def test_what_it_led_to_is_done_at_once(centre, bo, outcome, seat, state):
    one = ParticipantFactory.create()
    assert held(one, outcome, seat=seat, by=bo, centre=centre).state == state
    (talk,) = one.talks.all()
    assert (talk.state, talk.outcome) == ("held", outcome)


def test_another_group_fits_better(centre, bo):
    one, other = ParticipantFactory.create(), GroupFactory.create()
    assert held(one, "other_group", other=other, by=bo, centre=centre).group == other


def test_nothing_is_kept_where_the_seat_cannot_be_given(centre, bo):
    group = GroupFactory.create(seats=1)
    ParticipantFactory.create(group=group, state="seated", seated_on=TODAY, forget_on=None)
    one = ParticipantFactory.create(group=group)
    with pytest.raises(ValidationError):
        held(one, "fits", by=bo, centre=centre)
    with pytest.raises(ValidationError):
        talks.held(one, on=TODAY + timedelta(days=1), outcome="no", other=None, seat=False, centre=centre, by=bo, now=NOW)
    assert not one.talks.exists()


def test_one_that_was_not_held_leaves_her_waiting(centre, bo):
    one = ParticipantFactory.create()
    talk = talks.agree(one, on=TODAY, at=None, with_whom=None, centre=centre, by=bo, now=NOW)
    talks.not_held(talk, by=bo, now=NOW)
    one.refresh_from_db()
    assert (one.state, one.talks.get().state) == ("waiting", "absent")


@pytest.mark.parametrize("how", ["herself", "forgotten"])
def test_who_leaves_the_list_is_not_waited_for_and_the_time_is_free(client, centre, bo, how):
    one = ParticipantFactory.create()
    talks.agree(one, on=TODAY + timedelta(days=2), at=time(10), with_whom=bo, centre=centre, by=bo, now=NOW)
    if how == "herself":
        client.post(f"/testby/grupper/min/{one.token}/", {"act": "leave"})
    else:
        forgetting.forget(one, now=NOW)
    one.refresh_from_db()
    assert (one.state, one.talks.get().state) == ("left", "absent")
    talks.agree(ParticipantFactory.create(), on=TODAY + timedelta(days=2), at=time(10), with_whom=bo, centre=centre, by=bo, now=NOW)


def test_there_is_nowhere_to_write_how_she_is():
    wordy = [each.name for each in FirstTalk._meta.concrete_fields if isinstance(each, models.CharField | models.TextField) and not each.choices]
    assert wordy == []


class TestWhoTalks:
    """Is in one place at a time, whichever kind of talk it is."""

    DAY = TODAY + timedelta(days=2)

    def agree(self, centre, bo, at, one=None, **more):
        return talks.agree(one or ParticipantFactory.create(), on=self.DAY, at=at, with_whom=bo, centre=centre, by=bo, now=NOW, **more)

    def time(self, bo, at):
        starts = timezone.make_aware(datetime.combine(self.DAY, at))
        return TalkTimeFactory.create(by=bo, starts_at=starts, ends_at=starts + timedelta(minutes=45))

    def test_two_talks_do_not_overlap_and_one_is_moved_as_before(self, centre, bo, astrid):
        one = ParticipantFactory.create()
        self.agree(centre, bo, time(10), one)
        with pytest.raises(ValidationError, match="Bo"):
            self.agree(centre, bo, time(10, 30))
        for at, whom in ((time(10, 45), bo), (time(10, 30), astrid), (None, bo)):
            self.agree(centre, whom, at)
        self.agree(centre, bo, time(9, 50), one)

    def test_a_volunteer_s_talk_is_one_too_both_ways(self, client_of, centre, bo):
        talking.book(VolunteerFactory.create(), self.time(bo, time(10)), centre=centre, now=NOW)
        with pytest.raises(ValidationError):
            self.agree(centre, bo, time(10, 30))
        self.agree(centre, bo, time(12))
        free, taken = self.time(bo, time(13)), self.time(bo, time(12, 30))
        assert talking.bookable(NOW, most=5) == [free]
        with pytest.raises(ValidationError):
            talking.book(VolunteerFactory.create(), taken, centre=centre, now=NOW)

    def test_the_form_says_so_beside_the_time_and_keeps_it(self, client_of, centre, bo):
        self.agree(centre, bo, time(10))
        one = ParticipantFactory.create()
        answer = client_of(bo).post(f"/testby/kontor/grupper/deltager/{one.pk}/", {"act": "talk", "on": self.DAY.isoformat(), "at": "10:15", "with_whom": bo.pk})
        form = answer.context["forms"]["talk"]
        assert (answer.status_code, list(form.errors), form["at"].value()) == (422, ["at"], "10:15")

    @pytest.mark.django_db(transaction=True)
    def test_agreed_on_and_booked_at_once_there_is_one(self, centre, bo):
        one, hers, free = ParticipantFactory.create(), VolunteerFactory.create(), self.time(bo, time(10))
        results = at_once(centre, [lambda: self.agree(centre, bo, time(10, 15), one), lambda: talking.book(hers, free, centre=centre, now=NOW)])
        assert sum(isinstance(each, ValidationError) for each in results) == 1, results
        assert FirstTalk.objects.count() + VolunteerTalk.objects.count() == 1
