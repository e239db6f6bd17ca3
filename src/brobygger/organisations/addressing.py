"""Whom one writes to on the lists of organisations, of members and of a network."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.addressing import AddressedList, Addressee, Asked, lists
from brobygger.core.keys import key_of
from brobygger.organisations import asking
from brobygger.organisations.models import Contact, Membership, Network, Organisation
from brobygger.people.models import Person

ONE: Final = "en"
EACH: Final = "kontakter"
CHAIR: Final = "formand"
WAYS: Final = ((ONE, gettext_lazy("one mail to each organisation")), (EACH, gettext_lazy("a mail to each contact")), (CHAIR, gettext_lazy("a mail to the chair")))


def of_organisations(rows: QuerySet[Organisation], today: date, *, way: str = ONE, because: str = "") -> Iterator[Addressee]:
    """``way``: to the organisation's own mail, or that of one who speaks for it; to each contact; to its chair. Who has no such contact is written to the first way."""
    keys = rows.order_by().values("pk")
    members = set(Membership.objects.on(today).filter(organisation__in=keys).order_by().values_list("organisation", flat=True))
    contacts: defaultdict[int, list[Any]] = defaultdict(list)
    who = Contact.objects.on(today).filter(organisation__in=keys, person__erased_on=None).select_related("person").order_by(F("acts_since").desc(nulls_last=True), "pk")
    for each in who:
        contacts[each.organisation_id].append(each)
    for pk, name, mail in rows.order_by("name", "pk").values_list("pk", "name", "mail"):
        belongs = pk in members or bool(because)
        why = because or (_("%(name)s is a member with us") % {"name": name} if belongs else _("%(name)s is among those we work with") % {"name": name})
        wanted = [each for each in contacts[pk] if way == EACH or (way == CHAIR and each.role == Contact.Role.CHAIR)]
        for each in wanted:
            yield Addressee(each.person.name, each.person.mail, why, each.person_id, pk, name, belongs)
        if not wanted:
            speaks = next((each.person for each in contacts[pk] if each.person.mail), None) if not mail else None
            yield Addressee(speaks.name, speaks.mail, why, speaks.pk, pk, name, belongs) if speaks else Addressee(name, mail, why, None, pk, name, belongs)


def of_persons(rows: Any, because: str) -> Iterator[Addressee]:
    for pk, name, mail in rows.filter(erased_on=None).order_by("name", "pk").values_list("pk", "name", "mail"):
        yield Addressee(name, mail, because, pk)


def _organisations(asked: Asked, today: date) -> Iterable[Addressee]:
    """Those of the list's filters, or the one whose page it was asked from."""
    only = key_of(asked.get("organisation"))
    rows = Organisation.objects.filter(pk=only) if only else asking.organisations(asked, today)
    return of_organisations(rows, today, way=ORGANISATIONS.way(asked))


def _called(asked: Asked) -> str:
    if (only := key_of(asked.get("organisation"))) is None:
        return _("Organisations")
    return str(Organisation.objects.filter(pk=only).values_list("name", flat=True).first() or "")


def _page(asked: Asked) -> str:
    only = key_of(asked.get("organisation"))
    return f"organisationer/{only}/" if only else "organisationer/"


def _members(asked: Asked, today: date) -> Iterable[Addressee]:
    only = key_of(asked.get("medlemskab"))
    rows = Membership.objects.on(today).filter(pk=only) if only else asking.members(asked).order_by()
    yield from of_organisations(Organisation.objects.filter(pk__in=rows.filter(organisation__isnull=False).values("organisation")), today, way=MEMBERS.way(asked))
    yield from of_persons(Person.objects.filter(pk__in=rows.filter(person__isnull=False).values("person")), _("you are a member with us"))


def _members_called(asked: Asked) -> str:
    if (only := key_of(asked.get("medlemskab"))) is None:
        return _("Members")
    row = Membership.objects.select_related("organisation", "person").filter(pk=only).first()
    return str(row.organisation or row.person) if row is not None else ""


def _members_page(asked: Asked) -> str:
    only = key_of(asked.get("medlemskab"))
    return f"medlemmer/{only}/" if only else "medlemmer/"


def _network(asked: Asked) -> Network | None:
    if (key := key_of(asked.get("netvaerk"))) is None:
        return None
    row: Network | None = Network.objects.filter(pk=key).first()
    return row


def _in_network(asked: Asked, today: date) -> Iterable[Addressee]:
    row = _network(asked)
    if row is not None:
        because = _("you are in “%(name)s”") % {"name": row}
        yield from of_organisations(row.organisations_on(today), today, way=NETWORK.way(asked), because=because)
        yield from of_persons(row.persons_on(today), because)


ORGANISATIONS: Final = lists.add("organisations", AddressedList(May.EDIT_ORGANISATIONS, _called, _page, _organisations, WAYS))
MEMBERS: Final = lists.add("members", AddressedList(May.EDIT_ORGANISATIONS, _members_called, _members_page, _members, WAYS))
NETWORK: Final = lists.add("network", AddressedList(May.EDIT_EVENTS, lambda asked: str(_network(asked) or ""), lambda asked: f"netvaerk/{key_of(asked.get('netvaerk'))}/", _in_network, WAYS))
