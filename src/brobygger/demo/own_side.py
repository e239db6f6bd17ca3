"""What the example centres' associations say themselves: who looks after their pages, what may be shown, and their answers in the yearly round."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.organisations import checks, consents
from brobygger.organisations.models import CheckAnswer, Consent, Contact, Organisation
from brobygger.people.models import Person

SHOWN: Final = (Consent.What.PURPOSE, Consent.What.WORK, Consent.What.MAIL, Consent.What.WELCOMES)
PURPOSES: Final = ("Vi mødes om kaffe, samtaler og ture ud i det blå.", "Vi tager imod nye, hvor de er, og følges ad.", "Vi skaber fællesskab på tværs af alder.")


def fill(chance: Random, *, centre: Centre, now: datetime, by: User, speaks: User | None) -> None:
    """Give ``centre``, which is in force, consents and a round that is under way; ``speaks`` looks after the first association's pages."""
    asked = now - timedelta(days=40)
    first = Organisation.objects.filter(sector="civil_society").order_by("pk")[0]
    if speaks is not None:
        person = Person.objects.create(name=speaks.name, mail=speaks.email, account=speaks)
        Contact.objects.create(organisation=first, person=person, role=Contact.Role.TREASURER, since=asked.date(), acts_since=asked)
    members = consents.public_members(now.date()).filter(sector="civil_society").order_by("pk")
    for number, organisation in enumerate(members):
        organisation.purpose = organisation.purpose or PURPOSES[number % len(PURPOSES)]
        organisation.save()
        contact = Contact.objects.filter(organisation=organisation).order_by("pk").first()
        wanted: list[consents.Asked] = [(None, what) for what in SHOWN if number % 3 != 2]
        if contact is not None and number % 3 == 1:
            wanted.append((contact.pk, Consent.What.PERSON))
        consents.decide(organisation, wanted, by=by, now=asked)
    checks.start(centre=centre, by=by, now=asked)
    CheckAnswer.objects.exclude(mail="").update(asked_at=asked, reminders=1, reminded_at=now - timedelta(days=3))
    for row in CheckAnswer.objects.exclude(mail="").exclude(organisation=first).order_by("pk"):
        if chance.random() < 0.6:
            how = chance.choice([CheckAnswer.How.CONFIRMED, CheckAnswer.How.CONFIRMED, CheckAnswer.How.CHANGED])
            checks.answer(row, how=how, by=None, now=asked + timedelta(days=chance.randrange(1, 30)))
