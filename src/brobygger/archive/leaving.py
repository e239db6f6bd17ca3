"""A centre written to one file, row by row: however large it is, no more than one row and one piece of a file are in memory at a time.

All rows are read in one snapshot, so they fit together while people go on working. A file that was uploaded or taken away meanwhile is
noticed: what a row names and the disk no longer has is listed as missing.
"""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import IO, Any, Final

from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Max, Min

from brobygger import __version__
from brobygger.accounts.models import User
from brobygger.archive.shape import (
    ACCOUNT_FIELDS,
    ACCOUNTS,
    CENTRE,
    FORMAT,
    MANIFEST,
    Shape,
    carrier,
    points_to_account,
    points_to_centre,
    shapes,
)
from brobygger.archive.words import said
from brobygger.centres.models import Centre, Change
from brobygger.centres.scoping import centre_in_force
from brobygger.core.archiving import KnownBy, known_by, left_out, model_named
from brobygger.core.spreadsheets import guarded

AT_ONCE: Final = 500
PIECE: Final = 1 << 18
Told = Callable[[float], None]


class Sums:
    """A stream into the archive that is counted and summed on its way."""

    def __init__(self, target: Any) -> None:
        self.target, self.digest, self.size = target, hashlib.sha256(), 0

    def write(self, piece: bytes) -> None:
        self.digest.update(piece)
        self.size += len(piece)
        self.target.write(piece)


def _quiet(_share: float) -> None:
    """Nobody asks how far it is."""


def leave(centre: Centre, out: IO[bytes], *, told: Told = _quiet) -> dict[str, Any]:
    """Write ``centre`` to ``out``; gives the manifest. Not within a transaction, or the snapshot is that one's."""
    with snapshot(), centre_in_force(centre), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        return _Writer(centre, archive, told).write()


