"""Addresses of feeds that are for those who were given them: the network's key with a mark that only we can make."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from brobygger.centres.models import Centre
from brobygger.events.models import SignUp
from brobygger.organisations.models import Network

_signer = signing.Signer(salt="events.network-feed")
_own = signing.Signer(salt="events.own-feed")


def feed_url(network: Network, centre: Centre) -> str:
    token = _signer.sign(str(network.pk)).replace(":", "-", 1)
    return settings.SITE_URL + reverse("events_public:network_ics", kwargs={"centre": centre.key, "token": token})


def pk_of(token: str) -> int | None:
    """The network's key that ``token`` opens, or None for a token of nobody's making."""
    return _opened(_signer, token)


def own_feed_url(signup: SignUp, centre: Centre) -> str:
    """The calendar of all that this address has signed up for. It goes to the address by mail alone: the page of a sign-up, which people pass on
    with a place they cannot use, does not lead to it.
    """
    token = _own.sign(str(signup.pk)).replace(":", "-", 1)
    return settings.SITE_URL + reverse("events_public:own_ics", kwargs={"centre": centre.key, "token": token})


def mail_of(token: str) -> str:
    """The address whose calendar ``token`` opens; empty for a token of nobody's making, and once the address is forgotten."""
    found: str | None = SignUp.objects.filter(pk=_opened(_own, token) or 0).values_list("mail", flat=True).first()
    return found or ""


def _opened(signer: signing.Signer, token: str) -> int | None:
    number, _dash, mark = token.partition("-")
    try:
        return int(signer.unsign(f"{number}:{mark}"))
    except (signing.BadSignature, ValueError):
        return None
