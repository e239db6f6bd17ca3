"""The example centres' members, contacts and partners: who joined when, changed, left; all persons invented."""

from datetime import date, datetime, timedelta
from random import Random

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, TargetGroup, Theme
from brobygger.organisations import actions, applications, standing
from brobygger.organisations.models import (
    Application,
    Collaboration,
    Contact,
    Formal,
    Membership,
    MembershipType,
    Organisation,
)
from brobygger.people.models import Person

TYPES = (("Forening", Formal.ASSOCIATION), ("Stor forening", Formal.ORGANISATION), ("Institution", Formal.INSTITUTION), ("Firmamedlem", Formal.COMPANY), ("Personligt medlem", Formal.PERSON))
TYPE_OF = {"civil_society": "Forening", "education": "Institution", "company": "Firmamedlem", "council": "Institution"}
NAMES = ("Inger Bloch", "Poul Friborg", "Amina Saleh", "Svend Aage Toft", "Grethe Lyng", "Mads Overgaard", "Yrsa Dahl", "Ibrahim Kaya", "Else Marie Vind", "Torben Hede")
PERSONAL = ("Ruth Elkjær", "Hassan Ali", "Birgit Stald")
ROLES = (Contact.Role.CHAIR, Contact.Role.COORDINATOR, Contact.Role.CONTACT)


def fill(chance: Random, *, centre: Centre, starts_on: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its types, members, contacts and collaborations, and one who wants to be a member."""
    today = now.date()
    types = {name: MembershipType.objects.create(name=name, formal=formal, position=position, public=name in {"Forening", "Institution"}) for position, (name, formal) in enumerate(TYPES)}
    themes, groups = list(Theme.objects.all()), list(TargetGroup.objects.all())
    joined: list[Membership] = []
    for number, row in enumerate(Organisation.objects.order_by("pk")):
        row.themes.set(chance.sample(themes, min(2, len(themes))))
        row.target_groups.set(chance.sample(groups, min(1 + number % 2, len(groups))))
        if row.sector == "civil_society":
            row.member_count, row.volunteer_count, row.figures_on = chance.randrange(12, 400, 4), chance.randrange(4, 60), starts_on
            if number % 3 == 0:
                row.welcomes_since = starts_on + timedelta(days=40 * (number // 3))
            row.save()
        if (name := TYPE_OF.get(row.sector)) and number % 7 != 6:
            since = date(starts_on.year - number % 3, 1, 1) if number % 4 else starts_on + timedelta(days=25 * (number // 4 + 1))
            if since <= today:
                joined.append(actions.keep(Membership(organisation=row, type=types[name], locality=row.locality, starts_on=since), by=by))
    if len(joined) > 3:
        actions.change(joined[1], to=types["Stor forening"], locality=joined[1].locality, since=date(today.year, 1, 1), by=by)
        if joined[3].starts_on < date(today.year - 1, 12, 31):
            actions.leave(joined[3], last_day=date(today.year - 1, 12, 31), reason="Lagt sammen med en anden forening", by=by)
    for number, name in enumerate(PERSONAL):
        since = min(starts_on + timedelta(days=90 * number), today)
        person = Person.objects.create(name=name, mail=f"{name.split()[0].lower()}@medlem.example")
        actions.keep(Membership(person=person, type=types["Personligt medlem"], locality=joined[0].locality if joined else None, starts_on=since), by=by)
    for row in Organisation.objects.filter(sector="civil_society", memberships=None).order_by("pk")[:2]:
        standing.wish(row, since=today - timedelta(days=30), by=by)
    civil = list(Organisation.objects.filter(sector="civil_society").order_by("pk"))
    for number, name in enumerate(NAMES):
        person = Person.objects.create(name=name, mail=f"kontakt{number}@forening.example", phone=f"00 00 00 {number:02}")
        Contact.objects.create(organisation=civil[number % len(civil)], person=person, role=ROLES[number % 3], since=starts_on)
    _collaborations(starts_on, by)
    applications.receive(
        Application(
            name="Syng sammen på Torvet", type=types["Forening"], contact_name="Vibeke Lund", contact_mail="vibeke@syng.example",
            purpose="Vi synger sammen hver torsdag, mest for dem, der bor alene. Vi er 25 og vil gerne være flere.",
        ),
        centre=centre, now=now,
    )


def _collaborations(starts_on: date, by: User) -> None:
    plans = (
        ("Fælles indsats for ensomme ældre", ("municipality", "council"), "To fælles arrangementer om året og et møde hvert halve år.", "Vi inviterer til de halvårlige møder."),
        ("Elever som frivillige", ("education",), "Skolen sender hold på besøg; vi finder foreninger, der tager imod.", "En præsentation for hvert nyt hold."),
    )
    for title, sectors, agreement, obligations in plans:
        partners = list(Organisation.objects.filter(sector__in=sectors).order_by("pk")[:2])
        if partners:
            row = Collaboration.objects.create(title=title, agreement=agreement, obligations=obligations, since=starts_on, responsible=by)
            row.partners.set(partners)
