"""The example centres' newsletters: who gets them."""

from datetime import datetime, timedelta

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, Locality, Theme
from brobygger.newsletters import sending, subscribing, writing
from brobygger.newsletters.models import Audience, Block, Delivery, Newsletter, Subscriber
from brobygger.organisations.models import Contact, Organisation, Sector

READERS = (("Karen Bisgaard", "karen", True), ("Jonas Holt", "jonas", True), ("Aisha Rahman", "aisha", True), ("", "laeser", True), ("Ole Frandsen", "ole", True), ("Mette Krog", "mette", False))


def fill(*, centre: Centre, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its audiences and those who have signed up."""
    audiences(now=now)
    readers(centre=centre, now=now)
    letters(now=now, by=by)


def audiences(*, now: datetime) -> None:
    Audience.objects.create(name="Alle medlemmer", who=Audience.Who.MEMBERS)
    Audience.objects.create(name="Formænd og koordinatorer", who=Audience.Who.MEMBERS, roles=[Contact.Role.CHAIR, Contact.Role.COORDINATOR], reach=Audience.Reach.CONTACTS)
    Audience.objects.create(name="Kommunen og politikerne", who=Audience.Who.KNOWN, sectors=[Sector.MUNICIPALITY, Sector.COUNCIL, Sector.POLITICS])
    Audience.objects.create(name="Månedens nyt", who=Audience.Who.SUBSCRIBERS, public=True, about="Det vigtigste fra huset, den første torsdag i måneden.")
    Audience.objects.create(name="Nye frivilligjob", who=Audience.Who.SUBSCRIBERS, public=True, about="Når nogen mangler en hånd.")
    place = Locality.objects.order_by("position", "pk").first()
    if place is not None:
        nearby = Audience.objects.create(name=f"Foreninger i {place.name}", who=Audience.Who.KNOWN, sectors=[Sector.CIVIL_SOCIETY])
        nearby.localities.add(place)
    press = Audience.objects.create(name="Pressen", who=Audience.Who.NAMED)
    press.also.set(Organisation.objects.filter(sector=Sector.COMPANY).order_by("pk")[:2])


def readers(*, centre: Centre, now: datetime) -> None:
    lists, theme = list(Audience.objects.open()), Theme.objects.order_by("position", "pk").first()
    for number, (name, mail, says_yes) in enumerate(READERS):
        asked = now - timedelta(days=3 + 29 * number if says_yes else 2)
        subscribing.sign_up(f"{mail}@laeser.example", name=name, language="da", lists=lists if number % 2 else lists[:1], themes=[theme] if theme and number == 2 else [], centre=centre, now=asked)
        if says_yes:
            subscribing.confirm(Subscriber.objects.get(mail=f"{mail}@laeser.example"), now=asked + timedelta(hours=1))


def letters(*, now: datetime, by: User) -> None:
    """One that was sent last month, and one that is being written."""
    before = now - timedelta(days=28)
    last = writing.begin(Newsletter(subject="Efteråret begynder her", preheader="Tag med til introduktion for nye frivillige"), [Audience.objects.get(name="Alle medlemmer")], by=by, now=before)
    first = last.blocks.get(kind=Block.Kind.TEXT)
    first.text = "Tak for en dejlig sommer. Her er, hvad vi glæder os til."
    writing.keep_block(first, by=by, now=before)
    writing.keep_block(Block(newsletter=last, kind=Block.Kind.JOBS, most=3, days=366), by=by, now=before)
    sending.send(last, by=by, now=before)
    Delivery.objects.filter(newsletter=last).update(state=Delivery.State.SENT, done_at=before + timedelta(minutes=1))
    Newsletter.objects.filter(pk=last.pk).update(state=Newsletter.State.SENT, finished_at=before + timedelta(minutes=1))
    wanted = [Audience.objects.get(name=name) for name in ("Alle medlemmer", "Månedens nyt")]
    row = writing.begin(Newsletter(subject="Nyt fra huset", preheader="Kurser, frivilligjob og et godt tilbud om stole"), wanted, by=by, now=now)
    text = row.blocks.get(kind=Block.Kind.TEXT)
    text.heading = "Kære alle"
    text.text = "Der er kommet liv i huset igen efter sommeren, og vi håber at se jer til noget af det.\n\nHusk, at I altid kan **ringe eller komme forbi** med et spørgsmål."
    writing.keep_block(text, by=by, now=now)
    for kind in (Block.Kind.JOBS, Block.Kind.OFFERS, Block.Kind.POSTS):
        writing.keep_block(Block(newsletter=row, kind=kind, most=4, days=366), by=by, now=now)
