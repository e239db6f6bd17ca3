from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.correspondence.models import Letter, LetterTemplate, LetterTo, MailTrial


class LetterTemplateFactory(DjangoModelFactory):
    class Meta:
        model = LetterTemplate

    name = Sequence(lambda n: f"Skabelon {n}")
    subject = "Husk kurset"
    text = "Kære {navn}\n\nVi ses."


class LetterFactory(DjangoModelFactory):
    class Meta:
        model = Letter

    subject = Sequence(lambda n: f"Mail {n}")
    text = "Kære {navn}\n\nVi ses."
    whom = "Medlemmer"
    answers_to = "bo@testby.example"
    written_at = LazyFunction(timezone.now)
    goes_at = LazyFunction(timezone.now)
    state = "sent"
    finished_at = LazyFunction(timezone.now)
    once = Sequence(lambda n: f"form{n}")


class LetterToFactory(DjangoModelFactory):
    class Meta:
        model = LetterTo

    letter = SubFactory(LetterFactory)
    mail = Sequence(lambda n: f"modtager{n}@mail.example")
    name = "Erik Holm"
    state = "outbox"


class MailTrialFactory(DjangoModelFactory):
    class Meta:
        model = MailTrial

    to = "bo@testby.example"
    asked_at = LazyFunction(timezone.now)
