"""Organisations and persons that may be one and the same, written twice; and those that one about to be written may be."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from brobygger.centres.models import Locality
from brobygger.organisations.models import Apart, Contact, Organisation, PersonApart
from brobygger.people.models import Person

NEARLY: Final = 90  # of 100, by how many letters differ in names without their everyday words
MOST: Final = 200
CROWD: Final = 5  # more than these share a number, a telephone or a website as a municipality's departments do: no news
_EVERYDAY: Final = re.compile(
    r"\b(?:foreningen|forening|lokalforeningen|lokalforening|lokalafdelingen|lokalafdeling|afdelingen|afdeling|afd|kredsen|kreds|"
    r"landsforeningen|landsforening|dansk|danske|danmark|danmarks|i|og|af|for|ved|the|of)\b"
)
_SHARED_HOSTS: Final = frozenset({"facebook.com", "instagram.com", "linkedin.com", "sites.google.com", "google.com", "youtube.com", "linktr.ee"})
_WHY: Final[dict[str, str | Promise]] = {
    "cvr": _("same CVR number"), "name": _("same name, or a name it is also called"), "nearly": _("nearly the same name"), "mail": _("same mail"),
    "phone": _("same telephone"), "contact": _("its mail is a contact's of the other"), "host": _("same website"), "person": _("same name"),
}


@dataclass(slots=True)
class Pair:
    """``why`` in words; the surest pairs have most of them."""

    first: Any
    second: Any
    why: list[str] = field(default_factory=list)


def bare(name: str) -> str:
    """The name without case, signs and words that say little: "Ældre Sagen, afd. Korsør" and "Ældresagen Korsør" come near."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", name.casefold()).split())
    return " ".join(_EVERYDAY.sub(" ", plain).split()) or plain


def in_any_order(name: str) -> str:
    """Two names of the same words, in whichever order, say the same here."""
    return " ".join(sorted(set(bare(name).split())))


class Index:
    """The centre's organisations by all that can tell that two are one; in four queries."""

    def __init__(self) -> None:
        self.rows = list(Organisation.objects.select_related("locality").order_by("pk"))
        self.places = {word for row in Locality.objects.all() for said in (row.name, *row.other_words) for word in bare(said).split()}
        self.contacts: dict[int, set[str]] = defaultdict(set)
        for pk, mail in Contact.objects.exclude(person__mail="").values_list("organisation", "person__mail"):
            self.contacts[pk].add(mail.casefold())
        self.by: dict[tuple[str, Hashable], list[Organisation]] = defaultdict(list)
        for row in self.rows:
            for key in self.keys(row):
                self.by[key].append(row)
        self.names = [bare(row.name).replace(" ", "") for row in self.rows]

    def keys(self, row: Organisation) -> list[tuple[str, Hashable]]:
        """What the row is found by: kind and word."""
        found: list[tuple[str, Hashable]] = [("name", key) for key in {in_any_order(name) for name in (row.name, *row.other_words)} if len(key) > 1]
        if row.cvr:
            found.append(("cvr", row.cvr))
        if row.mail:
            found.append(("mail", row.mail.casefold()))
        if len(row.phone) > 7:
            found.append(("phone", re.sub(r"\D", "", row.phone).removeprefix("45")))
        if host := _host(row.website):
            found.append(("host", host))
        return found + [("contact", mail) for mail in self.contacts.get(row.pk or 0, ())]

    def other_branch(self, first: str, second: str) -> bool:
        """Whether both names hold a place and not the same: two local branches of one body are two."""
        mine, theirs = ({word for word in bare(name).split() if word in self.places} for name in (first, second))
        return bool(mine and theirs and mine != theirs)

    def same(self) -> Iterator[tuple[str, Organisation, Organisation]]:
        """Pairs that share a key, with its kind."""
        for (kind, word), group in self.by.items():
            if len(group) <= CROWD and kind != "contact":
                for first, second in combinations(group, 2):
                    yield kind, first, second
            if kind == "contact":
                for mail_of in self.by.get(("mail", word), ()):
                    for each in group:
                        if each is not mail_of and len(group) <= CROWD:
                            yield "contact", mail_of, each

    def nearly(self) -> Iterator[tuple[Organisation, Organisation]]:
        """Pairs whose names differ by a few letters. Names are compared with those that are about as long, since others cannot be near."""
        order = sorted((len(name), place) for place, name in enumerate(self.names) if len(name) >= 4)
        words = [self.names[place] for _length, place in order]
        end = 0
        for start, (length, place) in enumerate(order):
            while end < len(order) and order[end][0] <= length * (200 - NEARLY) / NEARLY:
                end += 1
            for _word, _score, found in process.extract(words[start], words[start + 1 : end], scorer=fuzz.ratio, score_cutoff=NEARLY, limit=CROWD):
                first, second = self.rows[place], self.rows[order[start + 1 + found][1]]
                if not self.other_branch(first.name, second.name):
                    yield first, second

    def like(self, row: Organisation, *, near: bool = True) -> list[tuple[Organisation, str]]:
        """Those that ``row``, not kept yet, may be: the surest first, each with why. ``near``: by nearly the same name, too."""
        found: dict[int, tuple[Organisation, list[str]]] = {}

        def say(other: Organisation, kind: str) -> None:
            if kind in ("name", "nearly") and self.other_branch(row.name, other.name):
                return
            why = found.setdefault(other.pk, (other, []))[1]
            if (words := str(_WHY[kind])) not in why and not (kind == "nearly" and why):
                why.append(words)

        for kind, word in self.keys(row):
            group = self.by.get((kind, word), ())
            if len(group) <= CROWD:
                for other in group:
                    say(other, kind)
            if kind == "mail":
                for other in self.by.get(("contact", word), ())[:CROWD]:
                    say(other, "contact")
        name = bare(row.name).replace(" ", "")
        if near and len(name) >= 4:
            for _word, _score, place in process.extract(name, self.names, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=CROWD):
                say(self.rows[place], "nearly")
        return [(other, ", ".join(why)) for other, why in sorted(found.values(), key=lambda each: (-len(each[1]), each[0].name))]


