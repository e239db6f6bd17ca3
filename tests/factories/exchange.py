from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.exchange.models import Category, Exchange, ExchangePost, ExchangeRules, Fair, Message, PostReport
from tests.factories.events import EventFactory
from tests.factories.organisations import OrganisationFactory


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category

    name = Sequence(lambda n: f"Kategori {n}")


class ExchangePostFactory(DjangoModelFactory):
    """An association's offer, public from today and for three months."""

    class Meta:
        model = ExchangePost

    organisation = SubFactory(OrganisationFactory)
    category = SubFactory(CategoryFactory)
    title = Sequence(lambda n: f"Telt nr. {n}")
    contact_mail = Sequence(lambda n: f"bytte{n}@forening.example")
    published_on = LazyFunction(timezone.localdate)
    expires_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=92))


class ExchangeFactory(DjangoModelFactory):
    """Somebody has answered an offer."""

    class Meta:
        model = Exchange

    post = SubFactory(ExchangePostFactory)
    category = SelfAttribute("post.category")
    gives = SelfAttribute("post.organisation")
    gets = SubFactory(OrganisationFactory)
    name = "Kim"
    mail = Sequence(lambda n: f"svar{n}@forening.example")
    answered_at = LazyFunction(timezone.now)
    heard_on = LazyFunction(timezone.localdate)


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    exchange = SubFactory(ExchangeFactory)
    from_poster = False
    text = "Vi vil gerne låne teltet."
    at = LazyFunction(timezone.now)


class PostReportFactory(DjangoModelFactory):
    class Meta:
        model = PostReport

    post = SubFactory(ExchangePostFactory)
    why = PostReport.Why.MONEY
    at = LazyFunction(timezone.now)


class FairFactory(DjangoModelFactory):
    class Meta:
        model = Fair

    event = SubFactory(EventFactory)


class ExchangeRulesFactory(DjangoModelFactory):
    class Meta:
        model = ExchangeRules
