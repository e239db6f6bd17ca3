"""One file that holds a whole installation, and the way back from it.

The file is a zip: ``manifest.json``, the database (``database.sqlite3``, or ``database.sql`` as PostgreSQL's own ``pg_dump``
writes it) and every uploaded file under ``media/``. The manifest says which program wrote it, which migrations
the tables had, and the sha256 and size of each file. The secret key is not in it: it belongs to the machine, and
without the old one people only have to sign in again. The format is described in ``docs/how-to/back-up.md``.

A backup may be taken while the installation runs. A restore wants it stopped, reads and compares the whole file before
it touches anything, and swaps the new in for the old at the end. One that is killed while it swaps leaves a note, and
nothing starts until it has been run again.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from brobygger import __version__
from brobygger.config.databases import Unusable, copy_sqlite, dump_postgresql, replace_postgresql, replace_sqlite
from brobygger.config.preparation import HALF_RESTORED, NOTE, bring_tables_up_to_date, refuse_half_restored, sole_use
from brobygger.core.terminal import either, say, stop

FORMAT = 1
MANIFEST, UNPACKED = "manifest.json", "unpacked-"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}


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
            found = cls(**{**raw, "files": {name: Content(**content) for name, content in raw["files"].items()}})
            set(found.migrations).discard(found.database)  # names, both of them, which can be looked for
            return found
        except (KeyError, ValueError, TypeError, AttributeError, RecursionError, zlib.error) as error:  # whatever a damaged list, or another's, makes one stumble on
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
    refuse_half_restored(_data())
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
            manifest = write(out)
            out.flush()
            os.fsync(out.fileno())
        read_back(unfinished, manifest)
        unfinished.replace(file)
    except Unusable as error:
        stop(f"No backup was made: what was written could not be read back. {error}", f"Der blev ingen sikkerhedskopi: det skrevne kunne ikke læses igen. {error}")
    finally:
        unfinished.unlink(missing_ok=True)
    size = f"{file.stat().st_size / 1_000_000:.1f} MB"
    say(
        f"Saved {len(manifest.files)} files to {file} ({size}).",
        f"Gemte {len(manifest.files)} filer i {file} ({size}).",
    )
    return 0


def read_back(file: Path, manifest: Manifest) -> None:
    """What was written is what can be read: a disk may lie, and a backup that nobody can read is found out too late."""
    with zipfile.ZipFile(file) as archive:
        if Manifest.read(archive) != manifest or set(archive.namelist()) != {*manifest.files, MANIFEST}:
            raise Unusable(either("Its contents and its list differ.", "Indholdet og fortegnelsen er ikke ens."))
        for name, content in manifest.files.items():
            for _piece in pieces(archive, name, content):
                pass


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
        with zipfile.ZipFile(file) as archive, tempfile.TemporaryDirectory(dir=_data(), prefix=UNPACKED) as folder:
            manifest = Manifest.read(archive)
            refuse_unfit(manifest)
            with sole_use(_data(), restoring=True):
                if not replace and (not_empty := what_is_there()):
                    stop(
                        f"There is already something here: {not_empty}. Nothing was changed. Use --replace to overwrite it.",
                        f"Her er allerede noget: {not_empty}. Intet er ændret. Brug --replace for at overskrive det.",
                    )
                unpack(archive, manifest, Path(folder))
                bring_back(manifest, Path(folder))
                for left in set(_data().glob(f"{UNPACKED}*")) - {Path(folder)}:  # of one that was killed; nothing else holds the folder now
                    shutil.rmtree(left)
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
        with target.open("wb") as out:
            for piece in pieces(archive, name, content):
                out.write(piece)


def pieces(archive: zipfile.ZipFile, name: str, content: Content) -> Iterator[bytes]:
    """One file of the backup, piece by piece; Unusable where it is not the one that the manifest speaks of."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as source:
            while piece := source.read(1 << 20):
                digest.update(piece)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:  # whatever a damaged file makes zipfile stumble on
        raise Unusable(either(f"{name} is damaged.", f"{name} er beskadiget.")) from error
    if digest.hexdigest() != content.sha256:
        raise Unusable(either(f"{name} is damaged.", f"{name} er beskadiget."))


def bring_back(manifest: Manifest, folder: Path) -> None:
    """Swap the unpacked files in; then let the tables catch up with this version of the program."""
    connection.close()
    source, unfinished = folder / DATABASES[manifest.database], _data() / HALF_RESTORED
    unfinished.touch()
    try:
        if manifest.database == "sqlite":
            replace_sqlite(source, Path(connection.settings_dict["NAME"]))
        else:
            replace_postgresql(source)
    except (Unusable, SystemExit):  # nothing was changed, as is said
        unfinished.unlink()
        raise
    media, new, old = Path(settings.MEDIA_ROOT), folder / "media", folder / "old-media"
    new.mkdir(exist_ok=True)
    if media.exists():
        shutil.move(media, old)
    shutil.move(new, media)
    (_data() / NOTE).unlink(missing_ok=True)
    unfinished.unlink()
    bring_tables_up_to_date()
    connection.close()


def _data() -> Path:
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True)
    return data