@contextmanager
def snapshot() -> Iterator[None]:
    """What is read within fits together, whoever writes meanwhile; and nobody waits for the reader."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # Not Django's own transaction, which takes the turn to write.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                cursor.execute("SELECT 1 FROM centres_centre").fetchone()
                yield
            finally:
                connection.cursor().execute("ROLLBACK")


class _Writer:
    def __init__(self, centre: Centre, archive: zipfile.ZipFile, told: Told) -> None:
        self.centre = Centre.objects.get(pk=centre.pk)  # as it is within the snapshot
        self.archive, self.told = archive, told
        self.contents: dict[str, dict[str, Any]] = {}
        self.models: dict[str, dict[str, Any]] = {}
        self.missing: list[str] = []
        self.accounts: set[int] = set()
        self.keys = dict(Centre.objects.values_list("pk", "key"))
        self.mails = self._known_mails()

    def write(self) -> dict[str, Any]:
        every = shapes()
        expected = {shape.label: shape.rows().count() for shape in every}
        whole, done = sum(expected.values()) + 1, 0
        self._table(CENTRE, [each.name for each in Centre._meta.concrete_fields], iter([self._row(Centre, Centre._meta.concrete_fields, self.centre)]))
        self._files([self.centre.logo.name] if self.centre.logo else [])
        for shape in every:
            self._table(shape.label, shape.names, self._rows(shape), tell=partial(self._tell, done, whole))
            self._files(self._named(shape), tell=partial(self._tell, done, whole, expected[shape.label]))
            done += expected[shape.label]
        accounts = ({name: getattr(each, name) for name in ACCOUNT_FIELDS} for each in self._account_rows())
        self._table(ACCOUNTS, list(ACCOUNT_FIELDS), accounts)
        self._widen()
        manifest = {
            "format": FORMAT, "kind": "centre", "program": __version__, "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "centre": {"key": self.centre.key, "name": self.centre.name},
            "migrations": sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations),
            "models": self.models, "files": self.contents, "missing": self.missing, "left_out": {label: str(why) for label, why in left_out.items()},
        }
        self.archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        return manifest

    def _tell(self, before: int, whole: int, n: int) -> None:
        self.told((before + n) / whole)

    def _table(self, label: str, names: list[str], rows: Iterator[dict[str, Any]], *, tell: Callable[[int], None] | None = None) -> None:
        """One model twice: as lines of JSON, which are read back, and as CSV beside it, for people."""
        count, lowest, highest = 0, None, None
        with tempfile.TemporaryFile() as cells:
            text = io.TextIOWrapper(cells, encoding="utf-8-sig", newline="")
            sheet = csv.writer(text, delimiter=";", lineterminator="\r\n")
            sheet.writerow(names)
            with self._entry(f"data/{label}.jsonl") as out:
                for row in rows:
                    out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                    sheet.writerow([_cell(row[name]) for name in names])
                    count += 1
                    if isinstance(key := row.get("id"), int):
                        lowest, highest = key if lowest is None else min(lowest, key), key if highest is None else max(highest, key)
                    if tell is not None and count % AT_ONCE == 0:
                        tell(count)
            text.flush()
            cells.seek(0)
            with self._entry(f"data/{label}.csv") as out:
                while piece := cells.read(PIECE):
                    out.write(piece)
        self.models[label] = {"fields": names, "rows": count, "lowest": lowest, "highest": highest}

    def _widen(self) -> None:
        """The trail speaks of rows that are gone; their keys are kept free too, so that no new row is taken for one of them."""
        for label, low, high in Change.objects.order_by().values_list("model").annotate(low=Min("row"), high=Max("row")):
            model = model_named(label)
            about = self.models.get(carrier(model)._meta.label) if model is not None else None
            if about is not None and low is not None and "id" in about["fields"]:
                about["lowest"], about["highest"] = min(low, about["lowest"] or low), max(high, about["highest"] or high)

    @contextmanager
    def _entry(self, name: str, *, packed: bool = True) -> Iterator[Sums]:
        entry = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self.archive.open(entry, "w", force_zip64=True) as target:
            sums = Sums(target)
            yield sums
        self.contents[name] = {"sha256": sums.digest.hexdigest(), "size": sums.size}

    def _rows(self, shape: Shape) -> Iterator[dict[str, Any]]:
        """In the order of their keys, a few hundred at a time. Keys of chance say nothing of when a row came (ADR 14)."""
        attnames = [each.attname for each in shape.fields]
        pk, last = str(shape.model._meta.pk.attname), None
        rows = shape.rows().order_by("pk")
        while True:
            some = list((rows if last is None else rows.filter(pk__gt=last)).values_list(pk, *attnames)[:AT_ONCE])
            for key, *values in some:
                yield self._said(shape, dict(zip(attnames, values, strict=True)))
                last = key
            if len(some) < AT_ONCE:
                return

    def _said(self, shape: Shape, values: dict[str, Any]) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for field in shape.fields:
            value = values[field.attname]
            if value is not None and points_to_account(field):
                self.accounts.add(value)
            row[field.name] = self.keys.get(value) if points_to_centre(field) else said(field, value)
            if (known := known_by.get(f"{shape.label}.{field.name}")) is not None and not known.mail:
                row["mail"] = self.mails.get(value, "")
        return row

    def _row(self, model: Any, fields: Any, row: models.Model) -> dict[str, Any]:
        return {each.name: said(each, each.value_from_object(row)) for each in fields}

    def _account_rows(self) -> Iterator[User]:
        keys = sorted(self.accounts)
        for start in range(0, len(keys), AT_ONCE):
            yield from User.objects.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")

    def _named(self, shape: Shape) -> Iterator[str]:
        for field in shape.files:
            yield from shape.rows().exclude(**{field.name: ""}).order_by("pk").values_list(field.name, flat=True).iterator(chunk_size=AT_ONCE)

    def _files(self, names: Any, *, tell: Callable[[], None] = lambda: None) -> None:
        for name in names:
            tell()
            if f"files/{name}" in self.contents:
                continue
            try:
                file = default_storage.open(name, "rb")
            except OSError:
                self.missing.append(name)
                continue
            with file, self._entry(f"files/{name}", packed=False) as out:
                while piece := file.read(PIECE):
                    out.write(piece)

    def _known_mails(self) -> dict[str, str]:
        """The addresses behind digests that stand alone, where somebody here still has the address: a new installation could not make them anew otherwise."""
        wanted: dict[str, list[KnownBy]] = {}
        digests: set[str] = set()
        for path, known in known_by.items():
            label, _dot, name = path.rpartition(".")
            shape = next((each for each in shapes() if each.label == label), None)
            if shape is not None and not known.mail and (found := set(shape.rows().values_list(name, flat=True))):
                wanted.setdefault(label, []).append(known)
                digests |= found
        if not digests:
            return {}
        found_mails: dict[str, str] = {}
        for shape in shapes():
            for field in shape.fields:
                if isinstance(field, models.EmailField):
                    for mail in shape.rows().order_by().values_list(field.name, flat=True).distinct().iterator(chunk_size=AT_ONCE):
                        for known in (each for kinds in wanted.values() for each in kinds):
                            if mail and (digest := known.digest(mail, self.centre.pk)) in digests:
                                found_mails[digest] = mail
        return found_mails


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return guarded(json.dumps(value, ensure_ascii=False))
    return guarded(value) if isinstance(value, str) else str(value)
