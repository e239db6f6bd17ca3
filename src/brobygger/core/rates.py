"""How often something may be done, by whom or where; without a lock, so that a hall of people who come at once need not wait for each other.

Two who come at the very same moment may count as one: it errs towards letting people in. What must be exact is a database constraint.
"""

import os
import struct
import time
from hashlib import blake2b
from typing import Any, Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

SLOTS: Final = 1 << 16  # of the file; each key has its own, which it may have to leave to another
_SLOT: Final = struct.Struct("<8sdI")  # the key's digest, since when, and how many


def within(key: str, *, most: int, seconds: int) -> bool:
    """Count one more under ``key``; whether that is at most ``most`` within ``seconds`` of the first of them.

    The counts stand in one small file that the server's processes share. Two keys of one slot drive each other out, and count from nought again.
    """
    digest, now = blake2b(key.encode(), digest_size=8).digest(), time.time()
    at = int.from_bytes(digest) % SLOTS * _SLOT.size
    file = os.open(cache.shared("rates"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)  # type: ignore[attr-defined]  # our own cache
    try:
        there = os.pread(file, _SLOT.size, at)
        kept, since, n = _SLOT.unpack(there) if len(there) == _SLOT.size else (b"", 0.0, 0)
        if kept != digest or now - since >= seconds:
            since, n = now, 0
        if n < most:
            os.pwrite(file, _SLOT.pack(digest, since, n + 1), at)
    finally:
        os.close(file)
    return bool(n < most)


def address_of(request: HttpRequest) -> str:
    """The address a request comes from, as the proxy saw it where there is one."""
    adapter: Any = get_adapter()
    return str(adapter.get_client_ip(request))
