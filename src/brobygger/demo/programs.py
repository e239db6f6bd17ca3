"""Two programs that are let in at the example centre. Nobody knows their secrets, so nothing comes in by them; and the one that was told of changes is told nothing more."""

from datetime import datetime, timedelta

from brobygger.accounts.models import User
from brobygger.api import tokens
from brobygger.api.models import AccessToken, Webhook
from brobygger.api.webhooks import keeping


def fill(*, now: datetime, by: User) -> None:
    website = AccessToken(name="Centrets hjemmeside", reads=["events", "directory", "matching"])
    tokens.make(website, by=by, now=now - timedelta(days=60))
    told = Webhook(token=website, url="https://hjemmeside.example/besked", about=["events", "directory"])
    keeping.make(told, by=by, now=now - timedelta(days=59))
    keeping.stop(told, Webhook.State.PAUSED, by=by, now=now - timedelta(days=58))
    tokens.make(AccessToken(name="Regnskabsprogrammet", reads=["projects"], ends_on=(now + timedelta(days=200)).date()), by=by, now=now - timedelta(days=20))
