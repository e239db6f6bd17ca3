"""The example centres' groups: one that meets, one that gathers people, one that is over and forgotten, a community, a café each week, an association's."""

from datetime import date, datetime, time, timedelta
from random import Random

from brobygger.accounts.models import User
from brobygger.advice.models import Initiative
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.demo.members import NAMES
from brobygger.groups import actions, afterwards, forgetting, meetings, seats, talks
from brobygger.groups.models import FirstTalk, Group, GroupType, Participant
from brobygger.groups.seats import Asking
from brobygger.journal.models import Registration
from brobygger.organisations.models import Organisation

GRIEF = """For dig, der har mistet en, du holdt af, for kort eller lang tid siden.

Vi er højst otte. Vi lytter til hinanden, og du fortæller kun det, du vil. To frivillige igangsættere passer på, at alle får plads."""
RELATIVES = "For dig, der er tæt på en med psykisk sygdom. Her kan du tale med andre, der kender det, og få lidt luft."
KNITTING = "Tag dit strikketøj med, eller kom og lær det. Der er altid kaffe på kanden."
WALKING = "Vi går en time i roligt tempo og slutter med en kop te."
CAFE = "Kom, som du er. Der er kaffe, brød og nogen at tale med. Du behøver ikke melde dig til."
GAINED = ("At jeg ikke er den eneste.", "Mod på at ringe til min søster igen.", "", "To nye venner.", "")


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its groups."""
    grief, _made = Theme.objects.get_or_create(name="Sorg", defaults={"also": "tab, mistet", "position": 90})
    lonely = Theme.objects.filter(name="Ensomhed").first() or grief
    craft, _made = Theme.objects.get_or_create(name="Håndarbejde", defaults={"position": 91})
    places = list(Locality.objects.all())
    started = today - timedelta(days=35)
    meets = _group(Group(
        title="Når man har mistet", theme=grief, text=GRIEF, place="Mødelokale 2", locality=places[0], seats=8, weekday=started.weekday(), at=time(19), until=time(21), planned_meetings=8, first_on=started,
    ), by=by, now=now - timedelta(days=90))
    for place, name in enumerate(("Bente", "Jørgen", "Ulla", "Mads", "Kirsten", "Aase", "Leif", "Inger")):
        one = _wants(meets, name, centre=centre, now=now - timedelta(days=70 - place))
        if place < 6:
            talks.held(one, on=today - timedelta(days=45), outcome=FirstTalk.Outcome.FITS, other=None, seat=True, centre=centre, by=by, now=now - timedelta(days=45))
    _carried(meets, ("Lone Ravn", "Erling Kjær"), since=started - timedelta(days=14), by=by, now=now)
    actions.start(meets, on=started, by=by, now=now - timedelta(days=35))
    _met(meets, meetings.days_of(started, 1, 8), (4, 6), chance, today=today, by=by, now=now)
    actions.note_supervision(meets, on=today - timedelta(days=20), by_whom="Psykolog Anne Holt", minutes=90, by=by, now=now)

    gathers = _group(Group(title="Pårørende til en med psykisk sygdom", theme=lonely, text=RELATIVES, place="Mødelokale 1", locality=places[0], seats=8, weekday=3, at=time(17), until=time(19), rhythm="hver anden uge, 8–10 møder", first_on=today + timedelta(days=30)), by=by, now=now - timedelta(days=25))
    people = [_wants(gathers, name, centre=centre, now=now - timedelta(days=9 - place)) for place, name in enumerate(("Hanne", "Per", "Sofie"))]
    talks.agree(people[0], on=today + timedelta(days=2), at=time(10), with_whom=by, centre=centre, by=by, now=now)
    _ended(lonely, places[-1], chance, centre=centre, today=today, now=now, by=by)

    knits = _group(Group(
        type=GroupType.INTEREST, title="Strik og snak", theme=craft, text=KNITTING, place="Forsamlingshuset", locality=places[-1], seats=10, weekday=0, at=time(14), until=time(16), rhythm="hver mandag",
        first_talk=False, anonymous=False, initiative=Initiative.objects.filter(started_on__isnull=False).first(),
    ), by=by, now=now - timedelta(days=70))
    for place, name in enumerate(("Grethe", "Oda", "Karin", "Tove", "Birgit", "Nanna", "Yasmin", "Asta", "Bodil", "Ellen", "Rikke")):
        _wants(knits, name, centre=centre, now=now - timedelta(days=60 - place))
    actions.start(knits, on=today - timedelta(days=58), by=by, now=now - timedelta(days=58))

    cafe = _group(Group(type=GroupType.CAFE, title="Onsdagscaféen", text=CAFE, place="Caféen", locality=places[0], weekday=2, at=time(10), until=time(13), rhythm="hver onsdag", first_talk=False), by=by, now=now - timedelta(days=120))
    first = today - timedelta(days=84 + (today.weekday() - 2) % 7)
    actions.start(cafe, on=first, by=by, now=now - timedelta(days=70))
    days = meetings.days_of(first, 1, 18)
    _met(cafe, days, (9, 22), chance, today=today, by=by, now=now)
    _carried(cafe, ("Kjeld Norup", "Sofie Brink", "Omar Haddad"), since=first, by=by, now=now)
    hosts = list(cafe.facilitators.values_list("pk", flat=True))
    coming = cafe.meetings.to_come().order_by("registration__done_on").values_list("pk", flat=True)
    meetings.rota(cafe, {pk: [hosts[place % 3], hosts[(place + 1) % 3]] for place, pk in enumerate(coming)}, by=by, now=now)

    civil = list(Organisation.objects.filter(sector="civil_society").order_by("pk"))
    walks = _group(Group(
        type=GroupType.INTEREST, title="Gå med", organisation=civil[1 % len(civil)], theme=lonely, text=WALKING, place="Parkeringspladsen ved skoven", locality=places[-1], weekday=5, at=time(10), until=time(11), rhythm="hver lørdag",
        first_talk=False, takes_interest=False, contact="Ring til Birthe på 00 00 00 01",
    ), by=by, now=now - timedelta(days=40))
    actions.start(walks, on=today - timedelta(days=38), by=by, now=now - timedelta(days=38))
    proposed = actions.keep(Group(type=GroupType.INTEREST, title="Fællesspisning for nye i byen", organisation=civil[0], text="Vi laver mad sammen den første torsdag i måneden.", place="Skolekøkkenet", first_talk=False, takes_interest=False), before=None, by=by, now=now - timedelta(days=2))
    proposed.proposed_at = now - timedelta(days=2)
    proposed.save()
    for place, name in enumerate(("Anna", "Bo", "Camilla", "Dennis", "Eva", "Frode")):
        _waits(lonely, GroupType.SELF_HELP, name, centre=centre, now=now - timedelta(days=20 - place))
    for name in ("Gitte", "Hassan"):
        _waits(craft, GroupType.INTEREST, name, centre=centre, now=now - timedelta(days=4))


def _group(group: Group, *, by: User, now: datetime) -> Group:
    return actions.publish(actions.keep(group, before=None, by=by, now=now), by=by, now=now)


def _asking(name: str) -> Asking:
    return Asking(name=name, mail=f"{name.lower().replace('ø', 'oe').replace('å', 'aa')}@deltager.example")


def _wants(group: Group, name: str, *, centre: Centre, now: datetime) -> Participant:
    return seats.join(_asking(name), group=group, centre=centre, now=now)


def _waits(theme: Theme, type_: str, name: str, *, centre: Centre, now: datetime) -> None:
    seats.join(_asking(name), theme=theme, type_=type_, centre=centre, now=now)


def _carried(group: Group, names: tuple[str, ...], *, since: date, by: User, now: datetime) -> None:
    """The first of them has a mail, and so a page of her own."""
    for place, name in enumerate(names):
        mail = "" if place else f"{name.split()[0].lower()}@igangsaetter.example"
        actions.carry(group, known=None, name=name, mail=mail, phone="00 00 00 00", since=since, by=by, now=now)


def _met(group: Group, days: list[date], between: tuple[int, int], chance: Random, *, today: date, by: User, now: datetime) -> None:
    """Its meetings, those before today counted, as they would have been written down at the time."""
    for each in meetings.plan(group, days, by=by, now=now):
        day = each.registration.done_on
        if day < today:
            meetings.hold(each, persons=chance.randint(*between), by=by, now=now)
            Registration.objects.filter(pk=each.pk).update(created_at=now - (today - day))


def _ended(theme: Theme, place: Locality, chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """One that is over: its people are forgotten, its counts and what they gained stay."""
    then, over = today - timedelta(days=150), today - timedelta(days=80)
    group = _group(Group(title="Alene med små børn", theme=theme, place="Biblioteket", locality=place, seats=8, weekday=then.weekday(), at=time(9, 30), until=time(11, 30), planned_meetings=8, first_on=then), by=by, now=now - timedelta(days=190))
    people = [_wants(group, name.split()[0], centre=centre, now=now - timedelta(days=180)) for name in NAMES[:7]]
    for one in people:
        seats.give_seat(one, centre=centre, by=by, now=now - timedelta(days=155))
    actions.start(group, on=then, by=by, now=now - timedelta(days=150))
    _met(group, meetings.days_of(then, 1, 9), (4, 7), chance, today=today, by=by, now=now)
    actions.end(group, on=over, reason="Forløbet er slut", asks=True, centre=centre, by=by, now=now - timedelta(days=80))
    group.refresh_from_db()
    for place_, gained in enumerate(GAINED):
        afterwards.give(group, score=5 - place_ % 3, gained=gained, key=f"demo-{place_}", now=now - timedelta(days=70))
    for one in people:
        forgetting.forget(one, now=now - timedelta(days=50))
