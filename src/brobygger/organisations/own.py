"""An association's own pages: for whom they open, and what contexts above add to them.

Fetching the organisation through :func:`own_or_404` is the check: a contact who may act, of this organisation, today. Nothing else of it is read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise

from brobygger.accounts.access import StaffRequest
from brobygger.accounts.models import User
from brobygger.core.navigation import Door
from brobygger.core.prepared import Given, Prepared
from brobygger.core.registry import Registry
from brobygger.core.tasks import Task
from brobygger.organisations.models import Contact, Membership, Organisation
from brobygger.organisations.models.members import in_force


@dataclass(frozen=True, slots=True)
class Own:
    """Who looks, at which organisation, when; and whether it is a member that day."""

    user: User
    organisation: Organisation
    centre_key: str
    now: datetime
    is_member: bool

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A heading with its lines; ``more`` leads to the whole of it."""

    title: str | Promise
    lines: list[Line] = field(default_factory=list)
    empty: str | Promise = ""
    more: tuple[str | Promise, str] | None = None


own_panels: Registry[Callable[[Own], Panel | None]] = Registry("own_panels")
"""Panels of an association's start page, each in a bounded number of queries."""

own_tasks: Registry[Callable[[Own], Iterable[Task]]] = Registry("own_tasks")
"""What needs the association today."""

own_pages: Registry[Door] = Registry("own_pages")
"""The tabs of an association's own pages; their addresses take the centre and ``pk``."""


def organisations_of(user: User, day: date) -> list[Organisation]:
    """Those the account may act for at the centre in force."""
    acting = Contact.objects.acting(day).acted_by(user.pk)
    return list(Organisation.objects.filter(pk__in=acting.values("organisation")))


_DAY: Any = Given("day", DateField())
_ACCOUNT: Any = Given("account", BigIntegerField())
_acting: Prepared[Any] = Prepared(
    lambda: Organisation.objects.filter(Exists(Contact.objects.acting(_DAY).acted_by(_ACCOUNT).filter(organisation=OuterRef("pk"))), pk=Given("organisation", BigIntegerField()))
    .annotate(is_member=Exists(Membership.objects.filter(in_force(_DAY), organisation=OuterRef("pk")))).order_by()
)


def own_or_404(request: StaffRequest, pk: int) -> Own:
    """The organisation ``pk`` for one who may act for it today; for everybody else it is not there."""
    now = timezone.now()
    row = _acting.one(day=timezone.localdate(now), account=request.user.pk, organisation=pk)
    if row is None:
        raise Http404
    return Own(request.user, row, request.centre.key, now, row.is_member)


def own_page(request: StaffRequest, own: Own, template: str, context: dict[str, Any], *, here: str, status: int = 200) -> HttpResponse:
    """One of the association's pages, with its tabs; ``here`` is the tab's key."""
    doors = sorted(own_pages.items(), key=lambda each: each[1].order)
    tabs = [(door.label, door.url_name, key == here) for key, door in doors]
    several = len(organisations_of(request.user, own.today)) > 1
    return render(request, template, {"organisation": own.organisation, "tabs": tabs, "several": several, **context}, status=status)
