"""What an answer holds, field by field, as JSON Schema: the standard's names and types, and no others than those that are given.

The same goes into the description that programs read (openapi.py) and is what the tests hold every answer against.
"""

from typing import Any, Final

Schema = dict[str, Any]
ID: Final[Schema] = {"type": "string", "format": "uuid"}
TEXT: Final[Schema] = {"type": "string"}
URI: Final[Schema] = {"type": "string", "format": "uri"}
MAIL: Final[Schema] = {"type": "string", "format": "email"}
NUMBER: Final[Schema] = {"type": "number"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
CLOCK: Final[Schema] = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
COLLECTIONS: Final = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


def one(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def many(name: str) -> Schema:
    return {"type": "array", "items": one(name)}


def entity(required: tuple[str, ...], **fields: Schema) -> Schema:
    return {"type": "object", "required": ["id", *required], "additionalProperties": False, "properties": {"id": ID, **fields}}


_SERVICE: Final[dict[str, Schema]] = {
    "organization_id": ID, "name": {"type": "string", "minLength": 1}, "description": TEXT, "url": URI, "email": MAIL, "status": {"enum": ["active"]}, "application_process": TEXT, "fees_description": TEXT, "fees": TEXT,
    "eligibility_description": TEXT, "minimum_age": NUMBER, "maximum_age": NUMBER, "assured_date": DAY, "last_modified": MOMENT,
}
_FULL_SERVICE: Final[dict[str, Schema]] = {
    "phones": many("phone"), "schedules": many("schedule"), "service_areas": many("service_area"), "service_at_locations": many("service_at_location_part"), "languages": many("language"), "cost_options": many("cost_option"),
    "contacts": many("contact"), "attributes": many("attribute"),
}
_ORGANIZATION: Final[dict[str, Schema]] = {"name": TEXT, "description": TEXT, "email": MAIL, "website": URI}
_LOCATION: Final[dict[str, Schema]] = {"location_type": {"enum": ["physical", "virtual"]}, "url": URI, "name": TEXT, "description": TEXT, "latitude": NUMBER, "longitude": NUMBER}
_AT: Final[dict[str, Schema]] = {"service_id": ID, "location_id": ID}
_SAID: Final = ("name", "status")

ENTITIES: Final[dict[str, Schema]] = {
    "service": entity((*_SAID, "organization_id"), **_SERVICE, **_FULL_SERVICE, organization=one("organization_part")),
    "service_listed": entity((*_SAID, "organization_id"), **_SERVICE, organization=one("organization_part")),
    # The reference asks for id and modified_date; its schema for name and status as well.
    "service_minimal": entity((*_SAID, "last_modified", "modified_date"), **{name: _SERVICE[name] for name in (*_SAID, "last_modified")}, modified_date=MOMENT),
    "service_part": entity((*_SAID, "organization_id"), **_SERVICE),
    "service_named": entity(_SAID, **{name: _SERVICE[name] for name in _SAID}),
    "organization": entity(("name", "description"), **_ORGANIZATION, phones=many("phone"), locations=many("location"), services={"type": "array", "items": {"anyOf": [one("service"), one("service_named")]}}),
    "organization_listed": entity(("name", "description"), **_ORGANIZATION),
    "organization_part": entity(("name", "description"), **_ORGANIZATION),
    # Name and status are the service's: the published reference names the service's schema for this answer, the standard its own.
    "service_at_location": entity((*_SAID, "service_id", "location_id"), **_AT, **{name: _SERVICE[name] for name in _SAID}, location=one("location"), service=one("service_listed"), phones=many("phone"), contacts=many("contact"), schedules=many("schedule"), attributes=many("attribute")),
    "service_at_location_listed": entity(("service_id", "location_id"), **_AT, location=one("location_listed"), service=one("service_listed")),
    "service_at_location_part": entity(("service_id", "location_id"), **_AT, location=one("location")),
    "location": entity(("location_type",), **_LOCATION, addresses=many("address"), accessibility=many("accessibility")),
    "location_listed": entity(("location_type",), **_LOCATION),
    "address": entity(
        ("address_1", "city", "state_province", "postal_code", "country", "address_type"), location_id=ID, address_1=TEXT, city=TEXT, state_province=TEXT, postal_code={"type": "string", "pattern": "^[0-9]{4}$"},
        country={"enum": ["DK"]}, address_type={"enum": ["physical"]},
    ),
    "accessibility": entity(("description",), location_id=ID, description=TEXT, details=TEXT),
    "phone": entity(("number",), service_id=ID, organization_id=ID, contact_id=ID, number=TEXT, type={"enum": ["voice"]}),
    "contact": entity(("name",), service_id=ID, name=TEXT, email=MAIL, phones=many("phone")),
    "schedule": entity(
        ("service_id",), service_id=ID, freq={"enum": ["WEEKLY"]}, interval=NUMBER, wkst={"enum": ["MO"]}, byday={"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
        opens_at=CLOCK, closes_at=CLOCK, description=TEXT, notes=TEXT, attending_type=TEXT,
    ),
    "service_area": entity(("name",), service_id=ID, name=TEXT),
    "language": entity(("name",), service_id=ID, name=TEXT, code=TEXT, note=TEXT),
    "cost_option": entity((), service_id=ID, option=TEXT, currency={"enum": ["DKK"]}, amount=NUMBER, amount_description=TEXT),
    "attribute": entity(("taxonomy_term_id",), link_id=ID, link_type=TEXT, link_entity={"enum": ["service"]}, taxonomy_term_id=ID, taxonomy_term=one("taxonomy_term")),
    "taxonomy": entity(("name", "description"), name=TEXT, description=TEXT, uri=URI),
    "taxonomy_term": entity(("name", "description"), name=TEXT, description=TEXT, code=TEXT, taxonomy=TEXT, taxonomy_id=ID, language=TEXT),
}


def envelope(*names: str) -> Schema:
    """A page of a list, around rows of one of these kinds."""
    whole: Schema = {"type": "integer", "minimum": 0}
    flag: Schema = {"type": "boolean"}
    rows = one(names[0]) if len(names) == 1 else {"anyOf": [one(name) for name in names]}
    fields = {"total_items": whole, "total_pages": whole, "page_number": whole, "size": whole, "first_page": flag, "last_page": flag, "empty": flag, "contents": {"type": "array", "items": rows}}
    return {"type": "object", "required": list(fields), "additionalProperties": False, "properties": fields}
