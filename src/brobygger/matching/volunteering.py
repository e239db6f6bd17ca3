"""A volunteer's way in and out: signs up, says yes anew, takes a break, withdraws, is put away, is forgotten while the counts stay."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.registry import Registry
from brobygger.matching import alerts, letters
from brobygger.matching.models import Alert, Assessment, Match, Volunteer, VolunteerTalk
from brobygger.matching.models.tokens import new_token
from brobygger.people import actions as people
from brobygger.people.holdings import Subject, held_on, subject_of_person
from brobygger.people.models import Person

State = Volunteer.State
CONSENT_FOR: Final = timedelta(days=365)
RENEWED_BEFORE: Final = timedelta(days=30)
QUIET_FOR: Final = timedelta(days=182)
ANSWERS_IN: Final = timedelta(days=30)
UNCONFIRMED_FOR: Final = timedelta(days=60)
KEPT_PUT_AWAY: Final = timedelta(days=90)
KEPT_WITHDRAWN: Final = timedelta(days=30)
BLANK: Final = {"group_name": "", "born": None, "interests": 0, "skills": 0, "languages": 0, "times": 0, "hours_week": None, "available_from": None, "available_until": None, "needs_support": False, "wishes": "", "needs": "", "consent_source": ""}


class Out(Protocol):
    def __call__(self, volunteer: Volunteer, *, by: User | None, now: datetime) -> None: ...


going_out: Registry[Out] = Registry("volunteers_going_out")
"""What else ends when a volunteer leaves the pool: each part of this context adds its own."""

forgetting: Registry[Callable[[Volunteer], None]] = Registry("volunteers_forgetting")
"""What else holds something that says who a volunteer was; each lets go of it and keeps what counts."""


@transaction.atomic
def enquire(row: Volunteer, *, name: str, mail: str, phone: str, centre: Centre, now: datetime) -> Volunteer:
    """Keep who wants to volunteer, with consent, and write to her. The same form sent twice is one; a mail that is known gets its link once more.

    One at a time in each centre: of two forms with one mail the second sees the first. A mail stands on the person, in a table of all centres, where no
    constraint could say that it is once among the volunteers of one.
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)  # others go on writing rows of the centre meanwhile
    there = Volunteer.objects.filter(key=row.key).first() if row.key else None
    if there is not None:
        return there
    if mail and (known := known_by(mail)) is not None:
        letters.send_link(known, centre, now=now)
        return known
    row.person = Person(name=name, mail=mail, phone=phone)
    row.person.save()
    row.enquired_on = row.last_heard_on = localtime(now).date()
    _consents(row, now)
    row.save()
    audit.record("enquired", row, by=None, now=now)
    letters.welcome(row, centre, now=now)
    letters.tell_centre(row, centre)
    return row


@transaction.atomic
def add(row: Volunteer, *, name: str, mail: str, phone: str, consents: bool, by: User, now: datetime) -> Volunteer:
    """One who walked in or called, written down by staff. Without consent she is in no pool."""
    row.person = Person(name=name, mail=mail, phone=phone)
    row.person.save()
    row.enquired_on = row.last_heard_on = localtime(now).date()
    if consents:
        _consents(row, now)
    row.save()
    audit.record("added", row, by=by, now=now)
    return row


def known_by(mail: str) -> Volunteer | None:
    """The volunteer of the centre in force whose mail it is, if she is here yet."""
    row: Volunteer | None = Volunteer.objects.listed().exclude(state=State.FORGOTTEN).filter(person__mail__iexact=mail).order_by("-pk").first()
    return row


def heard(row: Volunteer, now: datetime) -> None:
    """She did something: she is not quiet."""
    Volunteer.objects.filter(pk=row.pk).update(last_heard_on=localtime(now).date(), asked_on=None)


@transaction.atomic
def renew(row: Volunteer, *, by: User | None, now: datetime) -> Volunteer:
    """She says yes for a year more; from a break or put away she is back."""
    locked = _locked(row)
    _consents(locked, now)
    locked.last_heard_on, locked.asked_on = localtime(now).date(), None
    if locked.state == State.ARCHIVED:
        locked.state, locked.archived_on = _ready(locked), None
    _kept(locked, "consent given", by=by, now=now)
    return locked


