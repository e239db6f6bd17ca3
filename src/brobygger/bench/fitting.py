"""Who fits what, on large data: one volunteer against ten thousand jobs, one job against a hundred thousand volunteers."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from brobygger.bench import load
from brobygger.bench.timing import Row, in_turn, ms, say
from brobygger.centres.models import Centre, Locality
from brobygger.centres.scoping import centre_in_force
from brobygger.matching import candidates
from brobygger.matching.masks import mask_of
from brobygger.matching.models import Opportunity, Travel, Volunteer
from brobygger.matching.models.tokens import new_token

JOBS, VOLUNTEERS, MOST = 10_000, 100_000, 300


def measure(centre: Centre, turns: int, jobs: int = JOBS, volunteers: int = VOLUNTEERS) -> list[Row]:
    """Rows for the table: each the ranked suggestions with their reasons, over the bare query for the keys that the hard criteria leave."""
    chance, today = Random("fitting"), timezone.localdate()  # noqa: S311 -- the same data each time, not a secret
    with centre_in_force(centre):
        say(f"{jobs:,} volunteer jobs and {volunteers:,} volunteers")
        places = list(Locality.objects.values_list("pk", flat=True))
        _jobs(chance, jobs, places)
        _volunteers(chance, volunteers, places)
        load.let_the_planner_look()
        hers, job, map_ = Volunteer.objects.latest("pk"), Opportunity.objects.latest("pk"), candidates.Map.read()
        seeker, need = candidates.seeker_of(hers, today), candidates.need_of(job)
        bare_jobs, ranked_jobs, bare, ranked = in_turn(
            turns, lambda: _keys(candidates.jobs_left(seeker, map_, today)), lambda: candidates.for_volunteer(hers, today), lambda: _keys(candidates.volunteers_left(need, map_, today)), lambda: candidates.for_opportunity(job, today),
        )
    return [
        *_row(f"what fits one volunteer among {jobs:,} jobs", ranked_jobs, bare_jobs), *_row(f"who fits one job among {volunteers:,} volunteers", ranked, bare),
    ]


def _row(what: str, taken: float, bare: float) -> list[Row]:
    return [(what, ms(taken), f"< {MOST} ms", ""), ("… over the bare filter", f"{taken / bare:.2f} ×", "≤ 3 ×", f"the keys of what is left take {ms(bare)}")]


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by().values_list("pk", flat=True))


def _some(chance: Random, bits: int, most: int) -> int:
    return mask_of(chance.sample(range(bits), chance.randrange(1, most)))


def _in_batches(rows: Callable[[int], object], many: int, keep: Callable[[list[object]], object]) -> None:
    for start in range(0, many, 5000):
        keep([rows(number) for number in range(start, min(start + 5000, many))])


def _jobs(chance: Random, many: int, places: list[int]) -> None:
    today, now = timezone.localdate(), timezone.now()

    def one(number: int) -> Opportunity:
        return Opportunity(
            title=f"Frivilligjob {number}", tasks="Du hjælper til. " * 20, state=Opportunity.State.PUBLISHED, published_on=today, public_at=now, expires_on=today + timedelta(days=90), key=new_token(), locality_id=chance.choice(places),
            times=_some(chance, 21, 5), interests=_some(chance, 14, 4), skills=_some(chance, 11, 3), languages=1 if chance.random() < 0.3 else 0, min_age=18 if chance.random() < 0.4 else None, welcoming=chance.random() < 0.3,
            format=chance.choice(["on_site", "on_site", "both", "online"]), needs_child_certificate=chance.random() < 0.2,
        )

    _in_batches(one, many, lambda rows: Opportunity.objects.bulk_create(rows))  # type: ignore[arg-type]  # as made above


def _volunteers(chance: Random, many: int, places: list[int]) -> None:
    today, now = timezone.localdate(), timezone.now()

    def one(number: int) -> Volunteer:
        return Volunteer(
            state=chance.choice([*Volunteer.POOL, Volunteer.State.AVAILABLE, Volunteer.State.ARCHIVED]), enquired_on=today, last_heard_on=today, consent_at=now, consent_until=today + timedelta(days=200), token=new_token(), key=f"b{number}",
            locality_id=chance.choice(places), travel=chance.choice(Travel.values), times=_some(chance, 21, 8), interests=_some(chance, 14, 6), skills=_some(chance, 11, 3), languages=chance.choice([0, 1, 3]), born=chance.choice([None, chance.randrange(1940, 2012)]),
            format=chance.choice(["both", "both", "on_site", "online"]), needs_support=chance.random() < 0.1, accepts_certificate=chance.random() < 0.9, wishes="Jeg vil gerne ud blandt folk.",
        )

    _in_batches(one, many, lambda rows: Volunteer.objects.bulk_create(rows))  # type: ignore[arg-type]  # as above
