from datetime import UTC, date, datetime

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.plan.models import (
    Activity,
    Area,
    Goal,
    Marker,
    MeansOfVerification,
    MovedDate,
    Plan,
    PlanDraft,
    PlanEdit,
    Proof,
    Section,
    Target,
    Team,
    ToldStatus,
)


class PlanFactory(DjangoModelFactory):
    """An adopted plan of two years, 2025–2026."""

    class Meta:
        model = Plan

    title = Sequence(lambda n: f"Aktivitetsplan {n}")
    status = Plan.Status.ADOPTED
    starts_on = date(2025, 1, 1)
    ends_on = date(2026, 12, 31)
    adopted_on = date(2024, 12, 1)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    plan = SubFactory(PlanFactory)
    title = "Vision"
    text = "Flere i fællesskaber."


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    plan = SubFactory(PlanFactory)
    title = Sequence(lambda n: f"Indsats {n}")


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = Sequence(lambda n: f"Team {n}")
    since = date(2024, 1, 1)


class MarkerFactory(DjangoModelFactory):
    class Meta:
        model = Marker

    name = Sequence(lambda n: f"Pejlemærke {n}")


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal

    area = SubFactory(AreaFactory)
    title = Sequence(lambda n: f"Flere frivillige, mål {n}")


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    goal = SubFactory(GoalFactory)
    text = Sequence(lambda n: f"Oplæg om rekruttering {n}")


class MovedDateFactory(DjangoModelFactory):
    class Meta:
        model = MovedDate

    activity = SubFactory(ActivityFactory)
    old = date(2025, 6, 30)
    new = date(2025, 9, 30)
    reason = "Lokalet var optaget."
    moved_at = datetime(2025, 5, 1, 10, tzinfo=UTC)


class MeansOfVerificationFactory(DjangoModelFactory):
    class Meta:
        model = MeansOfVerification

    goal = SubFactory(GoalFactory)
    text = "Antal afholdte oplæg"


class TargetFactory(DjangoModelFactory):
    """At least two events held in the plan's whole period."""

    class Meta:
        model = Target

    activity = SubFactory(ActivityFactory)
    measure = "events_held"
    minimum = 2


class ProofFactory(DjangoModelFactory):
    class Meta:
        model = Proof

    target = SubFactory(TargetFactory, evidenced=True, measure="", minimum=None)
    text = "Procesbeskrivelsen er skrevet."
    added_at = LazyFunction(timezone.now)


class PlanDraftFactory(DjangoModelFactory):
    class Meta:
        model = PlanDraft

    filename = "plan.docx"
    uploaded_at = LazyFunction(timezone.now)
    outline: dict[str, object] = {}


class PlanEditFactory(DjangoModelFactory):
    class Meta:
        model = PlanEdit

    plan = SubFactory(PlanFactory)
    verb = "goal.edit"
    at = LazyFunction(timezone.now)


class ToldStatusFactory(DjangoModelFactory):
    class Meta:
        model = ToldStatus

    goal = SubFactory(GoalFactory)
    text = "Fire caféer er holdt."
    document = "status.docx"
    added_at = LazyFunction(timezone.now)
