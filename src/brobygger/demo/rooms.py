"""The example centres' house: eight meeting rooms, a hall of two halves and a kitchen, what they cost, and what others lend out."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.core.exceptions import ValidationError

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, Locality
from brobygger.core.times import moment
from brobygger.demo.members import NAMES
from brobygger.organisations.models import Organisation, Sector
from brobygger.rooms import actions, booking, waiting
from brobygger.rooms.models import Booking, Feature, LentPremises, OpenTo, Premises, Room, SetUp
from brobygger.rooms.rules import Who

HOUSE = "Indgang fra gården. Der er plads til cykler under halvtaget og handicapparkering ved døren. Bus 901 holder lige udenfor."
RULES = """Sæt borde og stole, som de stod.
Tag service med ud og start opvaskemaskinen.
Luk vinduerne, sluk lyset og smæk døren."""
SMALL: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("Mødelokale 1", 8, ("Skærm til onlinemøder", "Whiteboard")), ("Mødelokale 2", 8, ("Whiteboard",)), ("Mødelokale 3", 10, ("Whiteboard",)), ("Mødelokale 4", 12, ("Projektor", "Whiteboard")),
    ("Mødelokale 5", 14, ("Projektor",)), ("Mødelokale 6", 20, ("Projektor", "Teleslynge")), ("Samtalerummet", 4, ()), ("Pejsestuen", 16, ("Tekøkken",)),
)
PURPOSES = ("Bestyrelsesmøde", "Frivilligmøde", "Strikkecafé", "Samtaler", "Kursus", "Medlemsmøde", "Læsekreds", "Planlægning", "Sprogcafé", "Pårørendegruppe")
OTHERS = (
    ("Forsamlingshuset", "Borgerforeningen", 120, "Sal med scene og køkken. Service til 100.", True, False, "Foreninger låner det gratis på hverdage. Weekend: 1.500 kr.", "Ring til udlejeren på 00 00 00 11"),
    ("Skolens musiklokale", "Kommunen", 30, "Klaver og god plads til kor.", True, True, "Gratis for folkeoplysende foreninger efter kl. 17. Ikke i skolernes ferier.", "booking@kommunen.example"),
    ("Sognegården", "Menighedsrådet", 60, "To rum, der kan slås sammen, og et lille køkken.", True, True, "Til arrangementer, der er åbne for alle.", "Kordegnen, 00 00 00 12"),
    ("Klubhuset ved havnen", "Sejlklubben", 40, "Udsigt over vandet. Trappe op.", False, False, "Udlejes til møder og små fester, 600 kr. pr. dag.", "klubhus@sejl.example"),
)


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its house."""
    actions.lay_out_lists()
    actions.lay_out_prices(by=by, now=now)
    place = Locality.objects.first()
    house = Premises.objects.create(name="Frivillighuset", address="Eksempelvej 1", locality=place, access=HOUSE, opening_hours="Alle dage 8–22")
    usual: dict[str, Any] = {"opens": time(8), "closes": time(22), "buffer_minutes": 15, "longest_hours": 8, "house_rules": RULES, "open_to": OpenTo.ORGANISATIONS}
    for position, (name, capacity, features) in enumerate(SMALL):
        _room(Room(premises=house, name=name, capacity=capacity, step_free=position < 6, position=position, **usual), features, ("Mødebord",), by=by, now=now)
    big = {**usual, "buffer_minutes": 30, "quota_hours": 20}
    halves = [
        _room(Room(premises=house, name=name, capacity=50, step_free=True, position=20 + number, text="Den ene halvdel af den store sal.", approval=True, **big), ("Projektor", "Teleslynge"), ("Biografopstilling", "Cafeborde", "Tomt gulv"), by=by, now=now)
        for number, name in enumerate(("Sal A", "Sal B"))
    ]
    hall = Room(premises=house, name="Store sal (A+B)", capacity=110, step_free=True, position=22, text="Hele salen med scene, når foldevæggen er skudt til side.", approval=True, **big)
    _room(hall, ("Projektor", "Teleslynge"), ("Biografopstilling", "Cafeborde", "Tomt gulv"), parts=halves, by=by, now=now)
    kitchen = Room(premises=house, name="Køkkenet", capacity=12, step_free=True, position=30, text="Stort køkken med to komfurer. Man kan ikke undgå at høre det i Pejsestuen.", **{**usual, "buffer_minutes": 30})
    _room(kitchen, (), (), excludes=[Room.objects.get(name="Pejsestuen")], by=by, now=now)
    for name, owner, capacity, text, free, step_free, terms, contact in OTHERS:
        LentPremises.objects.create(
            name=name, owner=owner, capacity=capacity, text=text, free_of_charge=free, step_free=step_free, terms=terms, contact=contact, locality=place, looked_on=today - timedelta(days=40),
        )
    _bookings(chance, today=today, now=now)


