"""What is not taken in, and that nothing was written before it was found."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from brobygger.archive import entering
from brobygger.archive.checking import Unusable
from brobygger.archive.entering import enter
from brobygger.archive.leaving import leave
from brobygger.centres.models import Centre, Theme
from tests.factories import ThemeFactory

Change = Callable[[dict[str, Any], dict[str, bytes]], None]


_kept: list[bytes] = []


@pytest.fixture
def file(centre: Centre, tmp_path: Path) -> Iterator[Path]:
    """An archive of a small centre, which is written once for all these tests."""
    ThemeFactory.create(name="Ensomhed")
    if not _kept:
        centre.logo = default_storage.save("logos/a.png", ContentFile(b"\x89PNG" * 300))
        centre.save()
        out = io.BytesIO()
        leave(centre, out)
        _kept.append(out.getvalue())
    (tmp_path / "a.zip").write_bytes(_kept[0])
    with translation.override("en"):
        yield tmp_path / "a.zip"


def rewritten(file: Path, change: Change, *, summed: bool = True) -> Path:
    """The same archive, changed; with sums that are right where ``summed``, so that the change itself has to be seen."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(contents.pop("manifest.json"))
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    change(manifest, contents)
    if summed:
        for name, content in contents.items():
            if name in manifest["files"] and hashlib.sha256(content).hexdigest() != sums.get(name):
                manifest["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return file


def refused(file: Path) -> str:
    """The sentence; nothing is here that was not."""
    files = set(_stored())
    with pytest.raises(Unusable) as error:
        enter(file, key="andenby")
    assert not Centre.objects.filter(key="andenby").exists()
    assert Theme.everywhere.count() == 1
    assert set(_stored()) == files
    return str(error.value)


def _stored(folder: str = "") -> list[str]:
    folders, files = default_storage.listdir(folder) if default_storage.exists(folder) else ([], [])
    return [f"{folder}/{name}" for name in files] + [each for name in folders for each in _stored(f"{folder}/{name}".strip("/"))]


THEMES = "data/centres.Theme.jsonl"


def _newer(manifest: dict[str, Any], _contents: dict[str, bytes]) -> None:
    manifest["migrations"].append("centres.9999_from_the_future")
    manifest["program"] = "9.0"


def _format(manifest: dict[str, Any], _contents: dict[str, bytes]) -> None:
    manifest["format"] = 2


def _model(manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    manifest["models"]["centres.Dream"] = {"fields": ["id"], "rows": 0, "lowest": None, "highest": None}


def _field(manifest: dict[str, Any], _contents: dict[str, bytes]) -> None:
    manifest["models"]["centres.Theme"]["fields"].append("colour")


def _rows(manifest: dict[str, Any], _contents: dict[str, bytes]) -> None:
    manifest["models"]["centres.Theme"]["rows"] = 7


def _half(_manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    contents[THEMES] = contents[THEMES][:-9]


def _words(_manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    contents[THEMES] = contents[THEMES].replace(b'"position":0', b'"position":"first"')


def _key(_manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    row = json.loads(contents[THEMES])
    contents[THEMES] = json.dumps(row | {"id": row["id"] + 1000}).encode() + b"\n"


def _out_of_place(manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    contents["files/../../evil"] = b"x"
    manifest["files"]["files/../../evil"] = {"sha256": "", "size": 0}


def _one_more(_manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    contents["files/extra"] = b"x"


def _bomb(_manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    contents[THEMES] = contents[THEMES] + b" " * 20_000_000


def _cpr(_manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    contents[THEMES] = contents[THEMES].replace(b"Ensomhed", b"Ring 010190-1233")


def _foreign(manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
    """A row that names one that is not in the archive."""
    row = dict.fromkeys(manifest["models"]["organisations.Note"]["fields"]) | {"id": 1, "organisation": 1, "text": "x", "created_at": "2026-01-01T00:00:00+00:00"}
    contents["data/organisations.Note.jsonl"] = json.dumps(row).encode() + b"\n"
    manifest["models"]["organisations.Note"] |= {"rows": 1, "lowest": 1, "highest": 1}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_newer, "The archive was made by a newer Brobygger (9.0); this is"), (_format, "The archive was made by a newer Brobygger"),
        (_field, "The archive holds “centres.Theme.colour”, which this version does not know."),
        (_rows, "centres.Theme has 1 rows, and its list says 7."), (_half, "centres.Theme has 0 rows, and its list says 1."),
        (_words, "Row 1 of centres.Theme cannot be read."), (_key, "Row 1 of centres.Theme cannot be read."),
        (_out_of_place, "It names a file outside its place: files/../../evil"), (_one_more, "Its contents and its list differ."),
        (_bomb, f"{THEMES} claims to be far larger than what it is packed in."), (_cpr, "The rows do not fit together:"), (_foreign, "The rows do not fit together:"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_does_not_fit_is_refused(file: Path, change: Change, sentence: str) -> None:
    assert refused(rewritten(file, change)).startswith(sentence)


@pytest.mark.parametrize(
    "about",
    [
        {"fields": [{}]}, {"fields": [1, "x"]}, {"lowest": 1, "highest": None}, {"lowest": 1, "highest": 2**70}, {"lowest": 2, "highest": 1}, {"lowest": -1, "highest": 1},
    ],
    ids=str,
)
def test_a_list_that_is_none_is_refused_before_a_row_is_read(about: dict[str, Any], file: Path) -> None:
    def change(manifest: dict[str, Any], _contents: dict[str, bytes]) -> None:
        manifest["models"]["centres.Theme"] |= about

    assert refused(rewritten(file, change)) == "The file is not a centre’s archive, or it is only half written."


def test_without_a_name_or_its_accounts_it_is_no_archive(file: Path) -> None:
    whole = file.read_bytes()

    def nameless(manifest: dict[str, Any], _contents: dict[str, bytes]) -> None:
        del manifest["centre"]["name"]

    def alone(manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
        del manifest["models"]["accounts.User"]
        for end in ("jsonl", "csv"):
            del contents[f"data/accounts.User.{end}"], manifest["files"][f"data/accounts.User.{end}"]

    for change in (nameless, alone):
        file.write_bytes(whole)
        assert refused(rewritten(file, change)) == "The file is not a centre’s archive, or it is only half written."


@pytest.mark.parametrize("value", [2**70, r'"\ud800"'], ids=["a number no database holds", "half a character"])
@pytest.mark.on_both
def test_what_a_database_cannot_even_be_asked_is_refused_in_words(value: Any, file: Path) -> None:
    def change(_manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
        was = b'"position":0' if isinstance(value, int) else b'"Ensomhed"'
        assert was in contents[THEMES]
        contents[THEMES] = contents[THEMES].replace(was, b'"position":%d' % value if isinstance(value, int) else value.encode())

    assert refused(rewritten(file, change)).startswith("The rows do not fit together:")


def test_a_model_of_a_later_day_is_named(file: Path) -> None:
    def later(manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
        _model(manifest, contents)
        for end in ("jsonl", "csv"):
            contents[f"data/centres.Dream.{end}"] = b""
            manifest["files"][f"data/centres.Dream.{end}"] = {"sha256": hashlib.sha256(b"").hexdigest(), "size": 0}

    assert refused(rewritten(file, later)) == "The archive holds “centres.Dream”, which this version does not know."


def test_an_older_archive_leaves_new_fields_as_for_a_new_row(file: Path) -> None:
    def older(manifest: dict[str, Any], contents: dict[str, bytes]) -> None:
        manifest["models"]["centres.Theme"]["fields"].remove("also")
        contents[THEMES] = contents[THEMES].replace(b'"also":"",', b"")

    enter(rewritten(file, older), key="andenby")
    assert set(Theme.everywhere.values_list("name", "also")) == {("Ensomhed", "")}
    assert Theme.everywhere.count() == 2


def test_every_damaged_byte_is_seen(file: Path) -> None:
    """One byte in each file within: at its beginning, in its middle, at its end. Where what is unpacked is the same all the same, nothing is damaged."""
    whole, found = file.read_bytes(), 0
    with zipfile.ZipFile(file) as archive:
        entries = [each for each in archive.infolist() if each.filename in {THEMES, "data/centres.Centre.jsonl", "files/logos/a.png", "data/centres.Theme.csv"}]
        contents = {each.filename: archive.read(each) for each in entries}
    assert len(entries) == 4
    for entry in entries:
        start = entry.header_offset + 30 + len(entry.filename.encode()) + 20  # the local header, with its ZIP64 field
        for place in (start, start + entry.compress_size // 2, start + entry.compress_size - 2):
            file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
            if _unpacked(file, entry.filename) != contents[entry.filename]:
                assert "damaged" in refused(file)
                found += 1
    assert found >= 8


def _unpacked(file: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return b""


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_half_written_file_is_refused(file: Path, share: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    assert refused(file).startswith("a.zip cannot be read:")


def test_a_file_of_another_kind_is_refused(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert refused(file) == "The file is not a centre’s archive, or it is only half written."


def test_a_name_that_is_taken_is_not_taken_twice(file: Path) -> None:
    with pytest.raises(Unusable) as error:
        enter(file)
    assert str(error.value) == "There is a centre “testby” here already. Give this one another name in addresses."


def test_a_name_that_is_the_address_of_other_pages_is_not_taken(file: Path) -> None:
    with pytest.raises(Unusable, match="The installation has pages of its own at this address"):
        enter(file, key="konto")
    assert Centre.objects.count() == 1


def test_what_goes_wrong_late_leaves_no_file_behind(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_words: object, **_more: object) -> None:
        raise KeyboardInterrupt

    before = set(_stored())
    monkeypatch.setattr(entering.audit, "record", break_off)
    with pytest.raises(KeyboardInterrupt):
        enter(file, key="andenby")
    assert (set(_stored()), Centre.objects.count()) == (before, 1)
