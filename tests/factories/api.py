from hashlib import sha256

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from brobygger.api.models import AccessToken, MadeOnce
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
