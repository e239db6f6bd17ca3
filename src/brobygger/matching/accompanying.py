"""Somebody to go along: wanted, a volunteer asked by mail, agreed on, gone together, ended. The mails say neither name nor why."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.directory import besides
from brobygger.directory.models import Referral
from brobygger.matching import letters, volunteering
from brobygger.matching.models import Accompaniment, Volunteer
from brobygger.matching.models.tokens import new_token
from brobygger.people.retention import months_before

States, Because = Accompaniment.State, Accompaniment.Because
KEPT: Final = 1  # months after the end that the two are known
ROOM: Final = 120  # letters there are for who she is, and for how to reach her
A_SEASON: Final = timedelta(days=90)  # after which staff ask whether they still go together


def wanted_of_referrals() -> "list[Referral]":
    """Open referrals that ask for somebody to go along, and for whom nobody has begun to look."""
    return list(Referral.objects.listed().open().filter(company=True, accompaniment=None).order_by("pk"))


@transaction.atomic
def begin(row: Accompaniment, *, by: User, now: datetime) -> Accompaniment:
    """Keep a new one; of a referral, its place and theme come along. ValidationError where one has begun for the referral already."""
    row.made_by, row.made_on = by, localtime(now).date()
    if row.referral is not None:
        referral = Referral.objects.select_for_update(of=("self",)).get(pk=row.referral.pk)  # answered at this moment, it is seen here
        if _came_to_nothing(referral):
            raise ValidationError(_("The referral has come to nothing in the meantime."))
        row.locality, row.theme = row.locality or row.referral.locality, row.theme or row.referral.theme
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise ValidationError(_("Somebody has begun to look already.")) from None
    audit.record("added", row, by=by, now=now)
    return row


@transaction.atomic
def ask(row: Accompaniment, volunteer: Volunteer, *, centre: Centre, by: User, now: datetime) -> Accompaniment:
    """Ask a volunteer by mail; whoever was asked before is asked no more. ValidationError where she cannot be."""
    here = _locked(row)
    day = localtime(now).date()
    if here.state not in {States.WANTED, States.ASKED, States.AGREED}:
        raise ValidationError(_("They are on their way already, or it has ended."))
    if not volunteer.is_in_the_pool(day) or volunteer.person is None or not volunteer.person.mail:
        raise ValidationError(_("%(who)s cannot be asked: without consent, without a mail, or on a break.") % {"who": volunteer})
    before = audit.values(here)
    here.volunteer, here.state, here.asked_on, here.token = volunteer, States.ASKED, day, new_token()  # the link of one who was asked before opens no more
    here.save()
    audit.record("asked to go along", here, by=by, before=before, now=now)
    with translation.override(volunteer.language):
        subject = _("Can you go along? %(to)s") % {"to": here.to}
        lines = [
            _("Dear %(who)s") % {"who": volunteer.first_name}, _("Somebody would like company to: %(to)s. On the page below you see where and when, and say yes or no. Who it is, you are told once you have said yes.") % {"to": here.to},
            link(here, centre), _("Kind regards"), centre.name,
        ]
        outbox.write(to=volunteer.person.mail, subject=subject, text="\n\n".join(lines), once_key=f"volunteer-{volunteer.pk}-along-{here.pk}-{here.token}")
    return here


@transaction.atomic
def answer(row: Accompaniment, *, yes: bool, now: datetime, token: str = "") -> Accompaniment:
    """The volunteer's own answer. After a no somebody is wanted again. ``token``: of the link it was said by."""
    here = _locked(row, token)
    if here.state != States.ASKED:
        raise ValidationError(_("You have answered already."))
    before = audit.values(here)
    here.state = States.AGREED if yes else States.WANTED
    if yes:
        here.who, here.reach = _of_her(here)
    else:
        here.volunteer, here.token = None, new_token()
    here.save()
    audit.record("agreed to go along" if yes else "cannot go along", here, by=None, before=before, now=now)
    if yes:
        _tell_referrer(here)
    return here


def _of_her(row: Accompaniment) -> tuple[str, str]:
    """Who she is and how to reach her, hers to know who goes along for as long as they do; of one referred by a code nothing but the code is known."""
    said = row.referral.who if row.referral is not None else ""
    return (row.who or said)[:ROOM], row.how_to_reach[:ROOM]