@transaction.atomic
def pause(row: Volunteer, *, by: User | None, now: datetime) -> Volunteer:
    """A break: out of the pool until she says otherwise."""
    locked = _locked(row)
    if locked.state in Volunteer.POOL:
        locked.state = State.PAUSED
        _kept(locked, "paused", by=by, now=now)
    return locked


@transaction.atomic
def resume(row: Volunteer, *, by: User | None, now: datetime) -> Volunteer:
    locked = _locked(row)
    if locked.state in {State.PAUSED, State.ARCHIVED}:
        if locked.consent_until is None or locked.consent_until < localtime(now).date():
            raise ValidationError(_("Her consent is no longer in force. She must say yes anew first."))
        locked.state, locked.archived_on, locked.asked_on, locked.last_heard_on = _ready(locked), None, None, localtime(now).date()
        _kept(locked, "back again", by=by, now=now)
    return locked


@transaction.atomic
def withdraw(row: Volunteer, *, by: User | None, now: datetime) -> Volunteer:
    """She no longer wants to be proposed: gone from the pool at once, forgotten in a month. What was counted stays."""
    locked = _locked(row)
    if locked.withdrawn_on is not None:
        return locked
    today = localtime(now).date()
    locked.consent_until, locked.withdrawn_on, locked.state, locked.archived_on = None, today, State.ARCHIVED, today
    _kept(locked, "consent withdrawn", by=by, now=now)
    for end in going_out.values():
        end(locked, by=by, now=now)
    return locked


@transaction.atomic
def archive(row: Volunteer, *, by: User | None, now: datetime) -> Volunteer:
    """Put away: out of the pool, and forgotten after a while."""
    locked = _locked(row)
    if locked.state != State.ARCHIVED:
        locked.state, locked.archived_on = State.ARCHIVED, localtime(now).date()
        _kept(locked, "archived", by=by, now=now)
        for end in going_out.values():
            end(locked, by=by, now=now)
    return locked


@transaction.atomic
def forget(row: Volunteer, *, by: User | None, now: datetime) -> None:
    """Nothing that says who she was stays: not here, in the mails, nor in the trail. The row stays, and what it counts. Twice is once."""
    locked: Volunteer | None = Volunteer.objects.select_for_update(of=("self",)).select_related("person").filter(pk=row.pk).exclude(state=State.FORGOTTEN).first()
    if locked is None:
        return
    person = locked.person
    for end in going_out.values():
        end(locked, by=by, now=now)
    _blank(locked, by=by, now=now)
    if person is not None and not _known_otherwise(person):
        people.erase(subject_of_person(person), by=by, now=now)


def _blank(row: Volunteer, *, by: User | None, now: datetime) -> None:
    before = audit.values(row)
    for let_go in forgetting.values():
        let_go(row)
    Assessment.objects.filter(volunteer=row).delete()
    if row.person is not None and row.person.mail:
        for alert in Alert.objects.filter(mail__iexact=row.person.mail):
            alerts.leave(alert)
    outbox.forget(f"volunteer-{row.pk}-")
    row.person, row.state, row.consent_until, row.token, row.archived_on = None, State.FORGOTTEN, None, new_token(), row.archived_on or localtime(now).date()
    for name, value in BLANK.items():
        setattr(row, name, value)
    row.save()
    audit.record("forgotten", row, by=by, before=before, now=now)


def _known_otherwise(person: Person) -> bool:
    """She is a contact, sits on the board, is a member, signs in: her person is then not ours to erase."""
    if person.account_id is not None:
        return True
    mine = (Person, Volunteer)
    return any(held.rows.exists() for held in held_on(subject_of_person(person)) if held.declaration.model not in mine)


