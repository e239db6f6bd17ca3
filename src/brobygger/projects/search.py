"""What is known of projects and money under a word."""

from collections.abc import Iterable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.money import in_kroner
from brobygger.core.search import Hit, Searchable, search
from brobygger.projects.models import Fund, FundApplication, Grant, Project


def _projects(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in Project.objects.listed().filter(Q(plan__title__icontains=words) | Q(about__icontains=words)).order_by("-plan__starts_on", "pk")[:limit]:
        yield Hit(str(row), row.get_absolute_url(), f"{row.plan.starts_on.year}–{row.plan.ends_on.year}")


def _grants(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    found = Grant.objects.listed().filter(Q(title__icontains=words) | Q(purpose__icontains=words) | Q(reference__icontains=words) | Q(fund__name__icontains=words))
    for row in found.order_by("-starts_on", "pk")[:limit]:
        yield Hit(str(row), row.get_absolute_url(), f"{in_kroner(row.amount)} kr., {row.starts_on.year}")


def _applications(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in FundApplication.objects.listed().filter(Q(title__icontains=words) | Q(fund__name__icontains=words)).order_by("-pk")[:limit]:
        yield Hit(str(row), row.get_absolute_url(), f"{row.fund}, {row.get_state_display()}")


def _funds(_request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    for row in Fund.objects.select_related("centre").filter(Q(name__icontains=words) | Q(about__icontains=words)).order_by("name")[:limit]:
        yield Hit(str(row), row.get_absolute_url(), str(row.get_kind_display()))


search.add("projects", Searchable(_("Projects"), May.SEE_PROJECTS, _projects))
search.add("projects.grants", Searchable(_("Grants"), May.SEE_PROJECTS, _grants))
search.add("projects.applications", Searchable(_("Applications for money"), May.SEE_PROJECTS, _applications))
search.add("projects.funds", Searchable(_("Funds"), May.SEE_PROJECTS, _funds))
