"""The first start: a ``.venv`` beside the program, filled from a hashed lock, with nothing but Python and pip at hand.

Runs before any package is there, so: standard library only. A stamp written last says that all of it went well; without
the stamp the next start begins again, and with another lock it installs again. Two starts at once queue on the lock
file's own lock. ``uv`` is used where it is found, because it is much faster; the result is the same.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from brobygger.core.terminal import danish, say, warn

STAMP = "brobygger-stamp"
UNFINISHED = "brobygger-unfinished"
# The test lock holds every package of the plain one in the same version (a test compares), so it stands for both.
HOLDS = {
    "requirements.txt": ["requirements.txt"],
    "requirements-test.txt": ["requirements.txt", "requirements-test.txt"],
}


class Failed(Exception):
    """A step ended badly; the text says which, in the person's language."""


def set_up(root: str, lock: str, ready: Callable[[list[str]], bool]) -> bool:
    """Make ``root/.venv`` hold what ``lock`` says; False when that failed, the reason having been said."""
    folder = Path(root)
    try:
        with one_at_a_time(folder / lock):
            if ready([lock]):  # another start did it while this one waited
                return True
            install(folder, lock)
    except Failed as error:
        warn(str(error), str(error))
        return False
    except OSError as error:
        warn(
            f"Cannot write here: {error.filename or folder} ({error.strerror}). Put Brobygger in a folder of your own.",
            f"Her kan ikke skrives: {error.filename or folder} ({error.strerror}). Læg Brobygger i en mappe, der er din.",
        )
        return False
    except KeyboardInterrupt:
        warn("Interrupted; the next start begins again.", "Afbrudt; næste start begynder forfra.")
        return False
    return True


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Holds the system's lock on the lock file itself: it is always there and needs no leftover of its own."""
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting up; waiting for it.", "En anden start er ved at sætte op; venter på den.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(folder: Path, lock: str) -> None:
    venv = folder / ".venv"
    python = venv / "bin" / "python"
    installer = find_installer(python)
    packages = len(re.findall(r"^[a-zA-Z0-9][^ \n]*==", (folder / lock).read_text(), flags=re.MULTILINE))
    say(
        f"Setting up for first use: {packages} packages in .venv. This happens once.",
        f"Gør klar til første brug: {packages} pakker i .venv. Det sker kun denne ene gang.",
    )
    broken = (venv / UNFINISHED).exists() or (python.is_symlink() and not python.exists())
    # An interrupted installation can leave half a package behind that looks whole. A link leads to an environment
    # that others may be using: what is missing is added to it, and nothing taken away.
    if broken and not venv.is_symlink():
        shutil.rmtree(venv)
    (venv / STAMP).unlink(missing_ok=True)
    venv.mkdir(exist_ok=True)
    (venv / UNFINISHED).touch()
    if not python.exists():
        run([sys.executable, "-m", "venv", "--without-pip", str(venv)])
    installer(str(folder / lock), packages)
    stamp = [os.path.realpath(python)]
    stamp += [f"{name} {hashlib.sha256((folder / name).read_bytes()).hexdigest()}" for name in HOLDS[lock]]
    (venv / STAMP).write_text("\n".join(stamp) + "\n")
    (venv / UNFINISHED).unlink()
    say("Ready.", "Klar.")


def find_installer(python: Path) -> Callable[[str, int], None]:
    """The installer this machine offers: uv, else pip, else the pip that Python carries in itself."""
    uv = shutil.which("uv")
    # Found is not enough: version managers put stand-ins on the PATH that only say they have no uv.
    if uv and not subprocess.run([uv, "--version"], capture_output=True, check=False).returncode:
        quiet = [] if sys.stderr.isatty() else ["--no-progress", "--color", "never"]

        def with_uv(lock: str, packages: int) -> None:
            run([uv, "pip", "install", *quiet, "--python", str(python), "--require-hashes", "-r", lock])

        return with_uv

    if not pip_version():
        if not importlib.util.find_spec("ensurepip"):
            raise Failed(
                "Python har ikke pip. Installér det (Debian og Ubuntu: sudo apt install python3-pip), og prøv igen."
                if danish()
                else "This Python has no pip. Install it (Debian and Ubuntu: sudo apt install python3-pip) and try again."
            )

        def with_own_pip(lock: str, packages: int) -> None:
            run([str(python), "-m", "ensurepip", "--default-pip"])
            counted([str(python), "-m", "pip"], lock, packages)

        return with_own_pip

    def with_pip(lock: str, packages: int) -> None:
        counted([sys.executable, "-m", "pip", "--python", str(python)], lock, packages)

    return with_pip


def pip_version() -> tuple[int, ...] | None:
    """The version of this Python's pip when it can install into another Python (22.3 and later), else None."""
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
    version = tuple(int(part) for part in found.groups()) if found else None
    return version if version and version >= (22, 3) else None


def counted(pip: list[str], lock: str, packages: int) -> None:
    """Run pip and say a line per package, so that a slow connection does not look like a standstill."""
    command = [*pip, "--disable-pip-version-check", "--no-input", "install", "--progress-bar", "off"]
    command += ["--require-hashes", "-r", lock]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean_environment()
    ) as process:
        seen = 0
        last: list[str] = []
        for line in process.stdout or ():
            last = [*last, line.rstrip()][-15:]
            if found := re.match(r"(?:Collecting|Requirement already satisfied:) (\S+)==(\S+)", line):
                seen += 1
                print(f"  {seen:>3}/{packages}  {found[1]} {found[2]}", flush=True)
            elif line.startswith("Installing collected packages"):
                say("  Installing …", "  Installerer …")
    if process.returncode:
        raise Failed(explained("\n".join(last)))


def run(command: list[str]) -> None:
    if subprocess.run(command, check=False, env=clean_environment()).returncode:
        raise Failed(explained(" ".join(command)))


def clean_environment() -> dict[str, str]:
    """The environment without what would send packages elsewhere than to ``.venv``."""
    unwanted = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONPATH", "PYTHONHOME"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def explained(details: str) -> str:
    if danish():
        return f"Opsætningen lykkedes ikke. Er der forbindelse til internettet? Prøv igen. Det skete her:\n{details}"
    return f"The set-up did not succeed. Is there a connection to the internet? Try again. It happened here:\n{details}"
