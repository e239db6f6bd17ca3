from django.utils import timezone
from factory.declarations import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from brobygger.archive.models import CentreArchive
from tests.factories.accounts import UserFactory


class CentreArchiveFactory(DjangoModelFactory):
    class Meta:
        model = CentreArchive

    asked_by = SubFactory(UserFactory)
    asked_at = LazyFunction(timezone.now)
