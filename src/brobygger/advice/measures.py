"""What consultations count beyond the registrations they stand on: what they were about, and what came of initiatives."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.advice.models import About, Client, Consultation, Initiative
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.measures import narrows_of, show
from brobygger.journal.models import Registration
from brobygger.journal.narrowing import Own, own
from brobygger.organisations.models import Organisation
from brobygger.plan.measures import Choice, Evidence, Source, add, narrowings

ADVICE = _("consultations")


def _that(field: str) -> Callable[[list[Any], OuterRef], Q]:
    """Registrations whose consultation has one of the wanted values in ``field``."""

    def narrowing(values: list[Any], registration: OuterRef) -> Q:
        return Q(Exists(Consultation.objects.filter(registration=registration, **{f"{field}__in": values})))

    return narrowing


def _about(about: About) -> QuerySet[Registration]:
    of = Consultation.objects.filter(registration=OuterRef("pk"), about=about)
    return Registration.objects.of(BaseKind.CONSULTATION).filter(Exists(of)).select_related("kind", "centre")


def _fits(about: About) -> Callable[[Mapping[str, Any]], bool]:
    return lambda facts: facts.get("base") == BaseKind.CONSULTATION and facts.get("about") == about


_BASES = frozenset({BaseKind.CONSULTATION})
own.add("about", Own(_BASES, _that("about")))
own.add("client", Own(_BASES, _that("client")))
narrowings.add("about", Choice(_("what a consultation was about"), lambda: About.choices))
narrowings.add("client", Choice(_("who was advised"), lambda: Client.choices))

_COMMON: dict[str, Any] = {"name": ADVICE, "show": show, "on": "done_on", "narrows": narrows_of(_BASES), "watch": (Registration, Consultation)}
add("opportunity_support", Source(rows=lambda: _about(About.JOB_POST), fits=_fits(About.JOB_POST), **_COMMON))
add("place_preparations", Source(rows=lambda: _about(About.PLACE), fits=_fits(About.PLACE), **_COMMON))


def _show_initiative(row: Initiative) -> Evidence:
    assert row.started_on is not None  # noqa: S101 -- for the type checker: the source holds those that run
    return Evidence(row.started_on, row.name, f"/{row.centre.key}/kontor/sparring/initiativer/{row.pk}/", str(row.organisation or ""))


add(
    "communities_started",
    Source(
        name=_("initiatives"), rows=lambda: Initiative.objects.filter(started_on__isnull=False).select_related("organisation", "centre"), show=_show_initiative, on="started_on",
        narrows={
            "organisation": "organisation", "sector": "organisation__sector", "network": "network",
            "theme": "theme", "target_group": "target_group", "locality": "locality", "place": "locality", "project": "grown_from__project",
        },
        watch=(Initiative, Registration, Organisation),
    ),
)
