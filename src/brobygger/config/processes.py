"""The programs of a running installation: the web server and the worker, children that never outlive their parent.

The parent holds a pipe to each child's standard input. Should the parent vanish without a word (kill -9, a closed
terminal), the pipe closes and the child ends itself; no orphan keeps a port or a database. Each child leads its own
process group, so what it started goes with it, and Ctrl-C reaches the parent alone, which then stops them in order.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Self

GRACE = 8.0  # seconds a child may take to finish the requests in its hands


class Stopped(Exception):
    """Someone asked the parent to stop."""


class Children:
    """The running children, as a context: leaving it leaves none of them alive."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _stop)
        return self

    def start(self, name: str, *arguments: str) -> None:
        """Start this module again as ``name``; see the bottom of the file for the names there are."""
        self._running[name] = subprocess.Popen(
            [sys.executable, "-m", "brobygger.config.processes", name, *arguments],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def ended(self) -> str | None:
        """The name of a child that has ended by itself, which none should."""
        return next((name for name, child in self._running.items() if child.poll() is not None), None)

    def wait(self) -> str:
        """Wait until one ends by itself; gives its name. Raises Stopped when a person stops the parent."""
        while (name := self.ended()) is None:
            time.sleep(0.2)
        return name

    def __exit__(self, *_exception: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not stop the stopping
        for child in self._running.values():
            _signal_group(child.pid, signal.SIGTERM)
        until = time.monotonic() + GRACE
        for child in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, until - time.monotonic()))
            _signal_group(child.pid, signal.SIGKILL)  # also what it left behind in its group
            child.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _signal_group(leader: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, number)


def hold_on_to_parent() -> None:
    """In a child: end this process and its group when the parent's end of standard input closes."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os.killpg(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def web(host: str, port: str, workers: str) -> None:
    from django.db import connection
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "brobygger.config.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        # Where one writes at a time, more threads of a process only stand in each other's way while one of them holds the turn; where they write side by side, they fill the waits.
        blocking_threads=2 if connection.vendor == "sqlite" else 4,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=int(GRACE) - 2,
        respawn_failed_workers=True,
    ).serve()


def worker() -> None:
    from brobygger.config.worker import run

    run()


def main(words: Sequence[str]) -> None:
    hold_on_to_parent()
    if words[0] == "web":
        web(*words[1:])
    else:
        worker()


if __name__ == "__main__":
    main(sys.argv[1:])
