from factory.declarations import SubFactory
from factory.django import DjangoModelFactory

from brobygger.reports.models import Prepared
from tests.factories.accounts import UserFactory


class PreparedFactory(DjangoModelFactory):
    class Meta:
        model = Prepared

    asked_by = SubFactory(UserFactory)
    asked: dict[str, object] = {}
    name = "opfoelgning.xlsx"
