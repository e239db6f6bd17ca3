"""The example centres' events to come: a full course with a queue, a network meeting, a weekly café, one just over and one cancelled."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, Locality, TargetGroup, Theme
from brobygger.core.recurrence import Rule
from brobygger.core.times import moment
from brobygger.demo.members import NAMES as CONTACTS
from brobygger.events import actions, series, signing_up
from brobygger.events.companions import Named
from brobygger.events.models import Event, Question, SignUpList
from brobygger.events.signing_up import Asking
from brobygger.journal.models import Kind, Registration
from brobygger.organisations.models import Network, Organisation

GUESTS = (*CONTACTS, "Lone Ravn", "Kjeld Norup", "Sofie Brink", "Omar Haddad", "Tove Hjorth", "Erling Kjær", "Nanna Skov", "Bodil Munk", "Viggo Rask", "Asta Holm")
COURSE = """Kom og lær, hvordan I tager godt imod dem, der gerne vil være frivillige hos jer.

Vi tager fat på

- den første samtale
- hvad der får folk til at blive
- hvad der skal stå i et frivilligjob

Der er kaffe, te og brød. *Alle foreninger er velkomne*, også de helt små."""
ACCESS = "Der er trinfri adgang og handicaptoilet. Teleslynge i salen."


@dataclass(frozen=True, slots=True)
class _Spec:
    title: str
    kind: str
    days: int
    begins: time
    hours: int
    text: str = ""
    capacity: int | None = None
    signups: int = 0
    theme: str = ""
    network: bool = False
    online: str = ""
    signup: bool = True
    published: bool = True


PROGRAMME = (
    _Spec("Kursus i den gode velkomst", "Kursus", 14, time(17), 3, COURSE, capacity=16, signups=20, theme="Rekruttering"),
    _Spec("Netværksmøde", "Netværksmøde", 21, time(15, 30), 2, "Vi fortsætter, hvor vi slap sidst.", network=True, signups=6),
    _Spec("Brobygningsmøde online", "Brobygningsmøde", 9, time(10), 1, "Foreninger og kommune fortæller hinanden, hvad de kan.", online="https://moede.example/brobyg", signups=9),
    _Spec("Temaaften om ensomhed", "Temamøde", 33, time(19), 2, "Et oplæg og en god snak.", capacity=60, signups=11),
    _Spec("Fællesspisning i haven", "Åben aktivitet", 40, time(17, 30), 3, "Tag en ret med til det fælles bord.", signup=False),
    _Spec("Fyraftensmøde om fonde", "Fyraftensmøde", 8, time(16), 2, "Hvordan skriver man en god ansøgning?", capacity=25, published=False),
)


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its programme."""
    places = list(Locality.objects.all())
    groups = list(TargetGroup.objects.all())
    civil = list(Organisation.objects.filter(sector="civil_society"))
    for number, spec in enumerate(PROGRAMME):
        day = today + timedelta(days=spec.days)
        event = _planned(spec, day, places[number % len(places)], groups[number % len(groups)] if groups and number % 2 else None, by=by, now=now - timedelta(days=21))
        if number == 0 and event.signup_list is not None:
            event.accessibility, event.price = ACCESS, "Gratis for medlemmer, 50 kr. for andre"
            event.save()
            event.registration.co_hosts.set(civil[:1])
            Question.objects.create(signup_list=event.signup_list, position=1, text="Spiser du noget særligt?", per_person=True)
        if spec.published:
            actions.publish(event, by=by, now=now - timedelta(days=20))
        for place in range(spec.signups):
            guest = GUESTS[place % len(GUESTS)]
            asking = Asking(
                name=guest, mail=f"gaest{place}@deltager.example", organisation=chance.choice(civil) if place % 3 else None, label="" if place % 3 else "Privat", persons=3 if place == 1 else 1,
                others=[Named("Villy Dam"), Named("Karen Toft")] if place == 1 else [],
            )
            own = event.signup_list
            if own is not None:
                signing_up.sign_up([own], asking, now=now - timedelta(days=10) + timedelta(minutes=place))
    _cafe(today, by=by, now=now, places=places)
    _just_over(today, centre=centre, by=by, now=now, places=places)


def _planned(spec: _Spec, day: date, place: Locality, group: TargetGroup | None, *, by: User, now: datetime) -> Event:
    network = Network.objects.first() if spec.network else None
    registration = Registration(
        title=spec.title if network is None else f"Møde i {network.name}", kind=Kind.objects.get(name=spec.kind), theme=Theme.objects.filter(name=spec.theme).first(), locality=place,
        target_group=group, network=network, format="online" if spec.online else "on_site",
    )
    starts = moment(day, spec.begins)
    event = Event(starts_at=starts, ends_at=starts + timedelta(hours=spec.hours), text=spec.text, place="" if spec.online else "Frivilligcentret, salen", online_link=spec.online, responsible=by)
    return actions.plan(event, registration, takes_signups=spec.signup, capacity=spec.capacity, by=by, now=now)


def _cafe(today: date, *, by: User, now: datetime, places: list[Locality]) -> None:
    """Every Wednesday morning for three months; one of them cancelled."""
    spec = _Spec("Åben café", "Nabocafé", 0, time(10), 2, "Kom forbi til en kop kaffe.", signup=False)
    first = today + timedelta(days=(2 - today.weekday()) % 7 + 7)
    event = _planned(spec, first, places[0], None, by=by, now=now)
    series.repeat(event, Rule("weekly", times=12), by=by, now=now)
    series.publish(Event.objects.listed().get(pk=event.pk), series.ALL, by=by, now=now)
    fourth = Event.objects.listed().filter(series__isnull=False).order_by("starts_at")[3]
    actions.cancel(fourth, reason="Centret holder lukket den dag.", centre=fourth.registration.centre, by=by, now=now)


def _just_over(today: date, *, centre: Centre, by: User, now: datetime, places: list[Locality]) -> None:
    """Held yesterday; nobody has said yet who came, which is what the start page asks about."""
    spec = _Spec("Introduktion for nye frivillige", "Introduktionsmøde", -1, time(16), 2)
    before = now - timedelta(days=12)
    event = _planned(spec, today - timedelta(days=1), places[-1], None, by=by, now=before)
    actions.publish(event, by=by, now=before)
    own = event.signup_list or SignUpList.objects.create()
    for place, guest in enumerate(GUESTS[:8]):
        signing_up.sign_up([own], Asking(name=guest, mail=f"gaest{place}@deltager.example", label="Privat"), now=before)
