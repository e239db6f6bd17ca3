"""The list's filters: read from the address, kept in the address."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from brobygger.centres.models import Locality, Theme
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.times import day_of
from brobygger.journal.models import Kind, RegistrationQuerySet, State
from brobygger.organisations.models import Network

_KEYS = {"slags": "kind", "tema": "theme", "sted": "locality", "netvaerk": "network"}


class Filters:
    """``fra`` and ``til`` are days; ``slags``, ``tema``, ``sted``, ``netvaerk`` keys of lists; ``hvem`` an account; ``q`` words."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.q = str(given.get("q", "")).strip()[:100]
        self.start = day_of(given.get("fra", ""))
        self.end = day_of(given.get("til", ""))
        self.keys = {name: key for name in _KEYS if (key := key_of(given.get(name))) is not None}
        self.who = key_of(given.get("hvem"))
        self.state = given.get("tilstand", "") if given.get("tilstand") in {*State.values, "draft"} else ""

    def apply(self, rows: RegistrationQuerySet) -> RegistrationQuerySet:
        for name, key in self.keys.items():
            rows = rows.filter(**{_KEYS[name]: key})
        if self.start:
            rows = rows.filter(done_on__gte=self.start)
        if self.end:
            rows = rows.filter(done_on__lte=self.end)
        if self.who:
            rows = rows.filter(created_by=self.who)
        if self.state == "draft":
            rows = rows.filter(draft=True)
        elif self.state:
            rows = rows.filter(state=self.state, draft=False)
        if self.q:
            rows = rows.filter(
                Q(title__icontains=self.q) | Q(note__icontains=self.q) | Q(kind__name__icontains=self.q)
                | Q(participations__organisation__name__icontains=self.q) | Q(participations__label__icontains=self.q)
            ).distinct()
        return rows

    def query(self) -> str:
        """The filters as they stand in an address, without the page number."""
        more = {"q": self.q, "fra": self.start, "til": self.end, "hvem": self.who, "tilstand": self.state}
        return urlencode({**self.keys, **{name: value for name, value in more.items() if value}})

    @property
    def active(self) -> bool:
        return bool(self.query())

    def fields(self) -> list[Filter]:
        """What the form above the list asks; a list that is empty is not offered."""
        known = (
            ("slags", _("Kind"), Kind.objects), ("tema", _("Theme"), Theme.objects), ("sted", _("Place"), Locality.objects), ("netvaerk", _("Network"), Network.objects),
        )
        offered = [Filter(name, label, self.keys.get(name), lines=lines) for name, label, rows in known if (lines := list(rows.values_list("pk", "name")))]
        return [Filter("q", _("Words"), self.q), Filter("fra", _("From"), self.start, kind="date"), Filter("til", _("To"), self.end, kind="date"), *offered]
