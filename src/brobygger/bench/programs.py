"""What the interface for programs costs: a list of fifty rows as a program gets it, over reading the same rows where they lie."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.api import tokens
from brobygger.api.models import AccessToken
from brobygger.bench.timing import Row, in_turn, ms
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.journal.models import Registration

ROWS = 50


def measure(centre: Centre, user: User, turns: int) -> list[Row]:
    with centre_in_force(centre):
        secret = tokens.make(AccessToken(name="Måling", reads=["journal"]), by=user, now=timezone.now())
        first = Registration.objects.order_by("pk").values_list("pk", flat=True)[0]
        there = min(ROWS, Registration.objects.count())  # in a small trial of the bench there are fewer
    listed = _got(f"/{centre.key}/api/v1/registrations?limit={ROWS}", secret, there)

    def read() -> None:
        """The rows with all that a list of them shows."""
        with centre_in_force(centre):
            found = list(Registration.objects.listed().prefetch_related("co_hosts").filter(pk__gte=first).order_by("pk")[:ROWS])
        if len(found) != there:
            raise RuntimeError(f"{len(found)} rows")

    whole, bare = in_turn(turns, listed, read)
    return [(f"a list of {ROWS} rows for a program, over the same rows read without it", f"{whole / bare:.2f} ×", "≤ 2 ×", f"{ms(whole)} over {ms(bare)}")]


def _got(path: str, secret: str, there: int) -> Callable[[], None]:
    client = Client()

    def act() -> None:
        answer = client.get(path, headers={"Authorization": f"Bearer {secret}"})
        if answer.status_code != 200 or len(answer.json()["items"]) != there:
            raise RuntimeError(f"{path}: {answer.status_code}")

    return act
