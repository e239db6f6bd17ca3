"""Six formal types, localities, a flag with its date; and who the members were by type and locality on any past day."""

from datetime import date

import pytest

from brobygger.organisations.models import Formal, Membership
from tests.factories import LocalityFactory, MembershipTypeFactory, OrganisationFactory

MEMBERS = "/testby/kontor/medlemmer/"


@pytest.fixture
def places(centre):
    return {name: LocalityFactory.create(name=name) for name in ("Korsør", "Skælskør")}


@pytest.fixture
def types(centre):
    return {formal: MembershipTypeFactory.create(name=f"Type {formal}", formal=formal) for formal in Formal}


def crossed(browser, day):
    """The table as the page shows it: type → its figures by locality."""
    table = browser.get(MEMBERS, {"dag": day}).context["crossed"]
    return [name for _key, name in table.columns], {label: figures for label, figures, _all in table.lines()}


def test_type_by_locality_on_any_past_day(client_of, bo, places, types):
    browser = client_of(bo)
    for number, formal in enumerate([Formal.ASSOCIATION, Formal.ASSOCIATION, Formal.INSTITUTION, Formal.ORGANISATION, Formal.COMPANY, Formal.GROUP]):
        row = OrganisationFactory.create(name=f"Medlem {number}", locality=places["Korsør" if number < 4 else "Skælskør"])
        browser.post(f"/testby/kontor/organisationer/{row.pk}/medlem/", {"type": types[formal].pk, "starts_on": "2024-01-01", "locality": row.locality_id})
    browser.post(f"{MEMBERS}person/", {"name": "Inge Holm", "type": types[Formal.PERSON].pk, "starts_on": "2025-01-01", "locality": places["Skælskør"].pk})
    assert Membership.objects.count() == 7

    moving = Membership.objects.get(organisation__name="Medlem 0")
    browser.post(f"{MEMBERS}{moving.pk}/", {"order": "change", "change-since": "2025-07-01", "change-type": types[Formal.GROUP].pk, "change-locality": places["Skælskør"].pk})
    leaving = Membership.objects.get(organisation__name="Medlem 3")
    browser.post(f"{MEMBERS}{leaving.pk}/", {"order": "leave", "leave-last_day": "2025-12-31", "leave-reason": "Lukket"})

    both = ["Korsør", "Skælskør"]
    assert crossed(browser, "2023-12-31") == ([], {})
    assert crossed(browser, "2024-06-30") == (both, {"forening": [2, 0], "institution": [1, 0], "organisation": [1, 0], "virksomhed": [0, 1], "gruppe": [0, 1]})
    assert crossed(browser, "2025-07-01") == (
        both, {"forening": [1, 0], "institution": [1, 0], "organisation": [1, 0], "virksomhed": [0, 1], "gruppe": [0, 2], "person": [0, 1]},
    )
    assert crossed(browser, "2026-01-01")[1].get("organisation") is None
    lines = browser.get(MEMBERS, {"dag": "2024-06-30", "format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 6


def test_the_flag_carries_its_date(client_of, bo, centre):
    row = OrganisationFactory.create(name="Naboerne")
    page = f"/testby/kontor/organisationer/{row.pk}/"
    client_of(bo).post(f"{page}ret/", {"name": "Naboerne", "sector": "civil_society", "welcomes_since": "2025-03-01", "version": row.version})
    row.refresh_from_db()
    assert row.welcomes_since == date(2025, 3, 1)
    assert "siden 1. marts 2025" in client_of(bo).get(page).content.decode()
    listed = client_of(bo).get("/testby/kontor/organisationer/", {"kun": "rummelige"})
    ((name, *_rest),) = listed.context["lines"]
    assert "Naboerne" in name
