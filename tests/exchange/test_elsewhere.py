"""What is looked for may be there already: things the centre lends, volunteers in its pool; with reasons, and nobody's name in public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.exchange import elsewhere
from tests.factories import (
    CategoryFactory,
    EquipmentFactory,
    ExchangePostFactory,
    LoanFactory,
    LocalityFactory,
    OrganisationFactory,
    PersonFactory,
    TopicFactory,
    VolunteerFactory,
)

TODAY = timezone.localdate()
PUBLIC, OFFICE = "/testby/byttebors/", "/testby/kontor/byttebors/"


@pytest.fixture
def tent(centre):
    return EquipmentFactory.create(name="Festtelt", text="6 x 3 meter med sider", stock=2)


def need(sort="equipment", **fields):
    return ExchangePostFactory.create(**{"side": "need", "category": CategoryFactory.create(sort=sort), "title": "Et festtelt til sommerfesten", "text": "Gerne med sider", **fields})


def volunteer(name, *, skills=0, interests=0, **fields):
    return VolunteerFactory.create(person=PersonFactory.create(name=name), skills=skills, interests=interests, **fields)


class TestThings:
    def test_a_thing_named_in_the_same_words_with_how_many_there_are(self, tent):
        EquipmentFactory.create(name="Projektor"), EquipmentFactory.create(name="Festtelt, gammelt", retired=True)
        assert [(each.row, each.reasons) for each in elsewhere.loans_for(need(), TODAY)] == [(tent, ("begge nævner »festtelt«, »sider«", "der er 2"))]

    def test_a_word_is_known_as_the_last_part_of_a_longer_one(self, tent):
        assert [each.reasons[0] for each in elsewhere.loans_for(need(title="Telt til sommerfesten", text=""), TODAY)] == ["begge nævner »festtelt«"]

    def test_what_is_lent_out_on_the_days_of_the_post_is_not_proposed(self, tent):
        LoanFactory.create(equipment=tent, quantity=2)  # today and two days on
        assert elsewhere.loans_for(need(starts_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=1)), TODAY) == []
        later = elsewhere.loans_for(need(starts_on=TODAY + timedelta(days=9)), TODAY)
        assert [each.reasons[1] for each in later] == ["2 er hjemme på de dage"]

    @pytest.mark.parametrize("fields", [{"side": "offer"}, {"sort": "hands"}, {"state": "closed", "ended_on": TODAY}, {"title": "Et musikanlæg", "text": ""}])
    def test_nothing_where_nothing_of_the_kind_is_looked_for(self, tent, fields):
        assert elsewhere.loans_for(need(**fields), TODAY) == []

    def test_everybody_sees_it_on_the_page(self, client, client_of, bo, tent):
        row = need(organisation=OrganisationFactory.create())
        assert "Centret udlåner" in client.get(f"{PUBLIC}{row.pk}/").content.decode()
        office = client_of(bo).get(f"{OFFICE}{row.pk}/").content.decode()
        assert ("Festtelt" in office, "/testby/kontor/lokaler/udstyr/" in office) == (True, True)


class TestPeople:
    def test_those_who_know_of_it_before_those_who_like_it_and_those_of_the_place_first(self, centre):
        cooking, selling, place = TopicFactory.create(sort="skill", name="Madlavning", bit=0), TopicFactory.create(name="Loppemarked", bit=1), LocalityFactory.create(name="Korsør")
        row = need("hands", title="Hænder til loppemarkedet", text="Og til madlavningen bagefter", locality=place)
        likes = volunteer("Likes", interests=1 << selling.bit)
        knows = volunteer("Kender", skills=1 << cooking.bit, locality=place)
        both = volunteer("Begge", skills=1 << cooking.bit, interests=1 << selling.bit)
        volunteer("Ingen"), volunteer("Gået", skills=1 << cooking.bit, state="archived")
        found = elsewhere.volunteers_for(row, TODAY)
        assert [each.row for each in found] == [both, knows, likes]
        assert [each.reasons for each in found] == [("kender til Madlavning", "interesserer sig for Loppemarked"), ("kender til Madlavning", "begge i Korsør"), ("interesserer sig for Loppemarked",)]

    def test_staff_see_them_and_the_public_does_not(self, client, client_of, bo, dorte, centre):
        topic = TopicFactory.create(sort="skill", name="Madlavning", bit=0)
        volunteer("Frida Frivillig", skills=1 << topic.bit)
        row = need("skills", title="Madlavning for tredive", text="", organisation=OrganisationFactory.create())
        assert "Frida Frivillig" in client_of(bo).get(f"{OFFICE}{row.pk}/").content.decode()
        assert "Frida Frivillig" not in client.get(f"{PUBLIC}{row.pk}/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_pages_ask_the_same_number_of_questions(client, client_of, bo, centre, django_assert_num_queries, n):
    topic = TopicFactory.create(sort="skill", name="Madlavning", bit=0)
    hands, things = need("hands", title="Madlavning", text=""), need()
    for _each in range(n):
        volunteer("Frida", skills=1 << topic.bit), EquipmentFactory.create(name=f"Festtelt {_each}")
    for browser, address, questions in ((client, f"{PUBLIC}{things.pk}/", 5), (client_of(bo), f"{OFFICE}{hands.pk}/", 17), (client_of(bo), f"{OFFICE}{things.pk}/", 15)):
        browser.get(address)
        with django_assert_num_queries(questions):
            browser.get(address)
