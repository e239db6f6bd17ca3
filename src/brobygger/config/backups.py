"""One file that holds a whole installation, and the way back from it.

The file is a zip: ``manifest.json``, the database (``database.sqlite3``, or ``database.sql`` as PostgreSQL's own ``pg_dump``
writes it) and every uploaded file under ``media/``. The manifest says which program wrote it, which migrations
the tables had, and the sha256 and size of each file. The secret key is not in it: it belongs to the machine, and
without the old one people only have to sign in again. The format is described in ``docs/how-to/back-up.md``.

A backup may be taken while the installation runs. A restore wants it stopped, reads and compares the whole file before
it touches anything, and swaps the new in for the old at the end.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from brobygger import __version__
from brobygger.config.preparation import NOTE, bring_tables_up_to_date, sole_use
from brobygger.core.terminal import either, say, stop

FORMAT = 1
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}


class Unusable(Exception):
    """The file cannot be restored; the text says why, in the person's language."""


@dataclass(frozen=True, slots=True)
class Content:
    """One file of the backup."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the backup says of itself. ``migrations`` are "app.name", those in force when it was taken."""

    format: int
    program: str
    made_at: str
    database: str
    migrations: list[str]
    files: dict[str, Content]

    @classmethod
    def read(cls, archive: zipfile.ZipFile) -> "Manifest":
        try:
            raw: dict[str, Any] = json.loads(archive.read(MANIFEST))
            if raw["format"] != FORMAT:
                raise Unusable(
                    either(
                        f"The backup has format {raw['format']}; this program reads format {FORMAT}.",
                        f"Sikkerhedskopien har format {raw['format']}; dette program læser format {FORMAT}.",
                    )
                )
            return cls(**{**raw, "files": {name: Content(**content) for name, content in raw["files"].items()}})
        except (KeyError, ValueError, TypeError) as error:
            raise Unusable(
                either("The file is not a backup of Brobygger.", "Filen er ikke en sikkerhedskopi af Brobygger.")
            ) from error


