"""Inviting to an event: whom one reaches, the words, and the invitation kept as it was sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.ical import calendar
from brobygger.events import meetings
from brobygger.events.letters import SEPARATOR, appointment, when, where
from brobygger.events.models import Event, SentInvitation
from brobygger.events.times import local
from brobygger.journal.models import Registration
from brobygger.organisations.models import Contact, Network, Organisation

MOST = 2000


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom an invitation reaches: addresses in small letters, each once; and whose they are. ``unreached``: no address is known."""

    mails: tuple[str, ...]
    organisations: tuple[str, ...] = ()
    unreached: tuple[str, ...] = field(default=())


def reach(organisations: Iterable[Organisation], network: Network | None, mails: Iterable[str], *, now: datetime) -> Reached:
    """An organisation is reached through its contacts of today who have an address, else through its own; a network also through its persons."""
    rows = list({each.pk: each for each in organisations}.values())
    through: dict[int, list[str]] = {}
    contacts = Contact.objects.on(local(now).date()).filter(organisation__in=rows, person__erased_on=None).exclude(person__mail="")
    for key, mail in contacts.values_list("organisation", "person__mail").order_by("pk"):
        through.setdefault(key, []).append(mail)
    found: dict[str, None] = {}
    unreached = []
    for each in rows:
        known = through.get(each.pk) or ([each.mail] if each.mail else [])
        if not known:
            unreached.append(each.name)
        found |= dict.fromkeys(mail.strip().lower() for mail in known)
    if network is not None:
        persons = network.persons.filter(erased_on=None).exclude(mail="").values_list("mail", flat=True)
        found |= dict.fromkeys(mail.strip().lower() for mail in persons)
    found |= dict.fromkeys(mail.strip().lower() for mail in mails if mail.strip())
    return Reached(tuple(found), tuple(each.name for each in rows), tuple(unreached))


def words(event: Event, *, by: User) -> str:
    """The text to begin with: what, when and where, the agenda of a network's open points, where to sign up."""
    registration = event.registration
    parts = [_("You are invited to “%(title)s”.") % {"title": registration.title}]
    parts.append("\n".join(part for part in (when(event), where(event)) if part))
    if event.text:
        parts.append(event.text)
    if registration.network_id and (agenda := meetings.agenda_in_words(event)):
        parts.append(_("Agenda") + ":\n" + agenda)
    if event.published_at is not None:
        said = _("Read more and sign up: %(link)s") if event.signup_list else _("Read more: %(link)s")
        parts.append(said % {"link": f"{settings.SITE_URL}{event.public_url}{_key(event)}"})
    parts += [_("Kind regards"), by.name]
    return SEPARATOR.join(parts)


def _key(event: Event) -> str:
    own = event.signup_list
    return f"?noegle={own.key}" if own is not None and own.audience == own.Audience.INVITED else ""


@transaction.atomic
def invite(
    event: Event, *, subject: str, text: str, organisations: Sequence[int] = (), network: bool = False, mails: Sequence[str] = (), key: str, centre: Centre, by: User, now: datetime
) -> SentInvitation:
    """Send the invitation to each once, and keep it as it was sent. ``key`` is the form's own: sent twice, it is sent once.

    ValidationError where nobody is reached, the event is over or cancelled, or one is to sign up for a draft.
    """
    row = Event.objects.select_for_update(of=("self",)).select_related("registration__network", "registration__centre", "signup_list").get(pk=event.pk)
    if (sent := row.invitations.filter(key=key).first()) is not None:
        return sent
    if row.is_cancelled or row.ends_at <= now:
        raise ValidationError(_("It is over or cancelled, so nobody can be invited to it."))
    if row.signup_list is not None and row.published_at is None:
        raise ValidationError(_("Publish the event first: else nobody can sign up through the invitation."))
    own = row.registration.network if network else None
    wanted = list(Organisation.objects.filter(pk__in=organisations))
    if own is not None:
        wanted += list(own.members.all())
    reached = reach(wanted, own, mails, now=now)
    if not reached.mails:
        raise ValidationError(_("No mail address is known for those you chose, so nobody would be invited."))
    if len(reached.mails) > MOST:
        raise ValidationError(_("That is more than %(most)s mails at once. Invite in several rounds.") % {"most": MOST})
    said = [*([own.name] if own is not None else []), *sorted(reached.organisations, key=str.casefold)]
    sent = SentInvitation.objects.create(
        event=row, subject=subject, text=text, sent_to=", ".join(said), people=len(reached.mails), sent_at=now, sent_by=by, key=key,
    )
    attached = calendar(centre.name, [appointment(row)], site=settings.SITE_URL, now=now)
    for mail in reached.mails:
        outbox.write(to=mail, subject=subject, text=text, calendar=attached, once_key=f"invitation-{sent.pk}-{mail}")
    registration: Registration = row.registration
    before = audit.values(registration)
    registration.invited_at = registration.invited_at or now
    registration.save()
    audit.record("invited to", registration, by=by, before=before, extra={"people": len(reached.mails)}, now=now)
    return sent
