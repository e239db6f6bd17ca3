"""An offer as schema.org/Service, so that search engines understand the page."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from brobygger.centres.models import Centre
from brobygger.core.json_ld import as_script
from brobygger.directory.models import Offer
from brobygger.plan.markdown import as_text


def as_data(offer: Offer, centre: Centre) -> dict[str, Any]:
    """By https://schema.org/Service."""
    address = f"{settings.SITE_URL}{offer.public_url}"
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Service", "@id": address, "url": address, "name": offer.title, "provider": {"@type": "Organization", "name": offer.provider.name},
        "areaServed": {"@type": "AdministrativeArea", "name": centre.municipality or centre.name},
    }
    if offer.free:
        data["offers"] = {"@type": "Offer", "price": "0", "priceCurrency": "DKK"}
    if said := as_text(offer.short or offer.text):
        data["description"] = said[:5000]
    if groups := [str(each) for each in offer.target_groups.all()]:
        data["audience"] = [{"@type": "Audience", "audienceType": each} for each in groups]
    if offer.place or offer.address:
        place: dict[str, Any] = {"@type": "Place", "name": offer.place or offer.address}
        if offer.address:
            place["address"] = {"@type": "PostalAddress", "streetAddress": offer.address, "postalCode": offer.postal_code, "addressCountry": "DK"}
        channel: dict[str, Any] = {"@type": "ServiceChannel", "serviceLocation": place}
        data["availableChannel"] = channel
    if hours := list(offer.times.all()):
        days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        data["hoursAvailable"] = [{"@type": "OpeningHoursSpecification", "dayOfWeek": f"https://schema.org/{days[each.weekday]}", "opens": f"{each.opens:%H:%M}", "closes": f"{each.closes:%H:%M}"} for each in hours]
    return data


def as_json_ld(offer: Offer, centre: Centre) -> SafeString:
    return as_script(as_data(offer, centre))
