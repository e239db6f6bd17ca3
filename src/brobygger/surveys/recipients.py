"""Whom a questionnaire can be sent to: members, associations the centre knows, volunteers, those of a network, a group or an event, and addresses that are written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from email.utils import getaddresses
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from brobygger.centres.models import Locality
from brobygger.events.afterwards import those_who_came
from brobygger.events.models import Event
from brobygger.groups.models import Group
from brobygger.matching.models import Match
from brobygger.organisations.models import Contact, Membership, MembershipType, Network, NetworkMember, Organisation
from brobygger.organisations.models.members import in_force
from brobygger.people.models import Person


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be asked."""

    mail: str
    name: str = ""
    person: int | None = None
    organisation: int | None = None


Whom = list[tuple[str, str | Promise]]


def choices(today: date) -> list[tuple[str, Whom]]:
    """Who can be chosen, under headings: a key and words for each."""
    here = Membership.objects.filter(in_force(today)).order_by()
    members: Whom = [("members", _("all members"))]
    members += [(f"type-{pk}", name) for pk, name in MembershipType.objects.filter(pk__in=here.values("type")).values_list("pk", "name")]
    members += [(f"place-{pk}", _("members in %(place)s") % {"place": name}) for pk, name in Locality.objects.filter(pk__in=here.values("locality")).values_list("pk", "name")]
    networks: Whom = [(f"network-{pk}", name) for pk, name in Network.objects.alive_in(today, today).values_list("pk", "name")]
    others: Whom = [("known", _("all associations we know")), ("volunteers", _("all active volunteers"))]
    return [each for each in ((_("Members"), members), (_("Networks"), networks), (_("Others"), others)) if each[1]]


def found(key: str, today: date) -> list[Recipient]:
    """Those behind the ``key`` of a choice; each address once."""
    what, _dash, number = key.partition("-")
    pk = int(number) if number.isdecimal() else 0
    members = Membership.objects.filter(in_force(today))
    sources: dict[str, Callable[[], Iterable[Recipient]]] = {
        "members": lambda: _members(members, today), "type": lambda: _members(members.filter(type=pk), today), "place": lambda: _members(members.filter(locality=pk), today),
        "known": lambda: of_organisations(Organisation.objects.all(), today), "volunteers": _volunteers, "network": lambda: _network(pk, today),
    }
    return once(sources[what]()) if what in sources else []


def of_event(event: Event) -> list[Recipient]:
    """Those who came and left an address."""
    return once(Recipient(each.mail, each.name) for each in those_who_came(event))


def of_group(group: Group) -> list[Recipient]:
    """Those who have or had a seat and are not forgotten."""
    return once(Recipient(each.mail, each.name) for each in group.participants.filter(seated_on__isnull=False).exclude(mail=""))


def written(text: str) -> list[Recipient]:
    """Addresses as people write or paste them: commas, semicolons or lines between, with names or without. ValidationError names the first that is none."""
    rows = []
    for name, mail in getaddresses([part for part in text.replace(";", "\n").replace(",", "\n").splitlines() if part.strip()]):
        try:
            validate_email(mail)
        except ValidationError:
            raise ValidationError(_("“%(text)s” is no mail address.") % {"text": (mail or name)[:60]}) from None
        rows.append(Recipient(mail, name[:160]))
    return once(rows)


def once(rows: Iterable[Recipient]) -> list[Recipient]:
    kept: dict[str, Recipient] = {}
    for each in rows:
        if each.mail:
            kept.setdefault(each.mail.casefold(), Recipient(each.mail.casefold(), each.name, each.person, each.organisation))
    return list(kept.values())


def _members(rows: QuerySet[Membership], today: date) -> Iterable[Recipient]:
    yield from of_organisations(Organisation.objects.filter(pk__in=rows.order_by().values("organisation")), today)
    yield from _persons(Person.objects.filter(pk__in=rows.order_by().values("person")))


def of_organisations(rows: Any, today: date) -> Iterable[Recipient]:
    """By their own mail, else by that of one who speaks for them."""
    speak: dict[int, Person] = {}
    for contact in Contact.objects.reachable(today).filter(organisation__in=rows.order_by().values("pk")):
        speak.setdefault(contact.organisation_id, contact.person)
    for pk, name, mail in rows.values_list("pk", "name", "mail"):
        person = speak.get(pk) if not mail else None
        yield Recipient(mail or (person.mail if person else ""), name, person.pk if person else None, pk)


def _persons(rows: Any) -> Iterable[Recipient]:
    for pk, name, mail in rows.exclude(mail="").values_list("pk", "name", "mail"):
        yield Recipient(mail, name, pk)


def _volunteers() -> Iterable[Recipient]:
    active = Match.objects.filter(started_on__isnull=False, ended_on=None)
    for pk, name, mail in active.exclude(Q(volunteer__person__mail="")).order_by().values_list("volunteer__person", "volunteer__person__name", "volunteer__person__mail").distinct():
        yield Recipient(mail, name, pk)


def _network(pk: int, today: date) -> Iterable[Recipient]:
    rows = NetworkMember.objects.on(today).filter(network=pk).order_by()
    yield from of_organisations(Organisation.objects.filter(pk__in=rows.values("organisation")), today)
    yield from _persons(Person.objects.filter(pk__in=rows.values("person")))
