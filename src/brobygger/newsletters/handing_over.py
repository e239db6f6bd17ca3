"""Letters over SMTP, many by one connection, so that a worker that is killed in the middle neither loses a letter nor sends one twice.

A batch has a file in the data folder, and the worker that lives holds a lock on it. Before the dot that ends a letter it is written there that the letter is about
to be handed over, and after the server's answer, what it was. A letter whose dot was never sent is none to the server (RFC 5321), and is sent again. Only
one whose dot was sent and whose answer never came may or may not have arrived: nobody can know, so it is not sent again by itself; a person decides.
"""

import fcntl
import os
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend as Smtp

BEGUN, TAKEN, REFUSED = b">", b"+", b"-"
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said of one letter: ``code`` 250 is yes; 4xx perhaps later, 5xx no; 0: its answer never came. ``whom``: it was the address that was refused."""

    code: int
    said: str = ""
    whom: bool = False


def folder() -> Path:
    return Path(settings.DATA) / "sending"


class Batch:
    """The file of one batch, locked by whoever sends it."""

    def __init__(self, name: str) -> None:
        folder().mkdir(parents=True, exist_ok=True)
        self.path = folder() / f"{name}.batch"
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        os.write(self._file, b"boot " + _boot() + b"\n")
        os.fsync(self._file)

    def begin(self, key: int) -> None:
        os.write(self._file, b"%s %d\n" % (BEGUN, key))

    def end(self, key: int, answer: Answer) -> None:
        said = " ".join(answer.said.split())[:200].encode("utf-8", "replace")
        mark = TAKEN if answer.code == 250 else REFUSED
        os.write(self._file, b"%s %d %d %d %s\n" % (mark, key, answer.code, answer.whom, said))

    def close(self) -> None:
        """It stands in the database: the file has done its work."""
        self.path.unlink(missing_ok=True)
        os.close(self._file)

    def leave(self) -> None:
        """It could not be written into the database: whoever comes next does it from the file."""
        os.close(self._file)


@dataclass(frozen=True, slots=True)
class Left:
    """What a dead worker left: the answers it had, and those letters whose answers never came. ``whole``: nothing that was written can be missing from it."""

    answers: dict[int, Answer]
    open: set[int]
    whole: bool


def left_by(name: str) -> Left | None:
    """What stands in the file of a batch that nobody holds any more; None while somebody does. A file that is gone, or of before a restart of the machine, is not whole."""
    try:
        file = os.open(folder() / f"{name}.batch", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return Left({}, set(), whole=False)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None
    else:
        with os.fdopen(os.dup(file), "rb") as lines:
            return _read(lines.read())
    finally:
        os.close(file)


def _read(written: bytes) -> Left:
    answers: dict[int, Answer] = {}
    begun: set[int] = set()
    lines = written.split(b"\n")[:-1]  # a line that was cut off says nothing
    for line in lines[1:]:
        mark, key, *rest = line.split(b" ", 4)
        if mark == BEGUN:
            begun.add(int(key))
        else:
            code, whom, said = rest
            answers[int(key)] = Answer(int(code), said.decode("utf-8", "replace"), whom == b"1")
    return Left(answers, begun - set(answers), whole=bool(lines) and lines[0] == b"boot " + _boot())


def forget(name: str) -> None:
    (folder() / f"{name}.batch").unlink(missing_ok=True)


def _boot() -> bytes:
    """What this run of the machine is known by: what was written before it stopped may not have reached the disk."""
    return _BOOT.read_bytes().strip() if _BOOT.exists() else b"-"


@contextmanager
def connection() -> Iterator[smtplib.SMTP]:
    """The mail server, for many letters. OSError or SMTPException where it does not answer."""
    backend: Any = Smtp(**(settings.MAIL or {}))
    backend.open()
    backend.connection.ehlo_or_helo_if_needed()
    # The dot is a write of its own; it must not wait until the server's machine has said that it has the letter, a twentieth of a second each.
    backend.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        yield backend.connection
    finally:
        backend.close()


def hand_over(server: smtplib.SMTP, batch: Batch, key: int, *, sender: str, to: str, letter: bytes) -> Answer:
    """One letter. An error of the connection is raised before the dot is sent, and is an answer that never came after it."""
    # Both addresses are plain (Mould.cast); the client's own functions for these would take each apart again.
    code, said = server.docmd(f"MAIL FROM:<{sender}>")
    if code == 250:
        code, said = server.docmd(f"RCPT TO:<{to}>")
        if code not in {250, 251}:
            return _refused(server, batch, key, code, said, whom=True)
        code, said = server.docmd("DATA")
    if code != 354:
        return _refused(server, batch, key, code, said)
    server.send(letter)
    batch.begin(key)
    try:
        server.send(b".\r\n")
        code, said = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Answer(0, f"{type(error).__name__}: {error}")
    answer = Answer(code, said.decode("utf-8", "replace"))
    batch.end(key, answer)
    return answer


def _refused(server: smtplib.SMTP, batch: Batch, key: int, code: int, said: bytes, *, whom: bool = False) -> Answer:
    if code in {-1, 421}:
        raise smtplib.SMTPServerDisconnected(said.decode("utf-8", "replace"))
    answer = Answer(code, said.decode("utf-8", "replace"), whom)
    batch.end(key, answer)
    server.rset()
    return answer
