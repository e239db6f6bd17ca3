"""Anonymous answers on their way: sealed with a key made from the installation's secret, which does not lie in the database.

Who has the whole database, and every copy of it, cannot read what is sealed. Length tells nothing either: what is sealed is filled up to whole blocks.
"""

import hmac
import json
from functools import lru_cache
from hashlib import sha256
from secrets import token_bytes
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_BLOCK: Final = 4096
_NONCE: Final = 12


class Unreadable(Exception):
    """Sealed with another secret than this installation has."""


@lru_cache(maxsize=8)
def _cipher(secret: str, what: str) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(algorithm=SHA256(), length=32, salt=None, info=f"brobygger.surveys.{what}".encode()).derive(secret.encode()))


def seal(said: Any, *, what: str = "envelope", secret: str = "") -> bytes:
    """``said`` as JSON, sealed; by ``secret``, or the installation's own."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    filled = text + b" " * (-len(text) % _BLOCK)
    nonce = token_bytes(_NONCE)
    return nonce + _cipher(secret or settings.SECRET_KEY, what).encrypt(nonce, filled, None)


def unseal(sealed: bytes, *, what: str = "envelope", secret: str = "") -> Any:
    """What was sealed. Unreadable where it was sealed with another secret, or was tampered with."""
    for each in [secret] if secret else [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            return json.loads(_cipher(each, what).decrypt(bytes(sealed[:_NONCE]), bytes(sealed[_NONCE:]), None))
        except InvalidTag:
            continue
    raise Unreadable


def mark(once: str, *, what: str) -> str:
    """What stands for a form's own key in a table: another in each, so that a row of one is not found again in the other."""
    return hmac.new(settings.SECRET_KEY.encode(), f"brobygger.surveys.{what}.{once}".encode(), sha256).hexdigest()[:40]
