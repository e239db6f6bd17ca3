"""Seats: never one twice, the queue in its order, and everybody told what she must know."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.core.models import OutgoingMail
from brobygger.groups import actions, places, seats
from brobygger.groups.models import Group, Participant
from brobygger.groups.seats import Asking, Twice
from tests.factories import GroupFactory, ParticipantFactory
from tests.together import at_once

NOW = timezone.now()


def join(group, centre, name="Vibeke", now=NOW, **more):
    return seats.join(Asking(name=name, mail=f"{name.lower()}@example.org", **more), group=group, centre=centre, now=now)


def states(group):
    return {each.name: str(each.state) for each in group.participants.all()}


def mails(name):
    return list(OutgoingMail.objects.filter(to=f"{name.lower()}@example.org").order_by("pk").values_list("subject", flat=True))


def test_where_somebody_talks_with_each_first_nobody_has_a_seat_by_itself(centre):
    group = GroupFactory.create(seats=8, first_talk=True, title="Når man har mistet")
    one = join(group, centre)
    assert (one.state, places.free(group)) == ("waiting", 8)
    (mail,) = OutgoingMail.objects.all()
    assert f"/testby/grupper/min/{one.token}/" in mail.text
    assert "Når man har mistet" in mail.text
    assert "mistet" not in mail.subject  # others may see one's mails come in


def test_else_a_free_seat_is_given_at_once_and_the_next_wait(centre):
    group = GroupFactory.create(seats=1, first_talk=False)
    assert (join(group, centre, "Anna").state, join(group, centre, "Bent").state, join(group, centre, "Cita").state) == ("seated", "waiting", "waiting")
    assert "nummer 2" in OutgoingMail.objects.get(to="cita@example.org").text


def test_a_seat_that_is_left_goes_to_the_next(centre):
    group = GroupFactory.create(seats=1, first_talk=False)
    anna = join(group, centre, "Anna")
    join(group, centre, "Bent", now=NOW + timedelta(seconds=1))
    seats.leave(anna, centre=centre, now=NOW)
    seats.leave(anna, centre=centre, now=NOW)  # leaving twice is leaving once
    assert states(group) == {"Anna": "left", "Bent": "seated"}
    assert mails("Anna") == ["Du har en plads", "Du er ikke længere på listen"]
    assert mails("Bent") == ["Din plads på listen", "Du har en plads"]


def test_a_person_gives_the_seats_and_no_more_than_there_are(centre, bo):
    group = GroupFactory.create(seats=1)
    anna, bent = join(group, centre, "Anna"), join(group, centre, "Bent")
    seats.give_seat(bent, centre=centre, by=bo, now=NOW)
    seats.give_seat(bent, centre=centre, by=bo, now=NOW)
    with pytest.raises(ValidationError, match="Alle pladser er taget"):
        seats.give_seat(anna, centre=centre, by=bo, now=NOW)
    assert states(group) == {"Anna": "waiting", "Bent": "seated"}
    assert mails("Bent") == ["Din plads på listen", "Du har en plads"]


def test_a_mail_stands_on_a_list_once_however_it_is_written(centre):
    group = GroupFactory.create()
    first = join(group, centre, "Anna")
    with pytest.raises(Twice) as twice:
        seats.join(Asking(name="A", mail="ANNA@example.org"), group=group, centre=centre, now=NOW)
    assert twice.value.participant == first
    seats.leave(first, centre=centre, now=NOW)
    assert join(group, centre, "Anna").pk != first.pk


def test_a_telephone_number_is_enough_and_nothing_is_not(centre):
    group = GroupFactory.create()
    assert seats.join(Asking(name="Ole", phone="12 34 56 78"), group=group, centre=centre, now=NOW).mail == ""
    with pytest.raises(ValidationError):
        seats.join(Asking(name="Ole"), group=group, centre=centre, now=NOW)


@pytest.mark.parametrize("closed", [{"published_at": None}, {"takes_interest": False}, {"type": "cafe"}, {"state": "ended", "ended_on": timezone.localdate()}])
def test_one_cannot_get_on_a_list_that_is_closed(centre, closed):
    with pytest.raises(ValidationError):
        join(GroupFactory.create(**closed), centre)
    assert not Participant.objects.exists()


def test_one_who_had_a_seat_goes_on_counting_where_she_was_when_she_moves_to_another_group(centre, bo):
    was, to = GroupFactory.create(), GroupFactory.create()
    one = seats.give_seat(join(was, centre, "Anna"), centre=centre, by=bo, now=NOW)
    moved = seats.move(one, to, centre=centre, by=bo, now=NOW)
    assert (states(was), states(to)) == ({"Anna": "left"}, {"Anna": "waiting"})
    assert was.participants.get().seated_on is not None
    with pytest.raises(ValidationError):
        seats.move(ParticipantFactory.create(mail="ANNA@example.org"), to, centre=centre, by=bo, now=NOW)
    assert moved.group == to


@pytest.mark.django_db(transaction=True)
def test_a_seat_is_never_given_twice_however_many_come_at_once(centre, bo):
    group = GroupFactory.create(seats=2, first_talk=False)
    at_once(centre, [lambda n=n: join(group, centre, f"Person{n}") for n in range(6)])
    assert sorted(states(group).values()) == ["seated", "seated", *["waiting"] * 4]
    by_hand = GroupFactory.create(seats=1)
    waiting = [ParticipantFactory.create(group=by_hand) for _n in range(4)]
    found = at_once(centre, [lambda one=one: seats.give_seat(one, centre=centre, by=bo, now=NOW) for one in waiting])
    assert sum(isinstance(each, ValidationError) for each in found) == 3
    assert by_hand.participants.seated().count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_who_leaves_while_another_comes_leaves_no_seat_empty(centre):
    group = GroupFactory.create(seats=1, first_talk=False)
    anna = join(group, centre, "Anna")
    join(group, centre, "Bent")
    at_once(centre, [lambda: seats.leave(anna, centre=centre, now=NOW), lambda: join(group, centre, "Cita"), lambda: seats.leave(anna, centre=centre, now=NOW)])
    assert states(group) == {"Anna": "left", "Bent": "seated", "Cita": "waiting"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.sampled_from(["join", "leave"]), st.integers(0, 5)), max_size=14), size=st.integers(1, 3))
def test_seats_are_full_before_anybody_waits_and_the_queue_keeps_its_order(centre, moves, size):
    group = GroupFactory.create(seats=size, first_talk=False)
    inside: list[int] = []
    there: dict[int, Participant] = {}
    for step, (what, who) in enumerate(moves):
        if what == "join" and who not in there:
            there[who] = seats.join(Asking(name=f"P{who}", phone="12345678"), group=group, centre=centre, now=NOW + timedelta(seconds=step))
            inside.append(who)
        elif what == "leave" and who in there:
            seats.leave(there.pop(who), centre=centre, now=NOW)
            inside.remove(who)
    alive = Participant.objects.alive().filter(group=group)
    assert {each.name for each in alive.seated()} == {f"P{who}" for who in inside[:size]}
    assert [each.name for each in alive.waiting()] == [f"P{who}" for who in inside[size:]]
    Group.objects.filter(pk=group.pk).update(title="Færdig")


def test_more_seats_are_given_to_those_who_wait_at_once(centre, bo):
    group = GroupFactory.create(seats=1, first_talk=False)
    for name in ("Anna", "Bent", "Cita"):
        join(group, centre, name)
    group.seats = 2
    actions.keep(group, before={}, by=bo, now=NOW)
    assert sorted(states(group).values()) == ["seated", "seated", "waiting"]
