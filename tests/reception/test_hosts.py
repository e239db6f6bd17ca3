"""The hosts' rota and the house today: carried on by rule, named only where they agreed, all of the day on one page."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.core.times import moment
from brobygger.matching.models import Shift
from brobygger.reception import hosting
from brobygger.reception.models import HostRota
from brobygger.rooms.keys import house_screen
from tests.factories import (
    BookingFactory,
    FaultFactory,
    HostRotaFactory,
    InspectionFactory,
    LoanFactory,
    OpportunityFactory,
    PostFactory,
    RoomFactory,
    ShiftFactory,
    ShiftTakenFactory,
    UpkeepTurnFactory,
    VolunteerFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/reception/"


def shift(job, day, first=10, last=14, **more):
    return ShiftFactory.create(opportunity=job, starts_at=moment(day, time(first)), ends_at=moment(day, time(last)), **more)


@pytest.fixture
def job(centre):
    return HostRotaFactory.create().job


def clocks(job):
    return [f"{timezone.localtime(row.starts_at):%d.%m %H.%M}–{timezone.localtime(row.ends_at):%H.%M}" for row in Shift.objects.filter(opportunity=job)]


def test_a_week_goes_on_at_the_same_times_over_the_change_of_the_clocks(job, bo):
    monday = date(2025, 10, 20)
    shift(job, monday)
    shift(job, date(2025, 10, 24), 13, 16, places=2, note="Fredagscafé")
    shift(OpportunityFactory.create(), monday)
    assert hosting.carry_on(job, monday, 2, by=bo, now=NOW) == 4
    assert clocks(job) == ["20.10 10.00–14.00", "24.10 13.00–16.00", "27.10 10.00–14.00", "31.10 13.00–16.00", "03.11 10.00–14.00", "07.11 13.00–16.00"]
    assert Shift.objects.filter(places=2, note="Fredagscafé").count() == 3
    assert hosting.carry_on(job, monday, 2, by=bo, now=NOW) == 0
    with pytest.raises(ValidationError):
        hosting.carry_on(job, date(2025, 1, 6), 2, by=bo, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_who_carry_on_at_once_put_up_each_shift_once(centre, bo):
    job, monday = HostRotaFactory.create().job, date(2025, 10, 20)
    shift(job, monday)
    found = at_once(centre, [lambda: hosting.carry_on(job, monday, 3, by=bo, now=NOW) for _each in range(3)])
    assert sum(found) == 3, found
    assert len(clocks(job)) == 4


def test_the_office_chooses_the_job_and_goes_on_from_a_week(centre, client_of, bo, carla):
    job, foreign = OpportunityFactory.create(), OpportunityFactory.create(organisation=PostFactory.create().organisation)
    address = f"{HERE}vaerter/"
    assert client_of(carla).post(address, {"act": "rota", "job": job.pk}).status_code == 403
    assert client_of(bo).post(address, {"act": "rota", "job": foreign.pk}).status_code == 422
    client_of(bo).post(address, {"act": "rota", "job": job.pk})
    assert HostRota.objects.get().job == job
    shift(job, date(2025, 10, 22))
    for wrong in ({"week": "", "weeks": 2}, {"week": "2025-10-22", "weeks": 0}, {"week": "2025-10-22", "weeks": 99}, {"week": "2025-01-01", "weeks": 2}):
        assert client_of(bo).post(address, {"act": "carry", **wrong}).status_code == 422
    page = client_of(bo).post(address, {"act": "carry", "week": "2025-10-22", "weeks": 2}, follow=True).content.decode()
    assert "2 nye vagter er klar" in page
    assert client_of(bo).get(f"{address}?uge=9999-99-99").status_code == 200
    assert client_of(bo).get(f"{address}?uge=0001-01-01").status_code == 200


def test_only_those_who_agreed_are_named_and_only_by_first_name(job, centre, client, client_of, carla, bo):
    today = shift(job, TODAY, 0, 23, places=3)
    said_yes, said_no = (VolunteerFactory.create(person__name=name) for name in ("Inger Hansen", "Poul Skjult"))
    for each in (said_yes, said_no):
        ShiftTakenFactory.create(shift=today, volunteer=each)
    said_yes.named_since = TODAY
    said_yes.save()
    for page in (client_of(carla).get(HERE), client_of(carla).get(f"{HERE}vaerter/"), client.get(house_screen(centre))):
        text = page.content.decode()
        assert "Inger" in text
        assert "Hansen" not in text
        assert "Poul" not in text
    assert "Din vært i dag: Inger" in client.get(house_screen(centre)).content.decode()
    assert "Poul Skjult" in client_of(bo).get(f"{HERE}vaerter/").content.decode()


def test_a_shift_that_nobody_has_taken_is_a_to_do_a_week_before(job, client_of, bo):
    shift(job, TODAY + timedelta(days=3))
    shift(job, TODAY + timedelta(days=9))
    ShiftTakenFactory.create(shift=shift(job, TODAY + timedelta(days=4)))
    page = client_of(bo).get("/testby/kontor/").content.decode()
    assert page.count("Find en vært til") == 1


def test_the_day_stands_on_one_page(job, client_of, carla):
    shift(job, TODAY)
    room = RoomFactory.create(name="Salen")
    ends = moment(TODAY + timedelta(days=1), time(0))
    BookingFactory.create(room=room, purpose="Korprøve", starts_at=ends - timedelta(minutes=1), ends_at=ends)
    BookingFactory.create(room=room, purpose="I overmorgen", starts_at=ends + timedelta(days=1), ends_at=ends + timedelta(days=1, hours=1))
    InspectionFactory.create(room=room)
    PostFactory.create(received_on=TODAY - timedelta(days=20))
    PostFactory.create()
    FaultFactory.create(room=None, what="Dørklokken er tavs")
    LoanFactory.create(state="out", starts_on=TODAY - timedelta(days=3), due_on=TODAY, equipment__name="Telt til i dag")
    LoanFactory.create(state="out", starts_on=TODAY - timedelta(days=3), due_on=TODAY + timedelta(days=1), equipment__name="Telt til i morgen")
    UpkeepTurnFactory.create(organisation__name="Haveholdet")
    page = client_of(carla).get(HERE).content.decode()
    for words in ("ingen endnu", "Korprøve", "Alle lokaler er set i dag", "2 foreninger har post liggende", "1 i over 14 dage", "Dørklokken er tavs", "Telt til i dag", "afleveres i dag", "Haveholdet"):
        assert words in page, words
    for words in ("I overmorgen", "Telt til i morgen"):
        assert words not in page, words


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("", 24), ("vaerter/", 16)])
def test_the_pages_of_the_day_ask_as_many_questions_with_three_rows_as_with_one(job, client_of, bo, django_assert_num_queries, path, queries, n):
    start = datetime.combine(TODAY, time(23, 58), timezone.get_current_timezone())
    for _each in range(n):
        ShiftTakenFactory.create(shift=shift(job, TODAY), volunteer__person__name="Inger")
        BookingFactory.create(starts_at=start, ends_at=start + timedelta(minutes=5))
        PostFactory.create()
        FaultFactory.create()
        LoanFactory.create(state="out", starts_on=TODAY, due_on=TODAY)
        UpkeepTurnFactory.create()
    browser = client_of(bo)
    browser.get(f"{HERE}{path}")
    with django_assert_num_queries(queries):
        assert browser.get(f"{HERE}{path}").status_code == 200
