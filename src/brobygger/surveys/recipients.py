"""Whom a questionnaire can be sent to: members, associations the centre knows, volunteers, those of a network, a group or an event, and addresses that are written."""

from collections.abc import Callable, Collection, Iterable
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


@dataclass(frozen=True, slots=True)
class Narrow:
    """Only those with this theme, and of this place. An association is of the place it lives in and of those it works in."""

    theme: int | None = None
    place: int | None = None

    def organisations(self, rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
        if self.theme:
            rows = rows.filter(pk__in=Organisation.themes.through.objects.filter(theme=self.theme).values("organisation"))
        if self.place:
            rows = rows.filter(Q(locality=self.place) | Q(pk__in=Organisation.localities.through.objects.filter(locality=self.place).values("organisation")))
        return rows

    def persons(self, rows: QuerySet[Membership]) -> QuerySet[Membership]:
        """Of members who are persons: they have a place and no theme."""
        rows = rows.filter(person__isnull=False)
        return rows.none() if self.theme else rows.filter(locality=self.place) if self.place else rows


def all_of(key: str, today: date, narrow: Narrow | None = None) -> list[Recipient]:
    """Those behind the ``key`` of a choice, as they come: also those without a mail, and an address as often as it occurs."""
    what, _dash, number = key.partition("-")
    pk, narrow = int(number) if number.isdecimal() else 0, narrow or Narrow()
    members = Membership.objects.filter(in_force(today))
    sources: dict[str, Callable[[], Iterable[Recipient]]] = {
        "members": lambda: _members(members, today, narrow), "type": lambda: _members(members.filter(type=pk), today, narrow), "place": lambda: _members(members.filter(locality=pk), today, narrow),
        "known": lambda: of_organisations(narrow.organisations(Organisation.objects.all()), today), "volunteers": lambda: _volunteers(narrow), "network": lambda: _network(pk, today, narrow),
    }
    return list(sources[what]()) if what in sources else []


def found(key: str, today: date, narrow: Narrow | None = None) -> list[Recipient]:
    """Those behind the ``key`` of a choice who can be written to; each address once."""
    return once(all_of(key, today, narrow))


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would be asked now; and who is left out, by why: names of those without a mail, and how many are on the list, would rather not be asked, or share an address with another."""

    people: tuple[Recipient, ...]
    without_mail: tuple[str, ...]
    on_the_list: int
    declined: int
    twice: int

    @property
    def left_out(self) -> int:
        return len(self.without_mail) + self.on_the_list + self.declined + self.twice


def preview(rows: Iterable[Recipient], there: Collection[str], no: Collection[str]) -> Preview:
    """``there`` are the addresses on the list, ``no`` those that would rather not be asked."""
    rows = list(rows)
    people = once(rows)
    fresh = tuple(each for each in people if each.mail not in there and each.mail not in no)
    without = tuple(sorted(each.name for each in rows if not each.mail))
    listed = sum(each.mail in there for each in people)
    return Preview(fresh, without, listed, sum(each.mail in no and each.mail not in there for each in people), len(rows) - len(without) - len(people))


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


def _members(rows: QuerySet[Membership], today: date, narrow: Narrow) -> Iterable[Recipient]:
    yield from of_organisations(narrow.organisations(Organisation.objects.filter(pk__in=rows.order_by().values("organisation"))), today)
    yield from _persons(Person.objects.filter(pk__in=narrow.persons(rows).order_by().values("person")))


def of_organisations(rows: Any, today: date) -> Iterable[Recipient]:
    """By their own mail, else by that of one who speaks for them."""
    speak: dict[int, Person] = {}
    for contact in Contact.objects.reachable(today).filter(organisation__in=rows.order_by().values("pk")):
        speak.setdefault(contact.organisation_id, contact.person)
    for pk, name, mail in rows.values_list("pk", "name", "mail"):
        person = speak.get(pk) if not mail else None
        yield Recipient(mail or (person.mail if person else ""), name, person.pk if person else None, pk)


def _persons(rows: Any) -> Iterable[Recipient]:
    for pk, name, mail in rows.values_list("pk", "name", "mail"):
        yield Recipient(mail, name, pk)


def _volunteers(narrow: Narrow) -> Iterable[Recipient]:
    """Those who are at it. Their theme is that of their job, their place the one they live in."""
    rows = Match.objects.filter(started_on__isnull=False, ended_on=None, volunteer__person__isnull=False)
    if narrow.theme:
        rows = rows.filter(opportunity__theme=narrow.theme)
    if narrow.place:
        rows = rows.filter(volunteer__locality=narrow.place)
    for pk, name, mail in rows.order_by().values_list("volunteer__person", "volunteer__person__name", "volunteer__person__mail").distinct():
        yield Recipient(mail, name, pk)


def _network(pk: int, today: date, narrow: Narrow) -> Iterable[Recipient]:
    rows = NetworkMember.objects.on(today).filter(network=pk).order_by()
    yield from of_organisations(narrow.organisations(Organisation.objects.filter(pk__in=rows.values("organisation"))), today)
    if not narrow.theme and not narrow.place:
        yield from _persons(Person.objects.filter(pk__in=rows.values("person")))