def pairs() -> list[Pair]:
    """Pairs that may be the same and have not been said not to be, the surest first; in five queries."""
    index, told_apart = Index(), set(Apart.objects.values_list("first", "second"))
    found: dict[tuple[int, int], Pair] = {}

    def say(kind: str, first: Organisation, second: Organisation) -> None:
        first, second = sorted((first, second), key=lambda row: row.pk)
        related = second.parent_id == first.pk or first.parent_id == second.pk
        if (first.pk, second.pk) not in told_apart and not related:
            why = found.setdefault((first.pk, second.pk), Pair(first, second)).why
            if (words := str(_WHY[kind])) not in why and not (kind == "nearly" and str(_WHY["name"]) in why):
                why.append(words)

    for kind, first, second in index.same():
        if kind != "name" or not index.other_branch(first.name, second.name):
            say(kind, first, second)
    for first, second in index.nearly():
        say("nearly", first, second)
    return sorted(found.values(), key=lambda pair: (-len(pair.why), pair.first.name))[:MOST]


def persons() -> list[Pair]:
    """Persons that may be one, the surest first, in two queries: the same name, or nearly so with the same mail or telephone.

    People share mails and telephones with their associations, so these alone say nothing; nor does a name where both have another mail.
    """
    rows = list(Person.objects.filter(erased_on=None).order_by("pk"))
    told_apart = set(PersonApart.objects.values_list("first", "second"))
    found: dict[tuple[int, int], Pair] = {}
    keys: tuple[tuple[str, Callable[[Person], str]], ...] = (
        ("person", lambda row: " ".join(row.name.casefold().split())), ("mail", lambda row: row.mail.casefold()), ("phone", lambda row: re.sub(r"\D", "", row.phone).removeprefix("45")),
    )
    for kind, key in keys:
        for first, second in _groups(rows, key):
            alike = kind == "person" or fuzz.ratio(first.name.casefold(), second.name.casefold()) >= NEARLY - 10
            if alike and (first.pk, second.pk) not in told_apart:
                found.setdefault((first.pk, second.pk), Pair(first, second)).why.append(str(_WHY[kind]))
    differ = [pair for pair in found.values() if len(pair.why) == 1 and pair.first.mail and pair.second.mail and pair.first.mail.casefold() != pair.second.mail.casefold()]
    for pair in differ:
        del found[pair.first.pk, pair.second.pk]
    return sorted(found.values(), key=lambda pair: (-len(pair.why), pair.first.name))[:MOST]


def _groups(rows: Iterable[Person], key: Callable[[Person], str]) -> Iterator[tuple[Person, Person]]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for row in rows:
        if said := key(row):
            groups[said].append(row)
    for group in groups.values():
        if len(group) <= CROWD:
            yield from combinations(group, 2)


def _host(website: str) -> str:
    """The website's host; on a host that thousands share, the page on it."""
    try:
        parts = urlsplit(website)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host in _SHARED_HOSTS:
        path = parts.path.strip("/").casefold()
        return f"{host}/{path}" if path else ""
    return host