def backup(file: Path) -> int:
    """Write the whole installation to ``file``, which must not be there yet. It appears when it is whole."""
    file = file.expanduser().absolute()
    if file.exists():
        stop(f"{file} is already there; nothing was written.", f"{file} findes allerede; intet er skrevet.")
    if not file.parent.is_dir():
        stop(f"There is no folder {file.parent}.", f"Mappen {file.parent} findes ikke.")
    if not migrations_in_force():
        stop("There is no installation to save.", "Der er ingen installation at gemme.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
            manifest = write(out)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    size = f"{file.stat().st_size / 1_000_000:.1f} MB"
    say(
        f"Saved {len(manifest.files)} files to {file} ({size}).",
        f"Gemte {len(manifest.files)} filer i {file} ({size}).",
    )
    return 0


def write(out: BinaryIO) -> Manifest:
    contents: dict[str, Content] = {}
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        database = Path(folder) / DATABASES[connection.vendor]
        # Tables first: a file uploaded meanwhile is then one too many, never one too few.
        migrations = migrations_in_force()
        if connection.vendor == "sqlite":
            copy_sqlite(Path(connection.settings_dict["NAME"]), database)
        else:
            dump_postgresql(database)
        contents[database.name] = add(archive, database, database.name)
        for path in media_files():
            name = PurePosixPath("media", *path.relative_to(settings.MEDIA_ROOT).parts).as_posix()
            contents[name] = add(archive, path, name)
        manifest = Manifest(
            FORMAT, __version__, datetime.now(UTC).isoformat(timespec="seconds"), connection.vendor, migrations, contents
        )
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def migrations_in_force() -> list[str]:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return []  # asking would create the file
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def media_files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def add(archive: zipfile.ZipFile, path: Path, name: str) -> Content:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(zipfile.ZipInfo.from_file(path, name), "w", force_zip64=True) as target:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Content(digest.hexdigest(), size)


def restore(file: Path, *, replace: bool) -> int:
    """Bring back what ``file`` holds. Nothing is touched before all of it has been read and found whole."""
    try:
        with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory(dir=_data()) as folder:
            manifest = Manifest.read(archive)
            refuse_unfit(manifest)
            with sole_use(_data()):
                if not replace and (not_empty := what_is_there()):
                    stop(
                        f"There is already something here: {not_empty}. Nothing was changed. Use --replace to overwrite it.",
                        f"Her er allerede noget: {not_empty}. Intet er ændret. Brug --replace for at overskrive det.",
                    )
                unpack(archive, manifest, Path(folder))
                bring_back(manifest, Path(folder))
    except (OSError, zipfile.BadZipFile) as error:
        stop(f"{file} cannot be read: {error}", f"{file} kan ikke læses: {error}")
    except Unusable as error:
        stop(f"Nothing was changed. {error}", f"Intet er ændret. {error}")
    say(
        f"Brought back {len(manifest.files)} files from {manifest.made_at}.",
        f"Hentede {len(manifest.files)} filer fra {manifest.made_at} tilbage.",
    )
    return 0


def refuse_unfit(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise Unusable(
            either(
                f"The backup is of {manifest.database}; this installation uses {connection.vendor}.",
                f"Sikkerhedskopien er af {manifest.database}; denne installation bruger {connection.vendor}.",
            )
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise Unusable(
            either(
                f"The backup was made by a newer Brobygger ({manifest.program}); this is {__version__}.",
                f"Sikkerhedskopien er lavet af et nyere Brobygger ({manifest.program}); dette er {__version__}.",
            )
        )


def what_is_there() -> str:
    """A word for what a restore would overwrite; empty when there is nothing."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        tables = []  # asking would create the file
    else:
        tables = connection.introspection.table_names()
        connection.close()
    return ", ".join(["database"] * bool(tables) + ["media"] * bool(media_files()))


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Unpack to ``folder`` exactly what the manifest lists, each file compared with its sha256."""
    if set(archive.namelist()) != {*manifest.files, MANIFEST} or DATABASES[manifest.database] not in manifest.files:
        raise Unusable(either("Its contents and its list differ.", "Indholdet og fortegnelsen er ikke ens."))
    for name, content in manifest.files.items():
        parts = PurePosixPath(name).parts
        if ".." in parts or name.startswith("/") or (parts[0] != "media" and name != DATABASES[manifest.database]):
            raise Unusable(either(f"It names a file outside its place: {name}", f"Den nævner en fil uden for sit sted: {name}"))
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        try:
            with archive.open(name) as source, target.open("wb") as out:
                while chunk := source.read(1 << 20):
                    digest.update(chunk)
                    out.write(chunk)
        except zipfile.BadZipFile as error:
            raise Unusable(either(f"{name} is damaged.", f"{name} er beskadiget.")) from error
        if digest.hexdigest() != content.sha256:
            raise Unusable(either(f"{name} is damaged.", f"{name} er beskadiget."))


def bring_back(manifest: Manifest, folder: Path) -> None:
    """Swap the unpacked files in; then let the tables catch up with this version of the program."""
    connection.close()
    source = folder / DATABASES[manifest.database]
    if manifest.database == "sqlite":
        replace_sqlite(source, Path(connection.settings_dict["NAME"]))
    else:
        replace_postgresql(source)
    media, new, old = Path(settings.MEDIA_ROOT), folder / "media", folder / "old-media"
    new.mkdir(exist_ok=True)
    if media.exists():
        shutil.move(media, old)
    shutil.move(new, media)
    (_data() / NOTE).unlink(missing_ok=True)
    bring_tables_up_to_date()
    connection.close()


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy, also while others write: SQLite's own online backup."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def replace_sqlite(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as database:
        verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
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


def _data() -> Path:
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True)
    return data
