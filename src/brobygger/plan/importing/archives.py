"""The insides of packed office files, opened with suspicion: bombs, macros, locked parts and foreign entities are refused."""

import io
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from brobygger.plan.importing import limits
from brobygger.plan.importing.unreadable import Unreadable
from brobygger.plan.importing.wording import gettext


class Archive:
    """A packed file whose parts are read one at a time, never more than the limits allow."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, struct.error, OSError, ValueError, OverflowError, NotImplementedError) as error:
            raise damaged() from error
        self.names = {entry.filename for entry in entries}
        packed = sum(entry.compress_size for entry in entries)
        unpacked = sum(entry.file_size for entry in entries)
        bomb = any(
            entry.file_size > limits.RATIO_FROM and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1) for entry in entries
        )
        if len(entries) > limits.MAX_ENTRIES or unpacked > limits.MAX_UNPACKED or bomb or packed > 2 * len(content):
            raise Unreadable("bomb", gettext("The file unpacks to far more than a plan could be, so it was not opened. Save the document anew and try again."))
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise locked()
        if any(_is_macro(name) for name in self.names):
            raise Unreadable("macros", gettext("The document holds macros (small programs), and such files are not opened. Save it as an ordinary document (.docx, .xlsx or .odt) and try again."))

    def read(self, name: str) -> bytes:
        """The part called ``name``, unpacked."""
        try:
            entry = self._zip.getinfo(name)
            if entry.file_size > limits.MAX_PART:
                raise too_much()
            with self._zip.open(entry) as part:
                content = part.read(limits.MAX_PART + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, OverflowError, RuntimeError) as error:
            raise damaged() from error
        if len(content) > limits.MAX_PART:
            raise too_much()
        return content

    def xml(self, name: str) -> Any:
        return parse_xml(self.read(name))


def parse_xml(content: bytes) -> Any:
    """The root of an XML part. A document type is refused: office files have none, and it could reach for other files."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.doctype:
        raise damaged()
    return root


def _is_macro(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith("vbaproject.bin") or lowered.startswith(("basic/", "scripts/"))


def damaged() -> Unreadable:
    return Unreadable("damaged", gettext("The file is damaged and cannot be opened. Open it in the program it was written in, save it anew and try again."))


def locked() -> Unreadable:
    return Unreadable("password", gettext("The document is protected by a password. Take the password off, save it and try again."))


def too_much() -> Unreadable:
    return Unreadable("too_long", gettext("The document is far longer than a plan. Take out the plan itself and try again."))
