"""Whoever is erased, or forgotten as a volunteer, gets no mail that is on its way, and her name does not stand with those she got."""

from datetime import datetime
from typing import Any

from brobygger.accounts.models import User
from brobygger.core import outbox
from brobygger.core.models import OutgoingMail
from brobygger.correspondence.models import LetterTo
from brobygger.matching.models import Volunteer
from brobygger.matching.volunteering import forgetting
from brobygger.people import actions as people
from brobygger.people.holdings import Subject


def _forget(rows: Any) -> None:
    found = list(rows.only("letter_id"))
    keys, own = [each.once_key for each in found], LetterTo.objects.filter(pk__in=[each.pk for each in found])
    back = outbox.take_back(keys)
    OutgoingMail.objects.filter(once_key__in=keys).update(to="erased@example.invalid", subject="", text="", html="")
    own.filter(pk__in=[each.pk for each in found if each.once_key in back]).update(state=LetterTo.State.STOPPED)
    own.filter(state=LetterTo.State.WAITING).update(state=LetterTo.State.STOPPED)
    own.update(mail="", name="", because="", person=None)


def _of_an_erased_person(subject: Subject, *, by: User | None, now: datetime) -> None:
    if subject.person is not None:
        _forget(LetterTo.objects.filter(person=subject.person))


def _of_a_volunteer(row: Volunteer) -> None:
    """What she got as herself. As one who speaks for an organisation she is known otherwise, and her person stays."""
    if row.person is not None:
        _forget(LetterTo.objects.filter(person=row.person, organisation=None))


people.erased_too.add("correspondence.letters", _of_an_erased_person)
forgetting.add("correspondence.letters", _of_a_volunteer)
