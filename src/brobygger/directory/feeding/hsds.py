"""Open Referral HSDS 3, read: bytes that anybody may have written become services, or a sentence on what is wrong with them.

What breaks the standard is refused whole: half of a broken feed would look like all of it. What is allowed and not used here is left alone.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import nh3
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from brobygger.core.spreadsheets import clean
from brobygger.directory.models import OfferTime
from brobygger.plan.markdown import as_text

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OLDEST: Final = 120
_CLOCK: Final = re.compile(r"^([01]\d|2[0-4]):([0-5]\d)")
_CODE: Final = re.compile(r"\b(\d{4})\b")
_SCHEME: Final = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)

Data = dict[str, Any]


class Unreadable(ValueError):
    """It is not what the standard says."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service in our own words. ``codes``: the postal codes it is at; ``areas``: the names of what it covers."""

    outer: str
    title: str
    active: bool = True
    organisation: str = ""
    text: str = ""
    url: str = ""
    mail: str = ""
    phone: str = ""
    where: str = ""
    postal_code: str = ""
    online: bool = False
    when: str = ""
    how: str = ""
    whom: str = ""
    price: str = ""
    languages: str = ""
    age_from: int | None = None
    age_to: int | None = None
    verified_on: date | None = None
    edited_on: date | None = None
    codes: frozenset[str] = field(default_factory=frozenset)
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. ``number`` is what it says it is; ``next`` an address, where it names one."""

    rows: list[Data]
    last: bool
    number: int | None = None
    next: str = ""


def page_of(content: bytes) -> Page:
    """The rows of a page or of a whole file: the standard's envelope, or a plain list of services."""
    try:
        data = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("It is no JSON.")) from error
    said: Data = data if isinstance(data, dict) else {"contents": data}
    rows = next((said[name] for name in ("contents", "services") if name in said), None)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(_("It holds no list of services."))
    number, pages, onward = _whole(said, "page_number"), _whole(said, "total_pages"), said.get("next")
    if onward is not None and not isinstance(onward, str):
        raise Unreadable(_("“%(name)s” is not what the standard says") % {"name": "next"})
    said_last = any(said.get(name) is True for name in ("last_page", "empty"))
    past_the_end = pages is not None and number is not None and number >= pages
    no_pages = number is None and pages is None and "last_page" not in said
    return Page(rows, not onward and (not rows or said_last or past_the_end or no_pages), number, onward or "")


def _no_number(said: str) -> None:
    raise ValueError(said)


def _whole(said: Data, name: str) -> int | None:
    found = said.get(name)
    if found is not None and (isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 10**9):
        raise Unreadable(_("“%(name)s” is no number") % {"name": name})
    return found


def services(rows: Iterable[Data]) -> list[Service]:
    """Each once, the last of it. Unreadable names the service that is wrong, and what is wrong with it."""
    found: dict[str, Service] = {}
    for place, row in enumerate(rows, 1):
        try:
            one = _service(row)
        except Unreadable as error:
            raise Unreadable(_("Service no. %(n)s: %(why)s") % {"n": place, "why": error}) from error
        found[one.outer] = one
    return list(found.values())


def _service(row: Data) -> Service:
    outer, title = _text(row, "id", 200), _text(row, "name", 400)
    if not outer or not title:
        raise Unreadable(_("it has no id or no name"))
    locations = [place for each in _many(row, "service_at_locations") if (place := _one(each, "location"))]
    addresses = [address for place in locations for address in _many(place, "addresses")]
    codes = [code for address in addresses for code in _CODE.findall(_text(address, "postal_code", 20))]
    phones = [number for each in _many(row, "phones") if (number := _text(each, "number", 60))]
    fees = _text(row, "fees_description", 200) or "; ".join(filter(None, map(_cost, _many(row, "cost_options"))))
    return Service(
        outer, title, active=_text(row, "status", 40) in {"", "active"}, organisation=_text(_one(row, "organization"), "name", 400), text=_prose(_text(row, "description", 20_000)), url=_web(_text(row, "url", 500)),
        mail=_mail(_text(row, "email", 200)), phone=phones[0] if phones else "", where=_where(locations, addresses)[:400], postal_code=codes[0] if codes else "", online=any(_text(each, "location_type", 40) == "virtual" for each in locations),
        when="; ".join(dict.fromkeys(filter(None, map(_when, _many(row, "schedules")))))[:400], how=_text(row, "application_process", 400), whom=_text(row, "eligibility_description", 400), price=fees[:200],
        languages=", ".join(filter(None, (_text(each, "name", 60) for each in _many(row, "languages"))))[:200], age_from=_age(row, "minimum_age"), age_to=_age(row, "maximum_age"), verified_on=_day(row, "assured_date"),
        edited_on=_day(row, "last_modified"), codes=frozenset(codes), areas=tuple(_areas(row)),
    )


