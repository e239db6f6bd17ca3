"""Identifiers that others can hold: the same for the same row at every asking, on this installation alone.

A UUID made of a name (version 5) cannot be read back: to find a row by it, those of all rows would have to be made. So what has an address of its own
gets one of version 8 (RFC 9562): sixty bits of a digest of installation, centre and kind, then the row's number. Parts of it are of version 5.
"""

from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid5

from django.conf import settings

NUMBER_BITS: Final = 62
_VERSION_AND_VARIANT: Final = 0x8 << 76 | 0b10 << NUMBER_BITS


class Kind(StrEnum):
    """What has an address; the words go into identifiers and stay as they are."""

    SERVICE = "service"
    AT = "service_at_location"
    ORGANIZATION = "organization"
    TAXONOMY = "taxonomy"
    THEME = "theme"
    GROUP = "target_group"
    SITUATION = "life_situation"
    FORM = "form"


def key(kind: Kind, centre: str, number: int) -> UUID:
    """The identifier of the row ``number`` of a kind at the centre of that key."""
    mark = _mark(settings.SITE_URL, kind, centre)
    return UUID(int=mark >> 12 << 80 | (mark & 0xFFF) << 64 | _VERSION_AND_VARIANT | number)


def number(kind: Kind, centre: str, identifier: UUID) -> int | None:
    """The row's number, or None for an identifier of another kind, centre or installation."""
    found = identifier.int & ((1 << NUMBER_BITS) - 1)
    return found if key(kind, centre, found) == identifier else None


def part(whole: UUID, name: str) -> str:
    """The identifier of something that is there only as a part of another."""
    return str(uuid5(whole, name))


@lru_cache(maxsize=500)
def _mark(site: str, kind: str, centre: str) -> int:
    return int.from_bytes(sha256(f"{site}\n{centre}\n{kind}".encode()).digest()[:8]) >> 4
