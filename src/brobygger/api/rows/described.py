"""The description that programs read, OpenAPI 3.1, made of the very declarations that answers are made of; and the same for people."""

from typing import Any, Final

from django import forms
from django.utils.text import capfirst

from brobygger.api.rows.asking import parameters
from brobygger.api.rows.kinds import input_of, schema_of
from brobygger.api.rows.problems import TYPE
from brobygger.api.rows.writing import fields_of
from brobygger.core.resources import Resource, Schema, Trusted, Writing, resources

VERSION: Final = "1.0"
_TEXT: Final[Schema] = {"type": "string"}
PROBLEM: Final[Schema] = {
    "type": "object", "required": ["type", "title", "status", "detail"], "additionalProperties": False,
    "properties": {
        "type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": {**_TEXT, "description": "A sentence, in the language of Accept-Language: Danish unless English is asked for."},
        "errors": {"type": "object", "description": "Of what was sent: for each field its sentences; under “” what is wrong with it as a whole.", "additionalProperties": {"type": "array", "items": _TEXT}},
    },
}
DELETED: Final[Schema] = {"type": "object", "required": ["id", "deleted_at"], "additionalProperties": False, "properties": {"id": {"type": "integer"}, "deleted_at": {"type": "string", "format": "date-time"}}}
_KEY: Final = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}, "description": "The row’s key."}
_MATCH: Final = {"name": "If-Match", "in": "header", "required": False, "schema": _TEXT, "description": "The ETag of the row as it was read: it is changed only if it is still the same."}
_ONCE: Final = {"name": "Idempotency-Key", "in": "header", "required": False, "schema": {**_TEXT, "maxLength": 100}, "description": "Any word of your own for this one row: sent again with the same key, no second row is made. Remembered for two days."}
_SAID: Final = {
    304: "It is the one you have (If-None-Match).", 400: "What was sent is no JSON object.", 401: "No token that is in use at this centre.", 403: "The token may not do this.", 404: "There is nothing at this address.", 409: "In its state it cannot be done.",
    410: "What this key has made is gone since.", 412: "It has been changed since it was read.", 413: "More was sent than is taken at a time.", 415: "Send JSON.", 422: "A parameter or a field that cannot be taken.", 429: "Too much at once; Retry-After says how many seconds to wait.",
}


def row_schema(resource: Resource) -> Schema:
    """A row as it is given. Personal fields are there for tokens that may see persons."""
    properties: Schema = {"id": {"type": "integer", "description": "Its key."}}
    for column in resource.columns:
        properties[column.name] = _personal(schema_of(column), column.personal)
    for name, filled in resource.filled.items():
        properties[name] = _personal({**filled.schema, "description": str(filled.about) + (" Not in lists." if filled.alone else "")}, filled.personal)
    required = ["id", *(each.name for each in resource.columns if not each.personal), *(name for name, filled in resource.filled.items() if not filled.personal and not filled.alone)]
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


def _personal(schema: Schema, personal: bool) -> Schema:
    return {**schema, "description": f"{schema.get('description', '')} Given to tokens that may see persons.".strip(), "x-personal": True} if personal else schema


def input_schema(form: forms.BaseForm, *, new: bool, parent: str = "") -> Schema:
    fields = fields_of(form)
    properties = {name: input_of(field) for name, field in fields.items()}
    if parent and new:
        properties = {parent: {"type": "integer", "description": "What it hangs on, by its key."}, **properties}
    needed = [parent] if parent and new else []
    needed += [name for name, field in fields.items() if new and field.required and form.get_initial_for_field(field, name) is None]
    said: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**said, "required": needed} if needed else said


