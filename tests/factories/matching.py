from datetime import timedelta

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.matching.models import (
    Accompaniment,
    Alert,
    Assessment,
    FedJob,
    JobFeed,
    Match,
    MatchWeights,
    Opportunity,
    PlacePreparation,
    Shift,
    ShiftTaken,
    TalkTime,
    Topic,
    Volunteer,
    VolunteerHours,
    VolunteerTalk,
    Way,
)
from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.people import PersonFactory


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


class WayFactory(DjangoModelFactory):
    class Meta:
        model = Way

    name = Sequence(lambda n: f"Vej {n}")


class VolunteerFactory(DjangoModelFactory):
    """One person who wrote today, with consent for a year."""

    class Meta:
        model = Volunteer

    person = SubFactory(PersonFactory)
    enquired_on = LazyFunction(timezone.localdate)
    last_heard_on = LazyFunction(timezone.localdate)
    consent_at = LazyFunction(timezone.now)
    consent_until = LazyFunction(lambda: timezone.localdate() + timedelta(days=365))


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = Assessment

    volunteer = SubFactory(VolunteerFactory)
    sort = Assessment.Sort.CHILD
    on = LazyFunction(timezone.localdate)


class TalkTimeFactory(DjangoModelFactory):
    """Three quarters of an hour, in three days, with one of the staff."""

    class Meta:
        model = TalkTime

    by = LazyFunction(lambda: RoleAssignmentFactory.create().user)
    starts_at = LazyFunction(lambda: timezone.now() + timedelta(days=3))
    ends_at = LazyAttribute(lambda row: row.starts_at + timedelta(minutes=45))


class VolunteerTalkFactory(DjangoModelFactory):
    """Held today."""

    class Meta:
        model = VolunteerTalk

    volunteer = SubFactory(VolunteerFactory)
    state = VolunteerTalk.State.HELD
    held_on = LazyFunction(timezone.localdate)


class AccompanimentFactory(DjangoModelFactory):
    """Wanted since today, by itself."""

    class Meta:
        model = Accompaniment

    to = "Sorgcaféen"
    who = "Inger"
    reach = "11 22 33 44"
    made_on = LazyFunction(timezone.localdate)


class MatchWeightsFactory(DjangoModelFactory):
    class Meta:
        model = MatchWeights


class MatchFactory(DjangoModelFactory):
    """Suggested today."""

    class Meta:
        model = Match

    volunteer = SubFactory(VolunteerFactory)
    opportunity = SubFactory(OpportunityFactory)
    suggested_on = LazyFunction(timezone.localdate)


class PlacePreparationFactory(DjangoModelFactory):
    class Meta:
        model = PlacePreparation

    opportunity = SubFactory(OpportunityFactory)
    on = LazyFunction(timezone.localdate)
    agreed = "En fast kontakt."


class ShiftFactory(DjangoModelFactory):
    """Two hours tomorrow, for one."""

    class Meta:
        model = Shift

    opportunity = SubFactory(OpportunityFactory, rhythm="once")
    starts_at = LazyFunction(lambda: timezone.now() + timedelta(days=1))
    ends_at = LazyAttribute(lambda row: row.starts_at + timedelta(hours=2))


class ShiftTakenFactory(DjangoModelFactory):
    class Meta:
        model = ShiftTaken

    shift = SubFactory(ShiftFactory)
    volunteer = SubFactory(VolunteerFactory)
    taken_at = LazyFunction(timezone.now)


class VolunteerHoursFactory(DjangoModelFactory):
    """An hour today, that waits for approval."""

    class Meta:
        model = VolunteerHours

    match = SubFactory(MatchFactory)
    on = LazyFunction(timezone.localdate)
    minutes = 60
    key = Sequence(lambda n: f"key{n}")


class JobFeedFactory(DjangoModelFactory):
    class Meta:
        model = JobFeed

    name = Sequence(lambda n: f"Portal {n}")
    url = "https://portal.example/job.json"


class FedJobFactory(DjangoModelFactory):
    class Meta:
        model = FedJob

    feed = SubFactory(JobFeedFactory)
    outer = Sequence(lambda n: f"job-{n}")
    url = "https://portal.example/job/1"
    title = Sequence(lambda n: f"Job andetsteds {n}")
