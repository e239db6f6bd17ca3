"""Consent to publish, given and taken back; and what it lets others see."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.models import Consent, Contact, Membership, Organisation
from brobygger.organisations.models.organisations import OrganisationQuerySet

Asked = tuple[int | None, str]  # a contact's key, or none for the organisation's own, and what


@transaction.atomic
def decide(organisation: Organisation, wanted: Collection[Asked], *, by: User, now: datetime, verb: str = "edited") -> None:
    """From now on exactly ``wanted`` may be published of the organisation and its contacts. What stays keeps who said it and when."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    contacts = set(organisation.contacts.values_list("pk", flat=True))
    rows = Consent.objects.given().filter(organisation=organisation) | Consent.objects.given().filter(contact__organisation=organisation)
    there = {(row.contact_id, row.what): row for row in rows}
    changed = []
    for key in sorted(there.keys() - set(wanted), key=str):
        row = there[key]
        row.withdrawn_at, row.withdrawn_by = now, by
        row.save()
        changed.append(row.what)
    for contact, what in sorted(set(wanted) - there.keys(), key=str):
        if (contact is None) == (what in Consent.OF_A_PERSON) or (contact is not None and contact not in contacts):
            raise ValueError(f"no consent to {what} of {contact}")
        Consent(organisation=organisation if contact is None else None, contact_id=contact, what=what, given_at=now, given_by=by).save()
        changed.append(what)
    if changed:
        audit.record(verb, organisation, by=by, before=audit.values(organisation), extra={"published": sorted(set(changed))}, now=now)


def given(organisation: Organisation) -> dict[Asked, Consent]:
    """All that is in force, of the organisation and its contacts."""
    rows = Consent.objects.given().filter(organisation=organisation) | Consent.objects.given().filter(contact__organisation=organisation)
    return {(row.contact_id, row.what): row for row in rows.select_related("given_by")}


def public_members(day: date) -> OrganisationQuerySet:
    """The organisations that are members on ``day``: their names are public."""
    rows: OrganisationQuerySet = Organisation.objects.filter(pk__in=Membership.objects.on(day).filter(organisation__isnull=False).values("organisation"))
    return rows


def published(organisations: Iterable[Organisation]) -> dict[int, set[str]]:
    """What may be shown of each, in one query."""
    found: dict[int, set[str]] = defaultdict(set)
    for organisation, what in Consent.objects.given().filter(organisation__in=[row.pk for row in organisations]).values_list("organisation", "what"):
        found[organisation].add(what)
    return found


def published_contacts(organisation: Organisation, day: date) -> list[tuple[Contact, set[str]]]:
    """The contacts of ``day`` whose name may be shown, with what else may; in two queries."""
    may: dict[int, set[str]] = defaultdict(set)
    for contact, what in Consent.objects.given().filter(contact__organisation=organisation).values_list("contact", "what"):
        may[contact].add(what)
    rows = Contact.objects.on(day).filter(organisation=organisation, person__erased_on=None).select_related("person")
    return [(row, may[row.pk]) for row in rows if Consent.What.PERSON in may.get(row.pk, ()) and not row.is_former(day)]
