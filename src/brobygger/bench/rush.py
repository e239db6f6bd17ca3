"""A crowd that wants the same hour of a room at once, single bookings and series mixed; and how many bookings the house takes in a second."""

import re
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from datetime import time as clock
from statistics import median
from typing import Final

from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from brobygger.accounts.models import RoleAssignment, User
from brobygger.bench.crowd import HANDS, SUSTAINED, Visitor, all_of, in_a_second, server
from brobygger.bench.crowd import ROUNDS as TURNS
from brobygger.bench.timing import Row, say
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.times import moment
from brobygger.organisations.models import Contact, Organisation
from brobygger.people.models import Person
from brobygger.rooms import spaces
from brobygger.rooms.models import Booking, Occupation, Premises, Room

CLIENTS, SERIES, ROUNDS, DATES = 200, 40, 20, 4
SEEN: Final = re.compile(r'name="seen" value="([^"]+)"')
INSTEAD: Final = ('name="instead"', 'name="date-')  # another room or time with one click; a choice for each date of a series


@dataclass(slots=True)
class Wisher(Visitor):
    """One who wants a room from an hour on, once or for weeks."""

    room: int = 0
    day: date = date.min
    hour: int = 0
    weeks: int = 1
    seen: str = ""

    def form(self) -> dict[str, str]:
        seen = SEEN.search(self.page)
        self.seen = seen.group(1) if seen else self.seen
        typed = {"room": str(self.room), "day": f"{self.day}", "begins": f"{self.hour:02}:00", "ends": f"{self.hour + 1:02}:00", "last_day": "", "purpose": f"Møde {self.number}", "seen": self.seen, "second_name": ""}
        if self.weeks > 1:
            return {**typed, "repeat": "weekly", "until": f"{self.day + timedelta(weeks=self.weeks - 1)}"}
        return {**typed, "name": f"Gæst {self.number}", "mail": f"gaest{self.number}@bench.example"}


def measure(clients: int = CLIENTS, rounds: int = ROUNDS, sustained: int = SUSTAINED) -> list[Row]:
    """Give one hour to a crowd, again and again; then book steadily beside a bare form. Rows for the table."""
    centre = Centre.objects.get(key="maalt")
    with centre_in_force(centre):
        place = Premises.objects.create(name="Huset, hvor alle vil ind")
        rooms = [Room.objects.create(premises=place, name=f"Sal {number}", capacity=40, open_to="everybody") for number in range(HANDS)]
        with transaction.atomic():
            spaces.lay_out(now=timezone.now())
        acting = _associations(clients * SERIES // CLIENTS)
    connections.close_all()  # the server has the database to itself
    monday = timezone.localdate() + timedelta(days=60 - timezone.localdate().weekday())
    with server() as port:
        say(f"{clients} clients for one hour, {rounds} times")
        rows = [_the_same_hour(port, rooms[0].pk, acting, monday, centre, clients, rounds)]
        say("bookings one after another, and a bare form")
        who = [acting[number % len(acting)] for number in range(sustained)]
        taken = []
        for turn in range(TURNS):
            first = monday + timedelta(days=60 + 7 * turn)
            wishes = [Wisher(port, number, f"/{centre.key}/forening/{key}/lokaler/book/", cookie, room=rooms[number % HANDS].pk, day=first + timedelta(days=number // 80), hour=8 + number // HANDS % 10) for number, (key, cookie) in enumerate(who)]
            taken.append((in_a_second(wishes), in_a_second([Visitor(port, number, f"/{centre.key}/forening/bar-formular/", cookie) for number, (_key, cookie) in enumerate(who)])))
        own, bare = (median(each) for each in zip(*taken, strict=True))
        rows.append(("bookings in a second over a bare form's", f"{own / bare:.2f} ×", "≥ 0.5 ×", f"{own:.0f} over {bare:.0f}"))
    return rows


def _associations(many: int) -> list[tuple[int, str]]:
    """Associations with a contact who is signed in: the key of each, and the cookie."""
    found = []
    for number in range(many):
        user = User.objects.create_user(f"forening{number}@bench.example", None, name=f"Kontakt {number}")
        organisation = Organisation.objects.create(name=f"Boldklubben {number}")
        Contact.objects.create(organisation=organisation, person=Person.objects.create(name=user.name, account=user), acts_since=timezone.now())
        RoleAssignment.objects.create(user=user, role="association", since=timezone.localdate())
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        found.append((organisation.pk, f"sessionid={client.cookies['sessionid'].value}"))
    return found


def _the_same_hour(port: int, room: int, acting: list[tuple[int, str]], monday: date, centre: Centre, clients: int, rounds: int) -> Row:
    wishers = [Wisher(port, number, f"/{centre.key}/forening/{key}/lokaler/book/", cookie, room=room, weeks=DATES) for number, (key, cookie) in enumerate(acting)]
    wishers += [Wisher(port, number, f"/{centre.key}/lokaler/{room}/book/", room=room) for number in range(len(acting), clients)]
    all_of(wishers, Wisher.open_page, HANDS)
    time.sleep(2)  # a page that nobody has looked at counts as a robot's
    wrong: Counter[str] = Counter()
    winners: Counter[str] = Counter()
    taken = 0.0
    for number in range(rounds):
        for each in wishers:
            each.day, each.hour = monday + timedelta(days=number % 5), 8 + number // 5 * 2
        begun = time.perf_counter()
        all_of(wishers, Wisher.send, clients)
        taken += time.perf_counter() - begun
        for each in wishers:
            if each.answers[-1] == 302:
                winners["a series" if each.weeks > 1 else "single"] += 1
            elif each.answers[-1] != 422 or "optaget" not in each.page or not any(word in each.page for word in INSTEAD):
                wrong[f"answer {each.answers[-1]}"] += 1
    with centre_in_force(centre):
        wrong += _judged(room, monday, rounds)
    connections.close_all()
    said = f"{winners.total()} won" if not wrong and winners.total() == rounds else f"{winners.total()} won, {dict(wrong)}"
    return (f"{clients} at once for one free hour, {rounds} times, series among them", said, f"{rounds} won", f"{dict(winners)}; the others told what is free instead; {taken / rounds:.1f} s each time")


def _judged(room: int, monday: date, rounds: int) -> Counter[str]:
    """What is not as it must be: an hour with another number than one booking, a series that is not whole."""
    wrong: Counter[str] = Counter()
    for number in range(rounds):
        starts = moment(monday + timedelta(days=number % 5), clock(8 + number // 5 * 2)).astimezone(UTC)
        rows = list(Booking.objects.filter(room=room).between(starts, starts + timedelta(hours=1)))
        if len(rows) != 1 or Occupation.objects.filter(booking=rows[0]).count() != 1:
            wrong[f"{len(rows)} bookings of one hour"] += 1
        elif rows[0].series_id and Booking.objects.filter(series=rows[0].series_id).count() != DATES:
            wrong["a series that is not whole"] += 1
    return wrong
