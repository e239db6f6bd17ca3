"""An archive read through before the first row is written: is it whole, is it ours, and is there anything in it that this program does not know?"""

import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from brobygger import __version__
from brobygger.archive.shape import ACCOUNT_FIELDS, ACCOUNTS, CENTRE, FORMAT, MANIFEST, Field, Shape, shapes
from brobygger.archive.words import meant
from brobygger.centres.models import Centre

LARGEST_KEY: Final = 2**53
LONGEST_LINE: Final = 16 << 20
LARGEST_MANIFEST: Final = 64 << 20
MOST_PACKED: Final = 250  # times; rows of a centre are packed thirty times at the most
PIECE: Final = 1 << 18
Told = Callable[[float], None]


class Unusable(Exception):
    """The file cannot be taken in; the text says why, in the person's language."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. ``models`` and ``files`` are as in the file."""

    centre: Mapping[str, str]
    made_at: str
    models: Mapping[str, Mapping[str, Any]]
    files: Mapping[str, Mapping[str, Any]]

    @property
    def attachments(self) -> list[str]:
        return [name for name in self.files if name.startswith("files/")]

    def rows(self, label: str) -> int:
        return int(self.models[label]["rows"]) if label in self.models else 0


def check(archive: zipfile.ZipFile, *, told: Told) -> Manifest:
    """Read all of ``archive``. Unusable at the first thing that is amiss."""
    manifest = _manifest(archive)
    _known(manifest)
    _listed(archive, manifest)
    whole, done = sum(int(each["size"]) for each in manifest.files.values()) or 1, 0
    for name, content in manifest.files.items():
        label = PurePosixPath(name).name.removesuffix(".jsonl") if name.startswith("data/") and name.endswith(".jsonl") else ""
        _whole(archive, name, content, Lines(label, manifest) if label else None)
        done += int(content["size"])
        told(done / whole)
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    no_archive = _("The file is not a centre’s archive, or it is only half written.")
    try:
        raw = json.loads(archive.read(MANIFEST)) if archive.getinfo(MANIFEST).file_size <= LARGEST_MANIFEST else {}
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        fits, newer = _fits(raw), int(raw["format"]) > FORMAT or bool(set(raw["migrations"]) - known)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, zipfile.BadZipFile, zlib.error) as error:
        raise Unusable(no_archive) from error
    if newer:
        raise Unusable(_("The archive was made by a newer Brobygger (%(theirs)s); this is %(ours)s.") % {"theirs": str(raw["program"])[:40], "ours": __version__})
    if not fits:
        raise Unusable(no_archive)
    return Manifest({"key": str(raw["centre"]["key"]), "name": str(raw["centre"]["name"])}, str(raw["made_at"]), raw["models"], raw["files"])


def _fits(raw: Any) -> bool:
    """Whether the list has the form of one, so that what follows need not ask."""
    whole = all(isinstance(each["rows"], int) and isinstance(each["fields"], list) and all(isinstance(name, str) for name in each["fields"]) and _in_order(each["lowest"], each["highest"]) for each in raw["models"].values())
    listed = all(isinstance(each["size"], int) and each["size"] >= 0 and isinstance(each["sha256"], str) for each in raw["files"].values())
    return bool(raw["kind"] == "centre" and raw["centre"]["key"] and raw["centre"]["name"] and raw["made_at"] and raw["program"] and whole and listed)


def _in_order(lowest: Any, highest: Any) -> bool:
    """Whether the two are keys that rows can have, or both are empty. Beyond those no key would be left for anybody's next row."""
    return (lowest is None and highest is None) or (isinstance(lowest, int) and isinstance(highest, int) and 0 <= lowest <= highest <= LARGEST_KEY)


def _known(manifest: Manifest) -> None:
    """Every model and field must be ours; what ours have and the archive has not must be able to stand empty."""
    known = fields_by_label()
    for label, about in manifest.models.items():
        if label not in known:
            raise Unusable(_("The archive holds “%(what)s”, which this version does not know.") % {"what": label})
        if strange := set(about["fields"]) - {*known[label], "mail"}:
            raise Unusable(_("The archive holds “%(what)s”, which this version does not know.") % {"what": f"{label}.{min(strange)}"})
        for name in set(known[label]) - set(about["fields"]):
            if label == ACCOUNTS or not _may_be_absent(known[label][name]):
                raise Unusable(_("The archive is of an older version and lacks “%(what)s”. Take it in with that version, and bring it up to date there.") % {"what": f"{label}.{name}"})
    if manifest.rows(CENTRE) != 1 or ACCOUNTS not in manifest.models:
        raise Unusable(_("The file is not a centre’s archive, or it is only half written."))


