from factory.declarations import Sequence
from factory.django import DjangoModelFactory

from brobygger.people.models import Person


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = Sequence(lambda n: f"Person {n}")
