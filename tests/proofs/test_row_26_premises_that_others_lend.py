"""Premises that others lend out: for how many, how one gets in, on which terms, whom to ask; narrowed by filters, and whole without a call to anybody else."""

import re

import pytest

from tests.factories import LentPremisesFactory, LocalityFactory, OrganisationFactory

HERE = "/testby/lokaler/hos-andre/"


@pytest.fixture
def lent(centre):
    """Four places in two localities, and one that is not shown."""
    korsoer, slagelse = LocalityFactory.create(name="Korsør"), LocalityFactory.create(name="Slagelse")
    hall = OrganisationFactory.create(name="Halby Hallen")
    return {row.name: row for row in (
        LentPremisesFactory.create(name="Forsamlingshuset", locality=korsoer, capacity=120, free_of_charge=False, terms="500 kr. pr. dag", address="Bygaden 1", text="Stort køkken og scene"),
        LentPremisesFactory.create(name="Hallen", organisation=hall, owner="", locality=slagelse, capacity=400, step_free=True, terms="Foreninger hver hverdag", contact="Inspektøren, 58 00 00 00", website="https://hallen.example/"),
        LentPremisesFactory.create(name="Biblioteket", locality=slagelse, capacity=30, step_free=True, free_of_charge=True),
        LentPremisesFactory.create(name="Menighedshuset", locality=korsoer, capacity=None, free_of_charge=True),
        LentPremisesFactory.create(name="Lukket lokale", locality=korsoer, capacity=50, retired=True),
    )}


def shown(client, **asked):
    page = client.get(HERE, asked).content.decode()
    return [name for name in ("Biblioteket", "Forsamlingshuset", "Hallen", "Lukket lokale", "Menighedshuset") if re.search(rf"<h2[^>]*>(<a[^>]*>)?{name}<", page)]


def test_everybody_sees_capacity_access_terms_and_contact(client, lent):
    page = client.get(HERE).content.decode()
    for words in ("400", "Foreninger hver hverdag", "Inspektøren, 58 00 00 00", "Halby Hallen", "500 kr. pr. dag", "Bygaden 1", "Stort køkken og scene", "trinfri", "udlejer@hus.example"):
        assert words in page, words
    assert shown(client) == ["Biblioteket", "Forsamlingshuset", "Hallen", "Menighedshuset"]


def test_filters_narrow_one_by_one_and_together(client, lent):
    slagelse = lent["Hallen"].locality_id
    for asked, expected in (
        ({"antal": "40"}, ["Forsamlingshuset", "Hallen"]), ({"sted": slagelse}, ["Biblioteket", "Hallen"]), ({"vilkaar": "gratis"}, ["Biblioteket", "Menighedshuset"]),
        ({"vilkaar": "trinfri"}, ["Biblioteket", "Hallen"]), ({"q": "scene"}, ["Forsamlingshuset"]), ({"sted": slagelse, "vilkaar": "gratis", "antal": "20"}, ["Biblioteket"]),
        ({"antal": "80", "vilkaar": "gratis"}, []), ({"antal": "²", "sted": "x", "vilkaar": "y"}, []),
    ):
        assert shown(client, **asked) == expected, asked
    assert "Vis alle" in client.get(HERE, {"antal": "80", "vilkaar": "gratis"}).content.decode()


def test_it_is_whole_without_outside_calls(client, lent):
    """Nothing on the page is fetched from elsewhere; links are followed by those who want to."""
    answer = client.get(HERE)
    page = answer.content.decode()
    fetched = re.findall(r'<(?:script|img|iframe|source|video|audio|embed|object)[^>]*?(?:src|data)="([^"]+)"', page) + re.findall(r'<link[^>]*href="([^"]+)"', page)
    assert [each for each in fetched if each.startswith(("http:", "https:", "//"))] == []
    assert "https:" not in answer.headers["Content-Security-Policy"]
    assert not answer.cookies


def test_the_office_keeps_them_and_the_list_leaves_without_formulas(client_of, bo, lent, client):
    browser = client_of(bo)
    given = {"name": "=Skolen", "owner": "Kommunen", "capacity": 25, "contact": "skolen@by.example", "terms": "Efter kl. 16", "step_free": "on"}
    assert browser.post("/testby/kontor/lokaler/hos-andre/nyt/", given).status_code == 302
    assert "Efter kl. 16" in client.get(HERE, {"antal": "20"}).content.decode()
    assert "'=Skolen" in browser.get("/testby/kontor/lokaler/hos-andre/?format=csv").content.decode("utf-8-sig")
