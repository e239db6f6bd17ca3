"""What goes on around the example centres' events: networks on their way, their points and minutes, a bus tour, a relay, what people thought."""

from datetime import date, datetime, time, timedelta
from random import Random

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.core.times import moment
from brobygger.events import actions, afterwards, meetings, sheets, tours
from brobygger.events.attendance import count_heads
from brobygger.events.models import Event, EventTask, Material, Point, Sheet, Stop, Story
from brobygger.journal.actions import From
from brobygger.journal.models import Kind, Registration
from brobygger.organisations.models import Network, Organisation

SCORES = (5, 5, 4, 5, 4, 3, 5, 4, 4, 5, 2, 4)
GAINED = ("At vi ikke er alene om det.", "Tre gode spørgsmål til den første samtale.", "Mod på at spørge folk direkte.", "Nye navne at ringe til.")
BETTER = ("Mere tid til at tale sammen.", "Der var lidt koldt i salen.", "Gerne eksempler fra små foreninger.")
TASKS = (("Bestil kaffe og brød", -3), ("Sæt stole frem og tjek teleslyngen", -1), ("Skriv til dem, der kom", 2))
POINTS = (
    ("Fælles folder om vores tilbud", "Hvem skriver, og hvem trykker?", True), ("Besøg hos hinanden", "Næste besøg og hvem der tager imod.", False),
    ("Oplæg om frivilliges trivsel", "", False),
)
STOPS = (("Torvet", time(10)), ("Ved Brugsen", time(12)), ("Havnepladsen", time(14)))
LEGS = (("til fods", "4.5"), ("på cykel", "12.0"), ("i kørestol", "3.2"), ("i robåd", "6.4"))
FIRST = {"challenge": "Mange ældre i landsbyerne spiser alene.", "idea": "Fælles middage på skift i forsamlingshusene.", "process": "To møder siden konferencen.", "onward": "Prøvemiddag i det første forsamlingshus."}
SHEET = {
    "challenge": "Mange ældre i landsbyerne spiser alene hver dag.", "idea": "Fælles middage på skift i forsamlingshusene, hvor to foreninger er værter sammen.",
    "process": "Tre møder siden konferencen; prøvemiddag i det første forsamlingshus.", "results": "To middage med 34 gæster i alt.", "onward": "Tre landsbyer mere er med fra foråret.",
}


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force and has its programme, what stands around it."""
    civil = list(Organisation.objects.filter(sector="civil_society").order_by("pk"))
    places = list(Locality.objects.all())
    course = Event.objects.listed().filter(registration__title="Kursus i den gode velkomst").first()
    if course is not None:
        for text, days in TASKS:
            EventTask.objects.create(event=course, text=text, due_on=course.day + timedelta(days=days), owner=by)
        Material.objects.create(event=course, title="Spørgsmål til den første samtale", link="https://eksempel.dk/samtale", added_by=by)
    _evaluated(chance, civil, today=today, now=now, by=by)
    _points(today=today, now=now, by=by)
    _tour(chance, civil, places, today=today, now=now, by=by)
    _relay(civil, places, today=today, now=now, by=by)
    wished = Network.objects.create(name="Netværk for landsbyernes ildsjæle", form=Network.Form.INFORMAL, purpose="Ildsjæle i landsbyerne savner nogen at dele erfaringer med.", theme=Theme.objects.first())
    wished.members.set(civil[:2])
    group = Network.objects.create(name="Fælles middage", form=Network.Form.WORKING_GROUP, started_on=today - timedelta(days=150), theme=Theme.objects.first())
    group.members.set(civil[2:5])
    sheet = Sheet.objects.create(title=group.name, network=group, written_on=today - timedelta(days=90), written_by=by, represented=", ".join(str(each) for each in civil[2:5]), **FIRST)
    sheets.keep_version(sheet, seen=sheet.version, on=today - timedelta(days=90), by=by, now=now - timedelta(days=90))
    for name, text in SHEET.items():
        setattr(sheet, name, text)
    sheet.written_on = today - timedelta(days=20)
    sheet.save()
    sheets.keep_version(sheet, seen=sheet.version, on=today - timedelta(days=20), by=by, now=now - timedelta(days=20))
    Story.objects.create(sheet=sheet, title="Den første torsdag", text="Jeg havde ikke spist sammen med nogen siden jul. Nu dækker vi bord på skift, og jeg laver kartoflerne.", who="Gerda, via besøgsvennerne", agreed_on=today - timedelta(days=18), until=today + timedelta(days=700), added_by=by)
    Story.objects.create(sheet=sheet, title="Et langt bord", text="Da vi satte alle bordene sammen, var der plads til to mere.", nobody=True, added_by=by)
    Network.objects.create(name="Gåfællesskaber", form=Network.Form.WORKING_GROUP, started_on=today - timedelta(days=150), resting_since=today - timedelta(days=30))


def _held(title: str, kind: str, day: date, begins: time, hours: int, place: Locality | None, *, by: User, now: datetime, network: Network | None = None) -> Event:
    starts = moment(day, begins)
    event = Event(starts_at=starts, ends_at=starts + timedelta(hours=hours), place="Frivilligcentret, salen", responsible=by)
    made = actions.plan(event, Registration(title=title, kind=Kind.objects.get(base=kind), locality=place, network=network), by=by, now=now - timedelta(days=60))
    actions.publish(made, by=by, now=now - timedelta(days=50))
    return Event.objects.listed().get(pk=made.pk)


def _evaluated(chance: Random, civil: list[Organisation], *, today: date, now: datetime, by: User) -> None:
    event = _held("Workshop om synlighed", "workshop", today - timedelta(days=12), time(16), 3, None, by=by, now=now)
    heads = [From(each.pk, "", "", chance.randint(1, 3)) for each in chance.sample(civil, min(5, len(civil)))]
    count_heads(event, heads, by=by, now=now)
    for number, score in enumerate(SCORES):
        gained, better = GAINED[number] if number < len(GAINED) else "", BETTER[number - 4] if 4 <= number < 4 + len(BETTER) else ""
        afterwards.give_feedback(event, score=score, gained=gained, better=better, key=f"demo-{number}", now=now - timedelta(days=10), common=number % 4 == 3)
    Material.objects.create(event=event, title="Skabelon til et opslag", link="https://eksempel.dk/opslag", added_by=by)


def _points(*, today: date, now: datetime, by: User) -> None:
    """The first network has met, with minutes; what was not done stands on the next meeting's agenda."""
    network = Network.objects.order_by("pk").first()
    if network is None:
        return
    day = today - timedelta(days=35)
    for title, text, action in POINTS:
        point = Point(network=network, title=title, text=text, owner=by if action else None, due_on=today + timedelta(days=10) if action else None)
        meetings.keep_point(point, before=None, by=by, now=now - timedelta(days=40))
    event = _held(f"Møde i {network.name}", "network_meeting", day, time(15), 2, None, by=by, now=now, network=network)
    count_heads(event, [From(each.pk, "", "", 1) for each in network.organisations_on(today).order_by("pk")[:4]], by=by, now=now)
    said = {point.pk: text for point, text in zip(Point.objects.filter(network=network), ("Udkast på næste møde.", "Vi begynder i maj.", "Aftalt til efteråret."), strict=False)}
    meetings.minute(event, said, {max(said)}, "Næste møde er om to måneder.", by=by, now=now)


