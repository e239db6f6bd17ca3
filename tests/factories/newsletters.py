from hashlib import sha256

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from brobygger.newsletters.models import Audience, Subscriber, Withheld


class AudienceFactory(DjangoModelFactory):
    class Meta:
        model = Audience

    name = Sequence(lambda n: f"Modtagergruppe {n}")


class SubscriberFactory(DjangoModelFactory):
    class Meta:
        model = Subscriber

    mail = Sequence(lambda n: f"laeser{n}@mail.example")
    asked_at = LazyFunction(timezone.now)
    confirmed_at = LazyFunction(timezone.now)


class WithheldFactory(DjangoModelFactory):
    class Meta:
        model = Withheld

    digest = Sequence(lambda n: sha256(str(n).encode()).hexdigest())
    why = "unsubscribed"
    since = LazyFunction(timezone.localdate)
