"""What must be in place before an installation serves: texts compiled, tables as the program wants them, style and script packed, demo rows.

A note in the data folder says for which state of the program that was last done, so that a start with nothing new does
nothing and takes no time.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from brobygger.core.terminal import say, stop

PACKAGE = Path(__file__).resolve().parents[1]
NOTE = "prepared.json"
HALF_RESTORED = "restore-unfinished"
"""In the data folder while a restore puts the new in the old's place: where that was killed, tables and files may be of two times."""


@contextmanager
def sole_use(data: Path, *, restoring: bool = False) -> Iterator[None]:
    """Holds the data folder for this process; stops with a sentence when another one holds it, or when only a restore can bring it in order."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "in-use.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stop(
                f"Brobygger is already running on {data}. Stop it first, or choose another folder.",
                f"Brobygger kører allerede på {data}. Stop den først, eller vælg en anden mappe.",
            )
        if not restoring:
            refuse_half_restored(data)
        yield


def refuse_half_restored(data: Path) -> None:
    """Stops with a sentence where a restore was killed before it was done."""
    if (data / HALF_RESTORED).exists():
        stop(
            "A restore was broken off here, so that tables and files may be of two times. Run it again: ./brobygger restore FILE --replace",
            "Det blev afbrudt, da en sikkerhedskopi blev hentet tilbage her, så tabeller og filer kan være fra to tidspunkter. Hent den igen: ./brobygger restore FIL --replace",
        )


def fingerprint() -> str:
    """Changes when a migration, a static file or an installed package changes: then the tables, or what is served packed, may have to."""
    digest = hashlib.sha256()
    lock = PACKAGE.parents[1] / "requirements.txt"
    for path in [lock, *sorted(PACKAGE.glob("*/migrations/*.py")), *sorted(PACKAGE.glob("*/static/**/*"))]:
        if path.is_file():
            digest.update(path.relative_to(PACKAGE.parents[1]).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_note(data: Path) -> dict[str, Any]:
    try:
        note = json.loads((data / NOTE).read_text())
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(data: Path, **news: str) -> None:
    unfinished = data / f"{NOTE}.new"
    unfinished.write_text(json.dumps({**read_note(data), **news}, indent=1))
    unfinished.replace(data / NOTE)


class MigrationProgress:
    """Takes what Django's ``migrate`` prints and says a counted line for each migration."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._pending = ""

    def write(self, text: str) -> int:
        *lines, self._pending = (self._pending + text).split("\n")
        for line in lines:
            if line.startswith("  Applying "):
                self.done += 1
                print(f"  {self.done:>3}/{self.total}  {line.split()[1].rstrip('.')}", flush=True)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back but unfinished lines."""

    def isatty(self) -> bool:
        return False


def bring_tables_up_to_date() -> None:
    """Make the tables of an empty database, or run what migrations remain. Django must be set up."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from brobygger.config import tables

    if tables.may_be_built_at_once():
        say("Preparing the database.", "Gør databasen klar.")
        tables.build_at_once()
        return
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Preparing the database: {len(plan)} steps.", f"Gør databasen klar: {len(plan)} trin.")
    call_command("migrate", interactive=False, stdout=MigrationProgress(len(plan)), no_color=True)


def fill_demo(data: Path) -> None:
    """Example centres, once: what a person changes or deletes in them afterwards stays changed and deleted."""
    from brobygger.demo.fill import fill

    if read_note(data).get("demo") == "filled":
        return
    say("Filling in example centres:", "Fylder eksempelcentre i:")
    fill(say=lambda line: print(f"  {line}", flush=True))  # each whole or not at all, so a broken-off filling goes on
    write_note(data, demo="filled")


def prepare_demo(data: Path) -> None:
    """Everything a demo needs; at once when nothing changed since last time. Call with :func:`sole_use` of ``data``."""
    compile_texts()
    wanted = fingerprint()
    note = read_note(data)
    there = (data / "brobygger.sqlite3").exists() and (data / "static" / "staticfiles.json").exists()
    if note.get("fingerprint") == wanted and note.get("demo") == "filled" and there:
        return
    import django

    django.setup()
    bring_tables_up_to_date()
    pack_static()
    fill_demo(data)
    write_note(data, fingerprint=wanted)
    from django.db import connections

    connections.close_all()


def pack_static() -> None:
    """Style, script and pictures into the folder they are served from: compressed, each under a name of its content, so that a browser may keep it for good."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def compile_texts() -> None:
    """Compile translations where a catalogue is newer than what was compiled from it."""
    catalogues = list(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"))
    if all((made := path.with_suffix(".mo")).exists() and made.stat().st_mtime >= path.stat().st_mtime for path in catalogues):
        return  # without the cost of importing what compiles
    from brobygger.core import messages

    messages.compile_stale()
