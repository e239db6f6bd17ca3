"""What may be asked of a list: each parameter as it is described to programs, and read from the address. What it does not know is refused, so that nobody takes everything for an answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from brobygger.api.entities import DAYS, Schema

MOST, MOST_OF_MINIMAL, USUAL = 100, 10_000, 50
LAST_PAGE = 1_000_000


class Refused(ValueError):
    """The address asks for something it cannot have; the text is a sentence for whoever wrote the program."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """``about`` stands in the English description that programs read, as the standard's own does."""

    name: str
    about: str
    schema: Schema
    read: Callable[[str], Any]
    usual: Any = None


def _text(said: str) -> str:
    if len(said) > 200:
        raise ValueError(said)
    return " ".join(said.split())


def _flag(said: str) -> bool:
    return {"true": True, "false": False}[said]


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(said: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", said, re.ASCII) or not least <= int(said) <= most:
            raise ValueError(said)
        return int(said)

    return read


def moment_of(said: str) -> datetime:
    """A moment in UTC, written with its zone or as a day; a "+" that the address has turned into a blank is one again. What UTC has no year for is its first or last moment."""
    said = re.sub(r" (\d\d:\d\d)$", r"+\1", said.upper()).replace(":60", ":59")  # the second of a leap is the one before it
    if day := parse_date(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII) else None:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    found = parse_datetime(said) if re.match(r"\d{4}-\d\d-\d\dT", said, re.ASCII) else None
    if found is None or found.tzinfo is None:
        raise ValueError(said)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if found.year == 1 else datetime.max.replace(tzinfo=UTC)


def _clock(said: str) -> time:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", said, re.ASCII):
        raise ValueError(said)
    return time.fromisoformat(said)


def _one_of(*words: str) -> Callable[[str], str]:
    def read(said: str) -> str:
        if said not in words:
            raise ValueError(said)
        return said

    return read


def _postcode(said: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", said, re.ASCII):
        raise ValueError(said)
    return said


_FLAG: Final[Schema] = {"type": "boolean"}
_UUID: Final[Schema] = {"type": "string", "format": "uuid"}
_AGE: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": 150}
_TIME: Final[Schema] = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}

SEARCH = Parameter("search", "Words, as a citizen would write them.", {"type": "string", "maxLength": 200}, _text, "")
PAGE = Parameter("page", "Which page, from 1 on. One after the last is empty.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE}, _whole(1, LAST_PAGE), 1)
PER_PAGE = Parameter("per_page", f"Rows on a page: {USUAL} unless said. At most {MOST}, or {MOST_OF_MINIMAL} of minimal ones; more gives that many.", {"type": "integer", "minimum": 1, "maximum": MOST_OF_MINIMAL}, _whole(1, MOST_OF_MINIMAL))
FORMAT = Parameter("format", "Only json.", {"enum": ["json"]}, _one_of("json"), "json")
TERM = Parameter("taxonomy_term_id", "Services with this term.", _UUID, UUID)
TAXONOMY = Parameter("taxonomy_id", "Services with any term of this taxonomy; or its terms.", _UUID, UUID)
ORGANIZATION = Parameter("organization_id", "Services that this organization provides.", _UUID, UUID)
MODIFIED_AFTER = Parameter(
    "modified_after", "What was changed at this moment or later: RFC 3339 with a zone, or a day (UTC).",
    {"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}, moment_of,
)
MINIMAL = Parameter("minimal", f"Only id, name, status and when it was changed, up to {MOST_OF_MINIMAL} on a page: to see which there are and which are gone.", _FLAG, _flag, False)
FULL = Parameter("full", "Each row with all that belongs to it.", _FLAG, _flag, False)
FULL_SERVICE = Parameter("full_service", "Its services whole, not by name alone.", _FLAG, _flag, False)
POSTCODE = Parameter("postcode", "At this Danish postal code, or offered to those who live there.", {"type": "string", "pattern": "^[0-9]{4}$"}, _postcode)
PROXIMITY = Parameter("proximity", "Metres around the locality of the postcode, instead of its own offers. Says nothing without a postcode.", {"type": "integer", "minimum": 0, "maximum": 1_000_000}, _whole(0, 1_000_000))
TOP_ONLY = Parameter("top_only", "Terms without a parent: all of them.", _FLAG, _flag, False)
PARENT = Parameter("parent_id", "Terms below this one: none.", _UUID, UUID)
# Of the United Kingdom's profile.
MINIMUM_AGE = Parameter("minimum_age", "Services whose minimum age is this or higher.", _AGE, _whole(0, 150))
MAXIMUM_AGE = Parameter("maximum_age", "Services whose maximum age is this or lower.", _AGE, _whole(0, 150))
START_TIME = Parameter("start_time", "Services with an hour that begins at HH:MM or later.", _TIME, _clock)
END_TIME = Parameter("end_time", "Services with an hour that ends at HH:MM or earlier.", _TIME, _clock)
DAY = Parameter("day", "Services with an hour on this day of the week.", {"enum": list(DAYS)}, _one_of(*DAYS))

_PAGED = (PAGE, PER_PAGE, FORMAT)
_OF_SERVICES = (SEARCH, TERM, TAXONOMY, ORGANIZATION, MODIFIED_AFTER, MINIMUM_AGE, MAXIMUM_AGE, START_TIME, END_TIME, DAY)
OF_LISTS: Final[dict[str, tuple[Parameter, ...]]] = {
    "services": (*_OF_SERVICES, MINIMAL, FULL, *_PAGED),
    "organizations": (SEARCH, FULL, FULL_SERVICE, *_PAGED),
    "service_at_locations": (*_OF_SERVICES, POSTCODE, PROXIMITY, FULL, *_PAGED),
    "taxonomies": (SEARCH, *_PAGED),
    "taxonomy_terms": (SEARCH, TAXONOMY, TOP_ONLY, PARENT, *_PAGED),
}
OF_ONE: Final[dict[str, tuple[Parameter, ...]]] = {"organizations": (FULL_SERVICE,)}
Asked = Mapping[str, Any]


def read(given: QueryDict, allowed: tuple[Parameter, ...]) -> Asked:
    """The values of all of ``allowed``. Refused where one cannot be read, is said twice, or is none of them."""
    known = {each.name: each for each in allowed}
    found: dict[str, Any] = {each.name: each.usual for each in allowed}
    for name, values in given.lists():
        if name not in known:
            raise Refused(_("There is no parameter “%(name)s” here. There are: %(names)s.") % {"name": name[:80], "names": ", ".join(sorted(known)) or _("none")})
        if len(values) > 1:
            raise Refused(_("The parameter “%(name)s” is said twice.") % {"name": name})
        try:
            found[name] = known[name].read(values[0])
        except (ValueError, KeyError, OverflowError):
            raise Refused(_("The parameter “%(name)s” cannot be “%(said)s”. See the description of the API.") % {"name": name, "said": values[0][:80]}) from None
    return found


def size(asked: Asked) -> int:
    """How many rows a page may hold."""
    most = MOST_OF_MINIMAL if asked.get("minimal") else MOST
    return min(asked["per_page"] or (MOST_OF_MINIMAL if asked.get("minimal") else USUAL), most)
