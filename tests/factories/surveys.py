from datetime import timedelta
from typing import Any

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.surveys.models import (
    Declined,
    Edition,
    Envelope,
    EvaluationRule,
    PersonalLink,
    Questionnaire,
    Response,
    SavedAnswers,
    Sending,
    SentByItself,
    WordThemes,
)
from brobygger.surveys.sealing import seal

CONTENT: dict[str, Any] = {
    "intro": "Det tager to minutter.",
    "thanks": "Tak for hjælpen.",
    "items": [
        {"key": "q1", "kind": "choice", "text": "Er du medlem?", "required": True, "options": [{"key": "ja", "text": "Ja"}, {"key": "nej", "text": "Nej"}]},
        {"key": "q2", "kind": "scale", "text": "Hvor tilfreds er du?", "steps": 5, "low": "slet ikke", "high": "meget", "scores": True},
        {"key": "q3", "kind": "text", "text": "Hvad kan blive bedre?"},
    ],
    "translations": {},
}


class QuestionnaireFactory(DjangoModelFactory):
    class Meta:
        model = Questionnaire

    title = Sequence(lambda n: f"Spørgeskema {n}")


class EditionFactory(DjangoModelFactory):
    """A choice, a scale that scores, and words of one's own."""

    class Meta:
        model = Edition

    questionnaire = SubFactory(QuestionnaireFactory)
    number = 1
    content = LazyFunction(lambda: CONTENT)


class SendingFactory(DjangoModelFactory):
    """Anonymous, and open since a week by an open link."""

    class Meta:
        model = Sending

    edition = SubFactory(EditionFactory)
    title = Sequence(lambda n: f"Undersøgelse {n}")
    opened_on = LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    open_token = Sequence(lambda n: f"alle-{n}")


class PersonalLinkFactory(DjangoModelFactory):
    class Meta:
        model = PersonalLink

    sending = SubFactory(SendingFactory)
    name = Sequence(lambda n: f"Spurgt {n}")
    mail = Sequence(lambda n: f"spurgt{n}@mail.example")
    digest = Sequence(lambda n: f"{n:064x}")


class EnvelopeFactory(DjangoModelFactory):
    class Meta:
        model = Envelope

    sending = SubFactory(SendingFactory)
    once = Sequence(lambda n: f"kuvert{n}")
    sealed = LazyFunction(lambda: seal({"answers": {"q1": "ja"}, "way": "open", "once": "x"}))


class ResponseFactory(DjangoModelFactory):
    """An anonymous one that may be read."""

    class Meta:
        model = Response

    sending = SubFactory(SendingFactory)
    way = "open"
    answers = LazyFunction(lambda: {"q1": "ja", "q2": 4})
    score = 80
    once = Sequence(lambda n: f"svar{n}")


class SavedAnswersFactory(DjangoModelFactory):
    class Meta:
        model = SavedAnswers

    sending = SubFactory(SendingFactory)
    digest = Sequence(lambda n: f"gemt{n}")
    sealed = LazyFunction(lambda: seal({"q1": "ja"}, what="saved"))
    forget_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class WordThemesFactory(DjangoModelFactory):
    class Meta:
        model = WordThemes

    sending = SubFactory(SendingFactory)
    names = LazyFunction(lambda: {"t1": "Tid"})
    given = LazyFunction(lambda: {"q3": {"0" * 32: ["t1"]}})


class EvaluationRuleFactory(DjangoModelFactory):
    """On since a month, for events."""

    class Meta:
        model = EvaluationRule

    about = "event"
    active = True
    since = LazyFunction(lambda: timezone.localdate() - timedelta(days=30))


class SentByItselfFactory(DjangoModelFactory):
    class Meta:
        model = SentByItself

    rule = SubFactory(EvaluationRuleFactory)
    row = Sequence(lambda n: n + 1)
    on = LazyFunction(timezone.localdate)
    title = Sequence(lambda n: f"Kursus {n}")
    outcome = "sent"
    people = 6
    sending = SubFactory(SendingFactory)


class DeclinedFactory(DjangoModelFactory):
    class Meta:
        model = Declined

    digest = Sequence(lambda n: f"{n:064x}")
    said_on = LazyFunction(timezone.localdate)
