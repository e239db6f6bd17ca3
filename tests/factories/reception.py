from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from factory.declarations import LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.reception.models import CheckPoint, Copying, Fault, HostRota, Inspection, Post, SheetPrice, UpkeepTurn
from tests.factories.matching import OpportunityFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.rooms import PremisesFactory, RoomFactory


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


class CheckPointFactory(DjangoModelFactory):
    class Meta:
        model = CheckPoint

    name = Sequence(lambda n: f"Punkt {n}")


class InspectionFactory(DjangoModelFactory):
    class Meta:
        model = Inspection

    room = SubFactory(RoomFactory)
    on = LazyFunction(timezone.localdate)


class FaultFactory(DjangoModelFactory):
    """Open since today, seen by the house alone."""

    class Meta:
        model = Fault

    room = SubFactory(RoomFactory)
    what = Sequence(lambda n: f"Lampe {n} lyser ikke")
    reported_on = LazyFunction(timezone.localdate)


class UpkeepTurnFactory(DjangoModelFactory):
    """This week's."""

    class Meta:
        model = UpkeepTurn

    premises = SubFactory(PremisesFactory)
    organisation = SubFactory(OrganisationFactory)
    starts_on = LazyFunction(lambda: timezone.localdate() - timedelta(days=timezone.localdate().weekday()))


class HostRotaFactory(DjangoModelFactory):
    class Meta:
        model = HostRota

    job = SubFactory(OpportunityFactory, organisation=None, title="Vært i huset")
