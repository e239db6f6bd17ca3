"""Two programs that are let in at the example centre. Nobody knows their secrets, so nothing comes in by them."""

from datetime import datetime, timedelta

from brobygger.accounts.models import User
from brobygger.api import tokens
from brobygger.api.models import AccessToken


def fill(*, now: datetime, by: User) -> None:
    tokens.make(AccessToken(name="Centrets hjemmeside", reads=["events", "directory", "matching"]), by=by, now=now - timedelta(days=60))
    tokens.make(AccessToken(name="Regnskabsprogrammet", reads=["projects"], ends_on=(now + timedelta(days=200)).date()), by=by, now=now - timedelta(days=20))
