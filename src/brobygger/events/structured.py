"""An event as schema.org/Event, so that search engines and other calendars understand the page."""

import re
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from brobygger.centres.models import Centre
from brobygger.core.json_ld import as_script
from brobygger.events.models import Event
from brobygger.journal.models import Format, State
from brobygger.plan.markdown import as_text

_MODES = {Format.ON_SITE: "OfflineEventAttendanceMode", Format.ONLINE: "OnlineEventAttendanceMode", Format.BOTH: "MixedEventAttendanceMode"}
_KRONER = re.compile(r"(\d{1,3}(?:\.\d{3})*(?:,\d\d)?|\d+(?:,\d\d)?) ?(?:kr|kroner|dkk)")


def as_data(event: Event, centre: Centre, *, free: int | None) -> dict[str, Any]:
    """By https://schema.org/Event and what search engines ask for of it. ``free``: places left, None without limit or where it is nobody's business."""
    row = event.registration
    address = f"{settings.SITE_URL}{event.public_url}"
    status = {State.CANCELLED: "EventCancelled", State.MOVED: "EventRescheduled"}.get(State(row.state), "EventScheduled")
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Event", "@id": address, "url": address, "name": row.title, "startDate": event.starts_at.isoformat(timespec="minutes"),
        "endDate": event.ends_at.isoformat(timespec="minutes"), "eventStatus": f"https://schema.org/{status}", "eventAttendanceMode": f"https://schema.org/{_MODES[Format(row.format)]}",
        "location": _places(event, centre, address), "organizer": {"@type": "Organization", "name": centre.name, "url": f"{settings.SITE_URL}/{centre.key}/"},
    }
    if event.text:
        data["description"] = as_text(event.text)[:5000]
    if row.moved_from:
        data["previousStartDate"] = row.moved_from.isoformat()
    if event.image:
        data["image"] = [f"{address}billede/"]
    if event.signup_list:
        if event.signup_list.capacity is not None:
            data["maximumAttendeeCapacity"] = event.signup_list.capacity
            if free is not None:
                data["remainingAttendeeCapacity"] = free
        data["offers"] = {
            "@type": "Offer", "url": address, "availability": f"https://schema.org/{'SoldOut' if free == 0 else 'InStock'}",
            "validFrom": (event.signup_list.opens_at or event.published_at or event.starts_at).isoformat(timespec="minutes"),
            **_price(event.price),
        }
    return data


def _price(said: str) -> dict[str, str]:
    """A price that is one, in kroner: "Gratis", "50 kr.". Where there are several, or it depends, words say it and no number does."""
    plain = said.strip().rstrip(".").lower()
    if plain in {"gratis", "free"}:
        return {"price": "0", "priceCurrency": "DKK"}
    found = _KRONER.fullmatch(plain)
    return {"price": found[1].replace(".", "").replace(",", "."), "priceCurrency": "DKK"} if found else {}


def as_json_ld(event: Event, centre: Centre, *, free: int | None) -> SafeString:
    return as_script(as_data(event, centre, free=free))


def _places(event: Event, centre: Centre, address: str) -> Any:
    row = event.registration
    there = {"@type": "Place", "name": event.place or str(row.locality or centre.name), "address": event.place or str(row.locality or centre.municipality or centre.name)}
    online = {"@type": "VirtualLocation", "url": address}  # the link itself is for those who signed up
    return {Format.ON_SITE: there, Format.ONLINE: online, Format.BOTH: [there, online]}[Format(row.format)]
