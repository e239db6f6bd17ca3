"""A house of fifty rooms with a year of bookings: finding what is free in it, and its week, over an empty page."""

from collections.abc import Callable
from datetime import UTC, date, time, timedelta
from random import Random
from typing import Any, Final
from urllib.parse import quote

from django.db import transaction
from django.utils import timezone

from brobygger.bench import load
from brobygger.bench.timing import Row, in_turn, ms, say
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.times import moment
from brobygger.organisations.models import Organisation
from brobygger.rooms import spaces
from brobygger.rooms.models import Booking, Feature, Occupation, Premises, Room
from brobygger.rooms.models.bookings import new_token

ROOMS, DAYS, BOOKINGS = 50, 365, 100_000
SLOTS: Final = ((8, 10), (10, 12), (13, 15), (15, 17), (17, 19), (19, 21))
ASKED: Final = ("plads til 20 med projektor torsdag aften", "lokale til 12 tirsdag formiddag", "til 30 mandag kl. 17-19")


def measure(get: Callable[[str], Callable[[], object]], centre: Centre, turns: int, bookings: int = BOOKINGS) -> list[Row]:
    """Rows for the table; ``get`` gives the act that fetches an address."""
    say(f"{bookings:,} bookings in {ROOMS} rooms")
    with centre_in_force(centre):
        _bookings(_rooms(), bookings)
        load.let_the_planner_look()
    find = [get(f"/{centre.key}/lokaler/find/?q={quote(words)}") for words in ASKED]
    empty, found, week = in_turn(turns, get("/tom/"), lambda: [each() for each in find], get("/lokaler/uge/"))
    rows = (("free rooms found in words", found / len(ASKED)), ("the week of the house, rooms × time", week))
    return [(f"{name} over an empty page", f"{taken / empty:.2f} ×", "≤ 3 ×", f"{ms(taken)} over {ms(empty)}") for name, taken in rows]


def _rooms() -> list[Room]:
    place, projector = Premises.objects.create(name="Huset"), Feature.objects.create(name="Projektor")
    rows = [Room.objects.create(premises=place, name=f"Lokale {number:02}", capacity=8 + number, open_to="everybody", opens=time(8), closes=time(22)) for number in range(ROOMS)]
    for row in rows[::2]:
        row.features.add(projector)
    with transaction.atomic():
        spaces.lay_out(now=timezone.now())
    return rows


def _bookings(rooms: list[Room], many: int) -> None:
    """Spread over a year from a month ago on, none upon another."""
    chance, today, now = Random("house"), timezone.localdate(), timezone.now()  # noqa: S311 -- the same data each time
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    through: Any = Room.spaces.through
    space_of = dict(through.objects.values_list("room", "space"))
    places = [(room, number, slot) for room in rooms for number in range(DAYS) for slot in SLOTS]
    chosen = chance.sample(places, min(many, len(places)))
    times: dict[tuple[date, int], Any] = {}

    def at(day: date, hour: int) -> Any:
        if (day, hour) not in times:
            times[day, hour] = moment(day, time(hour)).astimezone(UTC)
        return times[day, hour]

    with load.without_triggers():
        for start in range(0, len(chosen), 5000):
            made = []
            for room, number, (begins, ends) in chosen[start : start + 5000]:
                day = today + timedelta(days=number - 30)
                made.append(Booking(
                    room=room, organisation_id=chance.choice(organisations), starts_at=at(day, begins), ends_at=at(day, ends), minutes=60 * (ends - begins), purpose=f"Møde {number}", persons=8, asked_at=now,
                    token=new_token(), held_on=day if day < today else None,
                ))
            Booking.objects.bulk_create(made)
            Occupation.objects.bulk_create(Occupation(booking=row, space_id=space_of[row.room_id], starts_at=row.starts_at, ends_at=row.ends_at) for row in made)
