"""The example centres' mails to lists: texts they keep, and one that was sent."""

from datetime import datetime, timedelta

from brobygger.accounts.models import User
from brobygger.centres.models import Centre
from brobygger.core.addressing import lists
from brobygger.correspondence import recipients, sending, writing
from brobygger.correspondence.models import Letter, LetterTemplate

KEPT = (
    ("Påmindelse før et kursus", "Vi ses på torsdag", "Kære {fornavn}\n\nVi tager godt imod dig på torsdag. Døren er åben en halv time før, og der er kaffe.\n\nBliver du forhindret, så svar på denne mail, så en anden kan få pladsen."),
    ("Årets tal", "Hvor mange er I i {organisation}?", "Kære {navn}\n\nEn gang om året spørger vi, hvor mange medlemmer og frivillige I er. Svar på denne mail med de to tal, så skriver vi dem ind."),
)


def fill(*, centre: Centre, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its templates and a mail to its members two weeks ago."""
    for name, subject, text in KEPT:
        LetterTemplate.objects.create(name=name, subject=subject, text=text)
    then = now - timedelta(days=14)
    found = recipients.outcome(lists["members"].find({}, now.date())).people
    if not found:
        return
    _name, subject, text = KEPT[1]
    writing.send(Letter(subject=subject, text=text, whom="Medlemmer", answers_to=by.email, once="example"), found, by=by, now=then)
    sending.go_on(now=then + writing.REGRET)
