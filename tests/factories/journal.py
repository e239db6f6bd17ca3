from datetime import date

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import ExternalFigure, Kind, Participation, Registration


class KindFactory(DjangoModelFactory):
    class Meta:
        model = Kind

    name = Sequence(lambda n: f"Workshop {n}")
    base = BaseKind.WORKSHOP


class RegistrationFactory(DjangoModelFactory):
    """A workshop that took place on 12 March 2025."""

    class Meta:
        model = Registration

    done_on = date(2025, 3, 12)
    kind = SubFactory(KindFactory)
    title = Sequence(lambda n: f"Workshop om fundraising {n}")


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    registration = SubFactory(RegistrationFactory)
    label = "Testby Ældreråd"
    persons = 3


class ExternalFigureFactory(DjangoModelFactory):
    class Meta:
        model = ExternalFigure

    source = "Portalens statistik"
    name = Sequence(lambda n: f"Opslag {n}")
    starts_on = date(2025, 1, 1)
    ends_on = date(2025, 12, 31)
    value = 41
    read_on = date(2026, 1, 5)
