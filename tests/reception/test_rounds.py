"""The daily inspection and faults: walked through in one page, mended step by step, told where it matters, closed where it must be."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from brobygger.reception import inspecting
from brobygger.reception.models import CheckPoint, Fault, FaultState, Inspection
from brobygger.rooms import booking, finding
from brobygger.rooms.free import Span
from brobygger.rooms.keys import room_addresses
from brobygger.rooms.models import Booking
from brobygger.rooms.notices import notices_of
from brobygger.rooms.rules import Who
from tests.factories import (
    BookingFactory,
    CheckPointFactory,
    ContactFactory,
    FaultFactory,
    InspectionFactory,
    OrganisationFactory,
    PremisesFactory,
    RoomFactory,
)
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
HERE = "/testby/kontor/reception/"


def days(n):
    return timedelta(days=n)


@pytest.fixture
def house(centre):
    place = PremisesFactory.create(name="Huset")
    return [RoomFactory.create(name=name, premises=place, position=number) for number, name in enumerate(("Salen", "Køkkenet", "Mødelokalet"))]


def test_a_whole_house_is_seen_with_one_button(centre, client_of, carla, house):
    windows, stove = CheckPointFactory.create(name="Vinduer er lukket"), CheckPointFactory.create(name="Komfuret er slukket")
    stove.rooms.add(house[1])
    hall, kitchen, small = (f"r{row.pk}-" for row in house)
    page = client_of(carla).get(f"{HERE}tilsyn/").content.decode()
    assert page.count("Vinduer er lukket") == 4  # once at the head, and at each of the rooms
    assert page.count("Komfuret er slukket") == 2
    assert "0 af 3 lokaler er set i dag" in page
    given = {f"{hall}seen": "on", f"{kitchen}seen": "on", f"{kitchen}amiss": [windows.pk, stove.pk], f"{kitchen}note": "Gryden stod fremme", f"{kitchen}fault": "En kogeplade er død"}
    answer = client_of(carla).post(f"{HERE}tilsyn/", given, follow=True).content.decode()
    assert "2 lokaler er set. Tak." in answer
    assert "2 af 3 lokaler er set i dag" in answer
    row = Inspection.objects.get(room=house[1])
    assert (row.on, row.note, row.by, set(row.amiss.all())) == (TODAY, "Gryden stod fremme", carla, {windows, stove})
    assert list(Fault.objects.values_list("room", "what", "state", "reported_by")) == [(house[1].pk, "En kogeplade er død", "open", carla.pk)]
    client_of(carla).post(f"{HERE}tilsyn/", {**given, f"{kitchen}amiss": [], f"{small}seen": "on"})
    assert Inspection.objects.count() == 3
    assert not Inspection.objects.get(room=house[1]).amiss.exists()
    assert Fault.objects.count() == 1


def test_bad_input_on_the_walk_keeps_nothing_and_all_that_was_typed(centre, client_of, carla, house):
    CheckPointFactory.create()
    key = f"r{house[0].pk}-"
    for wrong in ({f"{key}amiss": ["9" * 25]}, {f"{key}note": "x" * 300}, {f"{key}fault": "cpr 010180-1234"}):
        answer = client_of(carla).post(f"{HERE}tilsyn/", {f"{key}seen": "on", f"r{house[1].pk}-seen": "on", f"r{house[1].pk}-note": "Bliver stående", **wrong})
        assert answer.status_code == 422
        assert "Bliver stående" in answer.content.decode()
    assert not Inspection.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_walk_at_once_make_one_inspection_and_one_fault(centre, bo):
    room = RoomFactory.create()
    found = at_once(centre, [lambda: inspecting.inspect([inspecting.Seen(room.pk, fault="Lampen er gået")], by=bo, now=NOW) for _each in range(4)])
    assert found == [1, 1, 1, 1]
    assert (Inspection.objects.count(), Fault.objects.count()) == (1, 1)


def test_what_was_seen_stands_in_a_list_and_leaves_without_formulas(centre, client_of, bo):
    InspectionFactory.create(note="=1+1", room__name="Salen")
    fine = InspectionFactory.create(room__name="Køkkenet")
    page = client_of(bo).get(f"{HERE}tilsyn/dage/?vis=noget").content.decode()
    table = page.partition("<table")[2]
    assert ("Salen" in table, "Køkkenet" in table) == (True, False)
    assert "Køkkenet" in client_of(bo).get(f"{HERE}tilsyn/dage/?lokale={fine.room_id}").content.decode()
    assert "'=1+1" in client_of(bo).get(f"{HERE}tilsyn/dage/?format=csv").content.decode("utf-8-sig")


def test_the_checklist_is_the_centres_own(centre, client_of, bo, carla, house):
    assert client_of(carla).post(f"{HERE}tilsyn/tjekliste/").status_code == 403
    for _twice in range(2):
        client_of(bo).post(f"{HERE}tilsyn/tjekliste/")
    assert CheckPoint.objects.count() == 5
    client_of(bo).post(f"{HERE}tilsyn/tjekliste/ny/", {"name": "Komfuret er slukket", "rooms": [house[1].pk]})
    assert list(CheckPoint.objects.get(name="Komfuret er slukket").rooms.all()) == [house[1]]
    row = CheckPoint.objects.get(name="Lyset er slukket")
    client_of(bo).post(f"{HERE}tilsyn/tjekliste/{row.pk}/", {"name": row.name, "retired": "on"})
    assert "Lyset er slukket" not in client_of(bo).get(f"{HERE}tilsyn/").content.decode()
    assert client_of(bo).post(f"{HERE}tilsyn/tjekliste/ny/", {"name": "Komfuret er slukket"}).status_code == 422


def test_a_fault_is_taken_on_mended_and_one_click_takes_that_back(centre, client_of, carla):
    row, browser = FaultFactory.create(what="Døren binder"), client_of(carla)
    browser.post(f"{HERE}fejl/{row.pk}/trin/", {"state": "mending"})
    page = browser.post(f"{HERE}fejl/{row.pk}/trin/", {"state": "mended"}, follow=True).content.decode()
    assert "»Døren binder« er lavet." in page
    assert f"{HERE}fejl/{row.pk}/trin/?state=mending" in page
    assert (Fault.objects.get().state, Fault.objects.get().mended_on) == ("mended", TODAY)
    browser.post(f"{HERE}fejl/{row.pk}/trin/?state=mending")
    assert (Fault.objects.get().state, Fault.objects.get().mended_on) == ("mending", None)
    browser.post(f"{HERE}fejl/{row.pk}/trin/", {"state": "x"})
    assert Fault.objects.get().state == FaultState.MENDING


def test_what_is_not_mended_for_a_week_or_when_it_should_have_been_is_a_to_do(centre, client_of, carla):
    FaultFactory.create(what="Ugegammel", reported_on=TODAY - days(7))
    FaultFactory.create(what="For gammel", reported_on=TODAY - days(8))
    FaultFactory.create(what="Over tiden", expected_on=TODAY - days(1))
    FaultFactory.create(what="Har tid", reported_on=TODAY - days(30), expected_on=TODAY)
    FaultFactory.create(what="Lavet", reported_on=TODAY - days(30), state="mended", mended_on=TODAY)
    page = client_of(carla).get("/testby/kontor/").content.decode()
    assert [words in page for words in ("Få det lavet: For gammel", "Få det lavet: Over tiden", "Ugegammel", "Har tid", "Lavet,")] == [True, True, False, False, False]


def wanted(room, own, on):
    starts = timezone.localtime(NOW).replace(hour=10, minute=0, second=0, microsecond=0) + days(on)
    return Booking(room=room, organisation=own, starts_at=starts, ends_at=starts + timedelta(hours=1), purpose="Møde")


def test_a_fault_closes_its_room_and_rooms_made_of_it_but_not_for_staff(centre, bo):
    own, part = OrganisationFactory.create(), RoomFactory.create(name="Sal A")
    whole, other = RoomFactory.create(name="Sal A+B"), RoomFactory.create(name="Køkkenet")
    whole.parts.add(part)
    FaultFactory.create(room=part, what="Loftet drypper", effect="closed", expected_on=TODAY + days(3))
    FaultFactory.create(room=other, what="Gardinet er revnet", effect="shown")
    for room in (part, whole):
        with pytest.raises(ValidationError) as refused:
            booking.book(wanted(room, own, 2), Who(own), by=None, now=NOW)
        assert "er lukket til og med" in refused.value.messages[0]
        assert "Loftet drypper" in refused.value.messages[0]
    span = Span(wanted(part, own, 2).starts_at, wanted(part, own, 2).ends_at)
    assert finding.free_rooms([part, whole, other], span) == [other]
    assert [each.room for each in finding.search([part, other], [span], now=NOW) if each.free_on] == [other]
    assert booking.book(wanted(other, own, 2), Who(own), by=None, now=NOW).pk
    assert booking.book(wanted(part, own, 4), Who(own), by=None, now=NOW).pk
    assert booking.book(wanted(part, own, 2), Who(own, staff=True), by=bo, now=NOW).pk
    Fault.objects.filter(room=part).update(expected_on=None)
    with pytest.raises(ValidationError) as refused:
        booking.book(wanted(whole, own, 300), Who(own), by=None, now=NOW)
    assert "er lukket for tiden" in refused.value.messages[0]
    inspecting.become(Fault.objects.get(room=part), FaultState.MENDED, by=bo, now=NOW)
    assert notices_of([part.pk, whole.pk]) == {}
    assert booking.book(wanted(whole, own, 300), Who(own), by=None, now=NOW).pk


def test_it_is_said_at_the_door_and_on_the_rooms_page_only_where_it_should_be(centre, client, client_of, bo):
    room = RoomFactory.create(open_to="everybody")
    FaultFactory.create(room=room, what="Projektoren flimrer", effect="shown")
    FaultFactory.create(room=room, what="Hemmelig sprække")
    for page in (client.get(room.public_url), client.get(room_addresses(room, centre)["screen"]), client_of(bo).get(room.get_absolute_url())):
        text = page.content.decode()
        assert ("Projektoren flimrer" in text, "Hemmelig" in text) == (True, False)


def photo():
    written = BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "PNG")
    return SimpleUploadedFile("x.png", written.getvalue(), content_type="image/png")


def test_an_association_and_a_booker_report_faults_and_decide_nothing_about_them(centre, client, client_of, erik, bo, house):
    own = OrganisationFactory.create(name="De ældres klub")
    ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
    here = f"/testby/forening/{own.pk}/reception/fejl/"
    assert client_of(erik).post(here, {"what": ""}).status_code == 422
    assert client_of(erik).post(here, {"what": "x", "picture": SimpleUploadedFile("x.png", b"no picture")}).status_code == 422
    client_of(erik).post(here, {"what": "Toilettet løber", "effect": "closed", "mender": "mig", "picture": photo()})
    row = Fault.objects.get()
    assert (row.organisation, row.room, row.effect, row.mender, row.reported_by) == (own, None, "", "", erik)
    assert client_of(bo).get(f"{HERE}fejl/{row.pk}/billede/").status_code == 200
    booked = BookingFactory.create(room=house[0], organisation=None, name="Kim", mail="kim@unge.example")
    assert f"{booked.own_url}fejl/" in client.get(booked.own_url).content.decode()
    client.post(f"{booked.own_url}fejl/", {"what": "En stol er knækket", "room": house[1].pk})
    assert Fault.objects.get(what="En stol er knækket").room == house[0]
    assert "Tak, fordi du siger det" in client.get(f"{booked.own_url}fejl/?sendt=1").content.decode()
    assert client.get("/testby/lokaler/booking/findes-ikke/fejl/").status_code == 404


def test_a_fault_is_edited_with_who_and_when_and_needs_a_room_to_close(centre, client_of, carla, house):
    row, browser = FaultFactory.create(room=None, what="Lampen"), client_of(carla)
    address = f"{HERE}fejl/{row.pk}/"
    given = {"what": "Lampen i gangen", "note": "Husk stigen", "mender": "Elektrikeren", "expected_on": TODAY + days(2), "effect": "", "room": "", "version": row.version}
    assert browser.post(address, {**given, "effect": "closed"}).status_code == 422
    assert browser.post(address, given).status_code == 302
    assert browser.post(address, given).status_code == 422  # an older copy
    row.refresh_from_db()
    assert (row.what, row.mender, row.expected_on) == ("Lampen i gangen", "Elektrikeren", TODAY + days(2))
    assert browser.post(f"{HERE}fejl/ny/", {"what": "Dørpumpen", "room": house[0].pk, "effect": "shown"}).status_code == 302
    page = browser.get(f"{HERE}fejl/").content.decode()
    assert "Dørpumpen" in page
    assert "Elektrikeren" in page
    assert "Lampen" not in browser.get(f"{HERE}fejl/?q=pumpe").content.decode().partition('<ul class="points"')[2]
    assert "Dørpumpen" in browser.get("/testby/kontor/soeg/?q=dørpumpen").content.decode()


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("tilsyn/", 16), ("tilsyn/dage/", 13), ("tilsyn/tjekliste/", 12), ("fejl/", 11)])
def test_pages_of_the_round_ask_as_many_questions_with_three_rows_as_with_one(centre, client_of, bo, django_assert_num_queries, path, queries, n):
    place = PremisesFactory.create()
    for _each in range(n):
        room = RoomFactory.create(premises=place)
        CheckPointFactory.create().rooms.add(room)
        InspectionFactory.create(room=room, by=bo).amiss.add(CheckPoint.objects.first())
        FaultFactory.create(room=room, organisation=OrganisationFactory.create())
    browser = client_of(bo)
    browser.get(f"{HERE}{path}")
    with django_assert_num_queries(queries):
        assert browser.get(f"{HERE}{path}").status_code == 200
