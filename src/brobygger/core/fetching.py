"""Feeds of elsewhere, fetched over the web: a feed made for programs, chosen by somebody here, never a page made for people.

What is fetched is taken for what anybody might have written: its size and time are bounded, and it may not lead to addresses inside the house.
"""

import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES: Final = 5_000_000
SECONDS: Final = 20  # of silence
SECONDS_IN_ALL: Final = 90
_CHUNK: Final = 65_536

_PACKED: Final = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))  # what a network without IPv4 reaches it by; and how it was done long ago
_INSIDE: Final = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("64:ff9b:1::/48"))  # of networks' own use; not every Python says so

Fetch = Callable[[str], bytes]


def refuse_other_schemes(value: str) -> None:
    """A feed is fetched by the server: over the web alone, with its contents kept from others on the way."""
    if not value.startswith("https://"):
        raise ValidationError(_("Write an address that begins with https://."))


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """A feed that leads elsewhere is not followed: where it leads was not chosen by the centre."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class _Outside(http.client.HTTPSConnection):
    """Speaks to the address that was looked at: a name that says another one at the second asking is not asked twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._create_connection = _to_the_web


class _Web(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Outside, req)


def _to_the_web(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
    host, port = address
    return socket.create_connection((on_the_web(host, port)[0], port), *args, **kwargs)


def on_the_web(host: str, port: int) -> list[str]:
    """The addresses that ``host`` has now. OSError where it has none, or one that lies inside the house."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)]
    if not found or not all(is_on_the_web(each) for each in found):
        raise OSError("not an address on the web")
    return found


def is_on_the_web(written: str) -> bool:
    """Whether an address lies outside the house: it, and the one inside it where one kind of address is packed in another. ValueError where it is no address."""
    address = ipaddress.ip_address(written)
    if isinstance(address, ipaddress.IPv6Address):
        packed = address.ipv4_mapped or address.sixtofour or (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if any(address in each for each in _PACKED) else None)
        if address.is_site_local or address.teredo or (packed is not None and not is_on_the_web(str(packed))):
            return False
    return address.is_global and not address.is_multicast and not any(address in each for each in _INSIDE if each.version == address.version)


def over_the_web(url: str) -> bytes:
    """What stands at ``url``. OSError where it cannot be had, is too large, takes too long, or lies inside the house."""
    if not url.startswith("https://"):
        raise OSError("not an address on the web")
    asked = urllib.request.Request(url, headers={"User-Agent": "Brobygger", "Accept": "application/json, application/xml"})  # noqa: S310 -- https alone, as made sure above
    until, parts, size = time.monotonic() + SECONDS_IN_ALL, [], 0
    # Without a proxy of the environment: which address is spoken to is looked at here.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoWayRound, _Web)
    try:
        with opener.open(asked, timeout=SECONDS) as answer:
            while part := answer.read(_CHUNK):
                parts.append(part)
                size += len(part)
                if size > MOST_BYTES:
                    raise OSError("larger than 5 MB")
                if time.monotonic() > until:
                    raise OSError("it takes too long")
    except urllib.error.URLError as error:
        raise (error.reason if isinstance(error.reason, OSError) else error) from error
    except http.client.HTTPException as error:
        raise OSError(f"no answer that can be read: {type(error).__name__}") from error
    return b"".join(parts)
