"""Whoever is called, the time is bounded, nothing raises, and nobody is called inside the house."""

import errno
import socket
import ssl
from time import monotonic, sleep
from typing import Any

import pytest

from brobygger.core import calling
from brobygger.core.calling import Answer, call, may_call
from brobygger.core.fetching import is_on_the_web
from tests.api.listener import Listener


@pytest.fixture
def here(settings: Any) -> None:
    settings.CALLS_LOOPBACK = True


@pytest.mark.usefixtures("here")
class TestWhoeverIsCalled:
    def test_what_is_answered_is_told(self) -> None:
        with Listener() as listener:
            assert call(f"{listener.at('/204')}?a=b", b"{}", {}).is_yes
            assert call(listener.at("/200"), b"{}", {"webhook-id": "x"}) == Answer(200, "Kø 0101701234: \x00 nej")
            assert not call(listener.at("/500"), b"{}", {}).is_yes
        assert [(each.path, each.body) for each in listener.heard] == [("/204?a=b", b"{}"), ("/200", b"{}"), ("/500", b"{}")]
        assert (listener.heard[1].headers["webhook-id"], listener.heard[1].headers["host"]) == ("x", f"127.0.0.1:{listener.port}")

    def test_it_is_led_nowhere_else(self) -> None:
        with Listener() as listener:
            assert call(listener.at("/moved"), b"{}", {}).status == 307
        assert [each.path for each in listener.heard] == ["/moved"]

    @pytest.mark.parametrize(("path", "said"), [("/hang", "takes too long"), ("/drip", "takes too long"), ("/close", calling.NO_SENSE), ("/nonsense", calling.NO_SENSE)])
    def test_one_who_hangs_drips_hangs_up_or_talks_nonsense_is_an_answer_too(self, path: str, said: str) -> None:
        began = monotonic()
        with Listener() as listener:
            answer = call(listener.at(path), b"{}", {}, seconds=0.4)
        assert (answer.status, said in answer.said) == (0, True), answer
        assert monotonic() - began < 1.5

    def test_no_more_is_read_than_shows_what_was_said(self) -> None:
        with Listener() as listener:
            answer = call(listener.at("/much"), b"{}", {}, seconds=2)
        assert (answer.status, 0 < len(answer.said) <= calling.MOST_READ) == (200, True)

    def test_where_nobody_listens(self) -> None:
        with Listener() as listener:
            pass
        assert call(listener.at(), b"{}", {}).said in calling.REASONS

    def test_a_line_that_is_not_encrypted_after_all(self) -> None:
        with Listener() as listener:
            answer = call(listener.at("/200").replace("http:", "https:"), b"{}", {}, seconds=2)
        assert answer.status == 0


@pytest.mark.parametrize("url", [
    "http://program.example/", "ftp://program.example/", "https://", "https:///x", "https://a:b@program.example/", "https://a@program.example/", "https://10.0.0.1/", "https://169.254.169.254/", "https://[fd00::1]/", "https://program.example:99999/",
    "https://127.0.0.1/", "http://localhost/", "https://[::1]/", "//program.example/", "javascript:alert(1)",
])
def test_an_address_of_another_kind_is_not_called(url: str, settings: Any) -> None:
    settings.CALLS_LOOPBACK = False
    assert not may_call(url)
    assert call(url, b"{}", {}) == Answer(0, "not an address on the web")


def test_a_name_that_leads_inside_is_not_called(monkeypatch: Any) -> None:
    for inside in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:192.168.0.1", "192.0.0.192", "224.0.0.1", "ff0e::1", "fec0::1", "64:ff9b::7f00:1", "64:ff9b::a01:203", "64:ff9b:1::1", "::a01:203", "2002:a01:203::1", "2001:0:5db8:d822::1"):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, inside=inside, **_how: [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", (inside, 443))])
        assert call("https://program.example/", b"{}", {}) == Answer(0, "not an address on the web")


@pytest.mark.parametrize(("error", "said"), [
    (socket.gaierror(-2, "Name or service not known"), calling.NO_NAME), (ssl.SSLCertVerificationError(1, "expired"), calling.NOT_SAFE), (TimeoutError(), calling.TOO_LONG), (OSError(errno.ENETUNREACH, "Network is unreachable"), calling.NO_WAY), (OSError(errno.EHOSTUNREACH, "No route to host"), calling.NO_WAY),
    (UnicodeError("label too long"), calling.NO_NAME), (OSError(errno.EMFILE, "Too many open files"), "OSError: [Errno 24] Too many open files"),
])
def test_why_there_was_no_answer_is_said_in_words_where_it_is_known(error: Exception, said: str, monkeypatch: Any) -> None:
    def fails(*_asked: Any, **_how: Any) -> Any:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    assert call("https://program.example/", b"{}", {}) == Answer(0, said)


def test_an_address_outside_is_one_whichever_way_it_is_packed() -> None:
    for outside in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "2002:5db8:d822::1"):  # in a network without IPv4 all others are reached so
        assert is_on_the_web(outside)


def test_a_name_is_asked_once_so_that_it_cannot_say_another_address_the_second_time(monkeypatch: Any) -> None:
    asked: list[str] = []
    called: list[Any] = []

    def leads(host: str, *_asked: Any, **_how: Any) -> Any:
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", 443))]

    def connected(address: Any, **_how: Any) -> Any:
        called.append(address)
        raise ConnectionRefusedError("no")

    monkeypatch.setattr(socket, "getaddrinfo", leads)
    monkeypatch.setattr(socket, "create_connection", connected)
    assert call("https://program.example/", b"{}", {}) == Answer(0, calling.NOBODY)
    assert (asked, called) == (["program.example"], [("93.184.216.34", 443)])


def test_a_name_that_is_never_told_does_not_hold_us(monkeypatch: Any) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_how: sleep(1.5) or [])
    began = monotonic()
    assert call("https://program.example/", b"{}", {}, seconds=0.3).status == 0
    assert monotonic() - began < 1
