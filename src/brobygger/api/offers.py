"""An offer as the standard's service, with what belongs to it; nothing is written that is not known."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger.api import terms
from brobygger.api.entities import DAYS
from brobygger.api.identity import Kind, key, part
from brobygger.api.places import Places
from brobygger.api.providers import Providers
from brobygger.directory import translating
from brobygger.directory.elsewhere import age_in_words
from brobygger.directory.models import Offer, OfferTime, OfferTranslation
from brobygger.matching.masks import LANGUAGES
from brobygger.plan.markdown import as_text

Data = dict[str, Any]
_AND: Final = re.compile(r"\s*(?:[,;/&]|\bog\b|\band\b)\s*")
_AMOUNT: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?\s*(?:kr|dkk)\b\.?", re.IGNORECASE)
_LINKS: Final = ((Kind.THEME, "themes"), (Kind.GROUP, "target_groups"), (Kind.SITUATION, "situations"))
SIGN_LANGUAGE: Final = "dsl"  # ISO 639-3


def filled(**fields: Any) -> Data:
    """The fields that say something; lists are there even when they are empty."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


class Services:
    """Writes the offers of a page; what they share is read once for all of them."""

    def __init__(self, offers: Iterable[Offer], places: Places) -> None:
        self.places, self.centre = places, places.centre
        self.providers = Providers({offer.provider for offer in offers}, places)

    def key(self, offer: Offer) -> UUID:
        return key(Kind.SERVICE, self.centre.key, offer.pk)

    def named(self, offer: Offer) -> Data:
        return {"id": str(self.key(offer)), "name": offer.title, "status": "active"}

    def minimal(self, offer: Offer) -> Data:
        changed = _changed(offer)
        return {**self.named(offer), "last_modified": changed, "modified_date": changed}

    def part(self, offer: Offer) -> Data:
        """Its own fields alone."""
        fees = _("free of charge") if offer.free else offer.price
        return filled(
            **self.named(offer), organization_id=self.providers.id(offer.provider), description="\n\n".join(said for said in (offer.short, as_text(offer.text)) if said),
            url=iri_to_uri(offer.website) or f"{settings.SITE_URL}{offer.public_url}", email=offer.contact_mail, application_process=self._how(offer), fees_description=fees, fees=fees,
            minimum_age=offer.age_from, maximum_age=offer.age_to, assured_date=offer.verified_on and offer.verified_on.isoformat(), last_modified=_changed(offer), eligibility_description=age_in_words(offer),
        )

    def listed(self, offer: Offer) -> Data:
        return {**self.part(offer), "organization": self.providers.part(offer.provider)}

    def full(self, offer: Offer) -> Data:
        found, at = self.listed(offer), self._at(offer)
        whom = ", ".join([*map(str, offer.target_groups.all()), *filter(None, [age_in_words(offer)])])
        return {
            **found, **filled(eligibility_description=whom), "phones": self._phones(offer), "schedules": list(self._schedules(offer)), "service_areas": list(self._areas(offer)), "service_at_locations": [at] if at else [],
            "languages": list(self._languages(offer)), "cost_options": list(self._costs(offer)), "contacts": self._contacts(offer), "attributes": list(self._attributes(offer)),
        }

    def at_listed(self, offer: Offer) -> Data:
        location = {name: value for name, value in self._location(offer).items() if name not in {"addresses", "accessibility"}}
        return {**self._at(offer), "location": location, "service": self.listed(offer)}

    def at_full(self, offer: Offer) -> Data:
        named = self.named(offer)
        return {
            **self._at(offer), "name": named["name"], "status": named["status"], "service": self.listed(offer), "phones": self._phones(offer), "contacts": self._contacts(offer),
            "schedules": list(self._schedules(offer)), "attributes": list(self._attributes(offer)),
        }

    def _how(self, offer: Offer) -> str:
        said = (capfirst(str(offer.get_access_display())), offer.how, capfirst(_("one can be anonymous")) if offer.anonymous else "")
        return ". ".join(each.rstrip(".") for each in said if each)

    def _phones(self, offer: Offer) -> list[Data]:
        whole = self.key(offer)
        return [{"id": part(whole, "phone"), "service_id": str(whole), "number": offer.contact_phone, "type": "voice"}] if offer.contact_phone else []

    def _contacts(self, offer: Offer) -> list[Data]:
        whole = self.key(offer)
        if not offer.contact_name:
            return []
        mine = part(whole, "contact")
        phones = [{"id": part(whole, "contact phone"), "contact_id": mine, "number": offer.contact_phone, "type": "voice"}] if offer.contact_phone else []
        return [filled(id=mine, service_id=str(whole), name=offer.contact_name, email=offer.contact_mail, phones=phones)]

    def _schedules(self, offer: Offer) -> Iterator[Data]:
        """A rule of the calendar standard for hours that are alike on several days. They are Danish time, winter and summer, so no offset is said."""
        whole, times = self.key(offer), sorted(offer.times.all(), key=lambda each: (each.opens, each.closes, each.note, each.weekday))
        how = ", ".join(str(capfirst(Offer._meta.get_field(name).verbose_name)) for name in ("online", "by_phone") if getattr(offer, name))  # type: ignore[union-attr]  # plain fields
        for (opens, closes, note), alike in groupby(times, key=_hour):
            name = f"schedule {opens:%H:%M} {closes:%H:%M} {note}"
            yield filled(
                id=part(whole, name), service_id=str(whole), freq="WEEKLY", interval=1, wkst="MO", byday=",".join(DAYS[each.weekday] for each in alike), opens_at=f"{opens:%H:%M}", closes_at=f"{closes:%H:%M}",
                description=offer.when, notes=note, attending_type=how,
            )
        if not times and offer.when:
            yield filled(id=part(whole, "schedule"), service_id=str(whole), description=offer.when, attending_type=how)

    def _areas(self, offer: Offer) -> Iterator[Data]:
        whole = self.key(offer)
        names = [self.places.region] if offer.whole_municipality else []
        for name in [*names, *(each.name for each in offer.localities.all())]:
            yield {"id": part(whole, f"area {name}"), "service_id": str(whole), "name": name}

    def _at(self, offer: Offer) -> Data:
        location = self._location(offer)
        return {"id": str(key(Kind.AT, self.centre.key, offer.pk)), "service_id": str(self.key(offer)), "location_id": location["id"], "location": location} if location else {}

    def _location(self, offer: Offer) -> Data:
        """Where it is; the place on the map is its locality's, not its door's. Online where it has no place. Empty where it is nowhere."""
        mine = part(self.key(offer), "location")
        if not (offer.place or offer.address or offer.postal_code):
            address = iri_to_uri(offer.website) or f"{settings.SITE_URL}{offer.public_url}"
            return {"id": mine, "location_type": "virtual", "name": _("Online"), "url": address, "addresses": [], "accessibility": []} if offer.online else {}
        locality = self.places.locality_of(offer)
        written = self.places.written(offer.address, offer.postal_code, locality)
        addresses = [{
            "id": part(self.key(offer), "address"), "location_id": mine, "address_1": written.street or offer.place, "city": written.city, "state_province": self.places.region, "postal_code": written.code,
            "country": "DK", "address_type": "physical",
        }] if written.code and (written.street or offer.place) else []
        place = (float(locality.latitude), float(locality.longitude)) if locality and locality.latitude is not None and locality.longitude is not None else (None, None)
        return filled(
            id=mine, location_type="physical", name=offer.place or offer.address or written.city, description=", ".join(each for each in (offer.place, offer.address, offer.postal_code) if each),
            latitude=place[0], longitude=place[1], addresses=addresses, accessibility=self._accessibility(offer, mine),
        )

    def _accessibility(self, offer: Offer, location: str) -> list[Data]:
        said = [capfirst(_("step-free access"))] if offer.step_free else []
        said += [offer.accessibility] if offer.accessibility else []
        return [filled(id=part(self.key(offer), "accessibility"), location_id=location, description=said[0], details="; ".join(said[1:]))] if said else []

    def _languages(self, offer: Offer) -> Iterator[Data]:
        """Danish, and those that are written beside it, with their code where the name is known; and those its text can be read in, with where."""
        whole, seen = self.key(offer), set()
        told = {row.language: row for row in translating.shown_of(offer)}
        for said in [str(LANGUAGES[0][1]), *_AND.split(offer.languages)]:
            name = capfirst(said.strip(" ."))
            if name and name.casefold() not in seen:
                seen.add(name.casefold())
                code = _codes().get(name.casefold())
                yield filled(id=part(whole, f"language {name.casefold()}"), service_id=str(whole), name=name, code=code, note=_read_at(offer, told.pop(code or "", None)))
        for code, row in told.items():
            yield filled(id=part(whole, f"text {code}"), service_id=str(whole), name=str(capfirst(row.tongue.name)), code=code, note=_read_at(offer, row))

    def _costs(self, offer: Offer) -> Iterator[Data]:
        whole = self.key(offer)
        common = {"id": part(whole, "cost"), "service_id": str(whole), "currency": "DKK"}
        if offer.free:
            yield {**common, "amount": 0, "amount_description": _("free of charge")}
        elif offer.price:
            said = _AMOUNT.findall(offer.price)
            amount = float(f"{said[0][0].replace('.', '')}.{said[0][1] or 0}") if len(said) == 1 else None
            yield filled(**common, amount=amount, amount_description=offer.price)

    def _attributes(self, offer: Offer) -> Iterator[Data]:
        whole = self.key(offer)
        linked = [terms.of_row(kind, row) for kind, name in _LINKS for row in getattr(offer, name).all()]
        for each in [*linked, *(form for form in terms.forms() if getattr(offer, form.code))]:
            term = terms.written(each, self.centre)
            yield {"id": part(whole, f"attribute {term['id']}"), "link_id": str(whole), "link_type": str(each.kind), "link_entity": "service", "taxonomy_term_id": term["id"], "taxonomy_term": term}


def _read_at(offer: Offer, told: OfferTranslation | None) -> str:
    """The standard has no place for a text in a second language; the record of the language says where it can be read, and what it is called there."""
    return _("The text can be read in this language: “%(title)s”, %(url)s") % {"title": told.title, "url": f"{settings.SITE_URL}{offer.public_url}{told.language}/"} if told else ""


def _hour(each: OfferTime) -> tuple[Any, Any, str]:
    return each.opens, each.closes, each.note


def _changed(offer: Any) -> str:
    """``last_modified`` stands on offers that finding.public() has read."""
    return str(offer.last_modified.isoformat())


@cache
def _codes() -> dict[str, str]:
    """Codes by the names of languages, Danish and English."""
    found = {"tegnsprog": SIGN_LANGUAGE}
    for language in ("da", "en"):
        with translation.override(language):
            for code, name in LANGUAGES:
                for each in _AND.split(str(name)):
                    found[each.casefold()] = code if len(code) == 2 else SIGN_LANGUAGE
    return found
