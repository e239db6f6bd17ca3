"""Places: never one twice, the queue in its order, offers that go on when nobody answers, and everybody told what they must know."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.core.models import OutgoingMail
from brobygger.core.recurrence import Rule
from brobygger.events import actions, confirmations, moving_up, places, series, signing_up
from brobygger.events.models import Event, SignUp
from brobygger.events.signing_up import Asking, Twice
from tests.factories import EventFactory, OrganisationFactory, QuestionFactory, SignUpListFactory
from tests.together import at_once

NOW = timezone.now()


def an_event(capacity=None, **more):
    own = SignUpListFactory.create(capacity=capacity, **more)
    return EventFactory.create(signup_list=own)


def sign_up(event, centre, name="Vibeke", persons=1, now=NOW, **more):
    (made,) = signing_up.sign_up([event.signup_list], Asking(name=name, mail=f"{name.lower()}@example.org", persons=persons, **more), now=now)
    confirmations.write_due(centre=centre, now=now)
    return made


def states(event):
    return {each.name: str(each.state) for each in event.signup_list.signups.all()}


def mails(name):
    return list(OutgoingMail.objects.filter(to=f"{name.lower()}@example.org").order_by("pk").values_list("subject", flat=True))


def test_a_place_is_given_and_confirmed_with_an_appointment(centre):
    event = an_event(capacity=2)
    one = sign_up(event, centre)
    assert (one.state, places.free(event.signup_list)) == ("confirmed", 1)
    (mail,) = OutgoingMail.objects.all()
    assert mail.subject == f"Du er tilmeldt: {event}"
    assert f"/testby/tilmelding/{one.token}/" in mail.text
    assert "BEGIN:VEVENT" in mail.calendar


def test_the_link_to_the_online_meeting_is_for_those_with_a_place(centre):
    event = an_event(capacity=1)
    event.online_link = "https://moede.example/hemmeligt"
    event.save()
    sign_up(event, centre, "Anna")
    sign_up(event, centre, "Bent")
    with_place, without = OutgoingMail.objects.order_by("pk")
    assert "hemmeligt" in with_place.text
    assert "hemmeligt" in with_place.calendar
    assert "hemmeligt" not in without.text + without.calendar


def test_when_it_is_full_people_wait_in_the_order_they_came(centre):
    event = an_event(capacity=1)
    sign_up(event, centre, "Anna")
    bent = sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
    cita = sign_up(event, centre, "Cita", now=NOW + timedelta(seconds=2))
    assert states(event) == {"Anna": "confirmed", "Bent": "waiting", "Cita": "waiting"}
    assert (places.in_queue(bent), places.in_queue(cita)) == (1, 2)
    assert "nummer 2" in OutgoingMail.objects.get(to="cita@example.org").text


def test_a_place_that_is_left_is_offered_to_the_next_and_goes_on_when_nobody_answers(centre):
    event = an_event(capacity=1)
    anna = sign_up(event, centre, "Anna")
    bent = sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
    sign_up(event, centre, "Cita", now=NOW + timedelta(seconds=2))
    moving_up.leave(anna, centre=centre, now=NOW)
    assert states(event) == {"Anna": "left", "Bent": "offered", "Cita": "waiting"}
    bent.refresh_from_db()
    assert bent.offered_until == NOW + timedelta(hours=24)
    assert "Sig ja, ret tilmeldingen eller meld fra her: http" in OutgoingMail.objects.filter(to="bent@example.org").latest("pk").text
    moving_up.promote(event.signup_list, centre=centre, now=NOW + timedelta(hours=25))
    assert states(event) == {"Anna": "left", "Bent": "left", "Cita": "offered"}
    assert SignUp.objects.get(name="Bent").expired is True
    assert mails("Bent") == [f"Du er på venteliste: {event}", f"Der er en plads til dig: {event}", f"Pladsen er tilbudt en anden: {event}"]


def test_an_offer_is_accepted_once_and_in_time(centre):
    event = an_event(capacity=1)
    anna = sign_up(event, centre, "Anna")
    bent = sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
    moving_up.leave(anna, centre=centre, now=NOW)
    with pytest.raises(ValidationError):
        moving_up.accept(bent, centre=centre, now=NOW + timedelta(hours=24))
    moving_up.accept(bent, centre=centre, now=NOW + timedelta(hours=23))
    moving_up.accept(bent, centre=centre, now=NOW + timedelta(hours=23))
    assert states(event)["Bent"] == "confirmed"
    assert mails("Bent")[-1] == f"Du er tilmeldt: {event}"
    assert len(mails("Bent")) == 3


def test_close_to_the_start_a_place_is_given_at_once(centre):
    event = an_event(capacity=1)
    anna = sign_up(event, centre, "Anna")
    sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
    moving_up.leave(anna, centre=centre, now=event.starts_at - timedelta(hours=5))
    assert states(event)["Bent"] == "confirmed"


def test_an_offer_never_lasts_into_the_last_hours(centre):
    event = an_event(capacity=1)
    anna = sign_up(event, centre, "Anna")
    bent = sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
    moving_up.leave(anna, centre=centre, now=event.starts_at - timedelta(hours=10))
    bent.refresh_from_db()
    assert bent.offered_until == event.starts_at - timedelta(hours=6)


def test_a_list_may_give_places_at_once(centre):
    event = an_event(capacity=1, offer_hours=0)
    anna = sign_up(event, centre, "Anna")
    sign_up(event, centre, "Bent")
    moving_up.leave(anna, centre=centre, now=NOW)
    assert states(event)["Bent"] == "confirmed"


def test_the_first_whose_party_fits_is_next(centre):
    event = an_event(capacity=2)
    anna = sign_up(event, centre, "Anna")
    sign_up(event, centre, "Bent")
    sign_up(event, centre, "Fire", persons=4, now=NOW + timedelta(seconds=1))
    sign_up(event, centre, "Dora", now=NOW + timedelta(seconds=2))
    moving_up.leave(anna, centre=centre, now=NOW)
    assert (states(event)["Fire"], states(event)["Dora"]) == ("waiting", "offered")


def test_nobody_who_comes_now_goes_before_those_who_wait(centre):
    event = an_event(capacity=3)
    sign_up(event, centre, "Anna", persons=2)
    sign_up(event, centre, "To", persons=2, now=NOW + timedelta(seconds=1))  # one place is free: not enough for them
    assert states(event) == {"Anna": "confirmed", "To": "waiting"}
    sign_up(event, centre, "En", now=NOW + timedelta(seconds=2))  # fits, and nobody who waits does
    assert states(event)["En"] == "confirmed"


def test_the_same_mail_signs_up_once_whatever_its_letters(centre):
    event = an_event()
    sign_up(event, centre, "Anna")
    with pytest.raises(Twice):
        signing_up.sign_up([event.signup_list], Asking(name="A", mail="ANNA@example.org"), now=NOW)
    moving_up.leave(SignUp.objects.get(), centre=centre, now=NOW)
    assert sign_up(event, centre, "Anna").state == "confirmed"


def test_leaving_twice_is_leaving_once(centre):
    event = an_event(capacity=1)
    anna = sign_up(event, centre, "Anna")
    moving_up.leave(anna, centre=centre, now=NOW)
    moving_up.leave(anna, centre=centre, now=NOW)
    assert mails("Anna") == [f"Du er tilmeldt: {event}", f"Du er meldt fra: {event}"]


@pytest.mark.parametrize("how", [
    {"closes_at": NOW - timedelta(minutes=1)}, {"opens_at": NOW + timedelta(minutes=1)},
])
def test_a_closed_list_takes_nobody_but_the_desk_may(centre, bo, how):
    event = an_event(**how)
    with pytest.raises(ValidationError):
        sign_up(event, centre, "Anna")
    assert signing_up.sign_up([event.signup_list], Asking(name="Anna"), now=NOW, by=bo)[0].state == "confirmed"


def test_a_draft_a_cancelled_and_a_past_event_take_nobody(centre):
    for change in ({"published_at": None}, {"starts_at": NOW - timedelta(hours=3), "ends_at": NOW - timedelta(hours=1)}):
        event = EventFactory.create(signup_list=SignUpListFactory.create(), **change)
        with pytest.raises(ValidationError):
            sign_up(event, centre, "Anna")
    event = an_event()
    event.registration.state, event.registration.reason = "cancelled", "Sygdom"
    event.registration.save()
    with pytest.raises(ValidationError):
        sign_up(event, centre, "Anna")


def test_fewer_persons_free_places_and_more_need_room(centre):
    event = an_event(capacity=4)
    anna = sign_up(event, centre, "Anna", persons=3)
    sign_up(event, centre, "Bent")
    sign_up(event, centre, "Cita", persons=2)
    with pytest.raises(ValidationError):
        moving_up.change(anna, name="Anna", organisation=None, label="", persons=4, centre=centre, now=NOW)
    moving_up.change(anna, name="Anna", organisation=None, label="", persons=1, centre=centre, now=NOW)
    assert states(event)["Cita"] == "offered"


def test_a_party_that_grows_in_the_queue_goes_to_its_end(centre):
    event = an_event(capacity=1)
    sign_up(event, centre, "Anna")
    bent = sign_up(event, centre, "Bent", now=NOW + timedelta(seconds=1))
    cita = sign_up(event, centre, "Cita", now=NOW + timedelta(seconds=2))
    bent = moving_up.change(bent, name="Bent", organisation=None, label="", persons=2, centre=centre, now=NOW + timedelta(seconds=3))
    assert (places.in_queue(cita), places.in_queue(bent)) == (1, 2)


def test_capacity_is_not_lowered_below_what_is_given_out_and_more_lets_people_in(centre, bo):
    event = an_event(capacity=2)
    for name in ("Anna", "Bent", "Cita"):
        sign_up(event, centre, name)
    own = event.signup_list
    own.capacity = 1
    with pytest.raises(ValidationError) as wrong:
        moving_up.keep_list(own, before={}, centre=centre, by=bo, now=NOW)
    assert "capacity" in wrong.value.message_dict
    own.refresh_from_db()
    own.capacity = 3
    moving_up.keep_list(own, before={}, centre=centre, by=bo, now=NOW)
    assert states(event)["Cita"] == "offered"


def test_staff_may_let_somebody_in_though_it_is_full(centre, bo):
    event = an_event(capacity=1)
    sign_up(event, centre, "Anna")
    bent = sign_up(event, centre, "Bent")
    moving_up.let_in(bent, centre=centre, by=bo, now=NOW)
    event.signup_list.refresh_from_db()
    assert (states(event)["Bent"], event.signup_list.capacity) == ("confirmed", 2)


def test_several_dates_are_signed_up_for_together_or_not_at_all(centre):
    first, second = an_event(capacity=1), an_event(capacity=1)
    sign_up(second, centre, "Anna")
    made = signing_up.sign_up([second.signup_list, first.signup_list], Asking(name="Bent", mail="bent@example.org"), now=NOW)
    assert sorted(str(each.state) for each in made) == ["confirmed", "waiting"]
    assert len({each.together for each in SignUp.objects.filter(name="Bent")} - {""}) == 1
    third = an_event()
    with pytest.raises(Twice):
        signing_up.sign_up([third.signup_list, first.signup_list], Asking(name="Bent", mail="bent@example.org"), now=NOW)
    assert not third.signup_list.signups.exists()


def moved(event, centre, by, days):
    later = timedelta(days=days)
    return actions.move(event, starts_at=event.starts_at + later, ends_at=event.ends_at + later, reason="Salen", centre=centre, by=by, now=NOW)


def test_when_it_has_ended_nobody_signs_up_whatever_the_closing_time(centre):
    event = an_event(closes_at=NOW + timedelta(days=30))
    assert event.takes_signups(event.starts_at + timedelta(minutes=5))
    assert not event.takes_signups(event.ends_at)


@pytest.mark.parametrize("how", ["closed", "over"])
def test_there_are_no_more_of_a_party_once_one_cannot_sign_up(centre, bo, how):
    event = an_event()
    one = sign_up(event, centre)
    if how == "closed":
        event.signup_list.closes_at = NOW
        event.signup_list.save()
    now = NOW if how == "closed" else event.ends_at + timedelta(hours=1)
    given = {"name": "Vibeke", "organisation": None, "label": "", "centre": centre, "now": now}
    with pytest.raises(ValidationError):
        moving_up.change(one, persons=3, **given)
    assert moving_up.change(one, persons=1, **given).persons == 1
    assert moving_up.change(one, persons=3, by=bo, **given).persons == 3


def test_what_is_over_is_not_left(centre):
    event = an_event()
    one = sign_up(event, centre)
    with pytest.raises(ValidationError):
        moving_up.leave(one, centre=centre, now=event.ends_at)


def test_the_days_of_sign_up_and_open_offers_follow_the_event(centre, bo):
    event = an_event(capacity=1, closes_at=NOW + timedelta(days=5), offer_hours=48)
    event = Event.objects.listed().get(pk=event.pk)
    anna = sign_up(event, centre, "Anna")
    bent = sign_up(event, centre, "Bent")
    moved(event, centre, bo, 7)
    event.signup_list.refresh_from_db()
    assert abs(event.signup_list.closes_at - NOW - timedelta(days=12)) < timedelta(hours=2)
    moving_up.leave(anna, centre=centre, now=NOW)
    event.refresh_from_db()
    actions.move(event, starts_at=NOW + timedelta(hours=9), ends_at=NOW + timedelta(hours=10), reason="Salen", centre=centre, by=bo, now=NOW)
    bent.refresh_from_db()
    assert (bent.state, bent.offered_until) == ("offered", NOW + timedelta(hours=9))


def test_each_date_of_a_series_closes_as_long_before_it(centre, bo):
    event = an_event(closes_at=NOW + timedelta(days=5))
    series.repeat(event, Rule("weekly", times=3), by=bo, now=NOW)
    closes = [each.signup_list.closes_at for each in Event.objects.select_related("signup_list").order_by("starts_at")]
    assert [round((each - closes[0]) / timedelta(days=1)) for each in closes] == [0, 7, 14]


def test_answers_are_kept_and_an_association_the_centre_knows_is_that_one(centre):
    event = an_event()
    question = QuestionFactory.create(signup_list=event.signup_list)
    sind = OrganisationFactory.create(name="SIND")
    one = sign_up(event, centre, "Anna", organisation=sind, label="sind", answers={question.pk: "Vegetar"})
    assert (one.where_from, one.label, one.answers.get().text) == ("SIND", "", "Vegetar")


def test_mails_are_written_in_the_language_one_signed_up_in(centre):
    event = an_event(capacity=1)
    sign_up(event, centre, "Anna", language="en")
    sign_up(event, centre, "Bent", language="en")
    assert (mails("Anna"), mails("Bent")) == ([f"You are signed up: {event}"], [f"You are on the waiting list: {event}"])


@given(st.lists(st.tuples(st.sampled_from(["come", "leave", "change", "accept", "later"]), st.integers(1, 3), st.integers(0, 9)), max_size=25))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_no_place_is_given_twice_and_none_stays_free_while_somebody_who_fits_waits(centre, steps):
    event = an_event(capacity=4)
    event.starts_at, event.ends_at = NOW + timedelta(days=60), NOW + timedelta(days=60, hours=2)  # however often it gets later, it is still to come
    event.save()
    now = NOW
    for number, (act, persons, which) in enumerate(steps):
        now += timedelta(minutes=1)
        people = list(event.signup_list.signups.all())
        one = people[which % len(people)] if people else None
        try:
            if act == "come":
                sign_up(event, centre, f"P{number}", persons=persons, now=now)
            elif act == "later":
                now += timedelta(hours=25)
                moving_up.promote(event.signup_list, centre=centre, now=now)
            elif one is not None and act == "leave":
                moving_up.leave(one, centre=centre, now=now)
            elif one is not None and act == "accept":
                moving_up.accept(one, centre=centre, now=now)
            elif one is not None:
                moving_up.change(one, name=one.name, organisation=None, label="", persons=persons, centre=centre, now=now)
        except ValidationError:
            pass
        alive = event.signup_list.signups.alive()
        taken = alive.with_place().persons()
        assert taken <= 4
        assert not alive.waiting().filter(persons__lte=4 - taken).exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_take_exactly_the_places_there_are(centre):
    event = an_event(capacity=5)
    acts = [lambda n=n: sign_up(event, centre, f"P{n}", now=timezone.now()) for n in range(20)]
    found = at_once(centre, acts)
    assert [each for each in found if isinstance(each, Exception)] == []
    assert event.signup_list.signups.confirmed().persons() == 5
    assert event.signup_list.signups.waiting().count() == 15
    assert sorted(places.in_queue(each) for each in event.signup_list.signups.waiting()) == list(range(1, 16))


@pytest.mark.django_db(transaction=True)
def test_many_who_leave_and_come_at_once_never_overfill_it(centre):
    event = an_event(capacity=5, offer_hours=0)
    there = [sign_up(event, centre, f"A{n}") for n in range(5)]
    acts = [lambda one=one: moving_up.leave(one, centre=centre, now=timezone.now()) for one in there]
    acts += [lambda n=n: sign_up(event, centre, f"B{n}", now=timezone.now()) for n in range(10)]
    found = at_once(centre, acts)
    assert [each for each in found if isinstance(each, Exception)] == []
    assert event.signup_list.signups.confirmed().persons() == 5
    assert event.signup_list.signups.waiting().count() == 5


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_many_times_at_once_is_one_sign_up(centre):
    event = an_event()
    found = at_once(centre, [lambda: sign_up(event, centre, "Anna") for _time in range(8)])
    assert sum(isinstance(each, Twice) for each in found) == 7
    assert event.signup_list.signups.count() == 1