def fields_by_label() -> dict[str, dict[str, Field]]:
    account = {each.name: each for each in _account().concrete_fields if each.name in ACCOUNT_FIELDS}
    centre = {each.name: each for each in Centre._meta.concrete_fields}
    return {shape.label: {each.name: each for each in shape.fields} for shape in shapes()} | {CENTRE: centre, ACCOUNTS: account}


def _account() -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model()._meta


def _may_be_absent(field: Field) -> bool:
    return field.has_default() or field.null or bool(field.empty_strings_allowed and field.blank)


def _listed(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """What is in the file is what is on its list, no name leads elsewhere, and nothing is packed as no rows ever are."""
    names = archive.namelist()
    if len(names) != len(set(names)) or set(names) != {*manifest.files, MANIFEST} or any(f"data/{label}.jsonl" not in manifest.files for label in manifest.models):
        raise Unusable(_("Its contents and its list differ."))
    for name in manifest.files:
        parts = PurePosixPath(name).parts
        if parts[0] not in {"data", "files"} or len(parts) < 2 or ".." in parts or "\\" in name or "\x00" in name or PurePosixPath(name).as_posix() != name:
            raise Unusable(_("It names a file outside its place: %(name)s") % {"name": name[:200]})
        if parts[0] == "data" and (len(parts) != 2 or not name.endswith((".jsonl", ".csv")) or parts[1].rpartition(".")[0] not in manifest.models):
            raise Unusable(_("Its contents and its list differ."))
        entry = archive.getinfo(name)
        if entry.file_size != manifest.files[name]["size"]:
            raise Unusable(_("%(name)s is damaged.") % {"name": name})
        if entry.file_size > 1 << 20 and entry.file_size > MOST_PACKED * max(entry.compress_size, 1):
            raise Unusable(_("%(name)s claims to be far larger than what it is packed in.") % {"name": name})
    needed, free = sum(int(manifest.files[name]["size"]) for name in manifest.attachments), shutil.disk_usage(settings.DATA).free
    if needed > free:
        raise Unusable(_("The attachments take %(needed)s MB, and there are %(free)s MB free.") % {"needed": needed // 1_000_000, "free": free // 1_000_000})


def _whole(archive: zipfile.ZipFile, name: str, content: Mapping[str, Any], lines: "Lines | None") -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as source:
            while size <= content["size"] and (piece := source.read(PIECE)):
                digest.update(piece)
                size += len(piece)
                if lines is not None:
                    lines.feed(piece)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:  # whatever a damaged entry makes zipfile stumble on
        raise Unusable(_("%(name)s is damaged.") % {"name": name}) from error
    if size != content["size"] or digest.hexdigest() != content["sha256"]:
        raise Unusable(_("%(name)s is damaged.") % {"name": name})
    if lines is not None:
        lines.end()


class Lines:
    """The lines of one model, looked at one by one as they come."""

    def __init__(self, label: str, manifest: Manifest) -> None:
        self.label, self.about = label, manifest.models[label]
        self.fields = fields_by_label()[label]
        self.number, self.rest = 0, b""

    def feed(self, piece: bytes) -> None:
        *whole, self.rest = (self.rest + piece).split(b"\n")
        if len(self.rest) > LONGEST_LINE:
            self._refuse()
        for line in whole:
            self._line(line)

    def end(self) -> None:
        if self.rest or self.number != self.about["rows"]:
            raise Unusable(_("%(name)s has %(n)s rows, and its list says %(said)s.") % {"name": self.label, "n": self.number, "said": self.about["rows"]})

    def _line(self, line: bytes) -> None:
        self.number += 1
        try:
            reads = self._reads(json.loads(line))
        except (ValueError, TypeError, ValidationError, RecursionError) as error:
            self._refuse(error)
        if not reads:
            self._refuse()

    def _reads(self, row: Any) -> bool:
        if not isinstance(row, dict) or set(row) - {"mail"} != set(self.about["fields"]) - {"mail"}:
            return False
        for name, value in row.items():
            if (field := self.fields.get(name)) is not None:
                told = value if _by_name(field) else meant(field, value)
                if told is None and not field.null:
                    return False
        key = row.get("id")
        return not isinstance(key, int) or bool(self.about["lowest"] <= key <= self.about["highest"])

    def _refuse(self, error: Exception | None = None) -> NoReturn:
        raise Unusable(_("Row %(n)s of %(name)s cannot be read.") % {"n": self.number, "name": self.label}) from error


def _by_name(field: Field) -> bool:
    """A key to a centre is written as the centre's name in addresses."""
    return isinstance(field, models.ForeignKey) and field.related_model is Centre


def lines_of(archive: zipfile.ZipFile, label: str) -> Iterator[dict[str, Any]]:
    """The rows of one model, in an archive that has been checked."""
    with archive.open(f"data/{label}.jsonl") as source:
        for line in source:
            yield json.loads(line)


def taken(manifest: Manifest) -> list[Shape]:
    return [shape for shape in shapes() if shape.label in manifest.models]
