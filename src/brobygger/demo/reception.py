"""The example centres' desk: a month of post and copies, three days of inspections, and what is broken."""

from datetime import date, datetime, time, timedelta
from typing import Any

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.core.times import moment
from brobygger.matching import serving
from brobygger.matching.models import Opportunity, ShiftTaken, Volunteer
from brobygger.organisations.models import Organisation
from brobygger.reception import copying, gardening, hosting, inspecting, posting
from brobygger.reception.models import (
    CheckPoint,
    Copying,
    Effect,
    Ending,
    Fault,
    FaultState,
    HostRota,
    Post,
    SheetPrice,
    Sort,
)
from brobygger.rooms.actions import keep_room
from brobygger.rooms.models import OpenTo, Premises, Room

# Which association, days ago, how many, what, days after which it was fetched: None, it waits still.
POST = (
    (0, 30, 2, Sort.LETTER, 3), (1, 27, 1, Sort.PARCEL, 1), (2, 20, 1, Sort.LETTER, None), (3, 16, 1, Sort.LETTER, 5), (0, 9, 3, Sort.LETTER, 2), (4, 6, 1, Sort.LETTER, None), (1, 2, 2, Sort.LETTER, None),
    (1, 1, 1, Sort.PARCEL, None), (3, 0, 1, Sort.LETTER, None),
)
# Which association, days ago, how many sheets, which price.
COPIES = ((0, 26, 120, 0), (1, 22, 40, 1), (2, 15, 300, 0), (0, 8, 16, 1), (3, 3, 60, 0), (4, 1, 25, 2), (2, 0, 80, 0))


def fill(*, centre: Centre, today: date, now: datetime, by: User) -> None:
    """What came, what was fetched, and what waits; one letter has for too long."""
    civil: list[Any] = list(Organisation.objects.filter(sector="civil_society").order_by("pk")[:5])
    for who, ago, pieces, sort, fetched in POST if civil else ():
        then = now - timedelta(days=ago)
        row = posting.receive(Post(organisation=civil[who % len(civil)], received_on=today - timedelta(days=ago), pieces=pieces, sort=sort), by=by, now=then)
        if ago:
            posting.tell(centre=centre, now=then)
        if fetched is not None:
            posting.end([row.pk], Ending.HANDED, by=by, now=then + timedelta(days=fetched))
    copying.lay_out_prices(by=by, now=now)
    prices = list(SheetPrice.objects.all())
    for who, ago, sheets, price in COPIES if civil else ():
        copying.write_down(Copying(organisation=civil[who % len(civil)], on=today - timedelta(days=ago), sheets=sheets, price=prices[price]), by=by, now=now - timedelta(days=ago))
    _rounds(now=now, by=by)
    _garden(civil[:4], today=today, now=now, by=by)
    _hosts(today=today, now=now, by=by)


def _rounds(*, now: datetime, by: User) -> None:
    inspecting.lay_out_points(by=by, now=now)
    rooms, points = list(Room.objects.in_use()), list(CheckPoint.objects.all())
    for ago in (3, 2, 1) if rooms else ():
        seen = [inspecting.Seen(room.pk, amiss=(points[1].pk,) if (ago, number) == (2, 0) else (), note="To stole mangler" if (ago, number) == (2, 0) else "") for number, room in enumerate(rooms)]
        inspecting.inspect(seen, by=by, now=now - timedelta(days=ago))
    for number, (what, ago, effect, state) in enumerate((("Projektoren flimrer", 9, Effect.SHOWN, FaultState.MENDING), ("Et gardin er revnet", 4, Effect.INSIDE, FaultState.OPEN), ("Radiatoren larmer", 30, Effect.INSIDE, FaultState.MENDED))):
        if rooms:
            row = inspecting.report(Fault(room=rooms[number % len(rooms)], what=what, effect=effect, mender="Pedellen" if state != FaultState.OPEN else ""), by=by, now=now - timedelta(days=ago))
            inspecting.become(row, state, by=by, now=now - timedelta(days=ago - 1))


def _garden(civil: list[Any], *, today: date, now: datetime, by: User) -> None:
    """Two plots that are open from April to October, and turns around today."""
    place = Premises.objects.create(name="Nyttehaven", address="Havevej 3", position=9)
    for name in ("Bed 1 med drivhus", "Bed 2"):
        row = Room(premises=place, name=name, capacity=12, open_to=OpenTo.ORGANISATIONS, season_from=401, season_to=1031, charged=False, text="Redskaber står i skuret. Vand fra hanen ved lågen.")
        keep_room(row, {}, before=None, by=by, now=now)
    if civil:
        gardening.lay_out(place, civil, first=today - timedelta(days=14), last=today + timedelta(days=42), by=by, now=now)


def _hosts(*, today: date, now: datetime, by: User) -> None:
    """Hosts every morning and afternoon, this week and the two to come; half of them taken, and two who like to be named."""
    job = Opportunity.objects.create(title="Vært i huset", tasks="- Du tager imod dem, der kommer\n- Du viser vej og udleverer post og nøgler", rhythm="weekly", contact_mail="vaert@deltager.example", created_by=by)
    Opportunity.objects.filter(pk=job.pk).update(state=Opportunity.State.PUBLISHED, published_on=today, public_at=now, expires_on=today + timedelta(days=80))
    monday = today - timedelta(days=today.weekday())
    times = [(moment(monday + timedelta(days=day), time(first)), moment(monday + timedelta(days=day), time(first + 4))) for day in range(7) for first in (9, 13)]
    serving.put_up(job, times, places=1, note="", by=by, now=now)
    hosting.carry_on(job, monday, 2, by=by, now=now)
    HostRota.objects.create(job=job)
    hosts = list(Volunteer.objects.filter(person__isnull=False, kind=Volunteer.Kind.PERSON).order_by("pk")[:2])
    for number, shift in enumerate(job.shifts.order_by("starts_at")):
        if hosts and number % 2 == 0:
            ShiftTaken.objects.create(shift=shift, volunteer=hosts[number // 2 % len(hosts)], taken_at=now)
    for each in hosts:
        each.named_since = today
        each.save()
