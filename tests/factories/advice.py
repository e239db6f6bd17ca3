from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.advice.models import (
    Adviser,
    AdviserTime,
    AnswerMail,
    Carrier,
    Consultation,
    Initiative,
    ItemSent,
    Request,
    Service,
    ShelfItem,
)
from tests.factories.journal import KindFactory, RegistrationFactory
from tests.factories.people import PersonFactory


class InitiativeFactory(DjangoModelFactory):
    class Meta:
        model = Initiative

    name = Sequence(lambda n: f"Initiativ {n}")
    begun_on = LazyFunction(timezone.localdate)


class CarrierFactory(DjangoModelFactory):
    class Meta:
        model = Carrier

    initiative = SubFactory(InitiativeFactory)
    person = SubFactory(PersonFactory)


class ConsultationFactory(DjangoModelFactory):
    """Held today, about sparring, with nobody in particular."""

    class Meta:
        model = Consultation

    registration = SubFactory(RegistrationFactory, kind=SubFactory(KindFactory, base="consultation"), tool="advice", title=Sequence(lambda n: f"Sparring {n}"))


class AdviserFactory(DjangoModelFactory):
    class Meta:
        model = Adviser

    name = Sequence(lambda n: f"Rådgiver {n}")


class AdviserTimeFactory(DjangoModelFactory):
    class Meta:
        model = AdviserTime

    adviser = SubFactory(AdviserFactory)
    starts_at = LazyFunction(lambda: timezone.now() + timedelta(days=3))
    ends_at = LazyAttribute(lambda row: row.starts_at + timedelta(minutes=45))


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service

    title = Sequence(lambda n: f"Ydelse {n}")


class RequestFactory(DjangoModelFactory):
    class Meta:
        model = Request

    service = SubFactory(ServiceFactory)
    name = "Inge Holm"
    mail = Sequence(lambda n: f"inge{n}@x.dk")
    message = "Vi vil gerne tale med jer."
    asked_at = LazyFunction(timezone.now)
    key = Sequence(lambda n: f"key{n}")


class ShelfItemFactory(DjangoModelFactory):
    class Meta:
        model = ShelfItem

    title = Sequence(lambda n: f"Guide {n}")
    link = "https://eksempel.dk/guide"


class AnswerMailFactory(DjangoModelFactory):
    class Meta:
        model = AnswerMail

    consultation = SubFactory(ConsultationFactory)
    to = "formand@x.dk"
    subject = "Tak for snakken"
    text = "Her er den guide, vi talte om."
    sent_at = LazyFunction(timezone.now)
    key = Sequence(lambda n: f"key{n}")


class ItemSentFactory(DjangoModelFactory):
    class Meta:
        model = ItemSent

    item = SubFactory(ShelfItemFactory)
    consultation = SubFactory(ConsultationFactory)
    sent_at = LazyFunction(timezone.now)
