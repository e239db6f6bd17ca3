"""A whole database as a file, and a file as the whole database: SQLite's own copy, PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from django.db import connection

from brobygger.core.terminal import stop


class Unusable(Exception):
    """The file cannot be restored; the text says why, in the person's language."""


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy, also while others write: SQLite's own online backup."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def replace_sqlite(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise Unusable(f"SQLite: {verdict}")
    for beside in ("-wal", "-shm"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)


def dump_postgresql(target: Path) -> None:
    # The whole database, not the schema alone: extensions belong to no schema, and indexes need them.
    run_client("pg_dump", "--no-owner", "--no-privileges", "--no-comments", f"--file={target}")


def replace_postgresql(source: Path) -> None:
    """All or nothing: the old schema goes and the new one comes in a single transaction."""
    with source.open() as dump:
        # pg_dump says this only where the schema is not the one every new database has.
        makes_schema = any(line.startswith("CREATE SCHEMA public;") for line in islice(dump, 200))
    before = source.with_name("before.sql")
    before.write_text(
        "SET client_min_messages = warning;\nDROP SCHEMA IF EXISTS public CASCADE;\n"
        + ("" if makes_schema else "CREATE SCHEMA public;\n")
    )
    run_client("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", str(before), "-f", str(source))


def run_client(program: str, *arguments: str) -> None:
    found = find_client(program)
    if found is None:
        stop(
            f"{program} is not installed (Debian and Ubuntu: sudo apt install postgresql-client). Nothing was changed.",
            f"{program} er ikke installeret (Debian og Ubuntu: sudo apt install postgresql-client). Intet er ændret.",
        )
    with client_environment() as environment:
        done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise Unusable(f"{program}: {done.stderr.strip()[-1000:]}")


def find_client(program: str) -> str | None:
    """Debian's newest, because an older ``pg_dump`` refuses a newer server; else what is on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    return str(debian[-1]) if debian else shutil.which(program)


@contextmanager
def client_environment() -> Iterator[dict[str, str]]:
    """The connection as libpq's variables: a password on the command line could be read by everybody on the machine."""
    parameters = connection.settings_dict
    names = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    chosen = {name: str(parameters[key]) for name, key in names.items() if parameters[key]}
    if mode := parameters["OPTIONS"].get("sslmode"):
        chosen["PGSSLMODE"] = str(mode)
    yield {name: value for name, value in os.environ.items() if not name.startswith("PG")} | chosen
