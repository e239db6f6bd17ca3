"""A document as JSON and back, letter for letter: so a published report says the same for as long as it is kept, whatever happens to the rows it was made from."""

import base64
import gzip
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from brobygger.reports import document as model
from brobygger.reports.document import Document

FORM: Final = 1
_KINDS: Final[dict[str, type]] = {name: each for name, each in vars(model).items() if isinstance(each, type) and is_dataclass(each)}


class Unreadable(ValueError):
    """What was kept is damaged, or of a form that this installation does not know."""


def kept(document: Document) -> bytes:
    """As gzipped JSON; the same document gives the same bytes."""
    said = {"form": FORM, "document": _plain(document)}
    return gzip.compress(json.dumps(said, ensure_ascii=False, sort_keys=True).encode(), mtime=0)


def read(content: bytes) -> Document:
    """The document that was kept. Unreadable where it is none."""
    try:
        said = json.loads(gzip.decompress(content))
        form, found = said["form"], _whole(said["document"])
    except Exception as error:  # damaged in whatever way
        raise Unreadable(str(error)) from error
    if form != FORM or not isinstance(found, Document):
        raise Unreadable(f"{type(found).__name__} of form {form}")
    return found


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"day": value.isoformat()}
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case tuple() | list():
            return [_plain(each) for each in value]
    if type(value).__name__ in _KINDS:
        return {"is": type(value).__name__, **{field.name: _plain(getattr(value, field.name)) for field in fields(value)}}
    return str(value)  # a text that waits for its language


def _whole(said: Any) -> Any:
    if isinstance(said, list):
        return tuple(_whole(each) for each in said)
    if not isinstance(said, dict):
        return said
    if "is" in said:
        return _KINDS[said["is"]](**{name: _whole(value) for name, value in said.items() if name != "is"})
    if "decimal" in said:
        return Decimal(said["decimal"])
    if "day" in said:
        return date.fromisoformat(said["day"])
    if "bytes" in said:
        return base64.b64decode(said["bytes"], validate=True)
    raise KeyError(*said)
