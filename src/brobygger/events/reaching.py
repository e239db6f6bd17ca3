"""The addresses that one reaches organisations and networks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from brobygger.core.times import local
from brobygger.organisations.models import Contact, Membership, Network, Organisation


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address in small letters; whose it is, where it is a person's."""

    mail: str
    name: str = ""
    person: int | None = None


def plain(mail: str) -> str:
    """As addresses are compared: the same in large letters is the same."""
    return mail.strip().lower()


def of_organisations(rows: Iterable[Organisation], *, now: datetime) -> dict[int, list[Address]]:
    """By organisation: its contacts of today who have an address, else its own. None where no address is known. One query."""
    own = {each.pk: each for each in rows}
    found: dict[int, list[Address]] = {}
    contacts = Contact.objects.on(local(now).date()).filter(organisation__in=own, person__erased_on=None).exclude(person__mail="").order_by("pk")
    for key, mail, name, person in contacts.values_list("organisation", "person__mail", "person__name", "person"):
        found.setdefault(key, []).append(Address(plain(mail), name, person))
    for key, each in own.items():
        if key not in found and each.mail:
            found[key] = [Address(plain(each.mail))]
    return found


def of_persons(network: Network, *, now: datetime) -> list[Address]:
    """The persons who are in a network for themselves today."""
    persons = network.persons_on(local(now).date()).exclude(mail="").order_by("pk")
    return [Address(plain(mail), name, pk) for mail, name, pk in persons.values_list("mail", "name", "pk")]


def is_a_members(mail: str, day: date) -> bool:
    """Whether it is the address of a member on ``day``: of a person who is one, or of a contact or the office of an organisation that is."""
    contacts = Contact.objects.on(day).filter(person__mail__iexact=mail, person__erased_on=None)
    theirs = Q(organisation__mail__iexact=mail) | Q(organisation__in=contacts.values("organisation")) | Q(person__mail__iexact=mail, person__erased_on=None)
    return bool(mail) and Membership.objects.on(day).filter(theirs).exists()