def _of_an_erased_person(subject: Subject, *, by: User | None, now: datetime) -> None:
    """The leader erases a person: where she was a volunteer, that is forgotten with her."""
    if subject.person is not None:
        for row in Volunteer.objects.select_for_update(of=("self",)).filter(person=subject.person):
            for end in going_out.values():
                end(row, by=by, now=now)
            _blank(row, by=by, now=now)


people.erased_too.add("matching.volunteers", _of_an_erased_person)


def ask_the_quiet(*, centre: Centre, now: datetime) -> int:
    """Write to those not heard from for half a year, and to those whose consent runs out in a month. Each once. Gives how many."""
    today = localtime(now).date()
    idle = Q(last_heard_on__lt=today - QUIET_FOR, state__in=[State.ENQUIRY, State.TALK, State.AVAILABLE])
    runs_out = Q(consent_until__lt=today + RENEWED_BEFORE)
    return sum(_ask(row, centre, today, now) for row in Volunteer.objects.listed().pool(today).filter(idle | runs_out, asked_on=None))


@transaction.atomic
def _ask(row: Volunteer, centre: Centre, today: date, now: datetime) -> bool:
    if not Volunteer.objects.filter(pk=row.pk, asked_on=None).update(asked_on=today):
        return False  # another worker has asked
    return letters.still_there(row, centre, now=now)


def put_away_and_forget(*, now: datetime) -> tuple[int, int]:
    """Those who did not answer are put away, and those who never said yes and do nothing here; those long put away are forgotten. Gives how many of each."""
    today = localtime(now).date()
    never = Q(consent_until=None, state=State.ENQUIRY, asked_on=None, created_at__lt=now - UNCONFIRMED_FOR)
    silent = Volunteer.objects.filter(state__in=[*Volunteer.POOL, State.PAUSED]).filter(Q(asked_on__lt=today - ANSWERS_IN) | Q(consent_until__lt=today) | never)
    away = [archive(row, by=None, now=now) for row in silent]
    long_gone = Volunteer.objects.filter(state=State.ARCHIVED).filter(Q(archived_on__lt=today - KEPT_PUT_AWAY) | Q(withdrawn_on__lt=today - KEPT_WITHDRAWN))
    gone = list(long_gone)
    for row in gone:
        forget(row, by=None, now=now)
    return len(away), len(gone)


@transaction.atomic
def settle(row: Volunteer, *, by: User | None, now: datetime) -> None:
    """Let the state follow from what is: active with a match that runs, ready after a talk, a talk to come, or just written."""
    locked = _locked(row)
    if locked.state not in Volunteer.POOL:
        return
    wanted = _ready(locked)
    if wanted != locked.state:
        locked.state = wanted
        _kept(locked, "changed", by=by, now=now)


def _ready(row: Volunteer) -> str:
    talks = set(VolunteerTalk.objects.filter(volunteer=row).values_list("state", flat=True))
    matches = Match.objects.filter(volunteer=row, started_on__isnull=False)
    if matches.running().exists():
        return State.ACTIVE
    if VolunteerTalk.State.BOOKED in talks:
        return State.TALK
    if VolunteerTalk.State.HELD in talks or matches.exists():
        return State.AVAILABLE
    return State.ENQUIRY


def one_at_a_time(volunteer: int) -> None:
    """Lock her row before what is hers (talks, matches, hours), as leaving does: in one order, so that two who change something of hers never wait for each other."""
    Volunteer.objects.select_for_update(of=("self",)).filter(pk=volunteer).first()


def _consents(row: Volunteer, now: datetime) -> None:
    row.consent_at, row.consent_until, row.withdrawn_on, row.consent_source = now, localtime(now).date() + CONSENT_FOR, None, ""


def _locked(row: Volunteer) -> Volunteer:
    found: Volunteer = Volunteer.objects.select_for_update(of=("self",)).select_related("person", "centre").get(pk=row.pk)
    if found.state == State.FORGOTTEN:
        raise ValidationError(_("She is forgotten, as she wished."))
    return found


def _kept(row: Volunteer, verb: str, *, by: User | None, now: datetime) -> None:
    before = audit.values(Volunteer.objects.get(pk=row.pk))
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)
