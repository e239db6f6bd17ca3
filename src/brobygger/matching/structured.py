"""An opportunity in the words of schema.org, so that search engines and other pages understand it."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from brobygger.journal.models import Format
from brobygger.matching.models import Opportunity
from brobygger.plan.markdown import as_text

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_data(row: Opportunity) -> dict[str, Any]:
    """By https://schema.org/JobPosting, whose ``employmentType`` knows volunteers: search engines show these among jobs."""
    address = settings.SITE_URL + row.public_url
    host = {"@type": "Organization", "name": row.host}
    if row.organisation and row.organisation.website:
        host["sameAs"] = row.organisation.website
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "JobPosting", "@id": address, "url": address, "title": row.title, "description": as_text(f"{row.tasks}\n\n{row.text}")[:5000],
        "datePosted": row.published_on.isoformat() if row.published_on else "", "employmentType": "VOLUNTEER", "hiringOrganization": host,
        "identifier": {"@type": "PropertyValue", "name": row.centre.name, "value": row.key}, "directApply": True,
    }
    if row.expires_on:
        data["validThrough"] = row.expires_on.isoformat()
    if row.starts_on:
        data["jobStartDate"] = row.starts_on.isoformat()
    if row.hours:
        data["workHours"] = row.when
    if row.format != Format.ON_SITE:
        data["jobLocationType"] = "TELECOMMUTE"
        data["applicantLocationRequirements"] = {"@type": "Country", "name": "DK"}
    if row.format != Format.ONLINE:
        town = str(row.locality or row.centre.municipality or row.centre.name)
        data["jobLocation"] = {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "DK", "addressLocality": town, **({"streetAddress": row.place} if row.place else {})}}
    if row.places:
        data["totalJobOpenings"] = row.places
    return data


def as_json_ld(row: Opportunity) -> SafeString:
    """For the page's head, escaped so that no word of it can end the block it stands in."""
    return mark_safe(json.dumps(as_data(row), ensure_ascii=False).translate(_ESCAPES))
