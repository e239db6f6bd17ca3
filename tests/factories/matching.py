from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from brobygger.matching.models import Alert, Opportunity, Topic


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    sort = Topic.Sort.INTEREST
    name = Sequence(lambda n: f"Interesse {n}")


class OpportunityFactory(DjangoModelFactory):
    """The centre's own, public from today and for three months."""

    class Meta:
        model = Opportunity

    title = Sequence(lambda n: f"Frivilligjob {n}")
    tasks = "Du laver kaffe og taler med gæsterne."
    state = Opportunity.State.PUBLISHED
    published_on = LazyFunction(timezone.localdate)
    public_at = LazyFunction(timezone.now)
    expires_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=92))


class AlertFactory(DjangoModelFactory):
    class Meta:
        model = Alert

    mail = Sequence(lambda n: f"soeger{n}@x.dk")
    asked_at = LazyFunction(timezone.now)
    told_until = LazyFunction(timezone.now)
