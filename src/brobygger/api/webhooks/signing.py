"""How a receiver sees that a message comes from here and is as it was sent: symmetric signatures as Standard Webhooks has them."""

import hmac
from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.utils.crypto import salted_hmac

from brobygger.api.models import Webhook

PREFIX: Final = "whsec_"
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"


def secret_of(webhook: Webhook) -> str:
    """As its receiver is given it."""
    return PREFIX + b64encode(_key(webhook.seed)).decode()


def headers(webhook: Webhook, name: str, body: bytes, *, now: datetime) -> dict[str, str]:
    """``name`` is the message's. Two signatures while the secret before is still good."""
    stamp = str(int(now.timestamp()))
    seeds = [webhook.seed, *([webhook.seed_before] if webhook.both_until is not None and now < webhook.both_until else [])]
    return {
        "Content-Type": "application/json", "User-Agent": "Brobygger", ID: name, TIMESTAMP: stamp,
        SIGNATURE: " ".join("v1," + b64encode(hmac.digest(_key(seed), f"{name}.{stamp}.".encode() + body, sha256)).decode() for seed in seeds),
    }


def _key(seed: str) -> bytes:
    """Nobody who has the database alone can make it: the installation's secret key is in it."""
    return salted_hmac("brobygger.api.webhook", seed, algorithm="sha256").digest()