def _bookings(chance: Random, *, today: date, now: datetime) -> None:
    """Some weeks of the associations' bookings, from before today until after it: their own evenings, a hall that waits for an answer, one cancelled late."""
    members = list(Organisation.objects.filter(sector=Sector.CIVIL_SOCIETY).order_by("pk"))[:14]
    small = list(Room.objects.filter(capacity__lte=20).order_by("pk"))
    for back in range(-28, 22):
        day = today + timedelta(days=back)
        if day.weekday() > 4:
            continue
        for _each in range(chance.randint(2, 7)):
            who, room, begins = chance.choice(members), chance.choice(small), chance.choice((9, 10, 13, 16, 17, 18, 19))
            length = chance.choice((60, 90, 120, 120, 180))
            row = Booking(room=room, organisation=who, name=chance.choice(NAMES), purpose=chance.choice(PURPOSES), persons=chance.randint(2, min(room.capacity, 12)))
            row.starts_at = moment(day, time(begins))
            row.ends_at = row.starts_at + timedelta(minutes=length)
            _book(row, Who(who), now=row.starts_at - timedelta(days=chance.randint(3, 20)))
    booking.settle(now=now)
    hall = Room.objects.get(name="Store sal (A+B)")
    feast = Booking(room=hall, organisation=members[0], name="Inger Bach", purpose="Loppemarked", persons=90, ticketed=True, starts_at=moment(today + timedelta(days=12), time(9)), ends_at=moment(today + timedelta(days=12), time(16)))
    _book(feast, Who(members[0]), now=now - timedelta(days=1))
    choir = Booking(room=Room.objects.get(name="Sal A"), organisation=members[1], name="Poul Lind", purpose="Korprøve", persons=30, starts_at=moment(today + timedelta(days=3), time(19)), ends_at=moment(today + timedelta(days=3), time(21)))
    _book(choir, Who(members[1]), now=now - timedelta(days=2))
    waits = Booking(room=choir.room, organisation=members[2], name="Karen Bro", mail="karen@forening.example", purpose="Fællessang", persons=40, starts_at=choir.starts_at, ends_at=choir.ends_at)
    with suppress(ValidationError):  # nobody has taken it, and so nobody waits
        waiting.wait(waits, Who(members[2]), by=None, now=now - timedelta(days=1))
    late = Booking.objects.taking().filter(starts_at__gt=now).order_by("starts_at").first()
    if late is not None:
        booking.cancel(late, by=None, now=late.starts_at - timedelta(hours=3))


def _book(row: Booking, who: Who, *, now: datetime) -> None:
    with suppress(ValidationError):  # somebody else has the room then; that association goes home
        booking.book(row, who, by=None, now=now)


def _room(row: Room, features: tuple[str, ...], set_ups: tuple[str, ...], *, parts: Any = (), excludes: Any = (), by: User, now: datetime) -> Room:
    many = {"features": Feature.objects.filter(name__in=features), "set_ups": SetUp.objects.filter(name__in=set_ups), "parts": parts, "excludes": excludes}
    return actions.keep_room(row, many, before=None, by=by, now=now)
