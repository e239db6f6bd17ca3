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


VERIFYING = """    import base64, hashlib, hmac, time

    def is_from_the_centre(secret: str, headers, body: bytes) -> bool:
        stamp = headers["webhook-timestamp"]
        if abs(time.time() - int(stamp)) > 300:
            return False
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{stamp}.".encode() + body
        right = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        return any(hmac.compare_digest(each, right) for each in headers["webhook-signature"].split())
"""
WEBHOOKS = f"""## Webhooks

A leader can have your program told when rows change: under Settings, Programs that are let in, the program, *Tell it of changes*. It is then sent

    POST /your/address
    Content-Type: application/json
    webhook-id: msg_3f0c8a52d1e94b7796a5d0c4e8b1f263
    webhook-timestamp: 1772532000
    webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

    {{"id":"msg_3f0c8a52d1e94b7796a5d0c4e8b1f263","type":"registrations.changed","timestamp":"2026-03-03T10:00:00Z","centre":"slagelse",
     "data":{{"kind":"changed","resource":"registrations","id":17,"url":"https://centre.example/slagelse/api/v1/registrations/17"}}}}

which says that something happened, not what: read the row at `url` with your token. So nothing is sent that your token does not open, and nothing about anybody.

- `kind` is `created`, `changed` or `deleted`. Treat `created` and `changed` alike; of a row that is deleted nothing can be read any more.
- Several changes of a row in quick succession may come as one. A message may come twice: its `webhook-id` is the same then. There is **no promise about order**: what the row says now is what counts.
- Answer with any 2xx within ten seconds, and do the work afterwards. Anything else (a redirect too, which is not followed) is tried again after 1, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours. When nothing
  has been taken for three days it is stopped, and the leader is written to. Answer `410` to stop it at once.
- After a stop, or when you begin, ask for what you have missed with `modified_after`. What is told afterwards is what happened since it was started.
- Only rows that can be asked for with `modified_after` are told of, since only their changes are all written down. Messages carry `type` `test` and an empty `data` when a leader tries it out.

Names and signatures are those of [Standard Webhooks](https://www.standardwebhooks.com), whose libraries can be used. By hand, in Python, with the body as it came, before it is read as JSON (this is run by a test):

{VERIFYING}
For a day after a new secret was made, each message carries two signatures, one of each secret.

"""


def api() -> str:
    text = (
        "# The interface for programs\n\nA program reads and writes a centre’s rows at `/<centre>/api/v1/…`, with an access token that a leader makes under Settings, Programs that are let in. "
        "The same as OpenAPI 3.1, with the fields that can be written, stands at `/<centre>/api/v1/openapi.json`; how to begin is told in [the how-to](../how-to/api.md).\n\n" + EXAMPLES + "\n" + WEBHOOKS + "## What there is\n"
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
