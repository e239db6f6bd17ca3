"""The description of the API that programs read: OpenAPI 3.1, made of the same parameters and fields that answers are made of. In English, as the standard's own."""

from typing import Any, Final

from brobygger.api.asking import OF_LISTS, OF_ONE, Parameter
from brobygger.api.entities import COLLECTIONS, ENTITIES, ID, TEXT, URI, Schema, envelope, one

VERSION: Final = "HSDS-3.0"
PROFILE: Final = "https://docs.openreferral.org/en/3.0/"
# On a page, and at its own address.
ROWS: Final[dict[str, tuple[str, ...]]] = {
    "services": ("service_listed", "service", "service_minimal"), "organizations": ("organization_listed", "organization"), "service_at_locations": ("service_at_location_listed", "service_at_location"),
    "taxonomies": ("taxonomy",), "taxonomy_terms": ("taxonomy_term",),
}
SINGLE: Final = {"services": "service", "organizations": "organization", "service_at_locations": "service_at_location", "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term"}
_WHAT: Final = {
    "services": "Offers to citizens that are public now", "organizations": "Whoever has a public offer", "service_at_locations": "Offers that are somewhere, with their place", "taxonomies": "The lists that offers are sorted by", "taxonomy_terms": "The terms of those lists",
}
_FAULT: Final[Schema] = {"type": "object", "required": ["detail"], "additionalProperties": False, "properties": {"detail": {**TEXT, "description": "A sentence, in Danish."}}}
ABOUT: Final[Schema] = {
    "type": "object", "required": ["version", "profile", "openapi_url"], "additionalProperties": False, "properties": {"version": TEXT, "profile": URI, "openapi_url": URI},
}


def description(*, title: str, server: str, about: str, contact: dict[str, str]) -> dict[str, Any]:
    paths: dict[str, Any] = {"/": {"get": _operation("getAPIMetaInformation", "What this is", (), ABOUT)}}
    for name in COLLECTIONS:
        paths[f"/{name}"] = {"get": _operation(f"list_{name}", _WHAT[name], OF_LISTS[name], envelope(*ROWS[name]))}
        found = _operation(f"get_{name}", f"One of {name}", OF_ONE.get(name, ()), one(SINGLE[name]))
        found["responses"]["404"] = _answer("There is none of this identifier, or it is not public.", _FAULT)
        paths[f"/{name}/{{id}}"] = {"parameters": [{"name": "id", "in": "path", "required": True, "schema": ID, "description": "Its identifier."}], "get": found}
    return {
        "openapi": "3.1.0", "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {"title": title, "version": "3.0", "summary": "Offers to citizens as Open Referral HSDS 3", "description": about, "contact": contact, "license": {"name": "Open data: free to use, with the source named"}},
        "servers": [{"url": server}], "paths": paths, "components": {"schemas": ENTITIES},
    }


def _operation(name: str, summary: str, parameters: tuple[Parameter, ...], schema: Schema) -> dict[str, Any]:
    said = [{"name": each.name, "in": "query", "required": False, "description": each.about, "schema": each.schema} for each in parameters]
    return {"operationId": name, "summary": summary, "parameters": said, "responses": {"200": _answer(summary, schema), "422": _answer("A parameter that is unknown or cannot be read.", _FAULT)}}


def _answer(about: str, schema: Schema) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}}
