"""Every answer passes the schemas that Open Referral has published, of HSDS 3.0 and of the United Kingdom's profile.

They are under CC BY-SA 4.0 and no part of this project. Laid beside it, as ``shared/hsds/specification`` and ``shared/hsds/uk-profile`` with the folder
``schema`` of each of the two repositories, or where ``HSDS_SCHEMAS`` says, they are held against every answer there is.
"""

import json

import pytest

from brobygger.api.entities import ENTITIES
from tests.api.conftest import SCHEMAS
from tests.api.held import published_faults
from tests.factories import LocalityFactory, OfferFactory, OrganisationFactory

PUBLISHERS = ("specification", "uk-profile")

# Where it is asked, what of the answer is held, and against which of the published ones.
ANSWERS = [
    ("services", {}, "compiled/service_list.json"), ("services", {"full": True}, "compiled/service.json"), ("services", {"minimal": True}, "compiled/service_list.json"),
    ("organizations", {}, "compiled/organization_list.json"), ("organizations", {"full": True}, "compiled/organization.json"), ("organizations", {"full_service": True}, "compiled/organization.json"),
    ("service_at_locations", {}, "compiled/service_at_location_list.json"), ("service_at_locations", {"full": True}, "compiled/service_at_location.json"),
    ("taxonomies", {}, "taxonomy.json"), ("taxonomy_terms", {}, "taxonomy_term.json"),
]
SINGLE = [
    ("services", "compiled/service.json"), ("organizations", "compiled/organization.json"), ("service_at_locations", "compiled/service_at_location.json"),
    ("service_at_locations", "compiled/service.json"),  # which the published reference names for it
    ("taxonomies", "taxonomy.json"), ("taxonomy_terms", "taxonomy_term.json"),
]


@pytest.fixture
def offers(cafe):
    """One that says everything, one that says nothing, one that is online alone, one in the whole municipality with an address in words."""
    OfferFactory.create(title="Bare et navn")
    OfferFactory.create(title="Chat", online=True, age_to=25)
    OfferFactory.create(title="Cykelhjælp", whole_municipality=True, address="Havnegade 7, 4230 Skælskør", price="100 kr. om året, 50 kr. for unge", free=False)
    OrganisationFactory.create(name="Uden tilbud")
    LocalityFactory.create(name="Skælskør", postal_codes="4230 4241")


@pytest.mark.parametrize("publisher", PUBLISHERS)
@pytest.mark.parametrize(("name", "asked", "schema"), ANSWERS)
def test_every_row_of_every_list(offers, get, publisher, name, asked, schema):
    rows = get(name, **asked)["contents"]
    assert rows
    assert [fault for row in rows for fault in published_faults(row, SCHEMAS / publisher / "schema" / schema)] == []


@pytest.mark.parametrize("publisher", PUBLISHERS)
@pytest.mark.parametrize(("name", "schema"), SINGLE)
def test_every_row_at_its_own_address(offers, get, publisher, name, schema):
    for row in get(name)["contents"]:
        assert published_faults(get(f"{name}/{row['id']}"), SCHEMAS / publisher / "schema" / schema) == []


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_what_is_broken_is_noticed(offers, get, publisher):
    """The test of the test."""
    row = get("services", full=True)["contents"][0]
    broken = {**row, "status": "open", "schedules": [{**row["schedules"][0], "freq": "SOMETIMES"}], "url": "ingen adresse"}
    assert len(published_faults(broken, SCHEMAS / publisher / "schema" / "compiled" / "service.json")) == 3
    assert published_faults({"id": row["id"]}, SCHEMAS / publisher / "schema" / "compiled" / "service.json") != []


def test_no_field_is_one_that_the_standard_does_not_know():
    beyond = {}
    for name, schema in ENTITIES.items():
        known = json.loads((SCHEMAS / "specification" / "schema" / f"{name.removesuffix('_listed').removesuffix('_part').removesuffix('_named').removesuffix('_minimal')}.json").read_text())["properties"]
        if more := set(schema["properties"]) - set(known):
            beyond[name] = more
    # What the reference asks for beside the schemas: services of an organization, the service at a location with what its answer's schema wants, and a second name for when it was changed.
    assert beyond == {"service_minimal": {"modified_date"}, "organization": {"services"}, "service_at_location": {"service", "name", "status"}, "service_at_location_listed": {"service"}}
