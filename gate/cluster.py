"""A PostgreSQL of the tests' own: made in a temporary folder, reached through a socket there, gone afterwards.

It listens on no network at all. PostgreSQL refuses to run as root, so root hands it to the ``postgres`` account.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Nothing here must survive a power cut, so nothing waits for the disk.
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "max_locks_per_transaction=256", "shared_buffers=64MB")


class Unavailable(Exception):
    """There is no PostgreSQL here, or it did not start; the text says what to do."""


def programs() -> Path | None:
    """The folder with ``initdb`` and the rest: Debian keeps them off the PATH, one folder per version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def throwaway() -> Iterator[str]:
    """A running server; gives its DATABASE_URL. Raises :class:`Unavailable`."""
    folder = programs()
    if folder is None:
        raise Unavailable("PostgreSQL is not installed (Debian and Ubuntu: sudo apt install postgresql)")
    # A socket's path has room for about a hundred characters, so not in a deep temporary folder.
    home = Path(tempfile.mkdtemp(prefix="brobygger-", dir="/tmp" if Path("/tmp").is_dir() else None))  # noqa: S108 -- mkdtemp is safe
    identity = other_account(home)
    data = home / "data"
    server = None
    try:
        call([str(folder / "initdb"), "-D", str(data), "-U", "brobygger", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], identity)
        settings = [f"unix_socket_directories={home}", "listen_addresses=", *FAST]
        options = " ".join(f"-c {setting!r}" for setting in settings)
        log = str(home / "log")
        call([str(folder / "pg_ctl"), "-D", str(data), "-l", log, "-w", "-t", "60", "-o", options, "start"], identity)
        server = int((data / "postmaster.pid").read_text().split()[0])
        yield f"postgresql://brobygger@/postgres?host={home}"
    finally:
        if server is not None:
            stop(server, folder, data, identity)
        shutil.rmtree(home, ignore_errors=True)


def other_account(home: Path) -> dict[str, Any]:
    """What ``subprocess`` needs to run as somebody other than root; nothing for everybody else."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    os.chown(home, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def call(command: list[str], identity: dict[str, Any]) -> None:
    # The server inherits what it is given: a pipe to us would keep us waiting for as long as it runs.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, cwd="/", **identity)
        if done.returncode:
            output.seek(0)
            raise Unavailable(f"{Path(command[0]).name} did not succeed: {output.read().strip()[-1000:]}")


def stop(server: int, folder: Path, data: Path, identity: dict[str, Any]) -> None:
    try:
        call([str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"], identity)
    except Unavailable:
        os.kill(server, signal.SIGKILL)
