from hashlib import sha256

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.newsletters.models import Audience, Block, Newsletter, Subscriber, Withheld


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


class NewsletterFactory(DjangoModelFactory):
    class Meta:
        model = Newsletter

    subject = Sequence(lambda n: f"Nyhedsbrev {n}")


class BlockFactory(DjangoModelFactory):
    class Meta:
        model = Block

    newsletter = SubFactory(NewsletterFactory)
    kind = "text"
    heading = "Kære alle"
    text = "Vi ses til **sommerfest**."
