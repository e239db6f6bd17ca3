"""Files that are not what they should be: empty, locked, swollen, with macros, of another kind. Each is made here; none lies about."""

import io
import zipfile

from tests.plan.importing import building, variants

AREAS = [
    {
        "title": "Netværk",
        "goals": [{"title": "Foreninger mødes", "activities": ["To møder om året.", "Fælles kalender."], "means_of_verification": ["Antal møder."]}],
    }
]
SOURCE = "<h1>Frivilligcenter Prøveby: Handleplan 2025</h1><table><tr><th>Mål</th><th>Aktiviteter</th></tr><tr><td>Flere</td><td>To møder om året</td></tr></table>"
_CONTENT_TYPES = "[Content_Types].xml"


def whole() -> dict[str, bytes]:
    """A sound document of each kind."""
    told = (AREAS, "Handleplan 2025", "Frivilligcenter Prøveby")
    return {
        "plan.docx": building.as_word(SOURCE),
        "plan.odt": variants.as_open_text(*told),
        "plan.xlsx": variants.as_workbook(*told),
        "plan.csv": variants.as_separated(*told),
        "plan.html": variants.as_web_page(*told),
        "plan.md": variants.as_markdown_tables(*told),
        "plan.txt": variants.as_text(*told),
    }


def repacked(content: bytes, **changed: bytes | None) -> bytes:
    """The packed file with parts added, replaced or (None) left out; a part is named with "__" for "/"."""
    parts = {name.replace("__", "/"): part for name, part in changed.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.namelist()


def with_macros(content: bytes, *, main: str) -> bytes:
    return repacked(content, **{f"{main}__vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def macro_enabled(content: bytes) -> bytes:
    """What a .docm or .xlsm says of itself, without the macros themselves."""
    types = part(content, _CONTENT_TYPES)
    for plain, enabled in (
        (b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"),
        (b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"),
    ):
        types = types.replace(plain, enabled)
    return repacked(content, **{_CONTENT_TYPES: types})


def locked_office() -> bytes:
    """The outside of a Word or Excel file with a password: an OLE container with an encrypted package in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(2000)


def locked_open_text(content: bytes) -> bytes:
    manifest = (
        b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    )
    return repacked(content, **{"META-INF__manifest.xml": manifest, "content.xml": bytes(range(256))})


def swollen(content: bytes, name: str) -> bytes:
    """A packed file of some kilobytes with a part of 64 MB in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        with new.open(name, "w", force_zip64=True) as target:
            for _ in range(64):
                target.write(bytes(1024 * 1024))
    return stream.getvalue()


def lying(content: bytes, name: str) -> bytes:
    """A swollen file whose table of contents says that the part is small."""
    made = bytearray(swollen(content, name))
    at = made.rfind(name.encode())
    header = made.rfind(b"PK\x01\x02", 0, at)
    made[header + 24 : header + 28] = (1000).to_bytes(4, "little")
    return bytes(made)


def with_entities(content: bytes, name: str) -> bytes:
    """An XML part that would swell by its own entities, and reach for a file of the machine."""
    bomb = (
        b'<!DOCTYPE a [<!ENTITY x0 "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 10))
        + b'<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )
    xml = part(content, name)
    begin = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return repacked(content, **{name.replace("/", "__"): xml[:begin] + bomb + xml[begin:]})
