"""The filters of organisations and of members, the same on lists and behind figures: read from the address, kept in the address."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.core.keys import key_of
from brobygger.core.listing import Filter
from brobygger.core.prepared import Prepared
from brobygger.organisations import sizes
from brobygger.organisations.models import LegalForm, Membership, MembershipType, Organisation
from brobygger.organisations.models.members import MembershipQuerySet
from brobygger.organisations.models.organisations import OrganisationQuerySet

NONE: Final = "ingen"

_LISTS: Final[tuple[type[Any], ...]] = (MembershipType, Locality, Theme, TargetGroup)


def _all_lists() -> Any:
    first, *more = (model.objects.order_by().annotate(of=Value(number)).values_list("of", "pk", "name", "position") for number, model in enumerate(_LISTS))
    return first.union(*more, all=True).order_by("of", "position", "name")


_listed = Prepared(_all_lists)  # what the lists offer to choose from, in one question


class Filters:
    """``tema``, ``gruppe``, ``sted`` and ``slags`` (type of membership) are keys, or "ingen"; ``stoerrelse`` is a step of size, ``form`` a legal form."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.theme, self.group, self.locality = (_key(given.get(name)) for name in ("tema", "gruppe", "sted"))
        self.type = key_of(given.get("slags"))
        self.form = form if (form := given.get("form", "")) in LegalForm.values else ""
        self.size = step if (step := given.get("stoerrelse", "")) in sizes.labels() else ""

    def what(self) -> Q:
        """On organisations: what they work with, for whom, and how large they are."""
        wanted = sizes.condition(self.size) if self.size else Q()
        for through, field, key in ((Organisation.themes.through, "theme", self.theme), (Organisation.target_groups.through, "targetgroup", self.group)):
            if key == NONE:
                wanted &= ~Q(Exists(through.objects.filter(organisation=OuterRef("pk"))))
            elif key is not None:
                wanted &= Q(pk__in=through.objects.filter(**{field: key}).values("organisation"))
        return wanted

    def of_organisations(self, rows: OrganisationQuerySet, today: date) -> OrganisationQuerySet:
        """``slags`` is the membership of today; ``sted`` where it is at home."""
        wanted = self.what()
        if self.type:
            wanted &= Q(pk__in=Membership.objects.on(today).filter(type=self.type, organisation__isnull=False).order_by().values("organisation"))
        if self.locality:
            wanted &= Q(**{"locality__isnull": True} if self.locality == NONE else {"locality": self.locality})
        if self.form:
            wanted &= Q(legal_form=self.form)
        return rows.filter(wanted)

    def of_members(self, rows: MembershipQuerySet) -> MembershipQuerySet:
        """Who has no organisation, a personal member, has neither theme nor target group nor size."""
        if self.type:
            rows = rows.filter(type=self.type)
        if self.locality:
            rows = rows.filter(**{"locality__isnull": True} if self.locality == NONE else {"locality": self.locality})
        if self.theme or self.group or self.size:  # a form is asked for on the list of organisations alone
            rows = rows.filter(organisation__in=Organisation.objects.filter(self.what()).order_by().values("pk"))
        return rows

    def said(self) -> dict[str, Any]:
        more = {"tema": self.theme, "gruppe": self.group, "sted": self.locality, "slags": self.type, "stoerrelse": self.size, "form": self.form}
        return {name: value for name, value in more.items() if value}

    def query(self, **more: Any) -> str:
        """The filters as they stand in an address, with ``more`` in place of what they said themselves."""
        return urlencode({**self.said(), **more})

    @property
    def active(self) -> bool:
        return bool(self.said())

    def fields(self, *, form: bool = False) -> list[Filter]:
        """What a list offers beside its own filters; a line that is no longer used stays among them, for past days. ``form``: with the legal form."""
        offered: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, key, name, _position in _listed():
            offered[number].append((key, name))
        kinds, places, themes, groups = (offered[number] for number in range(len(_LISTS)))
        legal = [Filter("form", _("Legal form"), self.form, lines=LegalForm.choices)] if form else []
        return [
            Filter("slags", _("Type of membership"), self.type, lines=kinds), Filter("sted", _("Locality"), self.locality, lines=[*places, (NONE, _("no locality"))]),
            Filter("tema", _("Theme"), self.theme, lines=[*themes, (NONE, _("no theme"))]),
            Filter("gruppe", _("Target group"), self.group, lines=[*groups, (NONE, _("no target group"))]),
            Filter("stoerrelse", _("Members of its own"), self.size, lines=sizes.labels().items()), *legal,
        ]


def _key(text: object) -> int | str | None:
    return NONE if text == NONE else key_of(text)
