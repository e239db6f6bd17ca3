from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.events.models import (
    Aboard,
    Answer,
    Attendance,
    Companion,
    Event,
    EventTask,
    Feedback,
    FeedbackKey,
    HeadCount,
    Invited,
    Material,
    Minute,
    Point,
    Question,
    SentInvitation,
    Series,
    Sheet,
    SheetVersion,
    SignUp,
    SignUpList,
    Stop,
    Story,
)
from tests.factories.journal import KindFactory, RegistrationFactory
from tests.factories.organisations import NetworkFactory


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


class CompanionFactory(DjangoModelFactory):
    class Meta:
        model = Companion

    signup = SubFactory(SignUpFactory, persons=2)
    name = Sequence(lambda n: f"Ledsager {n}")


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


class EventTaskFactory(DjangoModelFactory):
    class Meta:
        model = EventTask

    event = SubFactory(EventFactory)
    text = "Bestil kaffe"


class MaterialFactory(DjangoModelFactory):
    class Meta:
        model = Material

    event = SubFactory(EventFactory)
    title = "Oplægget"
    link = "https://eksempel.dk/oplaeg"


class SentInvitationFactory(DjangoModelFactory):
    class Meta:
        model = SentInvitation

    event = SubFactory(EventFactory)
    subject = "Invitation"
    text = "Kom og vær med"
    people = 3
    sent_at = LazyFunction(timezone.now)
    key = Sequence(lambda n: f"key{n}")


class InvitedFactory(DjangoModelFactory):
    class Meta:
        model = Invited

    invitation = SubFactory(SentInvitationFactory)
    mail = Sequence(lambda n: f"inviteret{n}@example.org")


class FeedbackFactory(DjangoModelFactory):
    class Meta:
        model = Feedback

    event = SubFactory(EventFactory)
    score = 4
    given_on = LazyFunction(timezone.localdate)
    key = Sequence(lambda n: f"key{n}")


class FeedbackKeyFactory(DjangoModelFactory):
    class Meta:
        model = FeedbackKey

    event = SubFactory(EventFactory)
    digest = Sequence(lambda n: f"{n:064x}")


class StopFactory(DjangoModelFactory):
    class Meta:
        model = Stop

    event = SubFactory(EventFactory)
    place = "Torvet"


class AboardFactory(DjangoModelFactory):
    class Meta:
        model = Aboard

    stop = SubFactory(StopFactory)
    label = "Spejderne"


class PointFactory(DjangoModelFactory):
    class Meta:
        model = Point

    network = SubFactory(NetworkFactory)
    title = "Fælles folder"
    raised_on = LazyFunction(timezone.localdate)


class MinuteFactory(DjangoModelFactory):
    class Meta:
        model = Minute

    point = SubFactory(PointFactory)
    event = SubFactory(EventFactory)
    text = "Vi talte om den."


class SheetFactory(DjangoModelFactory):
    class Meta:
        model = Sheet

    title = Sequence(lambda n: f"Initiativ {n}")
    network = SubFactory(NetworkFactory)
    written_on = LazyFunction(timezone.localdate)
    challenge = "For få mødes på tværs"


class SheetVersionFactory(DjangoModelFactory):
    class Meta:
        model = SheetVersion

    sheet = SubFactory(SheetFactory)
    written_on = LazyFunction(timezone.localdate)
    challenge = "For få mødes på tværs"


class StoryFactory(DjangoModelFactory):
    """A story whose teller has said yes today."""

    class Meta:
        model = Story

    sheet = SubFactory(SheetFactory)
    title = Sequence(lambda n: f"Historie {n}")
    text = "Nu kommer vi hver torsdag."
    picture_text = "To ved et bord"
    who = "Gerda"
    agreed_on = LazyFunction(timezone.localdate)
