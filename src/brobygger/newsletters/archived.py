from collections.abc import Mapping
from typing import Any

from brobygger.core.archiving import Keys, digest_in, keys_in, no_keys_in
from brobygger.newsletters.models import Audience, Block, Delivery, Newsletter, Subscriber, Withheld
from brobygger.newsletters.models.subscribers import digest_of
from brobygger.organisations.models import Organisation


def _content(value: dict[str, Any], _row: Mapping[str, Any], keys: Keys) -> dict[str, Any]:
    """A letter that was let go names its blocks, and the organisations that each line shows."""
    return {**value, "blocks": [_block(each, keys) for each in value["blocks"]]} if "blocks" in value else value


def _block(block: dict[str, Any], keys: Keys) -> dict[str, Any]:
    items = [{**item, "organisations": [keys.of(Organisation, each) for each in item.get("organisations", [])]} for item in block["items"]]
    about = [keys.of(Organisation, each) for each in block.get("about", [])]
    return {**block, "pk": keys.of(Block, block["pk"]), "items": items, "about": about}


keys_in(Newsletter, content=_content)
no_keys_in(Audience, "sectors", "roles")
digest_in(Subscriber, "digest", digest=digest_of, mail="mail")
digest_in(Delivery, "digest", digest=digest_of, mail="mail")
digest_in(Withheld, "digest", digest=digest_of)
