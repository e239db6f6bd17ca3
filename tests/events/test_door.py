"""At the door: what telephones and the screen send is kept piece by piece, and nobody counts twice."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.utils import timezone

from brobygger.events.models import Attendance, HeadCount
from brobygger.events.views import kiosk
from brobygger.journal.models import Registration
from tests.factories import EventFactory, HeadCountFactory, SignUpFactory, SignUpListFactory

OFFICE = "/testby/kontor/arrangementer"


@pytest.fixture
def now_on(centre):
    start = timezone.now() - timedelta(minutes=20)
    return EventFactory.create(starts_at=start, ends_at=start + timedelta(hours=2), signup_list=SignUpListFactory.create(capacity=2))


def send(browser, event, **what):
    return browser.post(f"{OFFICE}/{event.pk}/fremmoede/kryds/", json.dumps(what), content_type="application/json")


def a_tick(signup, persons=1, at=None):
    return {"signup": getattr(signup, "pk", signup), "persons": persons, "at": (at or timezone.now()).isoformat()}


class TestTicksFromATelephone:
    def test_gathered_without_connection_they_come_in_at_once(self, client_of, carla, now_on):
        anna, bent = SignUpFactory.create_batch(2, signup_list=now_on.signup_list)
        said = send(client_of(carla), now_on, ticks=[a_tick(anna), a_tick(bent)]).json()
        assert (said["marks"], said["came"], said["kept"], said["refused"]) == ({str(anna.pk): 1, str(bent.pk): 1}, 2, [f"t{anna.pk}", f"t{bent.pk}"], {})
        assert Registration.objects.get(pk=now_on.pk).persons == 2

    def test_an_impossible_one_costs_the_others_nothing(self, client_of, carla, now_on):
        anna, bent = SignUpFactory.create_batch(2, signup_list=now_on.signup_list)
        stranger = SignUpFactory.create()
        said = send(client_of(carla), now_on, ticks=[a_tick(999999), a_tick(anna), a_tick(stranger), a_tick(bent, 60)]).json()
        assert said["kept"] == [f"t{anna.pk}"]
        assert set(said["refused"]) == {"t999999", f"t{stranger.pk}", f"t{bent.pk}"}
        assert all(said["refused"].values())
        assert [each.signup for each in Attendance.objects.all()] == [anna]

    def test_what_cannot_count_at_all_is_refused_one_by_one(self, client_of, carla, now_on):
        anna = SignUpFactory.create(signup_list=now_on.signup_list)
        registration = now_on.registration
        registration.state, registration.reason = "cancelled", "Sygdom"
        registration.save()
        said = send(client_of(carla), now_on, ticks=[a_tick(anna)], heads=[{"key": "a", "persons": 3, "whence": "", "sector": ""}]).json()
        assert (said["kept"], set(said["refused"]), HeadCount.objects.count()) == ([], {f"t{anna.pk}", "ha"}, 0)

    def test_heads_sent_twice_count_once_and_a_cpr_number_is_refused_alone(self, client_of, carla, now_on):
        heads = [{"key": "a", "persons": 3, "whence": "borgere", "sector": ""}, {"key": "b", "persons": 1, "whence": "Anna 0101011234", "sector": ""}, {"key": "c", "persons": "0"}]
        for _time in range(2):
            said = send(client_of(carla), now_on, heads=heads).json()
            assert (said["kept"], set(said["refused"]), said["came"]) == (["ha"], {"hb", "hc"}, 3)

    def test_a_telephone_whose_clock_is_slow_does_not_lose(self, client_of, carla, now_on):
        anna = SignUpFactory.create(signup_list=now_on.signup_list, persons=4)
        browser, slow = client_of(carla), timedelta(minutes=10)
        send(browser, now_on, ticks=[a_tick(anna, 4)], now=timezone.now().isoformat())
        send(browser, now_on, ticks=[a_tick(anna, 3, timezone.now() - slow)], now=(timezone.now() - slow).isoformat())
        assert Attendance.objects.get().persons == 3

    @pytest.mark.parametrize("body", [
        "{", "[]", "{}", "3", '{"ticks": 3}', '{"ticks": [{"signup": "x", "persons": 1, "at": "y"}]}', '{"heads": [{"persons": 1}]}', '{"heads": [{"key": "", "persons": 1}]}', '{"ticks": []}',
    ])
    def test_nonsense_is_told_and_changes_nothing(self, client_of, carla, now_on, body):
        answer = client_of(carla).post(f"{OFFICE}/{now_on.pk}/fremmoede/kryds/", body, content_type="application/json")
        assert (answer.status_code, Attendance.objects.count(), HeadCount.objects.count()) == (400, 0, 0)
        assert answer.json()["wrong"]

    def test_who_waits_for_a_place_and_turns_up_is_ticked(self, client_of, carla, now_on):
        SignUpFactory.create(signup_list=now_on.signup_list, persons=2)
        waits = SignUpFactory.create(signup_list=now_on.signup_list, state="waiting", name="Vera Venter")
        browser = client_of(carla)
        page = browser.get(f"{OFFICE}/{now_on.pk}/fremmoede/")
        assert [each.name for each, *_rest in page.context["waiting"]] == ["Vera Venter"]
        assert page.context["room"] == 2
        browser.post(f"{OFFICE}/{now_on.pk}/fremmoede/kryds/", {f"was-{waits.pk}": "", f"came-{waits.pk}": "on", f"n-{waits.pk}": "1"})
        page = browser.get(f"{OFFICE}/{now_on.pk}/fremmoede/")
        assert (page.context["came"], page.context["room"], page.context["waiting"]) == (1, 1, [])

    def test_the_page_knows_a_code_again_and_cannot_open_a_sign_up_with_it(self, client_of, carla, now_on):
        anna = SignUpFactory.create(signup_list=now_on.signup_list)
        page = client_of(carla).get(f"{OFFICE}/{now_on.pk}/fremmoede/").content.decode()
        assert sha256(anna.token.encode()).hexdigest()[:20] in page
        assert anna.token not in page

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_page_asks_the_same_number_of_questions(self, client_of, carla, now_on, rows, django_assert_num_queries):
        SignUpFactory.create_batch(rows, signup_list=now_on.signup_list)
        SignUpFactory.create_batch(rows, signup_list=now_on.signup_list, state="waiting")
        browser = client_of(carla)
        with django_assert_num_queries(18):
            assert browser.get(f"{OFFICE}/{now_on.pk}/fremmoede/").status_code == 200

    def test_the_worker_stands_at_one_address_for_the_office_alone(self, client, centre):
        answer = client.get("/testby/doer.js")
        assert (answer["Content-Type"], answer["Service-Worker-Allowed"]) == ("text/javascript; charset=utf-8", "/testby/kontor/")
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert b"indexedDB" in answer.content


class TestTheScreenAtTheDoor:
    @pytest.fixture
    def address(self, client_of, carla, now_on):
        return client_of(carla).post(f"{OFFICE}/{now_on.pk}/fremmoede/kiosk/").url

    def test_a_code_held_up_to_it_lets_one_in_and_somebody_elses_does_not(self, client, address, now_on):
        anna, stranger = SignUpFactory.create(signup_list=now_on.signup_list, persons=2), SignUpFactory.create()
        assert client.post(address, {"code": anna.token}).status_code == 302
        assert [client.post(address, {"code": each}).status_code for each in (stranger.token, "x", "x" * 5000)] == [422, 422, 422]
        assert Registration.objects.get(pk=now_on.pk).persons == 2

    def test_nobody_counts_a_crowd_on_it(self, client, address, now_on):
        assert "persons" in client.post(address, {"persons": "21", "whence": "", "sector": "", "key": ""}).context["form"].errors
        HeadCountFactory.create(event=now_on, persons=490, counted_by=None)
        assert client.post(address, {"persons": "10", "whence": "", "sector": "", "key": "a"}).status_code == 302
        assert client.post(address, {"persons": "1", "whence": "", "sector": "", "key": "b"}).status_code == 422
        assert Registration.objects.get(pk=now_on.pk).persons == 500

    def test_names_cannot_be_tried_out_one_after_another(self, client, address, now_on, monkeypatch):
        monkeypatch.setattr(kiosk, "A_MINUTE", 3)
        cache.clear()
        SignUpFactory.create(signup_list=now_on.signup_list, name="Anna")
        found = [bool(client.get(f"{address}?navn=an").context["found"]) for _each in range(5)]
        assert found == [True, True, True, False, False]


class TestTheSignedSheet:
    @pytest.fixture
    def signed_up(self, now_on):
        return [SignUpFactory.create(signup_list=now_on.signup_list, name=name, persons=persons) for name, persons in (("Åse", 1), ("Bent", 2), ("Anna", 1), ("Dan", 1))]

    def enter(self, browser, event, numbers, lines="", key="k"):
        return browser.post(f"{OFFICE}/{event.pk}/fremmoede/hoveder/", {"numbers": numbers, "lines": lines, "key": key})

    def test_the_printed_lines_have_numbers_that_stay(self, client_of, carla, now_on, signed_up):
        browser = client_of(carla)
        assert [(each.name, n) for each, n in browser.get(f"{OFFICE}/{now_on.pk}/fremmoede/liste/").context["people"]] == [("Anna", 3), ("Bent", 2), ("Dan", 4), ("Åse", 1)]
        SignUpFactory.create(signup_list=now_on.signup_list, name="Aage")
        assert ("Bent", 2) in [(each.name, n) for each, n in browser.get(f"{OFFICE}/{now_on.pk}/fremmoede/liste/").context["people"]]

    def test_numbers_are_ticked_and_walk_ins_counted_and_nobody_twice(self, client_of, carla, now_on, signed_up):
        browser = client_of(carla)
        for _time in range(2):
            assert self.enter(browser, now_on, "1-2, 4", "3 borgere").status_code == 302
        assert Registration.objects.get(pk=now_on.pk).persons == 4 + 3
        assert sorted(each.signup.name for each in Attendance.objects.all()) == ["Bent", "Dan", "Åse"]

    def test_a_number_ticked_with_fewer_at_the_door_stays_as_it_was_there(self, client_of, carla, now_on, signed_up):
        browser = client_of(carla)
        send(browser, now_on, ticks=[a_tick(signed_up[1], 1)])
        self.enter(browser, now_on, "2")
        assert Attendance.objects.get().persons == 1

    @pytest.mark.parametrize(("numbers", "lines"), [("9", "3 borgere"), ("5-1", ""), ("to", ""), ("1-99999", ""), ("", ""), ("1", "Anna 0101011234")])
    def test_what_cannot_be_is_told_and_nothing_is_kept(self, client_of, carla, now_on, signed_up, numbers, lines):
        answer = self.enter(client_of(carla), now_on, numbers, lines)
        assert (answer.status_code, Attendance.objects.count(), HeadCount.objects.count()) == (422, 0, 0)
        assert answer.context["sheet_form"].errors
