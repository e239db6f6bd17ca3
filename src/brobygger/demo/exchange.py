"""The example centres' exchange: what associations offer and look for."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre, Locality
from brobygger.centres.scoping import centre_in_force
from brobygger.events.models import Event
from brobygger.exchange import defaults, fairs, posts, swapping
from brobygger.exchange.models import Category, ExchangePost, ExchangeRules, Fair, Side
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import State
from brobygger.organisations.models import Organisation

OFFER, NEED = Side.OFFER, Side.NEED
Sort = Category.Sort
# Side, sort, title, text, how many, when, days until it is over.
POSTS: Final[tuple[tuple[Side, str, str, str, int | None, str, int | None], ...]] = (
    (NEED, Sort.HANDS, "Hænder til loppemarkedet", "Vi stiller borde op fredag og tager ned søndag. Der er kaffe og frokost til alle.", 12, "Fredag 14–18 og søndag 14–17", 24),
    (OFFER, Sort.HANDS, "Vores unge vil gerne hjælpe til", "Spejdere på 14–17 år, altid med en leder. De vil gerne prøve noget nyt.", 10, "Lørdage", None),
    (OFFER, Sort.EQUIPMENT, "Festtelt, 6 × 12 m", "Det tager fire personer en time at sætte op. I henter og bringer selv.", 1, "Hele året, undtagen uge 28", None),
    (OFFER, Sort.EQUIPMENT, "Kaffemaskiner og kander til 80", "", 3, "", None),
    (NEED, Sort.EQUIPMENT, "Projektor og lærred til en filmaften", "Vi kan hente og er vant til at passe på.", 1, "Den sidste torsdag i måneden", 40),
    (OFFER, Sort.PREMISES, "Sal til 60 om formiddagen", "Vores sal står tom til kl. 14. Der er køkken og handicaptoilet.", None, "Hverdage 8–14", None),
    (NEED, Sort.PREMISES, "Et sted at øve for vores kor", "Vi er 18, og vi synger højt.", None, "Tirsdag aften", None),
    (OFFER, Sort.SKILLS, "Hjælp til jeres regnskab", "Vores kasserer sidder gerne en aften sammen med jeres.", None, "Efter aftale", None),
    (NEED, Sort.SKILLS, "En, der kan lave en enkel hjemmeside", "Vi har teksterne og billederne. Vi kan bage til gengæld.", 1, "", None),
    (OFFER, Sort.TRANSPORT, "Minibus med ni pladser", "I betaler for det, I kører, med hænder en anden gang. Føreren skal være fyldt 25.", 1, "Weekender", None),
    (NEED, Sort.TRANSPORT, "Kørsel af otte ældre til sommerfesten", "Fra Eksempelvej til havnen og hjem igen.", 8, "Lørdag kl. 11 og 16", 35),
    (OFFER, Sort.GOODS, "40 stabelstole", "Pæne og brugte. De skal være ude inden jul.", 40, "", 60),
)


def fill(chance: Random, *, centre: Centre, today: date, now: datetime, by: User, speaks: User | None) -> None:
    """Give ``centre``, which is in force, its posts; one is soon out of date, and the first are of the association that ``speaks`` looks after."""
    defaults.lay_out()
    kinds, places = {row.sort: row for row in Category.objects.all()}, list(Locality.objects.all())
    civil: list[Any] = list(Organisation.objects.filter(sector="civil_society").order_by("pk"))
    for number, (side, sort, title, text, quantity, when, days) in enumerate(POSTS):
        host = civil[0] if number in {0, 3} else civil[1 + number % (len(civil) - 1)]
        then = now - timedelta(days=chance.randrange(2, 50))
        row = ExchangePost(
            organisation=host, side=side, category=kinds[sort], title=title, text=text, quantity=quantity, when=when, ends_on=today + timedelta(days=days) if days else None, locality=places[number % len(places)],
            contact_name="Kontakten", contact_mail=(speaks.email if speaks is not None and host == civil[0] else f"bytte{number}@deltager.example"), created_by=by,
        )
        posts.stand(row, then)
        row.save()
        audit.record("added", row, by=by, now=then)
    ExchangePost.objects.filter(title="40 stabelstole").update(expires_on=today + timedelta(days=9))
    swap(centre=centre, today=today, now=now)
    rules(centre=centre)


# Post, who answers, what they agree on, hours, how far it comes, days ago.
SWAPS: Final[tuple[tuple[str, str, str, int, str, int], ...]] = (
    ("Festtelt, 6 × 12 m", "Vi holder sommerfest og mangler et telt. Må vi låne jeres?", "Vi låner teltet en weekend og sætter det selv op", 6, "thanked", 40),
    ("Kaffemaskiner og kander til 80", "Vi har loppemarked og kunne bruge to af dem.", "To kaffemaskiner i en weekend", 2, "done", 25),
    ("Hænder til loppemarkedet", "Vi kommer gerne med fire unge og en leder.", "Fire unge stiller borde op fredag", 12, "agreed", 6),
    ("Sal til 60 om formiddagen", "Er den fri torsdage? Vi er et strikkehold på 15.", "Torsdage 9–12 i foråret", 30, "proposed", 3),
    ("Minibus med ni pladser", "Vi vil gerne på tur med de ældre.", "", 0, "answered", 1),
)


def swap(*, centre: Centre, today: date, now: datetime) -> None:
    """One swap on every step of the way."""
    civil: list[Any] = list(Organisation.objects.filter(sector="civil_society").order_by("pk"))
    for number, (title, text, what, hours, far, ago) in enumerate(SWAPS):
        post, then = ExchangePost.objects.listed().get(title=title), now - timedelta(days=ago)
        others = [each for each in civil if each.pk != post.organisation_id]
        organisation = others[(3 + number) % len(others)]
        who = swapping.Who("Kontakten", f"svar{number}@deltager.example", "00 00 99 00", organisation)
        row = swapping.answer(post, who, text=text, key=f"demo-{number}", centre=centre, now=then)
        if far == "answered":
            continue
        swapping.write(row, poster=True, text="Det lyder godt. Hvornår passer det jer?", centre=centre, now=then + timedelta(hours=5))
        row = swapping.propose(row, poster=False, what=what, on=today + timedelta(days=20 - ago), minutes=hours * 60, centre=centre, now=then + timedelta(hours=8))
        if far == "proposed":
            continue
        row = swapping.agree(row, poster=True, seen=row.version, centre=centre, now=then + timedelta(days=1))
        if far in {"done", "thanked"}:
            row = swapping.done(row, minutes=hours * 60, by=None, now=then + timedelta(days=9))
        if far == "thanked":
            swapping.thank(row, text="Tusind tak! Festen blev en succes, og teltet er tørt og pakket.", centre=centre, now=then + timedelta(days=10))


# Who gives and who gets (by their place among the associations), what, hours.
SLIPS: Final[tuple[tuple[int, int, str, int], ...]] = (
    (1, 0, "Fire unge hjælper til julefrokosten", 16), (0, 1, "Kaffemaskiner til lejren", 2), (2, 3, "En trailer en lørdag", 3), (3, 4, "Oplæg om at være pårørende", 2), (4, 2, "Sal to formiddage", 8), (2, 0, "Hjælp til hjemmesiden", 6),
)


def fair(*, now: datetime, by: User) -> None:
    """An evening fair among the events that were, with its slips; once those are there."""
    events: Any = Event.objects.filter(starts_at__lt=now).exclude(registration__state=State.CANCELLED).order_by("-starts_at")
    event = events.filter(registration__kind__base=BaseKind.FAIR).first() or events.first()
    if event is None:
        return
    civil: list[Any] = list(Organisation.objects.filter(sector="civil_society").order_by("pk"))
    row = Fair.objects.create(event=event, brokers="Karin\nOle")
    row.organisations.set(civil[:8])
    for number, (gives, gets, what, hours) in enumerate(SLIPS):
        fairs.enter(row, fairs.Slip(civil[gives % len(civil)].name, civil[gets % len(civil)].name, what, hours * 60), key=f"demo-slip-{number}", by=by, now=now)


def rules(*, centre: Centre) -> None:
    """Hours are kept accounts of, and the example centres exchange with each other."""
    row = ExchangeRules.objects.create(hour_accounts=True)
    for other in Centre.objects.filter(example_data=True).exclude(pk=centre.pk):
        with centre_in_force(other):
            theirs = ExchangeRules.objects.first()
            if theirs is not None:
                theirs.neighbours.add(centre)
        if theirs is not None:
            row.neighbours.add(other)
