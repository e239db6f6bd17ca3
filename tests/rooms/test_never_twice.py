"""No space is ever taken twice at one time: the database says so itself, whichever way a row is written."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.rooms import never_twice
from brobygger.rooms.models import Occupation
from tests.factories import BookingFactory, OccupationFactory, RoomFactory, SpaceFactory
from tests.together import at_once

START = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=10)


def takes(space, booking, begins, ends):
    return Occupation(booking=booking, space=space, starts_at=START + timedelta(minutes=begins), ends_at=START + timedelta(minutes=ends))


@pytest.mark.parametrize(("begins", "ends"), [(0, 60), (-30, 30), (30, 90), (10, 20), (-30, 90), (59, 61)])
def test_what_overlaps_is_refused_whichever_way_it_is_written(centre, begins, ends):
    space, booking = SpaceFactory.create(), BookingFactory.create(taken=False)
    takes(space, booking, 0, 60).save()
    for write in (lambda: takes(space, booking, begins, ends).save(), lambda: Occupation.objects.bulk_create([takes(space, booking, begins, ends)])):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            write()
        assert never_twice.is_refusal(refused.value)
    elsewhere = takes(space, booking, 600, 660)
    elsewhere.save()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Occupation.objects.filter(pk=elsewhere.pk).update(starts_at=START + timedelta(minutes=begins), ends_at=START + timedelta(minutes=ends))
    assert never_twice.is_refusal(refused.value)


def test_what_only_touches_is_not_refused_nor_another_space_nor_itself_moved_a_little(centre):
    space, booking = SpaceFactory.create(), BookingFactory.create(taken=False)
    row = takes(space, booking, 0, 60)
    row.save()
    takes(space, booking, 60, 120).save()
    takes(space, booking, -60, 0).save()
    takes(SpaceFactory.create(), booking, 0, 60).save()
    row.ends_at -= timedelta(minutes=5)
    row.save()
    assert Occupation.objects.count() == 4


def test_a_time_of_nothing_is_no_time(centre):
    with pytest.raises(IntegrityError), transaction.atomic():
        takes(SpaceFactory.create(), BookingFactory.create(taken=False), 0, 0).save()


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 40), st.integers(1, 12)), max_size=20))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_takes_exactly_what_does_not_overlap(centre, wishes):
    Occupation.objects.all().delete()
    spaces, booking = [SpaceFactory.create(), SpaceFactory.create()], BookingFactory.create(taken=False)
    held: list[tuple[int, int, int]] = []
    for which, begins, length in wishes:
        fits = not any(which == other and begins < until and since < begins + length for other, since, until in held)
        try:
            with transaction.atomic():
                takes(spaces[which], booking, begins, begins + length).save()
        except IntegrityError:
            assert not fits
        else:
            assert fits
            held.append((which, begins, begins + length))


def test_laying_it_again_changes_nothing_and_it_holds_afterwards(centre):
    never_twice.lift()
    never_twice.lay()
    never_twice.lay()
    row = OccupationFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        OccupationFactory.create(space=row.space, booking=row.booking)
    assert Occupation.objects.filter(ends_at__gt=F("starts_at")).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_writes_past_all_our_code_takes_a_space_once(centre):
    space = RoomFactory.create().spaces.get()
    bookings = [BookingFactory.create(taken=False) for _each in range(12)]
    found = at_once(centre, [lambda one=one: takes(space, one, 0, 60).save() for one in bookings])
    refused = [each for each in found if each is not None]
    # On PostgreSQL two that write in the same instant may be told of each other as a deadlock, which is a refusal too.
    assert len(refused) == 11, connection.vendor
    assert Occupation.objects.filter(space=space).count() == 1
