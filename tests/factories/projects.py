from datetime import date
from decimal import Decimal

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.plan.models import Plan
from brobygger.projects.models import (
    AllocationChange,
    Annex,
    ApplicationText,
    BudgetLine,
    Expense,
    ExpenseImport,
    Fund,
    FundApplication,
    FundDeadline,
    Grant,
    Instalment,
    PaidHours,
    Partner,
    Payer,
    Project,
    ReportDate,
    WorkedHours,
)
from tests.factories.board import StaffHoursFactory
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


class GrantFactory(DjangoModelFactory):
    """500,000 kroner for the core operation of 2025 and 2026, nothing laid out."""

    class Meta:
        model = Grant

    title = Sequence(lambda n: f"Bevilling {n}")
    amount = 500_000_00
    granted_on = date(2024, 12, 1)
    starts_on = date(2025, 1, 1)
    ends_on = date(2026, 12, 31)


class PayerFactory(DjangoModelFactory):
    class Meta:
        model = Payer

    grant = SubFactory(GrantFactory)
    name = Sequence(lambda n: f"Fond {n}")
    amount = 100_000_00


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = BudgetLine

    grant = SubFactory(GrantFactory)
    name = Sequence(lambda n: f"Post {n}")
    amount = 100_000_00


class AllocationChangeFactory(DjangoModelFactory):
    """A thousand kroner from what is not laid out."""

    class Meta:
        model = AllocationChange

    grant = SelfAttribute("target.grant")
    target = SubFactory(BudgetLineFactory)
    amount = 1_000_00
    decided_on = date(2025, 6, 1)
    decided_by = "Bestyrelsen"
    reason = "Der var brug for det."


class InstalmentFactory(DjangoModelFactory):
    class Meta:
        model = Instalment

    grant = SubFactory(GrantFactory)
    due_on = date(2025, 2, 1)
    amount = 100_000_00


class ReportDateFactory(DjangoModelFactory):
    class Meta:
        model = ReportDate

    grant = SubFactory(GrantFactory)
    what = "Regnskab"
    due_on = date(2026, 4, 30)


class ExpenseImportFactory(DjangoModelFactory):
    """A file of one posting that waits to be read in."""

    class Meta:
        model = ExpenseImport

    grant = SubFactory(GrantFactory)
    uploaded_at = LazyFunction(timezone.now)
    filename = "regnskab.csv"
    headings = ["Dato", "Tekst", "Beløb"]
    rows = [["2025-03-01", "Kaffe", "125,50"]]
    chosen = {"0": "day", "1": "text", "2": "amount"}


class ExpenseFactory(DjangoModelFactory):
    """A hundred kroner on 1 March 2025."""

    class Meta:
        model = Expense

    line = SubFactory(BudgetLineFactory)
    on = date(2025, 3, 1)
    amount = 100_00
    text = "Kaffe"


class FundFactory(DjangoModelFactory):
    class Meta:
        model = Fund

    name = Sequence(lambda n: f"Fond {n}")


class FundDeadlineFactory(DjangoModelFactory):
    class Meta:
        model = FundDeadline

    fund = SubFactory(FundFactory)
    on = date(2025, 3, 1)


class FundApplicationFactory(DjangoModelFactory):
    """The centre's own, being written, for a hundred thousand kroner."""

    class Meta:
        model = FundApplication

    title = Sequence(lambda n: f"Ansøgning {n}")
    fund = SubFactory(FundFactory)
    state = FundApplication.State.DRAFT
    asked = 100_000_00


class ApplicationTextFactory(DjangoModelFactory):
    class Meta:
        model = ApplicationText

    application = SubFactory(FundApplicationFactory)
    heading = "Formål"
    text = "Vi vil hjælpe flere."


class AnnexFactory(DjangoModelFactory):
    class Meta:
        model = Annex

    application = SubFactory(FundApplicationFactory)
    name = "Budget"


class PaidHoursFactory(DjangoModelFactory):
    """Ten of somebody's hours a week."""

    class Meta:
        model = PaidHours

    grant = SubFactory(GrantFactory)
    staff = SubFactory(StaffHoursFactory)
    hours = Decimal(10)


class WorkedHoursFactory(DjangoModelFactory):
    """Six hours in the first whole week of March 2025."""

    class Meta:
        model = WorkedHours

    project = SubFactory(ProjectFactory)
    staff = SubFactory(StaffHoursFactory)
    week = date(2025, 3, 3)
    minutes = 360
