from django.utils import timezone
from factory.declarations import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from brobygger.reception.models import Post
from tests.factories.organisations import OrganisationFactory


class PostFactory(DjangoModelFactory):
    """A letter that came today and waits."""

    class Meta:
        model = Post

    organisation = SubFactory(OrganisationFactory)
    received_on = LazyFunction(timezone.localdate)
