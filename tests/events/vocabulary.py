"""A part of schema.org's vocabulary written down by hand (https://schema.org/Event, read in 2026), and what search engines require and recommend of an event.

:func:`faults` reads a page's JSON-LD by it and names each thing that a validator would.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

SCHEMA: Final = "https://schema.org/"


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _url(value: Any) -> bool:
    return _text(value) and urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).netloc)


def _day(value: Any) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def _moment(value: Any) -> bool:
    """With its distance from Greenwich: without, a reader elsewhere shows another hour."""
    try:
        return "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _day_or_moment(value: Any) -> bool:
    return _day(value) or _moment(value)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _number_or_text(value: Any) -> bool:
    return _text(value) or (isinstance(value, int | float) and not isinstance(value, bool))


def _one_of(*members: str) -> Callable[[Any], bool]:
    return lambda value: value in {f"{SCHEMA}{each}" for each in members}


Expected = Callable[[Any], bool] | frozenset[str]  # a check of a plain value, or the types a thing may be of
_TEXT_OR: Final = "Text"

VOCABULARY: Final[dict[str, dict[str, Expected]]] = {
    "Event": {
        "name": _text, "description": _text, "url": _url, "image": _url, "startDate": _day_or_moment, "endDate": _day_or_moment, "previousStartDate": _day,
        "eventStatus": _one_of("EventScheduled", "EventCancelled", "EventMovedOnline", "EventPostponed", "EventRescheduled"),
        "eventAttendanceMode": _one_of("OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"),
        "location": frozenset({"Place", "VirtualLocation", "PostalAddress", _TEXT_OR}), "organizer": frozenset({"Organization", "Person"}), "offers": frozenset({"Offer"}),
        "maximumAttendeeCapacity": _whole, "remainingAttendeeCapacity": _whole,
    },
    "Place": {"name": _text, "address": frozenset({"PostalAddress", _TEXT_OR})},
    "VirtualLocation": {"name": _text, "url": _url},
    "Organization": {"name": _text, "url": _url},
    "Offer": {
        "url": _url, "price": _number_or_text, "priceCurrency": lambda value: _text(value) and len(value) == 3 and value.isupper(), "validFrom": _day_or_moment,
        "availability": _one_of("InStock", "SoldOut", "PreOrder", "LimitedAvailability", "OutOfStock"),
    },
}
REQUIRED: Final = {"Event": {"name", "startDate", "location"}, "Place": {"address"}, "VirtualLocation": {"url"}, "Organization": {"name"}, "Offer": {"url", "availability"}}
RECOMMENDED: Final = {"Event": {"endDate", "eventStatus", "eventAttendanceMode", "organizer"}, "Organization": {"url"}, "Offer": {"validFrom"}}
ONLINE, ON_SITE, MIXED = (f"{SCHEMA}{each}EventAttendanceMode" for each in ("Online", "Offline", "Mixed"))


def faults(data: Any) -> list[str]:
    """What is wrong with an event's data; nothing, where it is right."""
    if not isinstance(data, dict) or data.get("@context") not in {SCHEMA, SCHEMA.rstrip("/")}:
        return ["no context of schema.org"]
    if data.get("@type") != "Event":
        return ["not an Event"]
    return [*_of(data, "Event"), *_together(data)]


def _of(thing: dict[str, Any], path: str) -> Iterator[str]:
    kind = thing.get("@type")
    known = VOCABULARY.get(str(kind))
    if known is None:
        yield f"{path}: no type {kind}"
        return
    yield from (f"{path}: {name} is missing" for name in sorted((REQUIRED.get(kind, set()) | RECOMMENDED.get(kind, set())) - set(thing)))
    for name, value in thing.items():
        if name in {"@context", "@type", "@id"}:
            continue
        if name not in known:
            yield f"{path}: {kind} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from _fits(each, known[name], f"{path}.{name}")
        if value == []:
            yield f"{path}.{name}: empty"


def _fits(value: Any, expected: Expected, path: str) -> Iterator[str]:
    if not isinstance(expected, frozenset):
        if not expected(value):
            yield f"{path}: {value!r}"
    elif isinstance(value, dict):
        if value.get("@type") not in expected:
            yield f"{path}: no {value.get('@type')} belongs here"
        else:
            yield from _of(value, path)
    elif _TEXT_OR not in expected or not _text(value):
        yield f"{path}: {value!r}"


def _together(data: dict[str, Any]) -> Iterator[str]:
    """What must fit together: the mode and the places, a move and where it was, the end and the start, the price and its currency."""
    places = data["location"] if isinstance(data.get("location"), list) else [data.get("location")]
    kinds = {each.get("@type") if isinstance(each, dict) else _TEXT_OR for each in places}
    online, there = "VirtualLocation" in kinds, bool(kinds - {"VirtualLocation"})
    if {ONLINE: (True, False), ON_SITE: (False, True), MIXED: (True, True)}.get(data.get("eventAttendanceMode"), (online, there)) != (online, there):
        yield "the places do not fit the mode"
    if data.get("eventStatus") == f"{SCHEMA}EventRescheduled" and "previousStartDate" not in data:
        yield "rescheduled, and not from when"
    if _moment(data.get("startDate")) and _moment(data.get("endDate")) and data["endDate"] <= data["startDate"]:
        yield "it ends before it begins"
    if isinstance(data.get("offers"), dict) and ("price" in data["offers"]) != ("priceCurrency" in data["offers"]):
        yield "a price and no currency, or a currency and no price"
    if data.get("remainingAttendeeCapacity", 0) > data.get("maximumAttendeeCapacity", float("inf")):
        yield "more places left than there are"
