from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.groups.models import (
    Break,
    Facilitator,
    FirstTalk,
    Group,
    GroupMeeting,
    Participant,
    Supervision,
    TypeRule,
    Verdict,
)
from tests.factories.centres import ThemeFactory
from tests.factories.journal import KindFactory, RegistrationFactory
from tests.factories.people import PersonFactory


class TypeRuleFactory(DjangoModelFactory):
    class Meta:
        model = TypeRule

    type = "self_help"


class GroupFactory(DjangoModelFactory):
    """A published self-help group of the centre's own, which gathers people."""

    class Meta:
        model = Group

    title = Sequence(lambda n: f"Gruppe {n}")
    theme = SubFactory(ThemeFactory)
    kind = SubFactory(KindFactory, base="other")
    gathering_since = LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    published_at = LazyFunction(timezone.now)


class BreakFactory(DjangoModelFactory):
    class Meta:
        model = Break

    group = SubFactory(GroupFactory)
    since = LazyFunction(timezone.localdate)


class FacilitatorFactory(DjangoModelFactory):
    class Meta:
        model = Facilitator

    group = SubFactory(GroupFactory)
    person = SubFactory(PersonFactory)
    since = LazyFunction(timezone.localdate)


class SupervisionFactory(DjangoModelFactory):
    class Meta:
        model = Supervision

    group = SubFactory(GroupFactory)
    held_on = LazyFunction(timezone.localdate)
    minutes = 60


class ParticipantFactory(DjangoModelFactory):
    """One who waits for a group."""

    class Meta:
        model = Participant

    group = SubFactory(GroupFactory)
    name = Sequence(lambda n: f"Deltager {n}")
    mail = Sequence(lambda n: f"deltager{n}@gruppe.example")
    asked_at = LazyFunction(timezone.now)
    queued_at = SelfAttribute("asked_at")
    forget_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=365))


class FirstTalkFactory(DjangoModelFactory):
    class Meta:
        model = FirstTalk

    participant = SubFactory(ParticipantFactory)
    on = LazyFunction(timezone.localdate)


class GroupMeetingFactory(DjangoModelFactory):
    """Planned for today."""

    class Meta:
        model = GroupMeeting

    group = SubFactory(GroupFactory)
    registration = SubFactory(RegistrationFactory, kind=SelfAttribute("..group.kind"), title=SelfAttribute("..group.title"), theme=SelfAttribute("..group.theme"), state="planned", tool="group", done_on=LazyFunction(timezone.localdate))


class VerdictFactory(DjangoModelFactory):
    class Meta:
        model = Verdict

    group = SubFactory(GroupFactory)
    score = 4
    given_on = LazyFunction(timezone.localdate)
    key = Sequence(lambda n: f"key{n}")