def _text(row: Data, name: str, most: int) -> str:
    said = row.get(name)
    if said is None:
        return ""
    if not isinstance(said, str):
        raise Unreadable(_("“%(name)s” is no text") % {"name": name})
    kept = clean(said).strip()
    return (kept if name == "description" else " ".join(kept.split()))[:most]


def _many(row: Data, name: str) -> list[Data]:
    said = row.get(name)
    if said is None:
        return []
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said):
        raise Unreadable(_("“%(name)s” is not what the standard says") % {"name": name})
    return said


def _one(row: Data, name: str) -> Data:
    said = row.get(name)
    if said is not None and not isinstance(said, dict):
        raise Unreadable(_("“%(name)s” is not what the standard says") % {"name": name})
    return said or {}


def _prose(said: str) -> str:
    """Without marks and tags: it is shown as letters."""
    return as_text(html.unescape(nh3.clean(said, tags=set())) if "<" in said else said)[:6000]


def _web(said: str) -> str:
    """An address on the web; one without a scheme is taken as https. Anything else would do more than show a page."""
    if not said:
        return ""
    try:
        parts = urlsplit(said if _SCHEME.match(said) else f"https://{said}")
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(sign.isspace() for sign in said)
    except ValueError:
        sound = False
    if not sound:
        raise Unreadable(_("“%(name)s” is no address on the web") % {"name": "url"})
    return parts.geturl()[:500]


def _mail(said: str) -> str:
    try:
        validate_email(said)
    except ValidationError:
        return ""
    return said


def _where(locations: list[Data], addresses: list[Data]) -> str:
    name = next((said for each in locations if _text(each, "location_type", 40) != "virtual" and (said := _text(each, "name", 200))), "")
    lines = [", ".join(filter(None, (_text(each, "address_1", 200), " ".join(filter(None, (_text(each, "postal_code", 20), _text(each, "city", 100))))))) for each in addresses[:1]]
    return ", ".join(part for part in dict.fromkeys((name, *lines)) if part)


def _when(row: Data) -> str:
    """A weekly hour in words, with what is said beside it."""
    opens, closes = (_CLOCK.match(_text(row, name, 40)) for name in ("opens_at", "closes_at"))
    days = [str(OfferTime.Weekday(DAYS.index(day)).label) for part in _text(row, "byday", 60).split(",") if (day := part.strip()[-2:].upper()) in DAYS]
    hours = f"{opens[1]}.{opens[2]}–{closes[1]}.{closes[2]}" if days and opens and closes else ""
    return " ".join(part for part in (", ".join(days), hours, _text(row, "description", 250), _text(row, "notes", 120)) if part)


def _cost(row: Data) -> str:
    amount = row.get("amount")
    if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int | float)):
        raise Unreadable(_("“%(name)s” is no number") % {"name": "amount"})
    said = _text(row, "amount_description", 120) or _text(row, "option", 120)
    return said or (f"{amount:g} {_text(row, 'currency', 3)}".strip() if amount is not None else "")


def _age(row: Data, name: str) -> int | None:
    said = row.get(name)
    if said is None:
        return None
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise Unreadable(_("“%(name)s” is no number") % {"name": name})
    return int(said) if 0 <= said <= OLDEST else None


def _day(row: Data, name: str) -> date | None:
    said = _text(row, name, 40)
    if not said:
        return None
    try:
        return datetime.fromisoformat(said).date()
    except ValueError as error:
        raise Unreadable(_("“%(name)s” is no day: %(said)s") % {"name": name, "said": said}) from error


def _areas(row: Data) -> Iterator[str]:
    for each in _many(row, "service_areas"):
        if name := _text(each, "name", 120):
            yield name
