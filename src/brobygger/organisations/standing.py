"""How an organisation stands to membership: a member, a former one, or one the centre would like to have. Derived from its memberships.

Only the wish is written down, with its day (``prospect_since``). It is spent once a membership begins on that day or later, so who leaves again
is a former member and not wished for, until somebody wishes anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.organisations.models import Membership, Organisation
from brobygger.organisations.models.members import in_force
from brobygger.organisations.models.organisations import OrganisationQuerySet


class Standing(models.TextChoices):
    MEMBER = "member", _("member")
    FORMER = "former", _("former member")
    PROSPECT = "prospect", _("possible member")


class Wished(Protocol):
    """An organisation, or what a list reads of one."""

    @property
    def prospect_since(self) -> date | None: ...


class Stretch(Protocol):
    """A membership, or what a list reads of one."""

    @property
    def starts_on(self) -> date: ...
    def over(self, today: date, /) -> bool: ...


M = TypeVar("M", bound=Stretch)


@dataclass(frozen=True, slots=True)
class Stands(Generic[M]):
    """``standing`` is None for one that neither was nor is wished for; ``membership`` the one in force, if any."""

    standing: Standing | None
    membership: M | None


def stands(row: Wished, memberships: Iterable[M], day: date) -> Stands[M]:
    """``memberships`` are all that ``row`` has had. One who is wished for again is a possible member, though a former one too."""
    every = list(memberships)
    now = next((each for each in every if each.starts_on <= day and not each.over(day)), None)
    if now is not None:
        return Stands(Standing.MEMBER, now)
    if row.prospect_since is not None and not any(each.starts_on >= row.prospect_since for each in every):
        return Stands(Standing.PROSPECT, None)
    return Stands(Standing.FORMER if any(each.over(day) for each in every) else None, None)


def members(rows: OrganisationQuerySet, day: date) -> OrganisationQuerySet:
    return rows.filter(Exists(_its(in_force(day))))


def former(rows: OrganisationQuerySet, day: date) -> OrganisationQuerySet:
    """Those who were members and are not; among them those who are wished for again."""
    return rows.filter(Exists(_its(Q(ends_on__lt=day))), ~Exists(_its(in_force(day))))


def prospects(rows: OrganisationQuerySet, day: date) -> OrganisationQuerySet:
    since = Q(starts_on__gte=OuterRef("prospect_since"))
    return rows.filter(~Exists(_its(in_force(day) | since)), prospect_since__isnull=False)


def _its(wanted: Q) -> models.QuerySet[Membership]:
    return Membership.objects.filter(wanted, organisation=OuterRef("pk")).order_by()


@transaction.atomic
def wish(row: Organisation, *, since: date | None, by: User) -> Organisation:
    """Write down that the centre would like ``row`` as a member, or with None that it no longer does. Said twice, it is said once."""
    held: Organisation = Organisation.objects.select_for_update().get(pk=row.pk)
    if (held.prospect_since is None) == (since is None):
        return held
    before = audit.values(held)
    held.prospect_since = since
    held.save()
    audit.record("edited", held, by=by, before=before)
    return held
