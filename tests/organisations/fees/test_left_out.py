"""A renewal round leaves out those whom somebody has left out, with the reason, until they are taken in again."""

import pytest
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.organisations.fees import charging
from brobygger.organisations.models import Charge, LeftOut
from tests.factories import LeftOutFactory
from tests.organisations.fees.test_round import ROUND, YEAR, send


def members_of(page, kind):
    return [each.member for name, _n, rows in page.context["groups"] if name == kind for each, _why in rows]


def test_those_who_are_ticked_are_not_charged_and_stand_with_the_reason(client_of, bo, member, worker):
    kept, out = member("Naboerne"), member("SIND")
    browser = client_of(bo)
    answer = browser.post(ROUND, {"act": "leave_out", "ud": [out.pk], "reason": "Hjælper i huset"})
    assert answer.status_code == 302
    page = browser.get(ROUND)
    assert (members_of(page, "mail"), members_of(page, "left_out"), page.context["to_charge"]) == (["Naboerne"], ["SIND"], 1)
    assert "Hjælper i huset" in page.content.decode()
    send(browser, worker)
    send(browser, worker)  # nor does a second round charge it
    assert [each.membership for each in Charge.objects.all()] == [kept]
    assert [(each.verb, each.fields["reason"]) for each in Change.objects.filter(verb="left out")] == [("left out", ["•", "•"])]


def test_taken_in_again_the_next_round_charges_it(client_of, bo, member, worker):
    row = LeftOutFactory.create(membership=member("SIND"))
    browser = client_of(bo)
    for _twice in range(2):
        assert browser.post(ROUND, {"act": "take_in", "row": row.pk}).status_code == 302
    send(browser, worker)
    assert Charge.objects.get().membership == row.membership


def test_a_person_may_still_charge_it_by_hand(member, bo, centre):
    row = LeftOutFactory.create(membership=member("SIND"))
    charging.charge_one(row.membership, year=YEAR, centre=centre, by=bo, now=timezone.now())
    assert Charge.objects.get().membership == row.membership


def test_who_was_left_out_after_the_page_was_looked_at_is_not_charged(client_of, bo, member, worker):
    row = member("SIND")
    member("Naboerne")
    browser = client_of(bo)
    seal = browser.get(ROUND).context["seal"]
    LeftOutFactory.create(membership=row)
    answer = send(browser, worker, seal=seal)
    assert (answer.status_code, Charge.objects.count()) == (422, 0)


def test_another_year_is_another_matter(client_of, bo, member):
    LeftOutFactory.create(membership=member("SIND"), year=YEAR - 1)
    assert members_of(client_of(bo).get(ROUND), "mail") == ["SIND"]


@pytest.mark.parametrize(("typed", "field"), [({"reason": "Fordi"}, "ud"), ({"ud": "x", "reason": ""}, "ud"), ({"ticked": True, "reason": " "}, "reason"), ({"ticked": True, "reason": "Ring til 010190-1234"}, "reason")])
def test_without_a_tick_or_a_reason_it_says_so_and_keeps_what_was_typed(client_of, bo, member, typed, field):
    row = member("SIND")
    given = {"act": "leave_out", "reason": typed["reason"], "ud": [row.pk] if "ticked" in typed else typed.get("ud", [])}
    answer = client_of(bo).post(ROUND, given)
    assert (answer.status_code, list(answer.context["wrong"])) == (422, [field])
    assert not LeftOut.objects.exists()
    assert answer.context["ticked"] == ({row.pk} if "ticked" in typed else set())


def test_left_out_twice_is_once_and_the_first_reason_stays(client_of, bo, member):
    row = member("SIND")
    for reason in ("Først", "Siden"):
        client_of(bo).post(ROUND, {"act": "leave_out", "ud": [row.pk], "reason": reason})
    assert LeftOut.objects.get().reason == "Først"


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_as_often_however_many_are_left_out(client_of, bo, member, n, django_assert_max_num_queries):
    for number in range(n):
        LeftOutFactory.create(membership=member(f"Forening {number}"), by=bo)
    browser = client_of(bo)
    browser.get(ROUND)
    with django_assert_max_num_queries(16):
        browser.get(ROUND)
