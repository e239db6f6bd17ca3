"""Texts and their translations, kept per context in ``locale/da/LC_MESSAGES/django.po``, without gettext installed.

English stands in the code, Danish in the catalogues. Catalogues carry no line numbers and are sorted by text, so a moved line
changes nothing and two people's new texts seldom collide. Nothing is guessed: a changed English text asks for a new
Danish one. Babel does the reading, writing and compiling.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "da"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def contexts() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def catalogue_of(context: Path) -> Path:
    return context / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def texts_of(context: Path) -> Catalog:
    """Every text that the context's code and templates say."""
    found = Catalog(locale=LANGUAGE)
    for path in sorted(context.rglob("*.py")):
        if "migrations" not in path.parts:
            _collect(found, path.read_bytes())
    for path in sorted(context.glob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            _collect(found, _as_python(path))
    return found


def _as_python(template: Path) -> bytes:
    from django.utils.translation.template import templatize

    return templatize(template.read_text(), origin=str(template)).encode()


def _collect(found: Catalog, source: bytes) -> None:
    for _line, text, comments, context in extract("python", BytesIO(source), KEYWORDS, ("Translators:",), {"encoding": "utf-8"}):
        found.add(text, auto_comments=comments, context=context)


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update(context: Path) -> bool:
    """Bring the context's catalogue in line with its texts, translations kept; whether anything changed."""
    texts, path = texts_of(context), catalogue_of(context)
    if not list(_real(texts)):
        changed = path.exists()
        path.unlink(missing_ok=True)
        return changed
    new = as_file(texts, read(path))
    if path.exists() and path.read_bytes() == new:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(new)
    return True


def as_file(texts: Catalog, known: Catalog) -> bytes:
    """The catalogue of ``texts`` with the translations of ``known``, as bytes; equal input gives equal bytes."""
    result = Catalog(locale=LANGUAGE, fuzzy=False)
    for message in _real(texts):
        old = known.get(message.id, context=message.context)
        string = old.string if old is not None and not old.fuzzy else ""
        result.add(message.id, string, context=message.context, auto_comments=message.auto_comments)
    out = BytesIO()
    write_po(out, result, omit_header=True, sort_output=True, no_location=True, width=120)
    header = (
        'msgid ""\nmsgstr ""\n"Language: da\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header.encode() + out.getvalue()


def problems() -> list[str]:
    """What is missing, fuzzy, out of date, inconsistent in its placeholders, quoted as in another language, or translated in two ways."""
    found: list[str] = []
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for context in contexts():
        texts, path = texts_of(context), catalogue_of(context)
        known = read(path)
        wanted = {(str(message.id), message.context): message for message in _real(texts)}
        have = {(str(message.id), message.context): message for message in _real(known)}
        found += [f"{context.name}: not in the catalogue: {text}" for text, _ in wanted.keys() - have.keys()]
        found += [f"{context.name}: no longer said: {text}" for text, _ in have.keys() - wanted.keys()]
        for key, message in have.items():
            strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
            if message.fuzzy or not all(strings):
                found.append(f"{context.name}: not translated: {key[0]}")
            found += [f"{context.name}: {key[0]}: {error}" for error in message.check(known)]
            if any("“" in each for each in strings):
                found.append(f"{context.name}: Danish quotes »so«: {key[0]}")
            same = (key[0], message.context or "")
            before = said.setdefault(same, (context.name, str(message.string)))
            if before[1] != str(message.string):
                found.append(f"{context.name}: {key[0]}: {message.string} here, {before[1]} in {before[0]}")
    return sorted(found)


def _real(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def compile_stale() -> int:
    """Compile the catalogues that changed since they were compiled; gives how many."""
    compiled = 0
    for context in contexts():
        source = catalogue_of(context)
        made = source.with_suffix(".mo")
        if not source.exists() or (made.exists() and made.stat().st_mtime >= source.stat().st_mtime):
            continue
        unfinished = source.with_suffix(f".{os.getpid()}.mo.new")  # two may compile at once
        with unfinished.open("wb") as file:
            write_mo(file, read(source))
        unfinished.replace(made)
        compiled += 1
    return compiled
