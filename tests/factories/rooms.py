from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from brobygger.rooms.models import (
    BookerTerms,
    Booking,
    BookingSeries,
    Equipment,
    Feature,
    LentPremises,
    Loan,
    Occupation,
    Premises,
    PriceClass,
    Room,
    SetUp,
    Space,
    Waiting,
)
from tests.factories.organisations import OrganisationFactory


class FeatureFactory(DjangoModelFactory):
    class Meta:
        model = Feature

    name = Sequence(lambda n: f"Udstyr {n}")


class SetUpFactory(DjangoModelFactory):
    class Meta:
        model = SetUp

    name = Sequence(lambda n: f"Opstilling {n}")


class PremisesFactory(DjangoModelFactory):
    class Meta:
        model = Premises

    name = Sequence(lambda n: f"Hus {n}")


class RoomFactory(DjangoModelFactory):
    """A room that associations may book at once, with a space of its own; none where the rooms are laid out afterwards (``spaced=False``)."""

    class Meta:
        model = Room
        skip_postgeneration_save = True

    premises = SubFactory(PremisesFactory)
    name = Sequence(lambda n: f"Lokale {n}")
    capacity = 20
    open_to = "organisations"

    @post_generation
    def spaced(self, create, extracted, **_more):
        if create and extracted is not False:
            self.spaces.add(Space.objects.create(room=self))


class SpaceFactory(DjangoModelFactory):
    class Meta:
        model = Space

    room = SubFactory(RoomFactory, spaced=False)


class PriceClassFactory(DjangoModelFactory):
    class Meta:
        model = PriceClass

    name = Sequence(lambda n: f"Prisklasse {n}")
    booker = "public"
    hourly = Decimal(19)


class BookerTermsFactory(DjangoModelFactory):
    class Meta:
        model = BookerTerms

    organisation = SubFactory(OrganisationFactory)
    price_class = SubFactory(PriceClassFactory)


class LentPremisesFactory(DjangoModelFactory):
    class Meta:
        model = LentPremises

    name = Sequence(lambda n: f"Forsamlingshus {n}")
    owner = "Borgerforeningen"
    contact = "udlejer@hus.example"


class BookingSeriesFactory(DjangoModelFactory):
    class Meta:
        model = BookingSeries

    rule = "FREQ=WEEKLY;COUNT=4"


class BookingFactory(DjangoModelFactory):
    """Two hours in a week's time; it takes its spaces where it is booked or asked for."""

    class Meta:
        model = Booking
        skip_postgeneration_save = True

    room = SubFactory(RoomFactory)
    organisation = SubFactory(OrganisationFactory)
    starts_at = LazyFunction(lambda: timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7))
    ends_at = LazyAttribute(lambda one: one.starts_at + timedelta(hours=2))
    purpose = Sequence(lambda n: f"Møde {n}")
    asked_at = LazyFunction(timezone.now)

    @post_generation
    def taken(self, create, extracted, **_more):
        if create and extracted is not False and self.is_taking:
            for space in self.room.spaces.all():
                Occupation.objects.create(booking=self, space=space, starts_at=self.starts_at, ends_at=self.ends_at)


class OccupationFactory(DjangoModelFactory):
    class Meta:
        model = Occupation

    booking = SubFactory(BookingFactory, taken=False)
    space = SubFactory(SpaceFactory)
    starts_at = SelfAttribute("booking.starts_at")
    ends_at = SelfAttribute("booking.ends_at")


class WaitingFactory(DjangoModelFactory):
    class Meta:
        model = Waiting

    room = SubFactory(RoomFactory)
    organisation = SubFactory(OrganisationFactory)
    mail = Sequence(lambda n: f"venter{n}@forening.example")
    starts_at = LazyFunction(lambda: timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7))
    ends_at = LazyAttribute(lambda one: one.starts_at + timedelta(hours=2))
    purpose = Sequence(lambda n: f"Ventende {n}")
    asked_at = LazyFunction(timezone.now)


class EquipmentFactory(DjangoModelFactory):
    class Meta:
        model = Equipment

    name = Sequence(lambda n: f"Festtelt {n}")
    stock = 2


class LoanFactory(DjangoModelFactory):
    """Put aside from today for three days."""

    class Meta:
        model = Loan

    equipment = SubFactory(EquipmentFactory)
    organisation = SubFactory(OrganisationFactory)
    starts_on = LazyFunction(timezone.localdate)
    due_on = LazyAttribute(lambda one: one.starts_on + timedelta(days=2))
