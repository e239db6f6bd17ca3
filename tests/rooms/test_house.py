"""The house: which spaces rooms consist of, what an hour costs, and the pages where it is kept."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from brobygger.centres.models import Change
from brobygger.rooms import actions, pricing, spaces
from brobygger.rooms.models import (
    BookerTerms,
    Booking,
    Feature,
    LentPremises,
    Occupation,
    Premises,
    PriceClass,
    Room,
    SetUp,
    Space,
)
from tests.factories import (
    BookerTermsFactory,
    BookingFactory,
    FeatureFactory,
    LentPremisesFactory,
    OrganisationFactory,
    PremisesFactory,
    PriceClassFactory,
    RoomFactory,
)

NOW = timezone.now()


def kept(room, by, **many):
    return actions.keep_room(room, {"parts": [], "excludes": [], **many}, before=None, by=by, now=NOW)


def spaces_of(room):
    return set(room.spaces.values_list("pk", flat=True))


@pytest.mark.parametrize(("parts", "excludes", "expected"), [
    ({1: [], 2: []}, [], {1: {(1, None)}, 2: {(2, None)}}),
    ({1: [], 2: [], 3: [1, 2]}, [], {1: {(1, None)}, 2: {(2, None)}, 3: {(1, None), (2, None)}}),
    ({1: [], 2: []}, [(2, 1)], {1: {(1, None), (1, 2)}, 2: {(2, None), (1, 2)}}),
    ({1: [], 2: [], 3: [1]}, [(1, 2)], {1: {(1, None), (1, 2)}, 2: {(2, None), (1, 2)}, 3: {(1, None), (1, 2)}}),
])
def test_spaces_follow_from_parts_and_exclusions(parts, excludes, expected):
    assert spaces.wanted(parts, excludes) == expected


def test_a_hall_of_two_has_their_spaces_and_neighbours_share_one(centre, bo):
    a, b, c = (kept(RoomFactory.build(premises=PremisesFactory.create()), bo) for _each in range(3))
    hall = kept(RoomFactory.build(premises=a.premises, name="Sal A+B"), bo, parts=[a, b])
    assert spaces_of(hall) == spaces_of(a) | spaces_of(b)
    assert not spaces_of(a) & spaces_of(b)
    actions.keep_room(c, {"parts": [], "excludes": [b]}, before={}, by=bo, now=NOW)
    assert len(spaces_of(b) & spaces_of(c)) == 1
    assert spaces_of(c) & spaces_of(hall)
    assert not spaces_of(c) & spaces_of(a)


def test_bookings_to_come_take_what_the_room_consists_of_now(centre, bo):
    a, b = RoomFactory.create(), RoomFactory.create()
    booking = BookingFactory.create(room=a)
    over = BookingFactory.create(room=a, starts_at=NOW - timedelta(days=3))
    actions.keep_room(a, {"parts": [], "excludes": [b]}, before={}, by=bo, now=NOW)
    assert set(booking.occupations.values_list("space", flat=True)) == spaces_of(a)
    assert len(spaces_of(a)) == 2
    assert over.occupations.count() == 1


def test_two_bookings_in_each_others_way_stop_the_change_with_both_named(centre, bo):
    a, b = RoomFactory.create(name="Blå stue"), RoomFactory.create(name="Køkken")
    BookingFactory.create(room=a)
    BookingFactory.create(room=b)
    with pytest.raises(ValidationError) as wrong:
        actions.keep_room(a, {"parts": [], "excludes": [b]}, before={}, by=bo, now=NOW)
    assert "Blå stue" in wrong.value.messages[0]
    assert "Køkken" in wrong.value.messages[0]
    assert (a.excludes.count(), Occupation.objects.count()) == (0, 2)


def test_rooms_are_not_made_of_rooms_made_of_rooms_nor_exclude_what_they_are_made_of(centre, bo):
    a, b = RoomFactory.create(), RoomFactory.create()
    hall = kept(RoomFactory.build(premises=a.premises), bo, parts=[a])
    for room, many in ((b, {"parts": [hall]}), (a, {"parts": [b]}), (hall, {"parts": [a], "excludes": [a]}), (b, {"excludes": [b]})):
        with pytest.raises(ValidationError):
            actions.keep_room(room, {"parts": [], "excludes": [], **many}, before={}, by=bo, now=NOW)


def test_a_room_that_has_been_booked_is_not_deleted(centre, bo):
    empty, booked, past = RoomFactory.create(), RoomFactory.create(), RoomFactory.create()
    BookingFactory.create(room=booked)
    BookingFactory.create(room=past, starts_at=NOW - timedelta(days=3))
    for room, words in ((booked, "1 booking"), (past, "har været booket")):
        with pytest.raises(ValidationError) as wrong:
            actions.delete_room(room, by=bo, now=NOW)
        assert words in wrong.value.messages[0]
    actions.delete_room(empty, by=bo, now=NOW)
    assert (Room.objects.count(), Space.objects.count(), Booking.objects.count()) == (2, 2, 2)


def test_a_room_out_of_use_says_what_is_still_to_come_in_it(centre, client_of, bo):
    room = RoomFactory.create(retired=True)
    assert "endnu ikke afholdt" not in client_of(bo).get(room.get_absolute_url()).content.decode()
    for days in (-3, 3, 4):
        BookingFactory.create(room=room, starts_at=NOW + timedelta(days=days))
    page = client_of(bo).get(room.get_absolute_url()).content.decode()
    assert "2 bookinger er endnu ikke afholdt og står" in page
    assert f"bookinger/?lokale={room.pk}" in page


@pytest.mark.parametrize(("organisation", "ticketed", "costs"), [
    ({"voluntary_social": True}, False, 0), ({"voluntary_social": True}, True, 19), ({"sector": "municipality"}, False, 19), ({"sector": "politics"}, False, 19),
    ({"sector": "civil_society"}, False, 19), ({"sector": "company"}, False, 300), ({"sector": "company"}, True, 300), (None, False, 300), (None, True, 300),
])
def test_an_hour_costs_what_the_price_table_says(centre, bo, organisation, ticketed, costs):
    actions.lay_out_prices(by=bo, now=NOW)
    who = OrganisationFactory.create(**organisation) if organisation is not None else None
    assert pricing.price(RoomFactory.create(), who, ticketed=ticketed, classes=PriceClass.objects.all()).hourly == costs


def test_terms_of_one_association_hold_before_what_is_usual_and_some_rooms_cost_nothing(centre, bo):
    actions.lay_out_prices(by=bo, now=NOW)
    actions.lay_out_prices(by=bo, now=NOW)
    assert PriceClass.objects.count() == 3
    terms = BookerTermsFactory.create(price_class=PriceClassFactory.create(hourly=Decimal("75.50")))
    classes = list(PriceClass.objects.all())
    assert pricing.price(RoomFactory.create(), terms.organisation, ticketed=False, classes=classes, terms=terms).hourly == Decimal("75.50")
    assert pricing.price(RoomFactory.create(charged=False), None, ticketed=True, classes=classes).hourly == 0
    assert pricing.price(RoomFactory.create(), None, ticketed=True, classes=[]).hourly == 0


def test_the_house_is_built_from_an_empty_page(centre, client_of, bo):
    browser = client_of(bo)
    assert "Her kommer jeres hus til at stå" in browser.get("/testby/kontor/lokaler/rum/").content.decode()
    answer = browser.post("/testby/kontor/lokaler/steder/nyt/", {"name": "Frivillighuset", "address": "Algade 1", "position": 0})
    house = Premises.objects.get()
    assert answer.headers["Location"].endswith(f"/rum/nyt/?sted={house.pk}")
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Projektor" in page
    projector, theatre = Feature.objects.get(name="Projektor"), SetUp.objects.first()
    given = {"premises": house.pk, "name": "Salen", "capacity": 60, "features": [projector.pk], "set_ups": [theatre.pk], "open_to": "members", "buffer_minutes": 15, "cancel_hours": 24, "way_in_hours": 24, "weekends": "on", "charged": "on", "position": 0}
    answer = browser.post("/testby/kontor/lokaler/rum/nyt/", given)
    room = Room.objects.get()
    assert answer.headers["Location"] == room.get_absolute_url()
    assert (list(room.features.all()), room.buffer_minutes, room.spaces.count()) == ([projector], 15, 1)
    page = browser.get(room.get_absolute_url()).content.decode()
    assert "15 minutter holdes fri efter hver booking." in page
    assert Change.objects.filter(model="rooms.Room", verb="added").count() == 1
    answer = browser.post(f"/testby/kontor/lokaler/rum/{room.pk}/ret/", {**given, "name": "Store sal", "version": room.version})
    assert answer.status_code == 302
    room.refresh_from_db()
    assert (room.name, room.features.count()) == ("Store sal", 1)


@pytest.mark.parametrize(("wrong", "words"), [
    ({"capacity": 0}, "mindst én"), ({"opens": "18:00", "closes": "08:00"}, "lukker, før det åbner"), ({"longest_hours": "0"}, "0.5"), ({"ahead_days": "99999"}, "1100"), ({"name": "Møde 010180-1234"}, "CPR"),
])
def test_an_impossible_room_is_refused_beside_the_field_and_what_was_typed_is_kept(centre, client_of, bo, wrong, words):
    house = PremisesFactory.create()
    given = {"premises": house.pk, "name": "Salen", "capacity": 60, "text": "Lyst og stille", "open_to": "members", "buffer_minutes": 0, "cancel_hours": 24, "way_in_hours": 24, "position": 0}
    answer = client_of(bo).post("/testby/kontor/lokaler/rum/nyt/", {**given, **wrong})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Lyst og stille" in page
    assert words in page
    assert not Room.objects.exists()


def a_picture():
    made = BytesIO()
    Image.new("RGB", (20, 20), "teal").save(made, "JPEG")
    return SimpleUploadedFile("min hemmelige mappe.jpg", made.getvalue(), content_type="image/jpeg")


def test_a_picture_wants_words_and_is_shown_to_everybody_under_a_name_of_our_own(centre, client_of, client, bo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    room = RoomFactory.create()
    given = {"premises": room.premises_id, "name": "Salen", "capacity": 60, "open_to": "everybody", "buffer_minutes": 0, "cancel_hours": 24, "way_in_hours": 24, "position": 0, "version": 1}
    where = f"/testby/kontor/lokaler/rum/{room.pk}/ret/"
    assert "Sig med få ord" in client_of(bo).post(where, {**given, "picture": a_picture()}).content.decode() or not Room.objects.exclude(picture="").exists()
    assert client_of(bo).post(where, {**given, "picture": a_picture(), "picture_text": "En lys sal"}).status_code == 302
    room.refresh_from_db()
    assert "hemmelige" not in room.picture.name
    answer = client.get(f"/testby/lokaler/{room.pk}/billede/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert "En lys sal" in client.get("/testby/lokaler/").content.decode()


def test_everybody_sees_the_rooms_others_may_book_and_finds_one_by_size_and_equipment(centre, client):
    projector = FeatureFactory.create(name="Projektor")
    RoomFactory.create(name="Lille stue", capacity=6)
    RoomFactory.create(name="Salen", capacity=60, step_free=True).features.add(projector)
    RoomFactory.create(name="Kontoret", open_to="centre")
    RoomFactory.create(name="Gamle sal", retired=True)
    page = client.get("/testby/lokaler/").content.decode()
    assert ("Lille stue" in page, "Salen" in page, "Kontoret" in page, "Gamle sal" in page) == (True, True, False, False)
    for asked in ("antal=20", f"udstyr={projector.pk}", "trin=fri"):
        page = client.get(f"/testby/lokaler/?{asked}").content.decode()
        assert ("Lille stue" in page, "Salen" in page) == (False, True)
    assert client.get("/testby/lokaler/?antal=²&udstyr=x").status_code == 200
    hidden = Room.objects.get(name="Kontoret")
    assert client.get(f"/testby/lokaler/{hidden.pk}/").status_code == 404


def test_premises_of_others_are_found_by_size_place_and_terms(centre, client):
    LentPremisesFactory.create(name="Forsamlingshuset", capacity=120, free_of_charge=True, terms="Nøglen hentes hos købmanden.")
    LentPremisesFactory.create(name="Klublokalet", capacity=12)
    LentPremisesFactory.create(name="Nedlagt", retired=True)
    page = client.get("/testby/lokaler/hos-andre/").content.decode()
    assert ("Forsamlingshuset" in page, "Klublokalet" in page, "Nedlagt" in page) == (True, True, False)
    assert "Nøglen hentes hos købmanden." in page
    for asked in ("antal=40", "vilkaar=gratis", "q=købmand"):
        page = client.get(f"/testby/lokaler/hos-andre/?{asked}").content.decode()
        assert ("Forsamlingshuset" in page, "Klublokalet" in page) == (True, False), asked


def test_lists_leave_as_files_without_formulas(centre, client_of, bo):
    LentPremisesFactory.create(name="=1+1")
    RoomFactory.create(name="Salen")
    assert "'=1+1" in client_of(bo).get("/testby/kontor/lokaler/hos-andre/?format=csv").content.decode("utf-8-sig")
    assert "Salen" in client_of(bo).get("/testby/kontor/lokaler/rum/?format=csv").content.decode("utf-8-sig")


def test_premises_with_rooms_stay_and_others_go(centre, client_of, bo):
    room = RoomFactory.create()
    empty = PremisesFactory.create()
    for house in (room.premises, empty):
        client_of(bo).post(f"/testby/kontor/lokaler/steder/{house.pk}/", {"act": "delete"})
    assert list(Premises.objects.all()) == [room.premises]
    assert not Change.objects.filter(model="rooms.Premises", verb="removed", row=room.premises_id).exists()


def test_terms_and_others_premises_are_written_and_taken_out(centre, client_of, bo):
    browser, who = client_of(bo), OrganisationFactory.create()
    assert browser.post("/testby/kontor/lokaler/vilkaar/nye/", {"organisation": who.pk}).status_code == 422
    browser.post("/testby/kontor/lokaler/vilkaar/nye/", {"organisation": who.pk, "hours_a_month": 4})
    (terms,) = BookerTerms.objects.all()
    assert terms.hours_a_month == 4
    browser.post(f"/testby/kontor/lokaler/vilkaar/{terms.pk}/", {"act": "delete"})
    assert not BookerTerms.objects.exists()
    assert "Hvem låner det ud?" in browser.post("/testby/kontor/lokaler/hos-andre/nyt/", {"name": "Skolen", "contact": "12 34 56 78"}).content.decode()
    browser.post("/testby/kontor/lokaler/hos-andre/nyt/", {"name": "Skolen", "owner": "Kommunen", "contact": "12 34 56 78"})
    browser.post(f"/testby/kontor/lokaler/hos-andre/{LentPremises.objects.get().pk}/", {"act": "delete"})
    assert not LentPremises.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "staff", "queries"), [("kontor/lokaler/rum/", True, 14), ("kontor/lokaler/hos-andre/", True, 11), ("kontor/lokaler/priser/", True, 12), ("lokaler/", False, 8), ("lokaler/hos-andre/", False, 4)])
def test_lists_ask_as_many_questions_with_three_rows_as_with_one(centre, client_of, client, bo, django_assert_num_queries, path, staff, queries, n):
    for _each in range(n):
        RoomFactory.create().features.add(FeatureFactory.create())
        LentPremisesFactory.create(organisation=OrganisationFactory.create())
        BookerTermsFactory.create()
    browser = client_of(bo) if staff else client
    browser.get(f"/testby/{path}")
    with django_assert_num_queries(queries):
        assert browser.get(f"/testby/{path}").status_code == 200
