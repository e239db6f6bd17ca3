"""A few words handed to a program elsewhere, at an address that somebody here has chosen.

Who is called may be anybody: the time is bounded as a whole, whatever it does; of its answer no more is read than shows what it said; it is led nowhere else;
and an address inside the house is not called, by whatever name, where it is not this very machine and the installation lets that be (``CALLS_LOOPBACK``).
"""

import errno
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Thread, Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from brobygger.core.fetching import is_on_the_web, on_the_web

SECONDS: Final = 10.0  # in all
SECONDS_TO_CONNECT: Final = 4.0
MOST_READ: Final = 2_000  # bytes of the answer
NOT_ON_THE_WEB, TOO_LONG, NO_NAME, NOBODY, NOT_SAFE = "not an address on the web", "it takes too long", "no such name", "nobody listens", "not safe"
NO_SENSE, NO_WAY = "it hangs up or makes no sense", "no way there"
REASONS: Final = {
    NOT_ON_THE_WEB: _("It is not an address on the web."), TOO_LONG: _("It takes too long to answer."), NO_NAME: _("There is no such name on the web."), NOBODY: _("Nobody listens there."),
    NOT_SAFE: _("It cannot show that it is who it says: its certificate is not right."), NO_SENSE: _("It hangs up, or says nothing that can be read."), NO_WAY: _("There is no way to it from here."),
}
"""What an answer that is none is about, for people, where it is one of these."""
_WHY: Final[tuple[tuple[type[Exception], str], ...]] = (
    (socket.gaierror, NO_NAME), (UnicodeError, NO_NAME), (http.client.InvalidURL, NOT_ON_THE_WEB), (ConnectionRefusedError, NOBODY), (ssl.SSLError, NOT_SAFE), (TimeoutError, TOO_LONG), (ConnectionError, NO_SENSE), (http.client.HTTPException, NO_SENSE),
)
_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` 0: there was none, and ``said`` is why."""

    status: int
    said: str

    @property
    def is_yes(self) -> bool:
        return 200 <= self.status < 300


def may_call(url: str) -> bool:
    """Whether an address is of the kind that is called at all: https, or this machine where that is allowed. Where its name leads is looked at when it is called."""
    try:
        parts, _port = urlsplit(url), urlsplit(url).port
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or parts.password is not None:
        return False
    if _is_here(parts.hostname):
        return parts.scheme in _PORTS and bool(settings.CALLS_LOOPBACK)
    try:
        return parts.scheme == "https" and is_on_the_web(parts.hostname)
    except ValueError:
        return parts.scheme == "https"


def call(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS) -> Answer:
    """POST ``body``, and what was answered. Nothing is raised: whatever goes wrong at the other end is an answer too."""
    until = time.monotonic() + seconds
    if not may_call(url):
        return Answer(0, NOT_ON_THE_WEB)
    try:
        return _posted(urlsplit(url), body, headers, until)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= until:
            return Answer(0, TOO_LONG)
        return Answer(0, _why(error))


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN}:
        return NO_WAY
    for kinds, said in _WHY:
        if isinstance(error, kinds):
            return said
    return str(error) if str(error) in REASONS else f"{type(error).__name__}: {error}".removesuffix(": ")


def _is_here(host: str) -> bool:
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _posted(parts: SplitResult, body: bytes, headers: Mapping[str, str], until: float) -> Answer:
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    talk = http.client.HTTPSConnection(host, port, context=_trusting()) if parts.scheme == "https" else http.client.HTTPConnection(host, port)
    line: socket.socket = _connected(host, port, until)
    try:
        if parts.scheme == "https":
            line = _trusting().wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
        # A silence ends by the socket's own limit; one who drips goes on for ever by that, so the line is cut when the time is up.
        cut = Timer(_left(until), _cut, (line,))
        cut.daemon = True
        cut.start()
        try:
            line.settimeout(_left(until))
            return _said_over(line, talk, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers, until)
        finally:
            cut.cancel()
    finally:
        line.close()


def _said_over(line: socket.socket, talk: http.client.HTTPConnection, where: str, body: bytes, headers: Mapping[str, str], until: float) -> Answer:
    if isinstance(line, ssl.SSLSocket):
        line.do_handshake()
    talk.sock = line
    talk.request("POST", where, body, {**headers, "Connection": "close"})
    answer, said = talk.getresponse(), b""
    _left(until)  # a line that was cut ends the heads as well, so that half an answer looks like a whole one
    with suppress(OSError, http.client.HTTPException):  # yes or no is said by now; its words are for people
        said = answer.read1(MOST_READ)
    return Answer(answer.status, said.decode("utf-8", "replace"))


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # not the encrypted one's own, which would let its other thread go on in clear


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _connected(host: str, port: int, until: float) -> socket.socket:
    """A line to the first address that answers, of those that were looked at: the name is not asked twice."""
    soon, wrong = min(until, time.monotonic() + SECONDS_TO_CONNECT), OSError("no answer")
    for address in _addresses(host, port, _left(soon)):
        try:
            return socket.create_connection((address, port), timeout=_left(soon))
        except OSError as error:
            wrong = error
    raise wrong


def _addresses(host: str, port: int, seconds: float) -> list[str]:
    """Where a name leads. Whoever keeps the name may keep us waiting too, and that cannot be stopped; so it is asked beside us."""
    if _is_here(host):
        return ["127.0.0.1"] if host.casefold() == "localhost" else [host]
    found: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            found.append(on_the_web(host, port))
        except (OSError, UnicodeError) as error:
            found.append(error)

    beside = Thread(target=ask, daemon=True)
    beside.start()
    beside.join(seconds)
    if not found:
        raise TimeoutError("its name is not told")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


@cache
def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context()
