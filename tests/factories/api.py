from hashlib import sha256

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.api.models import AccessToken, MadeOnce, Webhook, WebhookMessage
from tests.factories.accounts import UserFactory


class AccessTokenFactory(DjangoModelFactory):
    class Meta:
        model = AccessToken

    name = Sequence(lambda n: f"Program {n}")
    digest = Sequence(lambda n: sha256(f"secret {n}".encode()).hexdigest())
    tail = "abcd"
    reads = ["journal"]
    kept_by = SubFactory(UserFactory)
    made_at = LazyFunction(timezone.now)


class MadeOnceFactory(DjangoModelFactory):
    class Meta:
        model = MadeOnce

    token = SubFactory(AccessTokenFactory)
    key = Sequence(lambda n: f"key-{n}")
    digest = "0" * 64
    resource = "journal.registration"
    row = 1
    at = LazyFunction(timezone.now)


class WebhookFactory(DjangoModelFactory):
    class Meta:
        model = Webhook

    token = SubFactory(AccessTokenFactory)
    url = Sequence(lambda n: f"https://program.example/{n}")
    about = ["journal"]
    made_at = LazyFunction(timezone.now)
    mark_at = LazyFunction(timezone.now)


class WebhookMessageFactory(DjangoModelFactory):
    class Meta:
        model = WebhookMessage

    webhook = SubFactory(WebhookFactory)
    kind = "changed"
    resource = "registrations"
    row = Sequence(lambda n: n + 1)
    change = Sequence(lambda n: n + 1)
    at = LazyFunction(timezone.now)
    next_at = LazyFunction(timezone.now)