@transaction.atomic
def went(row: Accompaniment, *, on: date, by: User | None, now: datetime, token: str = "") -> Accompaniment:
    """They have gone together once (more), on ``on``. Told by the volunteer (``by`` None) or by staff."""
    here = _locked(row, token)
    if here.state not in {States.AGREED, States.UNDER_WAY}:
        raise ValidationError(_("Nobody has agreed to go along yet, or it has ended."))
    if on > localtime(now).date():
        raise ValidationError({"on": _("It is still to come.")})
    before = audit.values(here)
    here.first_on, here.times, here.state = min(here.first_on or on, on), here.times + 1, States.UNDER_WAY
    here.save()
    audit.record("went along", here, by=by, before=before, now=now)
    return here


@transaction.atomic
def end(row: Accompaniment, *, by: User | None, now: datetime, token: str = "", because: str = "") -> Accompaniment:
    """No more; it counts if they went together at all. Who was to go and did not is told, where it is not her own word; and whoever goes, where it is ``because`` of the referral."""
    here = _locked(row, token)
    if here.state not in Accompaniment.OPEN:
        return here
    before, was = audit.values(here), here.state
    here.state, here.closed_on, here.because = States.ENDED if here.first_on else States.CANCELLED, localtime(now).date(), because
    here.save()
    audit.record("ended", here, by=by, before=before, now=now)
    if because or (by is not None and was != States.UNDER_WAY):
        _call_off(here)
    _tell_referrer(here)
    return here


def _call_off(row: Accompaniment) -> None:
    """To the volunteer who was asked or has said yes: she is not to stand there and wait. Where they have gone together already, staff and she speak of it."""
    if row.volunteer is not None:
        letters.tell(
            row.volunteer, row.centre, subject=lambda: _("Nobody is to go along after all: %(to)s") % {"to": row.to},
            lines=lambda: [_("You need not go along to “%(to)s” after all. Thank you for being willing to.") % {"to": row.to}, *_why(row)], once=f"along-{row.pk}-{row.token}-off",
        )


def _why(row: Accompaniment) -> list[str]:
    """To the volunteer: that it is nobody's fault of the two. Not who said what about her."""
    if row.because in {Because.FULL, Because.DECLINED}:
        return [_("The place cannot take anybody on just now.")]
    return [_("The place has not answered.")] if row.because == Because.EXPIRED else []


def _came_to_nothing(referral: Referral | None) -> bool:
    return referral is not None and referral.state in Because.values


def _with_its_referral(referral: Referral, *, by: User | None, now: datetime) -> None:
    """It ends with the referral, for its reason. Where that is taken back, what was written of her goes at once here too."""
    for row in Accompaniment.objects.filter(referral=referral):
        ended = end(row, by=by, now=now, because=referral.state)
        if referral.state != Referral.State.WITHDRAWN:
            continue
        here = _locked(ended)
        before = audit.values(here)
        here.who = here.reach = here.meet = ""
        here.save()
        audit.record("erased", here, by=by, before=before, now=now)


def said_to_referrer(row: Accompaniment) -> str:
    """All that whoever referred is to know: whether somebody goes along, her first name as long as she does, and that it is done."""
    if row.state in {States.AGREED, States.UNDER_WAY}:
        name = row.volunteer.first_name if row.volunteer else ""
        return _("%(name)s goes along.") % {"name": name} if name else _("Somebody goes along.")
    if row.state == States.ENDED:
        return _("They have gone together, and it is done.")
    if row.state == States.CANCELLED and row.because:
        return _("Nobody goes along, since it came to nothing.")
    if row.state == States.CANCELLED:
        return _("Nobody goes along: it came to nothing. Call us if it is still wanted.")
    return _("We are looking for somebody to go along.")


def said_of_referrals(rows: Iterable[Referral]) -> dict[int, str]:
    """Of those that ask for company: whether somebody goes along."""
    asked = {row.pk: row for row in rows if row.company}
    found = {each.referral_id: said_to_referrer(each) for each in Accompaniment.objects.filter(referral__in=list(asked)).select_related("volunteer__person")} if asked else {}
    return {pk: found[pk] if pk in found else _("We are looking for somebody to go along.") for pk, row in asked.items() if pk in found or row.state in Referral.OPEN}


