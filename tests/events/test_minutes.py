"""A meeting's minutes reach those who belong to it; points are put in order and taken out; owners elsewhere are reminded."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.core.privacy import declarations
from brobygger.events import meetings, minutes
from brobygger.events.models import Minute, Point
from brobygger.people import retention
from brobygger.people.actions import erase
from brobygger.people.holdings import subject_of_account
from tests.factories import (
    AttendanceFactory,
    ContactFactory,
    EventFactory,
    MinuteFactory,
    NetworkFactory,
    OrganisationFactory,
    PersonFactory,
    PointFactory,
    SignUpFactory,
    SignUpListFactory,
)

NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def network(centre):
    row = NetworkFactory.create(name="Netværket")
    sind = OrganisationFactory.create(mail="")
    ContactFactory.create(organisation=sind, person=PersonFactory.create(name="Kim", mail="kim@sind.example"))
    row.members.add(sind)
    row.persons.add(PersonFactory.create(name="Pia", mail="pia@example.org"))
    return row


@pytest.fixture
def meeting(network):
    starts = NOW - timedelta(hours=3)
    event = EventFactory.create(starts_at=starts, registration__network=network, signup_list=SignUpListFactory.create(), registration__title="Netværksmøde")
    AttendanceFactory.create(event=event, signup=SignUpFactory.create(signup_list=event.signup_list, name="Ole", mail="ole@example.org"))
    return event


def mails():
    return {each.to: each.text for each in OutgoingMail.objects.all()}


def test_they_go_once_to_members_to_those_who_came_and_to_owners_elsewhere(centre, bo, network, meeting):
    point = PointFactory.create(network=network, title="Folder", raised_on=meeting.day, owner_name="Eva", owner_mail="eva@example.org", due_on=TODAY + timedelta(days=20))
    meetings.minute(meeting, {point.pk: "Vi trykker den."}, set(), "Tak for kaffen.", by=bo, now=NOW)
    assert minutes.send(meeting, centre=centre, by=bo, now=NOW) == 4
    assert minutes.send(meeting, centre=centre, by=bo, now=NOW) == 0
    found = mails()
    assert set(found) == {"kim@sind.example", "pia@example.org", "ole@example.org", "eva@example.org"}
    assert all("Vi trykker den." in text and "Tak for kaffen." in text for text in found.values())
    assert ["Du har påtaget dig" in found[each] for each in ("eva@example.org", "pia@example.org")] == [True, False]
    meetings.minute(meeting, {}, set(), "Tak for kaffen og kagen.", by=bo, now=NOW)
    assert minutes.send(meeting, centre=centre, by=bo, now=NOW) == 4


def test_nothing_is_sent_before_it_is_held_or_written(centre, bo, network, meeting):
    with pytest.raises(ValidationError):
        minutes.send(meeting, centre=centre, by=bo, now=NOW)
    coming = EventFactory.create(registration__network=network, minutes="x")
    with pytest.raises(ValidationError):
        minutes.send(coming, centre=centre, by=bo, now=NOW)
    assert OutgoingMail.objects.count() == 0


def test_owners_elsewhere_are_reminded_once_three_days_before(centre, network):
    PointFactory.create(network=network, title="Folder", owner_name="Eva", owner_mail="eva@example.org", due_on=TODAY + timedelta(days=3))
    PointFactory.create(network=network, owner_mail="x@example.org", due_on=TODAY + timedelta(days=4))
    PointFactory.create(network=network, owner_mail="y@example.org", due_on=TODAY + timedelta(days=1), closed_on=TODAY)
    assert [minutes.remind_owners(centre, now=NOW) for _time in range(2)] == [1, 0]
    assert "Folder" in mails()["eva@example.org"]


def test_points_are_put_in_another_order(centre, bo, network):
    rows = [PointFactory.create(network=network, title=name, position=1) for name in "abc"]
    meetings.move_point(rows[2], up=True, by=bo, now=NOW)
    meetings.move_point(rows[0], up=True, by=bo, now=NOW)
    assert "".join(Point.objects.values_list("title", flat=True)) == "acb"
    meetings.move_point(rows[0], up=False, by=bo, now=NOW)
    assert "".join(Point.objects.values_list("title", flat=True)) == "cab"


def test_a_point_is_taken_out_unless_a_meeting_has_spoken_of_it(client_of, bo, network, meeting):
    mistake, spoken = PointFactory.create(network=network), PointFactory.create(network=network)
    MinuteFactory.create(point=spoken, event=meeting)
    for point in (mistake, spoken):
        client_of(bo).post(f"/testby/kontor/netvaerk/{network.pk}/punkt/{point.pk}/", {"act": "delete"})
    assert list(Point.objects.all()) == [spoken]
    assert Change.objects.filter(verb="removed", row=mistake.pk).count() == 1


def test_the_pages(client_of, bo, network, meeting):
    point = PointFactory.create(network=network, title="Folder", raised_on=meeting.day)
    there = f"/testby/kontor/arrangementer/{meeting.pk}/dagsorden/"
    meetings.minute(meeting, {point.pk: "Vi trykker den."}, set(), "", by=bo, now=NOW)
    page = client_of(bo).get(f"{there}papir/").content.decode()
    assert ("Folder" in page, "Vi trykker den." in page) == (True, True)
    assert client_of(bo).post(there, {"act": "send"}).status_code == 302
    assert OutgoingMail.objects.count() == 3
    answer = client_of(bo).post(f"/testby/kontor/netvaerk/{network.pk}/punkt/{point.pk}/", {"title": "Folder", "owner_mail": "eva@example.org", "version": point.version})
    assert list(answer.context["form"].errors) == ["owner_name"]


def test_minutes_go_five_years_after_the_meeting(centre):
    old = MinuteFactory.create(event=EventFactory.create(starts_at=NOW - timedelta(days=5 * 366 + 2)))
    fresh = MinuteFactory.create()
    retention.blank_expired(declarations["events.Minute"], TODAY)
    assert list(Minute.objects.order_by("pk").values_list("text", flat=True)) == ["", fresh.text]
    assert old.point_id


def test_erasing_who_was_responsible_leaves_what_the_meeting_said(centre, bo, astrid):
    event = EventFactory.create(responsible=bo, minutes="Vi trykker folderen.")
    erase(subject_of_account(bo), by=astrid, now=NOW)
    event.refresh_from_db()
    assert (event.responsible, event.minutes) == (None, "Vi trykker folderen.")
