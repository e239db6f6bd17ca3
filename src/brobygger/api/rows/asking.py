"""What may be asked of a list of rows: its filters, since when, how many, and from where on. What it does not know is refused, so that nobody takes everything for an answer."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import models
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from brobygger.api.asking import moment_of
from brobygger.api.rows.kinds import described
from brobygger.api.rows.problems import Problem
from brobygger.core.resources import Column, Resource, Schema

MOST, USUAL = 100, 50
LARGEST_KEY: Final = 2**63 - 1
LIMIT, CURSOR, SINCE = "limit", "cursor", "modified_after"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, read: ``filters`` as lookups, ``after`` the key of the last row of the page before."""

    filters: dict[str, Any]
    limit: int
    after: int
    since: datetime | None


def _key(said: str) -> int:
    if not re.fullmatch(r"[0-9]{1,19}", said, re.ASCII) or int(said) > LARGEST_KEY:
        raise ValueError(said)
    return int(said)


def _flag(said: str) -> bool:
    return {"true": True, "false": False}[said]


def _day(said: str) -> Any:
    found = parse_date(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII) else None
    if found is None:
        raise ValueError(said)
    return found


def _reads(column: Column) -> tuple[Callable[[str], Any], Schema]:
    """How the filter on a column is read, and its schema."""
    field: Any = column.field
    if column.path.endswith("__isnull") or isinstance(field, models.BooleanField):
        return _flag, {"type": "boolean"}
    if field.is_relation or isinstance(field, models.IntegerField):
        return _key, {"type": "integer", "minimum": 0}
    if isinstance(field, models.DateTimeField):
        return moment_of, {"type": "string", "format": "date-time"}
    if isinstance(field, models.DateField):
        return _day, {"type": "string", "format": "date"}
    words = [value for value, _label in field.flatchoices] if field.choices else []

    def word(said: str) -> str:
        if len(said) > 200 or (words and said not in words):
            raise ValueError(said)
        return said

    return word, {"type": "string", "enum": words} if words else {"type": "string", "maxLength": 200}


def parameters(resource: Resource) -> list[dict[str, Any]]:
    """As OpenAPI describes them."""
    found = [{"name": each.name, "in": "query", "required": False, "description": described(each.field), "schema": _reads(each)[1]} for each in resource.filtered]
    found.append({"name": LIMIT, "in": "query", "required": False, "description": f"Rows on a page: {USUAL} unless said.", "schema": {"type": "integer", "minimum": 1, "maximum": MOST}})
    found.append({"name": CURSOR, "in": "query", "required": False, "description": "Where the next page begins: what “next” said in the answer before.", "schema": {"type": "string"}})
    if resource.followed:
        about = "Rows made or changed at this moment or later, and under “deleted” those that are gone since: RFC 3339 with a zone, or a day (UTC). Next time, ask with the “as_of” of the first page."
        found.append({"name": SINCE, "in": "query", "required": False, "description": about, "schema": {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}})
    return found


def read(given: QueryDict, resource: Resource) -> Asked:
    """Raises Problem where a parameter cannot be read, is said twice, or is none of the resource's."""
    known: dict[str, Callable[[str], Any]] = {each.name: _reads(each)[0] for each in resource.filtered}
    paths = {each.name: each.path for each in resource.filtered}
    known |= {LIMIT: _limit, CURSOR: opened} | ({SINCE: moment_of} if resource.followed else {})
    found: dict[str, Any] = {}
    for name, values in given.lists():
        if name == SINCE and name not in known:
            raise Problem(422, _("What has changed since then cannot be told of these rows: not all their changes are written down. Read them all."))
        if name not in known:
            raise Problem(422, _("There is no parameter “%(name)s” here. There are: %(names)s.") % {"name": name[:80], "names": ", ".join(sorted(known))})
        if len(values) > 1:
            raise Problem(422, _("The parameter “%(name)s” is said twice.") % {"name": name})
        try:
            found[name] = known[name](values[0])
        except (ValueError, KeyError, OverflowError):
            raise Problem(422, _("The parameter “%(name)s” cannot be “%(said)s”. See the description of the API.") % {"name": name, "said": values[0][:80]}) from None
    return Asked({paths[name]: value for name, value in found.items() if name in paths}, found.get(LIMIT, USUAL), found.get(CURSOR, 0), found.get(SINCE))


def _limit(said: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", said, re.ASCII) or not 1 <= int(said) <= MOST:
        raise ValueError(said)
    return int(said)


def cursor(key: int) -> str:
    return base64.urlsafe_b64encode(f"after:{key}".encode()).decode().rstrip("=")


def opened(said: str) -> int:
    """The key in a cursor. ValueError where it is none of ours."""
    try:
        words = base64.urlsafe_b64decode(said[:60] + "=" * (-len(said) % 4)).decode("ascii")
    except (binascii.Error, UnicodeError) as error:
        raise ValueError(said) from error
    if not words.startswith("after:"):
        raise ValueError(said)
    return _key(words.removeprefix("after:"))
