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
from brobygger.events.letters import SEPARATOR, appointment, organiser, when, where
from brobygger.events.models import Event, Invited, SentInvitation
from brobygger.events.reaching import Address, of_organisations, of_persons, plain
from brobygger.events.telling import once_key
from brobygger.journal.models import Registration
from brobygger.organisations.models import Network, Organisation
from brobygger.plan.markdown import as_text

MOST = 2000


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom an invitation reaches: addresses, each once; and whose they are. ``unreached``: no address is known."""

    addresses: tuple[Address, ...]
    organisations: tuple[str, ...] = ()
    unreached: tuple[str, ...] = field(default=())

    @property
    def mails(self) -> tuple[str, ...]:
        return tuple(each.mail for each in self.addresses)


def reach(organisations: Iterable[Organisation], network: Network | None, mails: Iterable[str], *, now: datetime) -> Reached:
    """An organisation is reached through its contacts of today who have an address, else through its own; a network also through its persons."""
    rows = list({each.pk: each for each in organisations}.values())
    through = of_organisations(rows, now=now)
    every = [address for each in rows for address in through.get(each.pk, [])]
    every += of_persons(network, now=now) if network is not None else []
    every += [Address(plain(mail)) for mail in mails if mail.strip()]
    found: dict[str, Address] = {}
    for address in every:
        found.setdefault(address.mail, address)
    return Reached(tuple(found.values()), tuple(each.name for each in rows), tuple(each.name for each in rows if each.pk not in through))


def words(event: Event, *, by: User) -> str:
    """The text to begin with: what, when and where, the agenda of a network's open points, where to sign up."""
    registration = event.registration
    parts = [_("You are invited to “%(title)s”.") % {"title": registration.title}]
    link = event.online_link if event.signup_list is None else ""  # where one signs up, the link is for those who have a place
    online = _("Link to the meeting: %(link)s") % {"link": link} if link else ""
    parts.append("\n".join(part for part in (when(event), where(event), online) if part))
    if event.text:
        parts.append(as_text(event.text))
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
    own_link = appointment(row, for_those_with_a_place=row.signup_list is None)
    attached = calendar(centre.name, [own_link], site=settings.SITE_URL, now=now, organiser=organiser())
    Invited.objects.bulk_create(Invited(invitation=sent, mail=each.mail, person_id=each.person) for each in reached.addresses)
    for mail in reached.mails:
        outbox.write(to=mail, subject=subject, text=text, calendar=attached, once_key=once_key(f"invitation-{sent.pk}", mail))
    registration: Registration = row.registration
    before = audit.values(registration)
    registration.invited_at = registration.invited_at or now
    registration.save()
    audit.record("invited to", registration, by=by, before=before, extra={"people": len(reached.mails)}, now=now)
    return sent
