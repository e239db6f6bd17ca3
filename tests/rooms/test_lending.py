"""Equipment: never more lent out than there is, handed out and taken back, reminded of when it is late."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.rooms import jobs, lending, stock
from brobygger.rooms.models import Equipment, Loan, LoanState
from tests.factories import ContactFactory, EquipmentFactory, LoanFactory, OrganisationFactory
from tests.together import at_once

NOW, TODAY = timezone.now(), timezone.localdate()
OFFICE = "/testby/kontor/lokaler/"


def days(n):
    return timedelta(days=n)


def asked(kind, centre, *, by=None, **more):
    fields = {"organisation": None, "name": "Kim", "starts_on": TODAY, "due_on": TODAY + days(2), **more}
    return lending.put_aside(Loan(equipment=kind, **fields), by=by, now=NOW, centre=centre)


def states():
    return sorted(Loan.objects.values_list("state", flat=True))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8), st.integers(1, 5)), max_size=12), st.integers(0, 20), st.integers(1, 8))
def test_the_most_at_once_is_what_one_counts_moment_by_moment(taken, begins, length):
    rows = [stock.Taken(since, since + long, many) for since, long, many in taken]
    counted = max(sum(each.many for each in rows if each.begins <= at < each.ends) for at in range(begins, begins + length))
    assert stock.most_at_once(rows, begins, begins + length) == counted


def test_two_desks_are_never_booked_by_three_and_a_day_has_two_halves(centre):
    desks = EquipmentFactory.create(name="Skrivebord", stock=2, on_site=True)
    one = {"due_on": TODAY}
    asked(desks, centre, half="am", **one)
    asked(desks, centre, **one)
    with pytest.raises(ValidationError) as wrong:
        asked(desks, centre, half="am", **one)
    assert "Ingen er ledige" in wrong.value.messages[0]
    asked(desks, centre, half="pm", **one)
    with pytest.raises(ValidationError):
        asked(desks, centre, half="pm", **one)
    asked(desks, centre, starts_on=TODAY + days(1), due_on=TODAY + days(1), quantity=2)
    assert lending.free(desks, TODAY, TODAY, today=TODAY) == 0


@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_asks_at_once_gets_as_many_as_there_are(centre):
    desks = EquipmentFactory.create(stock=2, on_site=True)
    found = at_once(centre, [lambda n=n: asked(desks, centre, name=f"Nr. {n}", due_on=TODAY) for n in range(10)])
    assert sum(isinstance(each, Loan) for each in found) == 2, found
    assert all(isinstance(each, Loan | ValidationError) for each in found), found
    assert Loan.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_crowd_at_the_desk_never_hands_out_more_than_there_are(centre, bo):
    tents = EquipmentFactory.create(stock=2)
    # Five put aside past all our rules, as after a loss: what is in the house decides.
    rows = [LoanFactory.create(equipment=tents) for _each in range(5)]
    at_once(centre, [lambda row=row: lending.hand_out(row, by=bo, now=NOW) for row in rows for _twice in range(2)])
    assert Loan.objects.filter(state="out").count() <= 2
    Loan.objects.filter(state="reserved")[0].delete()
    assert Equipment.objects.get().stock == 2


def test_what_is_overdue_is_not_there_to_be_handed_out_nor_to_be_promised(centre, bo):
    tent = EquipmentFactory.create(stock=1)
    waits = LoanFactory.create(equipment=tent)
    LoanFactory.create(equipment=tent, state="out", starts_on=TODAY - days(5), due_on=TODAY - days(2), organisation__name="Spejderne")
    with pytest.raises(ValidationError) as wrong:
        lending.hand_out(waits, by=bo, now=NOW)
    assert "Spejderne" in wrong.value.messages[0]
    with pytest.raises(ValidationError):
        asked(tent, centre, starts_on=TODAY + days(30), due_on=TODAY + days(31))


def test_handed_out_and_taken_back_twice_is_once_and_what_is_lost_leaves_the_stock(centre, bo):
    row = LoanFactory.create(quantity=2)
    for _twice in range(2):
        out = lending.hand_out(row, by=bo, now=NOW)
    assert (out.state, out.handed_out_on) == ("out", TODAY)
    with pytest.raises(ValidationError):
        lending.take_back(row, lost=3, by=bo, now=NOW)
    for _twice in range(2):
        back = lending.take_back(row, condition="broken", note="En stang er knækket", lost=1, by=bo, now=NOW)
    assert (back.state, back.condition, back.ended_on) == ("back", "broken", TODAY)
    assert Equipment.objects.get().stock == 1
    assert Change.objects.filter(model="rooms.Loan").count() == 2
    with pytest.raises(ValidationError):
        lending.hand_out(row, by=bo, now=NOW)


def test_the_stock_is_not_lowered_below_what_others_count_on(centre, client_of, bo):
    kind = LoanFactory.create(equipment__stock=3, quantity=2).equipment
    given = {"name": kind.name, "longest_days": 14, "version": kind.version}
    answer = client_of(bo).post(f"{OFFICE}udstyr/{kind.pk}/", {**given, "stock": 1})
    assert answer.status_code == 422
    assert "2 er udlånt eller sat til side" in answer.content.decode()
    assert client_of(bo).post(f"{OFFICE}udstyr/{kind.pk}/", {**given, "stock": 2}).status_code == 302
    assert Equipment.objects.get().stock == 2


def test_the_late_are_reminded_the_day_after_and_then_once_a_week_and_it_is_a_to_do(centre, client_of, bo):
    late = LoanFactory.create(state="out", starts_on=TODAY - days(9), due_on=TODAY - days(1), mail="kim@unge.example", organisation__name="Spejderne")
    LoanFactory.create(state="out", mail="ok@til.example", starts_on=TODAY - days(3), due_on=TODAY)
    for later in (0, 0, 3, 7):
        jobs.look_after_loans(NOW + days(later))
    mails = OutgoingMail.objects.filter(to="kim@unge.example")
    assert mails.count() == 2
    assert "skulle have været afleveret" in mails[0].text
    page = client_of(bo).get("/testby/kontor/").content.decode()
    assert f"{late} tilbage fra Spejderne" in page
    lending.take_back(late, by=bo, now=NOW)
    assert "tilbage fra Spejderne" not in client_of(bo).get("/testby/kontor/").content.decode()


def test_what_nobody_fetches_is_free_again_and_a_desk_that_was_used_stays_in_the_book(centre):
    LoanFactory.create(starts_on=TODAY - days(4), due_on=TODAY - days(1))
    LoanFactory.create(equipment__on_site=True, starts_on=TODAY - days(1), due_on=TODAY - days(1))
    jobs.look_after_loans(NOW)
    assert states() == ["lapsed", "reserved"]


def test_an_association_asks_on_its_own_page_and_gives_up_what_it_does_not_need(centre, client_of, erik):
    own = OrganisationFactory.create(name="De ældres klub")
    ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
    kind, browser, here = EquipmentFactory.create(stock=1, longest_days=3), client_of(erik), f"/testby/forening/{own.pk}/udstyr/"
    given = {"equipment": kind.pk, "quantity": 1, "name": "Erik", "mail": "erik@aeldre.example", "starts_on": TODAY, "due_on": TODAY + days(2)}
    for wrong, words in (({"quantity": 2}, "Kun 1 er ledig"), ({"due_on": TODAY + days(3)}, "Højst 3 dage"), ({"due_on": TODAY - days(1)}, "før det bliver hentet"), ({"starts_on": TODAY - days(1)}, "Den dag er gået"), ({"quantity": 0}, "større end"), ({"note": "cpr 010180-1234"}, "CPR")):
        answer = browser.post(f"{here}laan/", {**given, **wrong})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert browser.post(f"{here}laan/", given).status_code == 302
    row = Loan.objects.get()
    assert (row.organisation, row.state) == (own, "reserved")
    assert "sat" in OutgoingMail.objects.get(to="erik@aeldre.example").text
    other = LoanFactory.create()
    assert browser.post(here, {"loan": other.pk}).status_code == 404
    browser.post(here, {"loan": row.pk})
    assert states() == ["cancelled", "reserved"]
    assert lending.free(kind, TODAY, TODAY, today=TODAY) == 1


def test_the_desk_lends_out_at_once_changes_the_day_and_declines_with_a_reason(centre, client_of, bo):
    kind, browser = EquipmentFactory.create(stock=2), client_of(bo)
    given = {"equipment": kind.pk, "quantity": 1, "name": "Kim", "mail": "kim@unge.example", "starts_on": TODAY, "due_on": TODAY + days(2)}
    assert "Hvem låner det?" in browser.post(f"{OFFICE}udlaan/nyt/", {**given, "name": ""}).content.decode()
    browser.post(f"{OFFICE}udlaan/nyt/", {**given, "act": "out"})
    row = Loan.objects.get()
    assert row.state == LoanState.OUT
    act = f"{OFFICE}udlaan/{row.pk}/handling/"
    browser.post(act, {"act": "days", "days-due_on": TODAY + days(9)})
    assert Loan.objects.get().due_on == TODAY + days(9)
    answer = browser.post(act, {"act": "back", "back-condition": "broken"})
    assert (answer.status_code, "Sig med få ord" in answer.content.decode()) == (422, True)
    assert browser.post(act, {"act": "back"}).status_code == 422  # what is wrong with it is said by nobody else
    assert 'value="whole"' not in browser.get(row.get_absolute_url()).content.decode().partition('name="back-condition"')[2]
    browser.post(act, {"act": "whole"})
    assert Loan.objects.get().condition == "whole"
    waits = asked(kind, centre, mail="anna@unge.example", name="Anna")
    browser.post(f"{OFFICE}udlaan/{waits.pk}/handling/", {"act": "decline", "decline-reason": "Det er gået i stykker."})
    assert "Det er gået i stykker." in OutgoingMail.objects.filter(to="anna@unge.example").latest("pk").text
    assert "'=1+1" not in browser.get(f"{OFFICE}udlaan/?format=csv&vis=alle").content.decode("utf-8-sig")
    EquipmentFactory.create(name="=1+1")
    LoanFactory.create(equipment=Equipment.objects.get(name="=1+1"))
    assert "'=1+1" in browser.get(f"{OFFICE}udlaan/?format=csv").content.decode("utf-8-sig")


def test_what_has_been_lent_stays_and_what_never_was_can_be_deleted(centre, client_of, bo):
    lent, never = LoanFactory.create().equipment, EquipmentFactory.create()
    for kind in (lent, never):
        client_of(bo).post(f"{OFFICE}udstyr/{kind.pk}/", {"act": "delete"})
    assert list(Equipment.objects.all()) == [lent]


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("udlaan/", 12), ("udlaan/?vis=alle", 12), ("udstyr/", 12)])
def test_lists_of_equipment_ask_as_many_questions_with_three_rows_as_with_one(centre, client_of, bo, django_assert_num_queries, path, queries, n):
    for _each in range(n):
        LoanFactory.create(state="out")
    browser = client_of(bo)
    browser.get(f"{OFFICE}{path}")
    with django_assert_num_queries(queries):
        assert browser.get(f"{OFFICE}{path}").status_code == 200
