"""The reference of the interface for programs, from the declarations that it answers by."""

from brobygger.api.rows import described
from brobygger.api.rows.asking import parameters
from brobygger.core.references import references, table
from brobygger.core.resources import Resource, resources, scopes

EXAMPLES = """## Examples

`TOKEN` is the access token that a leader has made, and `slagelse` the centre. Every example here is run by a test.

A page of registrations of March, and the next one with what `next` said:

    GET /slagelse/api/v1/registrations?done_from=2026-03-01&done_to=2026-03-31&limit=50
    Authorization: Bearer TOKEN

What has changed since, and what is gone. Keep the `as_of` of the first page, and ask with it the next time:

    GET /slagelse/api/v1/registrations?modified_after=2026-03-01T10:00:00Z
    Authorization: Bearer TOKEN

Register a piece of work. Sent again with the same `Idempotency-Key`, it is not made twice:

    POST /slagelse/api/v1/registrations
    Authorization: Bearer TOKEN
    Content-Type: application/json
    Idempotency-Key: form-4711

    {"title": "Network meeting", "kind": KIND, "done_on": "2026-03-04", "affiliations": "3 Red Cross", "minutes": 90}

What is wrong is said field by field, in the words of the page, in Danish or, with `Accept-Language: en`, in English:

    POST /slagelse/api/v1/registrations
    Authorization: Bearer TOKEN
    Content-Type: application/json
    Accept-Language: en

    {"title": "Network meeting", "kind": KIND}
"""


def api() -> str:
    text = (
        "# The interface for programs\n\nA program reads and writes a centre’s rows at `/<centre>/api/v1/…`, with an access token that a leader makes under Settings, Programs that are let in. "
        "The same as OpenAPI 3.1, with the fields that can be written, stands at `/<centre>/api/v1/openapi.json`; how to begin is told in [the how-to](../how-to/api.md).\n\n" + EXAMPLES + "\n## What there is\n"
    )
    for scope, label in scopes.items():
        text += f"\n### {label}\n\nScope `{scope}`.\n"
        for name, resource in resources.items():
            if resource.scope == scope:
                text += f"\n#### `{name}`\n\n{resource.about}{' These rows are persons: the token must be trusted with them.' if resource.personal else ''}\n\n"
                text += table(["Field", "Kind", "What"], _fields(resource)) + "\n\n"
                asked = ", ".join(f"`{each['name']}`" for each in parameters(resource))
                text += f"Asked for by {asked}. {_writes(resource)}\n"
    return text


def _fields(resource: Resource) -> list[list[str]]:
    found = []
    for name, schema in described.row_schema(resource)["properties"].items():
        kind = schema.get("type", "any")
        found.append([f"`{name}`", schema.get("format") or (" or ".join(kind) if isinstance(kind, list) else str(kind)), str(schema.get("description", ""))])
    return found


def _writes(resource: Resource) -> str:
    writing = resource.writing
    if writing is None:
        return "Read only."
    verbs = [*(["POST"] if writing.create else []), *(["PATCH"] if writing.change else []), *(["DELETE"] if writing.remove else []), *(f"POST …/{verb}" for verb in writing.acts)]
    return f"Written with {', '.join(verbs)}."


references.add("api", api)
