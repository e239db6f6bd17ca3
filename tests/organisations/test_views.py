"""Organisations and networks: listed, found, edited, and never deleted from under registered work."""

from datetime import date

import pytest

from brobygger.organisations.models import Network, Organisation
from tests.factories import KindFactory, NetworkFactory, OrganisationFactory, ParticipationFactory, RegistrationFactory

LIST = "/testby/kontor/organisationer/"
NETWORKS = "/testby/kontor/netvaerk/"


def test_an_organisation_is_added_and_found_by_its_nickname(client_of, bo, centre):
    browser = client_of(bo)
    browser.post(f"{LIST}ny/", {"name": "Røde Kors Testby", "also": "RK", "sector": "civil_society"})
    OrganisationFactory.create(name="Biblioteket", sector="municipality")
    assert [row.name for row in browser.get(LIST, {"q": "rk"}).context["page"]] == ["Røde Kors Testby"]
    assert [row.name for row in browser.get(LIST, {"sektor": "municipality"}).context["page"]] == ["Biblioteket"]
    assert [hit.title for group in browser.get("/testby/kontor/soeg/", {"q": "røde"}).context["groups"] for hit in group[1]] == ["Røde Kors Testby"]


def test_the_list_leaves_as_seen(client_of, bo, centre):
    OrganisationFactory.create(name="Biblioteket", sector="municipality")
    OrganisationFactory.create(name="Naboerne")
    answer = client_of(bo).get(LIST, {"sektor": "municipality", "format": "csv"})
    assert answer.content.decode("utf-8-sig").splitlines() == ["Navn;Kaldes også;Sektor;Hører under;Lokalområde;Netværk", "Biblioteket;;kommune;;;"]


def test_a_network_is_edited_with_its_members(client_of, bo, centre):
    first, second = OrganisationFactory.create(), OrganisationFactory.create()
    client_of(bo).post(f"{NETWORKS}nyt/", {"name": "Naboskab", "also": "", "started_on": "2026-07-01", "members": [first.pk, second.pk]})
    row = Network.objects.get()
    assert (row.started_on, set(row.members.all())) == (date(2026, 7, 1), {first, second})
    answer = client_of(bo).post(f"{NETWORKS}{row.pk}/", {"name": "Naboskab", "started_on": "2026-07-01", "closed_on": "2026-06-30", "version": row.version})
    assert list(answer.context["form"].errors) == ["closed_on"]


def test_what_work_stands_on_is_not_deleted(client_of, bo, centre):
    used, unused = OrganisationFactory.create(), OrganisationFactory.create()
    ParticipationFactory.create(registration=RegistrationFactory.create(kind=KindFactory.create()), organisation=used)
    for row in (used, unused):
        client_of(bo).post(f"{LIST}{row.pk}/", {"act": "delete"})
    assert list(Organisation.objects.all()) == [used]


def test_the_second_of_two_is_told(client_of, bo, centre):
    row = OrganisationFactory.create(name="Før")
    typed = {"also": "", "sector": "civil_society", "version": row.version}
    client_of(bo).post(f"{LIST}{row.pk}/", {**typed, "name": "Først"})
    answer = client_of(bo).post(f"{LIST}{row.pk}/", {**typed, "name": "Sidst"})
    assert (answer.status_code, Organisation.objects.get().name) == (422, "Først")
    assert client_of(bo).post(f"{LIST}{row.pk}/", {**typed, "name": "Sidst", "version": answer.context["form"].data["version"]}).status_code == 302


def test_a_desk_volunteer_reads_and_does_not_edit(client_of, carla, fatma, centre):
    row = OrganisationFactory.create()
    assert client_of(carla).get(LIST).status_code == 200
    assert client_of(carla).get(f"{LIST}{row.pk}/").status_code == 403
    assert client_of(fatma).get(LIST).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(client_of, bo, centre, rows, django_assert_num_queries):
    for number in range(rows):
        network = NetworkFactory.create(name=f"Netværk {number}")
        network.members.add(OrganisationFactory.create(parent=OrganisationFactory.create()))
    browser = client_of(bo)
    browser.get(LIST)
    with django_assert_num_queries(12):
        browser.get(LIST)
    with django_assert_num_queries(10):
        browser.get(NETWORKS)
