"""Across centres, where both have chosen each other, and nothing but what is public; and accounts of hours, which are sums of rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.centres.models import Centre, Change
from brobygger.centres.scoping import centre_in_force
from brobygger.exchange import accounts, browsing, neighbours, suggesting
from brobygger.exchange.models import ExchangeRules
from tests.factories import (
    CategoryFactory,
    ContactFactory,
    ExchangeFactory,
    ExchangePostFactory,
    ExchangeRulesFactory,
    OrganisationFactory,
)

NOW, TODAY = timezone.now(), timezone.localdate()
PUBLIC, OFFICE = "/testby/byttebors/", "/testby/kontor/byttebors/"


@pytest.fixture
def theirs(other_centre):
    """A neighbour's posts: one that is public, and some that are not."""
    with centre_in_force(other_centre):
        kind = CategoryFactory.create(name="Grej", sort="equipment")
        row = ExchangePostFactory.create(title="Naboens telt", category=kind, organisation__name="Naboforeningen")
        for state in ("closed", "expired", "hidden"):
            ExchangePostFactory.create(title=f"Naboens {state}", category=kind, state=state, ended_on=TODAY)
    return row


def choose(mine, other):
    with centre_in_force(mine):
        row = ExchangeRules.objects.first() or ExchangeRulesFactory.create()
        row.neighbours.add(other)


class TestAcross:
    def test_only_where_both_have_chosen_each_other_and_only_what_is_public(self, client, client_of, astrid, centre, other_centre, theirs):
        ours = ExchangePostFactory.create(title="Vores stole")
        assert list(client.get(PUBLIC).context["page"]) == [ours]
        client_of(astrid).post(f"{OFFICE}regler/", {"neighbours": [other_centre.pk]})
        assert [line.fields.get("neighbours") for line in Change.objects.filter(model="exchange.ExchangeRules")] == [[[], [other_centre.pk]]]
        assert (list(client.get(PUBLIC).context["page"]), neighbours.mutual()) == ([ours], [])
        choose(other_centre, centre)
        page = client.get(PUBLIC)
        assert [row.title for row in page.context["page"]] == ["Vores stole", "Naboens telt"] or [row.title for row in page.context["page"]] == ["Naboens telt", "Vores stole"]
        text = page.content.decode()
        assert (theirs.public_url in text, other_centre.name in text, "Naboens hidden" in text, "Naboens closed" in text) == (True, True, False, False)
        assert "I bytter med" in client_of(astrid).get(f"{OFFICE}regler/").content.decode()
        assert client.get(f"{PUBLIC}{theirs.pk}/").status_code == 404  # it stands at the neighbour's, not here
        with centre_in_force(other_centre):
            ExchangeRules.objects.get().neighbours.clear()
        assert list(client.get(PUBLIC).context["page"]) == [ours]

    def test_they_are_found_by_sort_and_centre_and_suggested_with_where_they_are(self, client, client_of, bo, centre, other_centre, theirs):
        choose(centre, other_centre)
        choose(other_centre, centre)
        kind = CategoryFactory.create(name="Udstyr", sort="equipment")
        need = ExchangePostFactory.create(side="need", title="Telt til sommerfest", category=kind)
        for query, n in ((f"om={kind.pk}", 2), (f"center={other_centre.key}", 1), ("center=testby", 1), ("q=naboforeningen", 1), ("center=findesikke", 0)):
            assert client.get(f"{PUBLIC}?{query}").context["page"].paginator.count == n, query
        assert [each.post.pk for each in suggesting.for_post(need, browsing.public())] == [theirs.pk]
        office = client_of(bo).get(need.get_absolute_url()).content.decode()
        assert (theirs.public_url in office, other_centre.name in office, f"/{other_centre.key}/kontor/" in office) == (True, True, False)

    def test_the_list_asks_as_many_questions_for_three_neighbours_as_for_one(self, client, centre, other_centre, theirs, django_assert_num_queries):
        for n in (1, 2):
            other = other_centre if n == 1 else Centre.objects.create(key="tredjeby", name="Frivilligcenter Tredjeby")
            choose(centre, other)
            choose(other, centre)
            with centre_in_force(other):
                ExchangePostFactory.create_batch(n)
            client.get(PUBLIC)
            with django_assert_num_queries(7):
                client.get(PUBLIC)

    def test_staff_do_not_set_the_rules(self, client_of, bo, centre):
        assert client_of(bo).get(f"{OFFICE}regler/").status_code == 403


class TestAccounts:
    def test_they_are_the_sums_of_what_took_place(self, client_of, bo, centre):
        elders, youth, choir = (OrganisationFactory.create(name=name) for name in ("De ældres klub", "Ungdomsgruppen", "Koret"))
        done = {"state": "done", "agreed_on": TODAY, "done_on": TODAY, "closed_on": TODAY}
        for gives, gets, minutes in ((youth, elders, 720), (elders, youth, 150), (youth, choir, 60)):
            ExchangeFactory.create(gives=gives, gets=gets, minutes=minutes, **done)
        ExchangeFactory.create(gives=youth, gets=elders, minutes=6000, state="agreed", agreed_on=TODAY)
        ExchangeFactory.create(gives=youth, gets=None, gets_name="En ny klub", minutes=30, **done)
        found = {str(each.organisation): (each.given, each.got, each.balance) for each in accounts.all_of_them()}
        assert found == {"De ældres klub": (150, 720, -570), "Koret": (0, 60, -60), "Ungdomsgruppen": (810, 150, 660)}
        assert accounts.of(youth) == next(each for each in accounts.all_of_them() if each.organisation == youth)
        sheet = client_of(bo).get(f"{OFFICE}timer/?format=csv").content.decode("utf-8-sig").splitlines()
        assert sheet[1].split(";") == ["De ældres klub", "2,5", "12,0", "-9,5"]

    def test_the_association_sees_its_own_where_the_centre_keeps_them(self, client_of, astrid, erik, centre):
        own = OrganisationFactory.create()
        ContactFactory.create(organisation=own, person__account=erik, acts_since=NOW)
        here = f"/testby/forening/{own.pk}/byttebors/"
        assert "Jeres timekonto" not in client_of(erik).get(here).content.decode()
        client_of(astrid).post(f"{OFFICE}regler/", {"hour_accounts": "on"})
        assert "Jeres timekonto" in client_of(erik).get(here).content.decode()

    @pytest.mark.parametrize("n", [1, 3])
    def test_it_asks_the_same_number_of_questions(self, client_of, bo, centre, django_assert_num_queries, n):
        for _each in range(n):
            ExchangeFactory.create(minutes=60, state="done", agreed_on=TODAY, done_on=TODAY, closed_on=TODAY + timedelta(days=1))
        browser = client_of(bo)
        browser.get(f"{OFFICE}timer/")
        with django_assert_num_queries(13):
            assert browser.get(f"{OFFICE}timer/").status_code == 200
