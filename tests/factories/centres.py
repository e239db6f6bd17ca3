from django.utils import timezone
from factory.declarations import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from brobygger.centres.models import AccessibilityStatement, Centre, Change, Locality, TargetGroup, Theme


class CentreFactory(DjangoModelFactory):
    class Meta:
        model = Centre

    key = Sequence(lambda n: f"testby-{n}")
    name = Sequence(lambda n: f"Frivilligcenter Testby {n}")
    municipality = "Testby Kommune"


class AccessibilityStatementFactory(DjangoModelFactory):
    class Meta:
        model = AccessibilityStatement

    looked_on = LazyFunction(timezone.localdate)


class LocalityFactory(DjangoModelFactory):
    class Meta:
        model = Locality

    name = Sequence(lambda n: f"Landsby {n}")


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = Sequence(lambda n: f"Tema {n}")


class TargetGroupFactory(DjangoModelFactory):
    class Meta:
        model = TargetGroup

    name = Sequence(lambda n: f"Målgruppe {n}")


class ChangeFactory(DjangoModelFactory):
    class Meta:
        model = Change

    at = LazyFunction(timezone.now)
    verb = "theme.rename"
    model = "centres.Theme"