def description(*, title: str, server: str, about: str, access: Trusted | None) -> dict[str, Any]:
    """``access`` as whom forms are made: their choices are those of the centre. None leaves writes without their fields."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Problem": PROBLEM, "Deleted": DELETED}
    for name, resource in resources.items():
        schemas[name] = row_schema(resource)
        paths |= _paths(name, resource, schemas, access)
    paths["/openapi.json"] = {"get": {"operationId": "describe", "summary": "This description", "responses": {"200": {"description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}}, **_problems(401, 422, 429)}}}
    return {
        "openapi": "3.1.0", "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema", "info": {"title": title, "version": VERSION, "description": about}, "servers": [{"url": server}],
        "security": [{"token": []}], "paths": paths, "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "An access token that a leader of the centre has made."}}},
    }


def _paths(name: str, resource: Resource, schemas: dict[str, Any], access: Trusted | None) -> dict[str, Any]:
    title, row, writing = str(capfirst(str(resource.title))), {"$ref": f"#/components/schemas/{name}"}, resource.writing
    page: Schema = {"type": "object", "required": ["items", "next"], "additionalProperties": False, "properties": {"items": {"type": "array", "items": row}, "next": {"type": ["string", "null"]}}}
    if resource.followed:
        page["properties"] |= {"deleted": {"type": "array", "items": {"$ref": "#/components/schemas/Deleted"}}, "as_of": {"type": "string", "format": "date-time"}}
    told: dict[str, Any] = {"tags": [resource.scope], "description": str(resource.about)}
    many: dict[str, Any] = {"get": {**told, "operationId": f"list_{name}", "summary": title, "parameters": parameters(resource), "responses": {"200": _answer(title, page), "304": {"description": _SAID[304]}, **_problems(401, 403, 422, 429)}}}
    single: dict[str, Any] = {"parameters": [_KEY], "get": {**told, "operationId": f"get_{name}", "summary": f"One of them: {title}", "responses": {"200": _answer("The row", row), "304": {"description": _SAID[304]}, **_problems(401, 403, 404, 422, 429)}}}
    found = {f"/{name}": many, f"/{name}/{{id}}": single}
    if writing is not None:
        _written(name, resource, writing, found, schemas, access)
    return found


def _written(name: str, resource: Resource, writing: Writing, found: dict[str, Any], schemas: dict[str, Any], access: Trusted | None) -> None:
    row: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"}
    told: dict[str, Any] = {"tags": [resource.scope]}
    if writing.create:
        schemas[f"{name}_new"] = _form(writing, access, new=True)
        found[f"/{name}"]["post"] = {
            **told, "operationId": f"create_{name}", "summary": f"Make one of: {resource.title}", "parameters": [_ONCE], "requestBody": _body(f"{name}_new"),
            "responses": {"201": _answer("The row that was made", row), "200": _answer("The row that this key has made before", row), **_problems(400, 401, 403, 409, 410, 413, 415, 422, 429)},
        }
    if writing.change:
        schemas[f"{name}_changes"] = _form(writing, access, new=False)
        found[f"/{name}/{{id}}"]["patch"] = {
            **told, "operationId": f"change_{name}", "summary": "Change it: the fields that are sent, no others", "parameters": [_MATCH], "requestBody": _body(f"{name}_changes"),
            "responses": {"200": _answer("The row as it is now", row), **_problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 429)},
        }
    if writing.remove is not None:
        found[f"/{name}/{{id}}"]["delete"] = {
            **told, "operationId": f"remove_{name}", "summary": "Take it away", "parameters": [_MATCH], "responses": {"204": {"description": "It is gone."}, **_problems(401, 403, 404, 409, 412, 422, 429)},
        }
    for verb, each in writing.acts.items():
        found[f"/{name}/{{id}}/{verb}"] = {"parameters": [_KEY], "post": {
            **told, "operationId": f"{verb}_{name}", "summary": str(each.about), "parameters": [_MATCH], "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
            "responses": {"200": _answer("The row as it is now", row), **_problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 429)},
        }}


def _form(writing: Writing, access: Trusted | None, *, new: bool) -> Schema:
    if access is None:
        return {"type": "object"}
    return input_schema(writing.form(None, None, access), new=new, parent=writing.parent)


def _body(name: str) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _answer(about: str, schema: Schema) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}, "headers": {"ETag": {"schema": _TEXT, "description": "Stands for this very content."}}}


def _problems(*statuses: int) -> dict[str, Any]:
    return {str(each): {"description": _SAID.get(each, ""), "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}} for each in statuses}
