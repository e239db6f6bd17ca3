from datetime import date

from factory.declarations import Sequence
from factory.django import DjangoModelFactory

from brobygger.organisations.models import Network, Organisation


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = Sequence(lambda n: f"Forening {n}")


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = Network

    name = Sequence(lambda n: f"Netværk {n}")
    started_on = date(2024, 1, 1)
