"""Whoever offers something, as the standard's organization: the name, which stands on its offers anyway, and what it has said may be published."""

from collections.abc import Iterable
from typing import Any

from django.utils.encoding import iri_to_uri

from brobygger.api.identity import Kind, key, part
from brobygger.api.places import Places
from brobygger.organisations import consents
from brobygger.organisations.models import Consent, Organisation
from brobygger.plan.markdown import as_text

May = Consent.What


class Providers:
    """Writes the organizations of a page; what they have said yes to is read once for all of them."""

    def __init__(self, rows: Iterable[Organisation], places: Places) -> None:
        self.places, self.centre = places, places.centre
        self.may = consents.published(rows)

    def id(self, row: Organisation) -> str:
        return str(key(Kind.ORGANIZATION, self.centre.key, row.pk))

    def part(self, row: Organisation) -> dict[str, Any]:
        may = self.may.get(row.pk, set())
        found = {"email": row.mail if May.MAIL in may else "", "website": iri_to_uri(row.website) if May.WEBSITE in may else ""}
        about = as_text(row.purpose) if May.PURPOSE in may else ""
        return {"id": self.id(row), "name": row.name, "description": about or row.name, **{name: value for name, value in found.items() if value}}

    def full(self, row: Organisation, services: list[dict[str, Any]]) -> dict[str, Any]:
        may, whole = self.may.get(row.pk, set()), key(Kind.ORGANIZATION, self.centre.key, row.pk)
        phones = [{"id": part(whole, "phone"), "organization_id": str(whole), "number": row.phone, "type": "voice"}] if May.PHONE in may and row.phone else []
        return {**self.part(row), "phones": phones, "locations": self._locations(row) if May.ADDRESS in may and row.address else [], "services": services}

    def _locations(self, row: Organisation) -> list[dict[str, Any]]:
        whole = key(Kind.ORGANIZATION, self.centre.key, row.pk)
        mine, written = part(whole, "location"), self.places.written(row.address, "")
        addresses = [{
            "id": part(whole, "address"), "location_id": mine, "address_1": written.street, "city": written.city, "state_province": self.places.region, "postal_code": written.code,
            "country": "DK", "address_type": "physical",
        }] if written.code and written.street else []
        return [{"id": mine, "location_type": "physical", "name": row.name, "description": row.address, "addresses": addresses, "accessibility": []}]
