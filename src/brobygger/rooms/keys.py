"""Addresses of screens and calendars that are for those who were given them: what they show, with a mark that only we can make."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from brobygger.centres.models import Centre
from brobygger.organisations.models import Organisation
from brobygger.rooms.models import Room

ROOM, HOUSE, ORGANISATION = "r", "h", "o"
_signer = signing.Signer(salt="rooms.keys")


def token_of(kind: str, pk: int) -> str:
    return _signer.sign(f"{kind}{pk}").replace(":", "-", 1)


def opened(token: str, kind: str) -> int | None:
    """The key of ``kind`` that ``token`` opens, or None for a token of nobody's making."""
    name, _dash, mark = token.partition("-")
    try:
        said = _signer.unsign(f"{name}:{mark}")
    except signing.BadSignature:
        return None
    return int(said[1:]) if said[:1] == kind else None


def room_addresses(room: Room, centre: Centre) -> dict[str, str]:
    """The screen at its door, and its calendar."""
    token = token_of(ROOM, room.pk)
    return {"screen": _address("door", centre, token), "calendar": _address("room_ics", centre, token)}


def house_screen(centre: Centre) -> str:
    return _address("house", centre, token_of(HOUSE, centre.pk))


def calendar_of(organisation: Organisation, centre: Centre) -> str:
    return _address("organisation_ics", centre, token_of(ORGANISATION, organisation.pk))


def _address(name: str, centre: Centre, token: str) -> str:
    return settings.SITE_URL + reverse(f"rooms_public:{name}", kwargs={"centre": centre.key, "token": token})
