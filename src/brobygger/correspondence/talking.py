"""A talk with the mail server, step by step, so that where it stops can be said in a sentence. It ends in time, whatever the server does.

The password is never told: neither shown, nor kept, nor in what the server said.
"""

import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from threading import Thread
from typing import Any, Final

from django.core.mail.message import sanitize_address

STEP: Final = 10.0  # seconds for one answer
WHOLE: Final = 45.0  # for all of them

NAME, CONNECT, GREETING, TLS, CERTIFICATE, NO_TLS, SIGN_IN, NO_SIGN_IN, SENDER, RECIPIENT, MESSAGE, SILENT, TAKEN = (
    "name", "connect", "greeting", "tls", "certificate", "no_tls", "sign_in", "no_sign_in", "sender", "recipient", "message", "silent", "taken",
)
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How it ended, and what the server or the machine said to it."""

    outcome: str
    said: str = ""


class _Ended(Exception):
    def __init__(self, outcome: str, said: object = "") -> None:
        super().__init__(outcome)
        self.verdict = Verdict(outcome, str(said))


def talk(server: Mapping[str, Any], *, sender: str, to: str, subject: str, text: str, step: Callable[[str], None], whole: float = WHOLE) -> Verdict:
    """Send one mail by ``server``, settings as Django's SMTP backend takes them; ``step`` is told what is tried next.

    A server that answers drop by drop, or a name that nobody looks up, is left alone after ``whole`` seconds.
    """
    found: list[Verdict] = []
    at = [NAME]

    def trying(what: str) -> None:
        at[0] = what

    def go() -> None:
        try:
            plain = sanitize_address(to, "utf-8")  # a name with æ, ø or å in it, as mail servers write it
            found.append(_talk(server, sender=parseaddr(sender)[1], to=plain, letter=_letter(sender, plain, subject, text), trying=trying))
        except _Ended as end:
            found.append(end.verdict)
        except (TimeoutError, smtplib.SMTPServerDisconnected) as error:
            found.append(Verdict(_silent(at[0]), str(error)))
        except (OSError, UnicodeError, smtplib.SMTPException) as error:
            found.append(Verdict(at[0], str(error)))

    thread = Thread(target=go, daemon=True)
    thread.start()
    told, left = "", whole
    while thread.is_alive() and left > 0:
        if at[0] != told:
            told = at[0]
            step(told)
        thread.join(min(0.2, left))
        left -= 0.2
    end = found[0] if found else Verdict(_silent(at[0]))
    return Verdict(end.outcome, _without(end.said, str(server.get("password") or "")))


def _silent(at: str) -> str:
    """What no answer means there: whoever has not yet greeted may be no mail server at all."""
    return at if at in {NAME, CONNECT, GREETING, TLS} else SILENT


class _Through(smtplib.SMTP):
    """A client that talks through a socket that is open already."""

    def __init__(self, raw: socket.socket) -> None:
        super().__init__(timeout=STEP)
        self._raw = raw

    def _get_socket(self, *_where: object) -> socket.socket:
        return self._raw


def _talk(server: Mapping[str, Any], *, sender: str, to: str, letter: bytes, trying: Callable[[str], None]) -> Verdict:
    host, port = str(server["host"]), int(server["port"])
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise _Ended(NAME, error) from error
    trying(CONNECT)
    smtp = _connected(server, host, port, trying)
    try:
        _inside(smtp, server, host, trying)
        trying(SENDER)
        _yes(smtp.mail(sender), SENDER)
        trying(RECIPIENT)
        _yes(smtp.rcpt(to), RECIPIENT)
        trying(MESSAGE)
        code, said = smtp.data(letter)
        return Verdict(TAKEN if code == 250 else MESSAGE, f"{code} {_words(said)}")
    except smtplib.SMTPDataError as error:
        raise _Ended(MESSAGE, f"{error.smtp_code} {_words(error.smtp_error)}") from error
    finally:
        smtp.close()


def _connected(server: Mapping[str, Any], host: str, port: int, trying: Callable[[str], None]) -> smtplib.SMTP:
    try:
        raw = socket.create_connection((host, port), timeout=STEP)
    except ConnectionRefusedError as error:
        raise _Ended(REFUSED, error) from error
    if server.get("use_ssl"):
        trying(TLS)
        raw = _wrapped(raw, host)
    trying(GREETING)
    smtp = _Through(raw)
    _yes(smtp.connect(host, port), GREETING)
    smtp.ehlo_or_helo_if_needed()
    return smtp


def _inside(smtp: smtplib.SMTP, server: Mapping[str, Any], host: str, trying: Callable[[str], None]) -> None:
    """TLS where it is asked for, and the sign-in."""
    if server.get("use_tls"):
        trying(TLS)
        if not smtp.has_extn("starttls"):
            raise _Ended(NO_TLS)
        try:
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        except ssl.SSLCertVerificationError as error:
            raise _Ended(CERTIFICATE, error.verify_message) from error
        except smtplib.SMTPResponseException as error:
            raise _Ended(TLS, f"{error.smtp_code} {_words(error.smtp_error)}") from error
    if server.get("username"):
        trying(SIGN_IN)
        try:
            smtp.login(str(server["username"]), str(server.get("password") or ""))
        except smtplib.SMTPNotSupportedError as error:
            raise _Ended(NO_SIGN_IN) from error
        except smtplib.SMTPResponseException as error:
            raise _Ended(SIGN_IN, f"{error.smtp_code} {_words(error.smtp_error)}") from error


def _wrapped(raw: socket.socket, host: str) -> socket.socket:
    try:
        return ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise _Ended(CERTIFICATE, error.verify_message) from error


def _yes(answer: tuple[int, bytes], step: str) -> None:
    code, said = answer
    if not 200 <= code < 300:
        raise _Ended(step, f"{code} {_words(said)}")


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _letter(sender: str, to: str, subject: str, text: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, subject
    letter["Date"], letter["Message-ID"] = formatdate(localtime=True), make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    letter.set_content(text)
    return letter.as_bytes()


def _without(said: str, secret: str) -> str:
    return said.replace(secret, "…") if secret else said
