"""Volunteers out of a spreadsheet: a yes that can be shown holds on, all others are in no pool until they say yes here, and silence ends in being forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.centres.models import Change
from brobygger.core.models import OutgoingMail
from brobygger.intake import undoing
from brobygger.matching import confirming, volunteering
from brobygger.matching.models import Topic, Volunteer
from brobygger.people.models import Person
from tests.factories import MatchFactory, VolunteerFactory
from tests.intake.conftest import BASE
from tests.together import at_once as all_at_once

TODAY = timezone.localdate()
HEAD = "Navn;E-mail;Telefon;Samtykke;Samtykke hvordan;Henvendt den;Interesser;Hvornår;By"
LIST = f"""{HEAD}
Inge Holm;inge@example.org;;{TODAY - timedelta(days=100):%d-%m-%Y};Blanket i mappen;1/2-2025;Natur, Børn;mandag aften, tirsdag formiddag;4220
Bo Berg;;12 34 56 78;;;;;;
Eva Friis;eva@example.org;;{TODAY - timedelta(days=400):%d-%m-%Y};Mail;;;;
"""
LIST_PAGE = "/testby/kontor/frivillige/?vis=ubekraeftet"


@pytest.fixture
def topics(lists):
    for bit, name in enumerate(("Natur", "Børn")):
        Topic.objects.create(sort=Topic.Sort.INTEREST, name=name, bit=bit)


def test_only_those_whose_yes_can_be_shown_are_in_the_pool(bring, topics):
    page, row = bring("volunteers", LIST)
    assert (row.result, page.context["counts"]["wrong"]) == ({"new": 3, "same": 0, "wrong": 0}, 0)
    inge, bo, eva = (Volunteer.objects.get(person__name=name) for name in ("Inge Holm", "Bo Berg", "Eva Friis"))
    assert (inge.consent_until, inge.consent_source, inge.interests, str(inge.locality), inge.enquired_on.year, inge.state) == (TODAY + timedelta(days=265), "Blanket i mappen", 3, "Korsør", 2025, "enquiry")
    assert inge.times.bit_count() == 2
    assert [(row.consent_until, row.consent_at, row.is_in_the_pool(TODAY)) for row in (bo, eva)] == [(None, None, False)] * 2
    assert (bo.enquired_on, eva.enquired_on, eva.consent_source) == (TODAY, TODAY - timedelta(days=400), "Mail")
    assert (set(Volunteer.objects.pool(TODAY)), set(Volunteer.objects.unconfirmed()), OutgoingMail.objects.count()) == ({inge}, {bo, eva}, 0)
    assert not any("Inge" in str(change.fields) + change.label for change in Change.objects.filter(model="matching.Volunteer"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Inge;;;;;;;;", "mail eller et telefonnummer"),
        ("Inge;a@example.org;;1/2-2026;;;;;", "både dagen og hvordan"),
        ("Inge;a@example.org;;;På papir;;;;", "både dagen og hvordan"),
        (f"Inge;a@example.org;;{TODAY + timedelta(days=9):%d-%m-%Y};Mail;;;;", "ikke kommet endnu"),
        ("Inge;a@example.org;;31-12-9999;Mail;;;;", "ikke kommet endnu"),
        ("Inge;a@example.org;;;;;Rumfart;;", "»Rumfart« står ikke"),
        ("Inge;a@example.org;;;;;;altid;", "»altid« er ikke en halv dag"),
        ("Inge;ikke-en-mail;;;;;;;", "E-mail"),
    ],
)
def test_what_is_wrong_is_said(bring, topics, row, said):
    page, _row = bring("volunteers", f"{HEAD}\n{row}\n", order="")
    ((state, _n, (line,)),) = page.context["groups"]
    assert (state, said.lower().replace("e-mail", "mail") in " ".join(line["wrong"]).lower()) == ("wrong", True), line["wrong"]
    assert len(line["wrong"]) == len(set(line["wrong"]))


def test_who_is_here_already_or_stands_there_twice_is_one(bring, topics):
    VolunteerFactory.create(person__name="Inge Holm", person__mail="INGE@example.org")
    _page, row = bring("volunteers", LIST + "Bo  berg;;+45 12345678;;;;;;\n")
    assert row.result == {"new": 2, "same": 1, "wrong": 1}
    assert bring("volunteers", LIST)[0].context["counts"] == {"new": 0, "same": 3, "wrong": 0}


def test_they_are_followed_up_from_one_list_and_written_to_once(bring, client_of, bo, centre, topics, at_once):
    bring("volunteers", LIST)
    browser = client_of(bo)
    page = browser.get(LIST_PAGE)
    assert (page.context["to_ask"], page.context["to_call"], len(page.context["lines"])) == (1, 1, 2)
    assert "2, der står på jeres liste" in browser.get("/testby/kontor/").content.decode()
    for _each in range(2):
        with at_once():
            browser.post("/testby/kontor/frivillige/ubekraeftede/")
    mail = OutgoingMail.objects.get()
    assert (mail.to, "liste" in mail.text) == ("eva@example.org", True)
    eva = Volunteer.objects.get(person__name="Eva Friis")
    volunteering.renew(eva, by=None, now=timezone.now())
    eva.refresh_from_db()
    assert (eva.is_in_the_pool(TODAY), eva.consent_source, Volunteer.objects.unconfirmed().count()) == (True, "", 1)


def test_silence_ends_in_being_forgotten(bring, centre, topics):
    bring("volunteers", LIST)
    confirming.write_to_all(centre.pk)
    volunteering.put_away_and_forget(now=timezone.now() + timedelta(days=32))
    assert {str(row): row.state for row in Volunteer.objects.all()} == {"Inge Holm": "enquiry", "Bo Berg": "enquiry", "Eva Friis": "archived"}
    volunteering.put_away_and_forget(now=timezone.now() + timedelta(days=62))
    assert Volunteer.objects.get(person__name="Bo Berg").state == "archived"  # who was never written to
    volunteering.put_away_and_forget(now=timezone.now() + timedelta(days=160))
    assert (Volunteer.objects.filter(state="forgotten").count(), Person.objects.filter(name__in=["Bo Berg", "Eva Friis"]).count(), Volunteer.objects.exclude(consent_source="").count()) == (2, 0, 1)


def test_out_again_with_all_particulars_but_not_who_has_been_introduced(bring, client_of, bo, topics, at_once):
    _page, row = bring("volunteers", LIST)
    match = MatchFactory.create(volunteer=Volunteer.objects.get(person__name="Inge Holm"))
    assert [mark.number for mark, _why in undoing.in_the_way(row)] == [2]
    match.delete()
    with at_once():
        client_of(bo).post(f"{BASE}liste/{row.pk}/", {"order": "undo"})
    row.refresh_from_db()
    assert (row.state, Volunteer.objects.count(), Person.objects.filter(name="Inge Holm").count()) == ("undone", 0, 0)


@pytest.mark.django_db(transaction=True)
def test_who_is_written_to_by_two_workers_gets_one_mail(centre):
    VolunteerFactory.create(person__mail="eva@example.org", consent_until=None, consent_at=None)
    results = all_at_once(centre, [lambda: confirming.write_to_all(centre.pk)] * 2)
    assert (results, OutgoingMail.objects.count()) == ([None, None], 1)
