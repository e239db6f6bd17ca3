"""What a receiver is told, word for word, and the same as OpenAPI describes it."""

import json
from typing import Any, Final

from django.conf import settings

from brobygger.api.models import WebhookMessage
from brobygger.api.rows import ROOT
from brobygger.api.rows.kinds import given
from brobygger.api.webhooks.signing import ID, SIGNATURE, TIMESTAMP
from brobygger.core.resources import Resource, Schema, resources

TEST: Final = WebhookMessage.Kind.TEST.value
_TEXT: Final[Schema] = {"type": "string"}


def body(message: WebhookMessage, centre: str) -> bytes:
    """The same each time that it is tried."""
    data: dict[str, Any] = {}
    if message.kind != TEST:
        data = {"kind": message.kind, "resource": message.resource, "id": message.row, "url": f"{settings.SITE_URL}/{centre}/{ROOT}/{message.resource}/{message.row}"}
    said = {"id": message.key, "type": f"{message.resource}.{message.kind}" if data else TEST, "timestamp": given(message.at), "centre": centre, "data": data}
    return json.dumps(said, separators=(",", ":")).encode()


def told_of() -> dict[str, Resource]:
    """Of which rows there are messages: those whose changes are all in the trail."""
    return {name: each for name, each in resources.items() if each.followed}


def schema() -> Schema:
    names = list(told_of())
    row: Schema = {
        "type": "object", "required": ["kind", "resource", "id", "url"], "additionalProperties": False,
        "properties": {
            "kind": {"enum": ["created", "changed", "deleted"], "description": "“created” is told where the trail knows of nothing before; do the same as for “changed”: read the row."},
            "resource": {"enum": names}, "id": {"type": "integer", "description": "The row’s key."}, "url": {**_TEXT, "format": "uri", "description": "Where the row is read, with your token. What is deleted is not there any more."},
        },
    }
    return {
        "type": "object", "required": ["id", "type", "timestamp", "centre", "data"], "additionalProperties": False,
        "properties": {
            "id": {**_TEXT, "description": "The same as in the header, and the same each time that this message comes: take it once."},
            "type": {**_TEXT, "description": "“registrations.changed” and so on, or “test”."}, "timestamp": {**_TEXT, "format": "date-time", "description": "When it happened."},
            "centre": {**_TEXT, "description": "The centre’s name in addresses."}, "data": {"anyOf": [row, {"type": "object", "maxProperties": 0, "description": "Of a test."}]},
        },
    }


def added_to(description: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI's description of the rows, with what is told of them."""
    components = description["components"]
    return {**description, "webhooks": _webhooks(), "components": {**components, "schemas": {**components["schemas"], "Told": schema()}}}


def _webhooks() -> dict[str, Any]:
    headers = [
        {"name": ID, "in": "header", "required": True, "schema": _TEXT, "description": "The message’s name."},
        {"name": TIMESTAMP, "in": "header", "required": True, "schema": _TEXT, "description": "When it was sent, in seconds since 1970. Refuse what is more than five minutes old."},
        {"name": SIGNATURE, "in": "header", "required": True, "schema": _TEXT, "description": "“v1,” and the base64 of HMAC-SHA256 over “id.timestamp.body” with your secret. While a new secret is being taken into use there are two, with a blank between."},
    ]
    return {"told": {"post": {
        "operationId": "told", "summary": "A row was made, changed or taken away", "description": "Sent to the address that a leader has written for your token. At least once, in no certain order.", "parameters": headers, "security": [],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Told"}}}},
        "responses": {"2XX": {"description": "It is taken. Answer within ten seconds, and do the work afterwards."}, "410": {"description": "You want no more: nothing is sent from now on."}, "default": {"description": "It is sent again, with longer and longer waits, for three days."}},
    }}}
