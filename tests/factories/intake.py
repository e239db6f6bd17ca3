from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.intake.models import Intake, IntakeRow
from tests.factories.accounts import UserFactory


class IntakeFactory(DjangoModelFactory):
    class Meta:
        model = Intake

    uploaded_by = SubFactory(UserFactory)
    kind = "registrations"
    filename = "aktiviteter.csv"
    headings = ["Dato", "Slags", "Hvad"]
    rows = [["2026-01-05", "Sparring", "Sparring med Naboerne"]]
    chosen = {"0": "done_on", "1": "kind", "2": "title"}


class IntakeRowFactory(DjangoModelFactory):
    class Meta:
        model = IntakeRow

    intake = SubFactory(IntakeFactory)
    number = 2
    kind = "registrations"
    row = Sequence(lambda n: 1_000_000 + n)
    version = 1
