from hashlib import sha256

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.newsletters.models import (
    Audience,
    Block,
    ClickCount,
    ClickRules,
    Delivery,
    LetterLink,
    Newsletter,
    Subscriber,
    Withheld,
)
from brobygger.newsletters.models.subscribers import digest_of


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


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    newsletter = SubFactory(NewsletterFactory, state="sending", started_at=LazyFunction(timezone.now))
    mail = Sequence(lambda n: f"modtager{n}@mail.example")
    digest = LazyAttribute(lambda row: digest_of(row.mail, row.newsletter.centre_id))


class ClickRulesFactory(DjangoModelFactory):
    class Meta:
        model = ClickRules

    counts = True


class LetterLinkFactory(DjangoModelFactory):
    class Meta:
        model = LetterLink

    newsletter = SubFactory(NewsletterFactory)
    block = 1
    url = Sequence(lambda n: f"https://elsewhere.example/{n}")


class ClickCountFactory(DjangoModelFactory):
    class Meta:
        model = ClickCount

    link = SubFactory(LetterLinkFactory)
    on = LazyFunction(timezone.localdate)
    n = 1
