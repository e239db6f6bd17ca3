"""The people of an association as it looks after them itself.

A person may serve others too, or have an account: her particulars are then not this association's to change, only her role in it. Whom an association
writes down is a new person of its own: it must not reach somebody the centre knows by writing her name.
"""

from dataclasses import dataclass

from django.db import models, transaction

from brobygger.centres import audit
from brobygger.organisations import entry
from brobygger.organisations.actions import correct_person
from brobygger.organisations.models import Contact, ContactInvitation
from brobygger.organisations.own import Own
from brobygger.people.models import Person

TYPED = ("name", "mail", "phone")


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact on the page. ``state``: acts, invited, or empty."""

    row: Contact
    state: str
    former: bool
    is_me: bool


def listed(own: Own) -> list[Listed]:
    """All contacts by role and name, in two queries."""
    order = list(Contact.Role.values)
    rows = sorted(Contact.objects.filter(organisation=own.organisation).select_related("person"), key=lambda row: (order.index(row.role), row.person.name))
    invited = set(ContactInvitation.objects.open().filter(contact__organisation=own.organisation, expires_at__gt=own.now).values_list("contact", flat=True))
    return [
        Listed(row, "acts" if row.is_acting(own.today) else "invited" if row.pk in invited else "", row.is_former(own.today), row.person.account_id == own.user.pk)
        for row in rows
    ]


def may_correct(person: Person, own: Own) -> bool:
    """Whether the association may change the person's name, mail and telephone: she is here alone, or the one who looks."""
    if person.account_id is not None:
        return person.account_id == own.user.pk
    return not _stands_elsewhere(person, own)


def _stands_elsewhere(person: Person, own: Own) -> bool:
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        rows = relation.related_model._default_manager.filter(**{relation.field.name: person})
        if relation.related_model is Contact:
            rows = rows.exclude(organisation=own.organisation)
        if rows.exists():
            return True
    return False


@transaction.atomic
def keep(row: Contact, typed: dict[str, str] | None, *, own: Own) -> Contact:
    """Save ``row``, new or edited, with its person's particulars where ``typed`` has them. One that ends no longer acts from that day."""
    there = Contact.objects.get(pk=row.pk) if row.pk else None
    before = audit.values(there) if there else None
    if there is None:
        row.person = _new(typed or {}, own)
    elif typed is not None:
        correct_person(row.person, **{name: typed.get(name, "") for name in TYPED}, by=own.user)
    row.save()
    audit.record("edited by itself" if there else "added by itself", row, by=own.user, before=before, now=own.now)
    if row.is_former(own.today):
        entry.shut_out(row, by=own.user, now=own.now, verb="shut out by itself")
        row.refresh_from_db()
    return row


def _new(typed: dict[str, str], own: Own) -> Person:
    """A person of the association's own; the same who was its contact before is not made twice."""
    given = {name: typed.get(name, "") for name in TYPED}
    known = Person.objects.filter(contacts__organisation=own.organisation, name__iexact=given["name"], mail__iexact=given["mail"], erased_on=None).exclude(mail="").first()
    if known is not None:
        return known
    person = Person(**given)
    person.save()
    audit.record("added", person, by=own.user, now=own.now)
    return person
