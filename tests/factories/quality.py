from datetime import date, timedelta

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.quality.models import Answer, Assessor, Evidence, Framework, Improvement, Point, Round
from tests.factories.accounts import UserFactory


class FrameworkFactory(DjangoModelFactory):
    """Criteria with a scale of four, and no points."""

    class Meta:
        model = Framework

    name = Sequence(lambda n: f"Kvalitetsramme {n}")
    scale = ["ikke endnu", "begyndt", "for det meste", "helt"]


class QualityPointFactory(DjangoModelFactory):
    """A theme."""

    class Meta:
        model = Point

    framework = SubFactory(FrameworkFactory)
    level = Point.Level.THEME
    title = "Åbenhed"


class CriterionFactory(QualityPointFactory):
    """A criterion under a theme of its own."""

    parent = LazyAttribute(lambda row: QualityPointFactory.create(framework=row.framework))
    level = Point.Level.CRITERION
    title = Sequence(lambda n: f"Vi tager imod alle {n}")


class RoundFactory(DjangoModelFactory):
    """Of last year, under way."""

    class Meta:
        model = Round

    framework = SubFactory(FrameworkFactory)
    starts_on = LazyFunction(lambda: date(timezone.localdate().year - 1, 1, 1))
    ends_on = LazyFunction(lambda: date(timezone.localdate().year - 1, 12, 31))
    due_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    begun_at = LazyFunction(timezone.now)


class AssessorFactory(DjangoModelFactory):
    class Meta:
        model = Assessor

    round = SubFactory(RoundFactory)
    user = SubFactory(UserFactory)
    side = Assessor.Side.STAFF


class JointAnswerFactory(DjangoModelFactory):
    """The joint one, of the third step."""

    class Meta:
        model = Answer

    point = SubFactory(CriterionFactory)
    round = SubFactory(RoundFactory, framework=SelfAttribute("..point.framework"))
    score = 3


class EvidenceFactory(DjangoModelFactory):
    """In words."""

    class Meta:
        model = Evidence

    point = SubFactory(CriterionFactory)
    round = SubFactory(RoundFactory, framework=SelfAttribute("..point.framework"))
    text = "Rampe og teleslynge ved indgangen."


class ImprovementFactory(DjangoModelFactory):
    """Not in the plan yet."""

    class Meta:
        model = Improvement

    point = SubFactory(CriterionFactory)
    round = SubFactory(RoundFactory, framework=SelfAttribute("..point.framework"))
    text = "Skilte på tre sprog"
