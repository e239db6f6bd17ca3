from datetime import date

from factory.declarations import LazyAttribute, SubFactory
from factory.django import DjangoModelFactory

from brobygger.plan.models import Plan
from brobygger.projects.models import Partner, Project
from tests.factories.organisations import OrganisationFactory
from tests.factories.plan import PlanFactory


class ProjectFactory(DjangoModelFactory):
    """A project that we lead, 2025–2026, with nothing in it."""

    class Meta:
        model = Project

    plan = SubFactory(PlanFactory, kind=Plan.Kind.PROJECT)


class PartnerFactory(DjangoModelFactory):
    """A partner from the project's first day on."""

    class Meta:
        model = Partner

    project = SubFactory(ProjectFactory)
    organisation = SubFactory(OrganisationFactory)
    since = LazyAttribute(lambda row: row.project.plan.starts_on if row.project else date(2025, 1, 1))
