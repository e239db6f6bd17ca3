from datetime import date
from decimal import Decimal

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.board.models import (
    AgendaItem,
    BoardRules,
    CollectionAsk,
    Decision,
    DocumentVersion,
    FollowUp,
    FrozenCount,
    GoverningDocument,
    Meeting,
    Seat,
    StaffHours,
)
from tests.factories.accounts import UserFactory
from tests.factories.people import PersonFactory
from tests.factories.plan import GoalFactory, TargetFactory


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    held_on = date(2025, 3, 12)


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = SubFactory(MeetingFactory)
    title = "Opfølgning på planen"


class FollowUpFactory(DjangoModelFactory):
    """Both lights green, as proposed."""

    class Meta:
        model = FollowUp

    meeting = SubFactory(MeetingFactory)
    goal = SubFactory(GoalFactory)
    result = schedule = proposed_result = proposed_schedule = "green"
    decided_at = LazyFunction(timezone.now)


class FrozenCountFactory(DjangoModelFactory):
    class Meta:
        model = FrozenCount

    follow_up = SubFactory(FollowUpFactory)
    target = SubFactory(TargetFactory)
    aim = "mindst 2 workshops"
    count = 1
    total = 1
    light = "yellow"


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    meeting = SubFactory(MeetingFactory)
    text = "Vi flytter workshoppen til efteråret."
    made_at = LazyFunction(timezone.now)


class CollectionAskFactory(DjangoModelFactory):
    class Meta:
        model = CollectionAsk

    meeting = SubFactory(MeetingFactory)
    user = SubFactory(UserFactory)


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    person = SubFactory(PersonFactory)
    since = date(2024, 4, 1)


class BoardRulesFactory(DjangoModelFactory):
    class Meta:
        model = BoardRules


class GoverningDocumentFactory(DjangoModelFactory):
    class Meta:
        model = GoverningDocument

    title = Sequence(lambda n: f"Vedtægter {n}")
    kind = GoverningDocument.Kind.STATUTES


class DocumentVersionFactory(DjangoModelFactory):
    class Meta:
        model = DocumentVersion

    document = SubFactory(GoverningDocumentFactory)
    number = Sequence(lambda n: n + 1)


class StaffHoursFactory(DjangoModelFactory):
    class Meta:
        model = StaffHours

    name = "Bo Staff"
    hours = Decimal("37.0")
    since = date(2024, 1, 1)
