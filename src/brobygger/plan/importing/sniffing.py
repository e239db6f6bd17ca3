"""What a file really is, judged by its content and not by its name; and the sentences for files that are something else."""

import re
from pathlib import PurePath
from typing import Final

from brobygger.plan.importing.archives import Archive, damaged, locked
from brobygger.plan.importing.unreadable import Unreadable
from brobygger.plan.importing.wording import gettext

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_ODF: Final = "application/vnd.oasis.opendocument."
_MACRO_TYPES: Final = (b"macroEnabled",)


def sniff(content: bytes, filename: str) -> str:
    """docx, xlsx, odt, ods, pdf, html, csv, md or txt. Raises Unreadable for everything else."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t \x00") if not content.startswith((b"\xff\xfe", b"\xfe\xff")) else b""
    extension = PurePath(filename).suffix.lower().lstrip(".")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(content)
    if content.startswith(_OLE):
        raise _old_office(content)
    if content.startswith(_PICTURES) or b"ftypheic" in content[:32]:
        raise Unreadable("picture", gettext("This is a picture, not a document with text. Choose the document itself, for instance the Word file."))
    if start.startswith(b"{\\rtf"):
        raise Unreadable("wrong_kind", gettext("This is an RTF document. Open it, save it as .docx or .odt and try again."))
    if content.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"MZ", b"\x7fELF", b"ID3", b"OggS", b"SQLite format")):
        raise unknown_kind()
    if extension in {"docx", "xlsx", "odt", "ods", "pdf"}:
        if _looks_like_text(content):
            return _text_kind(content, "")
        raise damaged()
    if not _looks_like_text(content):
        raise unknown_kind()
    return _text_kind(content, extension)


def _packed(content: bytes) -> str:
    archive = Archive(content)
    names = archive.names
    if "[Content_Types].xml" in names:
        if any(mark in archive.read("[Content_Types].xml") for mark in _MACRO_TYPES):
            raise Unreadable("macros", gettext("The document holds macros (small programs), and such files are not opened. Save it as an ordinary document (.docx, .xlsx or .odt) and try again."))
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
            return "xlsx"
        if any(name.startswith("xl/") for name in names):
            raise Unreadable("wrong_kind", gettext("This is a binary Excel workbook (.xlsb). Save it as .xlsx and try again."))
        if any(name.startswith("ppt/") for name in names):
            raise Unreadable("wrong_kind", gettext("These are slides. Choose the plan as a document (Word, PDF, OpenDocument, Excel) instead."))
        raise unknown_kind()
    if "mimetype" in names and "content.xml" in names:
        return _open_document(archive)
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in names):
        raise Unreadable("wrong_kind", gettext("This is a Pages or Numbers document. Export it as Word or PDF and try again."))
    raise unknown_kind()


def _open_document(archive: Archive) -> str:
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise locked()
    kind = archive.read("mimetype").decode("ascii", "replace").strip().removeprefix(_ODF)
    if kind.startswith("text"):
        return "odt"
    if kind.startswith("spreadsheet"):
        return "ods"
    raise unknown_kind()


def _old_office(content: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return locked()
    if "WordDocument".encode("utf-16-le") in content:
        return Unreadable("wrong_kind", gettext("This is a Word document of the old kind (.doc). Open it in Word, save it as .docx and try again."))
    if "Workbook".encode("utf-16-le") in content:
        return Unreadable("wrong_kind", gettext("This is an Excel workbook of the old kind (.xls). Open it in Excel, save it as .xlsx and try again."))
    return unknown_kind()


def _looks_like_text(content: bytes) -> bool:
    sample = content[:8192]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(sample):
        return True
    odd = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return odd <= len(sample) // 200


def _wide(sample: bytes) -> bool:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    return len(sample) >= 16 and (sample[1::2].count(0) > len(sample) * 0.4 or sample[::2].count(0) > len(sample) * 0.4)


_IS_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|h[1-6]|p|div|ul|meta)[\s>]", re.IGNORECASE)
_IS_TABLE_LINE: Final = re.compile(r"^\s*\|?.*\|.*$\n^\s*\|?\s*:?-{2,}", re.MULTILINE)
_IS_MARKDOWN: Final = re.compile(r"^#{1,6} \S|^\*\*[^*]+\*\*\s*$|^={3,}\s*$", re.MULTILINE)


def _text_kind(content: bytes, extension: str) -> str:
    if not content.strip(b"\x00\xef\xbb\xbf\xff\xfe \r\n\t"):
        raise empty()
    if _IS_HTML.search(content[:4096].replace(b"\x00", b"")):
        return "html"
    if extension in {"csv", "tsv", "md", "markdown"}:
        return {"tsv": "csv", "markdown": "md"}.get(extension, extension)
    if extension in {"txt", "text"}:
        return "txt"
    text = decode(content)
    if _IS_TABLE_LINE.search(text) or len(_IS_MARKDOWN.findall(text)) >= 2:
        return "md"
    if _is_delimited(text):
        return "csv"
    return "txt"


def _is_delimited(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return len(lines) >= 2 and any(all(line.count(mark) >= 1 for line in lines) for mark in ";\t")


_DANISH: Final = frozenset("æøåÆØÅéÉüÜöÖäÄ–—’‘“”•…´½§°«»·×€\u00a0\u00ad")


def decode(content: bytes) -> str:
    """Text in whichever of the usual encodings it is written: the one that yields letters a Dane would write."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if _wide(content[:8192]):
        return content.decode("utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _nearly_utf8(content):
        return content.decode("utf-8", "replace")
    readings = (content.decode(encoding, "replace") for encoding in ("cp1252", "mac_roman", "cp865"))
    return max(readings, key=_danishness)


def _nearly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    return text.count("\ufffd") * 4 < sum(letter in "æøåÆØÅ" for letter in text)


def _danishness(text: str) -> int:
    foreign = [letter for letter in text if ord(letter) > 127]
    return sum(1 if letter in _DANISH else -2 for letter in foreign)


def empty() -> Unreadable:
    return Unreadable("empty", gettext("The file is empty. Choose the document itself."))


def unknown_kind() -> Unreadable:
    return Unreadable("wrong_kind", gettext("This kind of file cannot be read. Choose a Word, PDF, OpenDocument, Excel, CSV, HTML, Markdown or text document."))
