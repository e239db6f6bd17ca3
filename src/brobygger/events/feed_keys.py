"""Addresses of feeds that are for those who were given them: the network's key with a mark that only we can make."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from brobygger.centres.models import Centre
from brobygger.organisations.models import Network

_signer = signing.Signer(salt="events.network-feed")


def feed_url(network: Network, centre: Centre) -> str:
    token = _signer.sign(str(network.pk)).replace(":", "-", 1)
    return settings.SITE_URL + reverse("events_public:network_ics", kwargs={"centre": centre.key, "token": token})


def pk_of(token: str) -> int | None:
    """The network's key that ``token`` opens, or None for a token of nobody's making."""
    number, _dash, mark = token.partition("-")
    try:
        return int(_signer.unsign(f"{number}:{mark}"))
    except (signing.BadSignature, ValueError):
        return None