def _tour(chance: Random, civil: list[Organisation], places: list[Locality], *, today: date, now: datetime, by: User) -> None:
    event = _held("Fællesskabsbussen", "tour", today - timedelta(days=47), time(10), 6, places[0], by=by, now=now)
    for number, (place, at) in enumerate(STOPS):
        stop = Stop(event=event, place=place, locality=places[number % len(places)], arrives_at=moment(event.day, at), visitors=chance.randint(8, 45))
        tours.keep_stop(stop, organisations=[each.pk for each in chance.sample(civil, min(3, len(civil)))], before=None, by=by, now=now)


def _relay(civil: list[Organisation], places: list[Locality], *, today: date, now: datetime, by: User) -> None:
    event = _held("Fællesskabsstafetten", "relay", today - timedelta(days=70), time(9), 9, None, by=by, now=now)
    for number, (means, km) in enumerate(LEGS):
        place = places[number % len(places)]
        stop = Stop(event=event, place=place.name, locality=place, arrives_at=moment(event.day, time(11 + 2 * number)), means=means, km=km)
        tours.keep_stop(stop, organisations=[each.pk for each in civil[number : number + 2]], labels=[f"Naboerne i {place.name}"], before=None, by=by, now=now)
    count_heads(event, [From(None, "borgere", "", 60)], by=by, now=now)
