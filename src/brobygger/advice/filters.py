"""The filters of consultations, the same on the list and on the figures: read from the address, kept in the address."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q

from brobygger.accounts.models import RoleAssignment, User
from brobygger.advice.models import About, Client, Consultation
from brobygger.centres.models import Theme
from brobygger.core.keys import key_of
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Participation, RegistrationQuerySet
from brobygger.organisations.models.affiliations import who
from brobygger.organisations.naming import by_name

NONE = "ingen"


class Filters:
    """``fra`` and ``til`` are days; ``om`` and ``klient`` choices; ``tema``, ``slags`` and ``medarbejder`` keys, or "ingen"; ``forening`` a name; ``q`` words."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.q = str(given.get("q", "")).strip()[:100]
        self.start, self.end = _day(given.get("fra")), _day(given.get("til"))
        self.about, self.client = (word if (word := given.get(name, "")) in {*among.values, NONE} else "" for name, among in (("om", About), ("klient", Client)))
        self.name = str(given.get("forening", "")).strip()[:160]
        self.theme, self.kind, self.staff = (_key(given.get(name)) for name in ("tema", "slags", "medarbejder"))

    def apply(self, rows: RegistrationQuerySet, *, start: date | None = None, end: date | None = None) -> RegistrationQuerySet:
        """``start`` and ``end`` stand in where the address names none."""
        if first := self.start or start:
            rows = rows.filter(done_on__gte=first)
        if last := self.end or end:
            rows = rows.filter(done_on__lte=last)
        for name, value in (("about", self.about), ("client", self.client)):
            if value:
                talks = Consultation.objects.filter(registration=OuterRef("pk"))
                rows = rows.filter(~Exists(talks) if value == NONE else Exists(talks.filter(**{name: value})))
        for name, key in (("theme", self.theme), ("kind", self.kind)):
            if key:
                rows = rows.filter(**{f"{name}__isnull": True} if key == NONE else {name: key})
        if self.staff:
            advised = Consultation.advised_by.through.objects.filter(consultation=OuterRef("pk"))
            rows = rows.filter(~Exists(advised) if self.staff == NONE else Exists(advised.filter(user__in=[self.staff])))
        if self.name:
            wanted = who(by_name().get(self.name.lower()), self.name)
            rows = rows.filter(Exists(Participation.objects.filter(registration=OuterRef("pk"), who=wanted)))
        if self.q:
            named = Participation.objects.filter(Q(organisation__name__icontains=self.q) | Q(label__icontains=self.q), registration=OuterRef("pk"))
            noted = Consultation.objects.filter(Q(notes__icontains=self.q) | Q(result__icontains=self.q) | Q(next_step__icontains=self.q), registration=OuterRef("pk"))
            rows = rows.filter(Q(title__icontains=self.q) | Exists(named) | Exists(noted))
        return rows

    def said(self) -> dict[str, Any]:
        more = {
            "q": self.q, "fra": self.start, "til": self.end, "om": self.about, "klient": self.client, "forening": self.name, "tema": self.theme, "slags": self.kind,
            "medarbejder": self.staff,
        }
        return {name: value for name, value in more.items() if value}

    def query(self, **more: Any) -> str:
        """The filters as they stand in an address, with ``more`` in place of what they said themselves."""
        return urlencode({**self.said(), **more})

    @property
    def active(self) -> bool:
        return bool(self.said())

    @property
    def beyond(self) -> bool:
        """Whether one of those that stand folded away is in use."""
        return bool(set(self.said()) & {"klient", "forening", "tema", "slags", "medarbejder"})

    @property
    def choices(self) -> dict[str, Any]:
        """What each select offers."""
        here = Q(pk__in=RoleAssignment.objects.filter(until=None).values("user")) | Q(pk__in=Consultation.advised_by.through.objects.filter(consultation__in=Consultation.objects.all()).values("user"))
        return {
            "om": About.choices, "klient": Client.choices, "tema": [*Theme.objects.values_list("pk", "name")],
            "slags": [*Kind.objects.filter(base=BaseKind.CONSULTATION).values_list("pk", "name")], "medarbejder": [*User.objects.filter(here).values_list("pk", "name")],
        }


def _key(text: object) -> int | str | None:
    return NONE if text == NONE else key_of(text)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