def _tell_referrer(row: Accompaniment) -> None:
    """By mail, when somebody has said yes and when it is over, unless the referral is: then a mail has said so; with the code, and forgotten with the volunteer whose name it says."""
    referral = row.referral
    if referral is None or _came_to_nothing(referral) or referral.made_by is None or not referral.made_by.is_active:
        return
    with translation.override(referral.made_by.language or settings.LANGUAGE_CODE):
        subject = _("About somebody to go along with %(code)s") % {"code": referral.code}
        address = f"{settings.SITE_URL}/{row.centre.key}/henvis/{referral.pk}/"
        once = f"along-{row.pk}-{row.token}-{row.state}"
        outbox.write(to=referral.made_by.email, subject=subject, text="\n\n".join([said_to_referrer(row), address, row.centre.name]), once_key=f"volunteer-{row.volunteer_id}-{once}" if row.volunteer_id else once)


@transaction.atomic
def forget_due(*, now: datetime) -> int:
    """A month after the end neither of the two is known from it any more. Gives how many were touched."""
    due = Accompaniment.objects.filter(closed_on__lt=months_before(localtime(now).date(), KEPT)).exclude(who="", reach="", meet="", volunteer=None)
    for pk, volunteer in due.exclude(volunteer=None).values_list("pk", "volunteer"):
        outbox.forget(f"volunteer-{volunteer}-along-{pk}-")
    return due.update(who="", reach="", meet="", volunteer=None, version=F("version") + 1)


def fitting(row: Accompaniment, day: date) -> "list[Volunteer]":
    """Whom one could ask: those of the same place first, then those who travel, the ones who are ready before the others."""
    rows = Volunteer.objects.pool(day).listed().filter(person__isnull=False).exclude(person__mail="").exclude(kind__in=[Volunteer.Kind.GROUP, Volunteer.Kind.COMPANY])
    order = {Volunteer.State.AVAILABLE: 0, Volunteer.State.ACTIVE: 1, Volunteer.State.TALK: 2, Volunteer.State.ENQUIRY: 3}
    return sorted(rows[:200], key=lambda each: (row.locality_id is not None and each.locality_id != row.locality_id, -each.travel, order[Volunteer.State(each.state)], each.pk))[:30]


def overdue(day: date) -> "list[Accompaniment]":
    """Wanted for a month and nobody found, asked a week ago and not answered, agreed on a month ago and nothing heard since, or gone together for a season: as long as it is not ended the two are known."""
    rows = Accompaniment.objects.listed().open()
    late = rows.filter(
        Q(state=States.WANTED, made_on__lte=day - timedelta(days=30)) | Q(state=States.ASKED, asked_on__lte=day - timedelta(days=7)) | Q(state=States.AGREED, asked_on__lte=day - timedelta(days=30)) | Q(state=States.UNDER_WAY, first_on__lte=day - A_SEASON),
    )
    return sorted(late, key=lambda row: row.state != States.ASKED)


def link(row: Accompaniment, centre: Centre) -> str:
    return f"{settings.SITE_URL}/{centre.key}/foelgeskab/{row.token}/"


def _locked(row: Accompaniment, token: str = "") -> Accompaniment:
    """As it is now. ValidationError where ``token`` opened it a moment ago and does no more: somebody else has been asked meanwhile, for whom nobody else may speak."""
    here: Accompaniment = Accompaniment.objects.select_for_update(of=("self",)).select_related("referral__made_by", "volunteer__person", "centre").get(pk=row.pk)
    if token and here.token != token:
        raise ValidationError(_("Somebody else has been asked in the meantime."))
    return here


def _out(volunteer: Volunteer, *, by: User | None, now: datetime) -> None:
    """Who leaves goes along with nobody: somebody else is wanted, and what was under way has ended."""
    for row in Accompaniment.objects.open().filter(volunteer=volunteer).order_by("pk"):
        here = _locked(row)
        if here.state == States.UNDER_WAY:
            end(here, by=by, now=now)
        elif here.state in {States.ASKED, States.AGREED}:
            before, had_agreed = audit.values(here), here.state == States.AGREED
            here.volunteer, here.state, here.token = None, States.WANTED, new_token()
            here.save()
            audit.record("cannot go along", here, by=by, before=before, now=now)
            if had_agreed:
                _tell_referrer(here)


volunteering.going_out.add("along", _out)
besides.came_to_nothing.add("matching.along", _with_its_referral)
