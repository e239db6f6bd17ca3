from decimal import Decimal

from django.utils import timezone
from factory.declarations import LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.reception.models import Copying, Post, SheetPrice
from tests.factories.organisations import OrganisationFactory


class PostFactory(DjangoModelFactory):
    """A letter that came today and waits."""

    class Meta:
        model = Post

    organisation = SubFactory(OrganisationFactory)
    received_on = LazyFunction(timezone.localdate)


class SheetPriceFactory(DjangoModelFactory):
    class Meta:
        model = SheetPrice

    name = Sequence(lambda n: f"Ark {n}")
    each = Decimal("0.50")


class CopyingFactory(DjangoModelFactory):
    """Ten sheets, today."""

    class Meta:
        model = Copying

    organisation = SubFactory(OrganisationFactory)
    price = SubFactory(SheetPriceFactory)
    sheets = 10
    each = SelfAttribute("price.each")
    on = LazyFunction(timezone.localdate)
    created_at = LazyFunction(timezone.now)
