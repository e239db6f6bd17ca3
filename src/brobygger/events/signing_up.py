"""Signing up: a place, or one in the queue, given to one who asks; on one list, or on those of several dates at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core.schedule import soon
from brobygger.events import companions, confirmations, places
from brobygger.events.companions import Named
from brobygger.events.models import Answer, SignUp, SignUpList
from brobygger.events.models.signups import MOST_PERSONS, ONCE
from brobygger.organisations.models import Organisation

States: Final = SignUp.State


@dataclass(frozen=True, slots=True)
class Asking:
    """One who wants to sign up, as the form has it. ``answers``: question's key → text; each list takes those to its own questions."""

    name: str
    mail: str = ""
    organisation: Organisation | None = None
    label: str = ""
    persons: int = 1
    note: str = ""
    language: str = "da"
    answers: Mapping[int, str] = field(default_factory=dict)
    others: Sequence[Named] = ()


class Twice(ValidationError):
    """The mail is signed up already; ``signup`` is the one that is there."""

    def __init__(self, signup: SignUp) -> None:
        super().__init__({"mail": _("Somebody has signed up with this mail already.")})
        self.signup = signup


def sign_up(signup_lists: Sequence[SignUpList], asking: Asking, *, now: datetime, by: User | None = None) -> list[SignUp]:
    """Give a place, or one in the queue, on each of ``signup_lists`` (several: dates of a series); the worker writes so, in one mail.

    ``by`` is a colleague who signs somebody up: then the times and limits of the form do not hold. ValidationError where sign-up is closed,
    the party too large, or the mail there already (:class:`Twice`); then nothing is kept on any of them.
    """
    try:
        try:
            return _sign_up(signup_lists, asking, now=now, by=by)
        except _Changed:  # what was held for nothing is let go of first: two who hold it would wait for each other to lock it
            return _sign_up(signup_lists, asking, now=now, by=by, alone=True)
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
    there = SignUp.objects.alive().filter(signup_list__in=signup_lists, mail__iexact=asking.mail).order_by("signup_list").first()
    if there is None:  # who had it has just left
        return sign_up(signup_lists, asking, now=now, by=by)
    raise Twice(there)


class _Changed(Exception):
    """A list has been changed since it was read."""


@transaction.atomic
def _sign_up(signup_lists: Sequence[SignUpList], asking: Asking, *, now: datetime, by: User | None, alone: bool = False) -> list[SignUp]:
    """``alone``: nobody else signs up for any of the lists meanwhile. Without it that holds for those with a limit, and _Changed is raised where one has got one."""
    made: list[SignUp] = []
    for each in sorted(signup_lists, key=lambda row: row.pk):  # in one order, so that two who ask for the same dates never wait for each other
        held = [] if alone or each.capacity is not None else places.held(each)
        if not (held or alone or each.capacity is not None):
            raise _Changed
        locked = each if held else places.locked(each)
        if by is None:
            _refuse_closed(locked, asking, now, held)
        made.append(_give(locked, asking, together=made[0].token if made else "", now=now, by=by))
    first = made[0]
    if len(made) > 1:
        first.together = first.token
        first.save(update_fields=["together"])
    soon(confirmations.JOB)
    return made


def _give(locked: SignUpList, asking: Asking, *, together: str, now: datetime, by: User | None) -> SignUp:
    if asking.persons > MOST_PERSONS:
        raise ValidationError({"persons": _("At most %(n)s in one sign-up.") % {"n": MOST_PERSONS}})
    signup = SignUp(
        signup_list=locked, name=asking.name, mail=asking.mail, organisation=asking.organisation, label="" if asking.organisation else asking.label,
        persons=asking.persons, note=asking.note, language=asking.language, state=States.WAITING if places.outlook(locked, asking.persons) else States.CONFIRMED, signed_up_at=now, queued_at=now, by=by,
        together=together, unwritten=bool(asking.mail),
    )
    signup.save(force_insert=True)
    if asking.answers:
        own = locked.questions.filter(pk__in=asking.answers).values_list("pk", flat=True)
        Answer.objects.bulk_create(Answer(signup=signup, question_id=question, text=asking.answers[question]) for question in own if asking.answers[question])
    if asking.others:
        companions.keep(signup, asking.others, by=by, now=now)
    audit.record("signed up", signup, by=by, now=now)
    return signup


def _refuse_closed(signup_list: SignUpList, asking: Asking, now: datetime, held: list[tuple[Any, ...]]) -> None:
    if not places.takes_signups(signup_list, now, held=held):
        raise ValidationError(_("One cannot sign up for this any more."))
    if asking.persons > signup_list.most_persons:
        n = signup_list.most_persons
        raise ValidationError({"persons": ngettext("At most %(n)s person in one sign-up.", "At most %(n)s persons in one sign-up.", n) % {"n": n}})
