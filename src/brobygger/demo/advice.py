"""The example centres' consultations, catalogue, shelf, initiatives and a request that waits."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from brobygger.accounts.models import User
from brobygger.advice import actions, following, requests
from brobygger.advice.models import (
    About,
    Adviser,
    AdviserTime,
    Channel,
    Client,
    Consultation,
    Initiative,
    Request,
    Service,
    ShelfItem,
)
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.journal.actions import From
from brobygger.journal.models import Kind, Registration
from brobygger.organisations.models import Organisation

TALKS = (
    (About.RECRUITMENT, "Få flere med i caféen", 45, "De mangler folk til onsdagene. Vi lavede et opslag sammen.", "Sende skabelon til opslag"),
    (About.FUNDRAISING, "Ansøgning til §18-midler", 60, "Budgettet er på plads; formålet skal skrives skarpere.", "Læse udkastet igennem"),
    (About.BOARD_WORK, "Nye vedtægter", 90, "Generalforsamlingen er om to måneder.", ""),
    (About.JOB_POST, "Opslag om en besøgsven", 30, "", ""),
    (About.DATA_PROTECTION, "Medlemslisten og reglerne", 40, "Hvad må stå på listen, og hvor længe.", ""),
    (About.CONFLICT, "Samarbejdet i bestyrelsen", 75, "En god snak; de prøver med en fast dagsorden.", "Ringe om en måned"),
    (About.PLACE, "Tage imod en frivillig med støttebehov", 50, "", ""),
)
SERVICES = (
    ("Sparring til bestyrelsen", "advice", "board_work", "Vi hjælper med vedtægter, roller, møder og generalforsamling.", "Foreninger i kommunen"),
    ("Hjælp til en ansøgning", "advice", "fundraising", "Vi læser med og foreslår puljer, I kan søge.", "Foreninger og grupper"),
    ("Start en forening eller et community", "advice", "start_up", "Fra idé til første møde.", "Alle med en idé"),
    ("Kopiering og print", "practical", "other", "Op til 500 kopier om måneden.", "Medlemmer"),
    ("En arbejdsplads for en dag", "practical", "other", "Skrivebord, net og kaffe.", "Medlemmer"),
)
SHELF = (
    ("Skabelon til vedtægter", "template", "Ret den til jeres egen forening.", "https://eksempel.dk/vedtaegter"), ("Den første samtale med en frivillig", "guide", "Ti gode spørgsmål.", "https://eksempel.dk/samtale"),
    ("Regler om persondata for foreninger", "link", "Det vigtigste på to sider.", "https://eksempel.dk/persondata"),
)


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its advice."""
    civil = list(Organisation.objects.filter(sector="civil_society").order_by("pk"))
    kind = Kind.objects.filter(base="consultation").order_by("pk")[0]
    themes, places = list(Theme.objects.all()), list(Locality.objects.all())
    community = Initiative.objects.create(name="Strikkecafé i forsamlingshuset", idea="Tre naboer vil mødes om håndarbejde og snak.", begun_on=today - timedelta(days=160), started_on=today - timedelta(days=60))
    Initiative.objects.create(name="Legestue for bedsteforældre", idea="Et sted at komme med børnebørnene om formiddagen.", begun_on=today - timedelta(days=25), grown_from=Registration.objects.filter(base="course").first(), theme=themes[0], locality=places[0] if places else None, next_step="Finde et lokale med plads til legetøj", next_on=today + timedelta(days=5), next_owner=by)
    quiet = Initiative.objects.create(name="Reparationscafé", idea="Lave ting sammen i stedet for at smide dem ud.", begun_on=today - timedelta(days=140), theme=themes[-1])
    for row, name, part in ((community, "Grethe Lund", "har nøglen"), (community, "Oda Krogh", "laver kaffen"), (quiet, "Poul Friborg", "fik ideen")):
        following.carry(row, known=None, name=name, mail="", phone="", part=part, by=by)
    for number, (about, title, minutes, notes, onward) in enumerate(TALKS):
        day = today - timedelta(days=6 + 9 * number)
        talk = Consultation(client=Client.ASSOCIATION, about=about, channel=list(Channel)[number % 5], notes=notes, next_step=onward, next_on=today + timedelta(days=3 + number) if onward else None, next_owner=by if onward else None)
        registration = Registration(kind=kind, done_on=day, title=title, minutes=minutes, theme=themes[number % len(themes)], locality=places[number % len(places)])
        actions.keep(talk, registration, [From(civil[number % len(civil)].pk)], before=None, by=by, now=now)
    start = Consultation(client=Client.INITIATIVE, about=About.START_UP, initiative=community, notes="Hvor, hvornår og hvem har nøglen.")
    actions.keep(start, Registration(kind=kind, done_on=today - timedelta(days=160), title="Strikkecafé, første snak", minutes=40), [From(None, "Strikkecaféen")], before=None, by=by, now=now)
    draft = Registration(kind=kind, done_on=today - timedelta(days=2), title="Telefonsnak om lokaler", draft=True)
    actions.keep(Consultation(client=Client.CITIZEN, about=About.OTHER, channel=Channel.PHONE), draft, [], before=None, by=by, now=now)
    items = [ShelfItem.objects.create(title=title, sort=sort, text=text, link=link) for title, sort, text, link in SHELF]
    first = Consultation.objects.listed().filter(about=About.BOARD_WORK)[0]
    actions.answer(first, to="forening@deltager.example", subject="Efter vores snak", text="Tak for snakken.", items=items[:1], key="demo", centre=centre, by=by, now=now)
    services = [Service.objects.create(title=title, sort=sort, about=about, text=text, for_whom=whom, position=place) for place, (title, sort, about, text, whom) in enumerate(SERVICES)]
    adviser = Adviser.objects.create(name="Birgit Lauge", title="handicapkonsulent", organisation=Organisation.objects.exclude(sector="civil_society").first(), about="Tilgængelighed og støtte til frivillige med handicap.")
    Service.objects.create(title="Tal med en handicapkonsulent", text="Tre kvarter om tilgængelighed, støtte og regler.", for_whom="Foreninger", adviser=adviser, position=9)
    for number in range(4):
        starts = timezone.make_aware(datetime.combine(today + timedelta(days=10), time(9 + number)))
        AdviserTime.objects.create(adviser=adviser, starts_at=starts, ends_at=starts + timedelta(minutes=45), place="Mødelokale 2")
    asked = Request(service=services[1], name="Inge Holm", mail="inge@deltager.example", label=civil[0].name, message="Vi vil søge penge til en sommertur. Kan I læse med?", wished="Hverdage efter kl. 15", key="demo")
    requests.receive(asked, centre=centre, now=now - timedelta(days=1))
    copies = Request(service=services[3], name="Poul Friborg", mail="poul@deltager.example", label=civil[1].name, message="200 plakater til vores loppemarked, gerne i farver.", key="demo copies")
    requests.receive(copies, centre=centre, now=now - timedelta(days=2))
