from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.events.models import Answer, Attendance, Event, HeadCount, Question, Series, SignUp, SignUpList
from tests.factories.journal import KindFactory, RegistrationFactory


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    rule = "FREQ=WEEKLY;COUNT=3"


class SignUpListFactory(DjangoModelFactory):
    class Meta:
        model = SignUpList


class EventFactory(DjangoModelFactory):
    """A public course in a week, at an hour; ``signup_list=None`` unless a test says otherwise."""

    class Meta:
        model = Event

    starts_at = LazyFunction(lambda: (timezone.localtime() + timedelta(days=7)).replace(hour=17, minute=0, second=0, microsecond=0))
    ends_at = LazyAttribute(lambda row: row.starts_at + timedelta(hours=2))
    published_at = LazyFunction(timezone.now)
    registration = SubFactory(
        RegistrationFactory, kind=SubFactory(KindFactory, base="course"), done_on=LazyAttribute(lambda row: timezone.localtime(row.factory_parent.starts_at).date()),
        state="planned", tool="event", title=Sequence(lambda n: f"Kursus {n}"),
    )


class SignUpFactory(DjangoModelFactory):
    class Meta:
        model = SignUp

    signup_list = SubFactory(SignUpListFactory)
    name = Sequence(lambda n: f"Deltager {n}")
    mail = Sequence(lambda n: f"deltager{n}@example.org")
    state = "confirmed"
    signed_up_at = LazyFunction(timezone.now)
    queued_at = SelfAttribute("signed_up_at")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    signup_list = SubFactory(SignUpListFactory)
    text = "Hvad vil du spise?"


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    signup = SubFactory(SignUpFactory)
    question = SubFactory(QuestionFactory, signup_list=SelfAttribute("..signup.signup_list"))
    text = "Vegetar"


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    event = SubFactory(EventFactory)
    signup = SubFactory(SignUpFactory)
    persons = 1
    marked_at = LazyFunction(timezone.now)


class HeadCountFactory(DjangoModelFactory):
    class Meta:
        model = HeadCount

    event = SubFactory(EventFactory)
    label = "borgere"
    persons = 4
