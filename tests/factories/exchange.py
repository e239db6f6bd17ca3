from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.exchange.models import Category, ExchangePost
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
