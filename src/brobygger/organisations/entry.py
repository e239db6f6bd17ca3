"""Who may act for an association on its own pages: invited by mail, accepted, and taken away again.

An invitation is for one contact of one organisation and for the address it was sent to. It opens for an account of that address alone: whoever is
signed in as somebody else is told so and gets nothing. Accepting it gives that one contact the right to act; the same person's other associations
stay closed until she is invited there too.
"""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.actions import digest_of, give, set_roles
from brobygger.accounts.models import RoleAssignment, User
from brobygger.accounts.roles import Role
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.organisations.models import Contact, ContactInvitation
from brobygger.people.models import Person

OPEN_FOR: Final = timedelta(days=14)


@transaction.atomic
def invite(contact: Contact, *, centre: Centre, by: User, now: datetime, verb: str = "invited") -> ContactInvitation:
    """Write the invitation and its mail. One that was sent before no longer opens. ValidationError where there is nobody to write to."""
    invitation, link = prepare(contact, centre=centre, by=by, now=now, verb=verb)
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "Hello %(name)s\n\n%(by)s invites you to look after %(organisation)s’s own pages at %(centre)s: what is written about you, who your contacts are, "
            "and what you have signed up for.\n\nOpen this link to accept:\n%(link)s\n\nThe link is yours alone and can be used until %(day)s. From then on you "
            "sign in with a code that is sent to you by mail. If you do not know what this is about, you need not do anything."
        ) % {
            "name": invitation.contact.person.name, "by": by.name, "organisation": invitation.contact.organisation.name, "centre": centre.name, "link": link,
            "day": date_format(localtime(invitation.expires_at), "DATE_FORMAT"),
        }
        subject = _("You are invited to %(organisation)s’s own pages") % {"organisation": invitation.contact.organisation.name}
        outbox.write(to=invitation.mail, subject=subject, text=text)
    return invitation


@transaction.atomic
def prepare(contact: Contact, *, centre: Centre, by: User, now: datetime, verb: str = "invited") -> tuple[ContactInvitation, str]:
    """The invitation without its mail, and the address that opens it: for a letter that has more to say."""
    row = Contact.objects.select_for_update(of=("self",)).select_related("person", "organisation").get(pk=contact.pk)
    if row.is_former(localtime(now).date()):
        raise ValidationError(_("The contact has ended, so there is nothing to invite to."))
    if row.is_acting(localtime(now).date()):
        raise ValidationError(_("%(name)s can sign in already.") % {"name": row.person.name})
    if not row.person.mail:
        raise ValidationError(_("Write a mail address on %(name)s first.") % {"name": row.person.name})
    _withdraw(row, by=by, now=now)
    secret = secrets.token_urlsafe(24)
    invitation = ContactInvitation(contact=row, mail=row.person.mail.lower(), digest=digest_of(secret), invited_at=now, invited_by=by, expires_at=now + OPEN_FOR)
    invitation.save()
    audit.record(verb, invitation, by=by, now=now)
    return invitation, f"{settings.SITE_URL}/{centre.key}/forening/invitation/{secret}/"


def found(secret: str, now: datetime) -> ContactInvitation | None:
    """The invitation that the secret opens, if it still can be used: the contact holds, and its address is the one that was written to."""
    row: ContactInvitation | None = (
        ContactInvitation.objects.open().filter(digest=digest_of(secret)).select_related("contact__person", "contact__organisation", "invited_by").first()
    )
    return row if row is not None and _still_holds(row, now) else None


def _still_holds(row: ContactInvitation, now: datetime) -> bool:
    contact, person = row.contact, row.contact.person
    return row.is_usable(now) and not contact.is_former(localtime(now).date()) and person.erased_on is None and person.mail.casefold() == row.mail.casefold()


@transaction.atomic
def accept(invitation: ContactInvitation, *, user: User | None, name: str = "", now: datetime) -> User:
    """Let ``user`` act for the organisation; without one an account is made for the address, which signs in by mailed code.

    ValidationError where it can no longer be used, was sent to another address than the account's, or the person has another account.
    """
    Centre.objects.select_for_update().get(pk=invitation.centre_id)
    row = ContactInvitation.objects.open().filter(pk=invitation.pk, digest=invitation.digest).select_related("contact__person").first()
    if row is None or not _still_holds(row, now):
        raise ValidationError(_("This invitation can no longer be used. Ask for a new one."))
    if user is None:
        if User.objects.filter(email__iexact=row.mail).exists():
            raise ValidationError(_("There is already an account with this address. Sign in with it, and open the link again."))
        user = User.objects.create_user(row.mail, None, name=name or row.contact.person.name)
    elif user.email.casefold() != row.mail.casefold():
        raise ValidationError(_("This invitation was sent to another address than the one you are signed in with."))
    contact = row.contact
    before = audit.values(contact)
    contact.person, contact.acts_since = _person_of(contact.person, user, now), now
    contact.save()
    audit.record("let in", contact, by=user, before=before, now=now)
    row.accepted_at, row.accepted_by = now, user
    row.save()
    audit.record("accepted", row, by=user, now=now)
    give(user, Role.ASSOCIATION, by=row.invited_by, now=now)
    return user


def _person_of(person: Person, user: User, now: datetime) -> Person:
    """The person the account is at this centre: the one it is already, else the contact's."""
    known: Person | None = Person.objects.filter(account=user, erased_on=None).order_by("pk").first()
    if person.account_id not in (None, user.pk):
        raise ValidationError(_("This contact belongs to another account. Ask the centre to put it right."))
    if known is not None:
        return known
    before = audit.values(person)
    person.account = user
    person.save()
    audit.record("edited", person, by=user, before=before, now=now)
    return person


@transaction.atomic
def shut_out(contact: Contact, *, by: User | None, now: datetime, verb: str = "shut out") -> None:
    """The contact no longer acts for its organisation, and an invitation that waits no longer opens. The role in the organisation stays."""
    row = Contact.objects.select_for_update(of=("self",)).select_related("person__account").get(pk=contact.pk)
    _withdraw(row, by=by, now=now)
    if row.acts_since is not None:
        before = audit.values(row)
        row.acts_since = None
        row.save()
        audit.record(verb, row, by=by, before=before, now=now)
    settle(row.person.account, by=by, now=now)


def settle(account: User | None, *, by: User | None, now: datetime) -> None:
    """An account that acts for nobody here any more loses the role that opens the pages."""
    if account is None or Contact.objects.acting(localtime(now).date()).acted_by(account.pk).exists():
        return
    held = set(RoleAssignment.objects.filter(user=account).on(localtime(now).date()).values_list("role", flat=True))
    if Role.ASSOCIATION in held:
        set_roles(account, held - {Role.ASSOCIATION.value}, by=by, now=now)  # type: ignore[arg-type]  # a job acts for nobody


def _withdraw(contact: Contact, *, by: User | None, now: datetime) -> None:
    for row in ContactInvitation.objects.open().filter(contact=contact):
        row.withdrawn_at = now
        row.save()
        audit.record("withdrawn", row, by=by, now=now)
