"""An exchange fair of today, a slip as it is typed, and what counts of it: for the tests of fairs and the proof of a whole evening."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from brobygger.exchange import defaults
from brobygger.exchange.models import Fair
from brobygger.plan.counting import Demand, count
from brobygger.plan.periods import Period
from tests.factories import EventFactory, FairFactory

NOW, TODAY = timezone.now(), timezone.localdate()
FAIRS = "/testby/kontor/byttebors/boers/"


def a_fair() -> Fair:
    """With the six categories a centre begins with."""
    defaults.lay_out()
    return FairFactory.create(event=EventFactory.create(registration__title="Frivilligbørs", registration__done_on=TODAY, starts_at=NOW, ends_at=NOW + timedelta(hours=3)))


def typed(**more: Any) -> dict[str, Any]:
    """A slip on which nothing is written but ``more``."""
    return {"post": "", "gives": "", "gets": "", "what": "", "hours": "", "category": "", "own_key": "", **more}


def counted(key: str = "exchanges_made") -> Any:
    """What the plan counts of today."""
    demand = Demand(key, Period(TODAY, TODAY))
    return count([demand])[demand]
