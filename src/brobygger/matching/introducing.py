"""The way from a suggestion to still being there: each step is taken once, by staff, by the volunteer on her page, or by the host behind a signed link."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import formats, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.core import digests, outbox
from brobygger.matching import letters, volunteering
from brobygger.matching.models import Match, Opportunity, PlacePreparation, Volunteer

State = Match.State
Because = Match.Because
SALT: Final = "matching.match"
OPENS_FOR: Final = timedelta(days=150)
REMINDED_AFTER: Final = (timedelta(days=7), timedelta(days=14))
LASTS: Final = timedelta(days=91)
UNANSWERED: Final = Q(state=State.INTRODUCED, answered_at=None)
BEFORE_START: Final = frozenset({State.SUGGESTED, State.INTRODUCED})


@transaction.atomic
def suggest(volunteer: Volunteer, opportunity: Opportunity, *, by: User | None, now: datetime, tells: bool = True) -> Match:
    """Put the two together. The same pair again is the same match, as long as it has not ended. ``tells``: she hears of it, where it was not her own wish."""
    today = localtime(now).date()
    hers: Volunteer = Volunteer.objects.select_for_update(of=("self",)).select_related("person", "centre").get(pk=volunteer.pk)
    there = Match.objects.alive().filter(volunteer=hers, opportunity=opportunity).first()
    if there is not None:
        return there
    if not hers.is_in_the_pool(today):
        raise ValidationError(_("She is not in the pool: without consent, on a break or put away."))
    if opportunity.state != Opportunity.State.PUBLISHED:
        raise ValidationError(_("The job is not public any more."))
    row = Match(volunteer=hers, opportunity=opportunity, suggested_on=today, suggested_by=by)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return Match.objects.alive().get(volunteer=hers, opportunity=opportunity)
    audit.record("suggested", row, by=by, now=now)
    if by is not None and tells:
        _tell_her(row, lambda: _("Something that may suit you: %(title)s") % {"title": opportunity.title}, lambda: [_("We thought of you when we read “%(title)s”, %(host)s. Look at it on your page, and say whether it is something for you.") % {"title": opportunity.title, "host": opportunity.host}], "suggested")
    return row


@transaction.atomic
def introduce(match: Match, *, by: User | None, now: datetime) -> Match:
    """The host hears that somebody is interested, and who, behind a link of its own; she hears whom to talk with. Twice is once."""
    row = _locked(match)
    if row.state != State.SUGGESTED:
        _refuse_ended(row)
        return row
    if not row.volunteer.is_in_the_pool(localtime(now).date()):
        raise ValidationError(_("She is not in the pool: without consent, on a break or put away."))
    row.introduced_on, row.introduced_at = localtime(now).date(), now
    _become(row, State.INTRODUCED, "introduced", by=by, now=now)
    _tell_host(row, _somebody_for, lambda row: [_("Somebody would like to hear more about “%(title)s”. Read who it is, and say how it goes, here; no sign-in is needed: %(link)s") % {"title": row.opportunity.title, "link": link_of(row)}], "introduced")
    _tell_her(row, lambda: _("You are introduced: %(title)s") % {"title": row.opportunity.title}, lambda: [_host_in_words(row.opportunity), _("They write or call you. If you hear nothing in a week, call them, or us.")], "introduced")
    volunteering.heard(row.volunteer, now)
    return row


@transaction.atomic
def start(match: Match, *, on: date, by: User | None, now: datetime, answer: bool = False) -> Match:
    """She has begun. Twice is once."""
    row = _locked(match)
    if row.state not in BEFORE_START:
        _refuse_ended(row)
        return row
    _not_ahead(on, now)
    if answer:
        row.answered_at = row.answered_at or now
    row.introduced_on, row.introduced_at = row.introduced_on or on, row.introduced_at or now
    row.started_on = max(on, row.introduced_on) if row.introduced_on <= localtime(now).date() else on
    _become(row, State.STARTED, "started", by=by, now=now)
    volunteering.heard(row.volunteer, now)
    volunteering.settle(row.volunteer, by=by, now=now)
    return row


@transaction.atomic
def last(match: Match, *, on: date, by: User | None, now: datetime, answer: bool = False) -> Match:
    """She is still there. ValidationError before three months have passed since she began. Twice is once."""
    row = _locked(match)
    if row.state == State.LASTING:
        return row
    if row.state != State.STARTED or row.started_on is None:
        raise ValidationError(_("She has not begun yet, or it has ended."))
    _not_ahead(on, now)
    if on < row.started_on + LASTS:
        raise ValidationError(_("Three months have not passed since she began on %(day)s.") % {"day": formats.date_format(row.started_on)})
    row.lasting_on = on
    if answer:
        row.answered_at = row.answered_at or now
    _become(row, State.LASTING, "lasting", by=by, now=now)
    volunteering.heard(row.volunteer, now)
    return row


@transaction.atomic
def end(match: Match, because: str, *, on: date, by: User | None, now: datetime, answer: bool = False) -> Match:
    """It came to nothing, or it was over: with a reason. What was reached counts on. Twice is once."""
    row = _locked(match)
    if row.state == State.ENDED:
        return row
    if because not in Because.values:
        raise ValidationError({"because": _("Say why it ended.")})
    _not_ahead(on, now)
    had_begun = row.started_on is not None
    row.ended_on, row.because = max(on, row.started_on or row.introduced_on or row.suggested_on), because
    if answer:
        row.answered_at = row.answered_at or now
    _become(row, State.ENDED, "ended", by=by, now=now)
    volunteering.settle(row.volunteer, by=by, now=now)
    if had_begun and because != Because.LEFT:
        _tell_her(row, lambda: _("Thank you for your time at %(host)s") % {"host": row.opportunity.host}, lambda: [_("Thank you for what you have done. On your page you can fetch a certificate of it, and see what else there is.")], "thanks")
    return row


@transaction.atomic
def talked(match: Match, *, now: datetime) -> Match:
    """The host has talked with her, and says so by the link."""
    row = _locked(match)
    if row.state == State.INTRODUCED and row.talked_on is None:
        row.talked_on, row.answered_at = localtime(now).date(), row.answered_at or now
        _become(row, State.INTRODUCED, "answered", by=None, now=now)
    return row


@transaction.atomic
def prepare_place(opportunity: Opportunity, *, on: date, agreed: str, by: User, now: datetime) -> PlacePreparation:
    """A place was made ready for somebody who needs a little extra; counted by itself."""
    _not_ahead(on, now)
    row = PlacePreparation(opportunity=opportunity, on=on, agreed=agreed, by=by)
    row.save()
    audit.record("added", row, by=by, now=now)
    return row


def link_of(row: Match) -> str:
    return f"{settings.SITE_URL}/{row.centre.key}/frivillige/svar/{signing.dumps([row.pk, digests.of_mail(row.opportunity.host_mail)], salt=SALT)}/"


def of_link(token: str) -> Match | None:
    """The match of the centre in force that the link is for; None where the volunteer is forgotten, another is written to at the host's, or the link is too old."""
    try:
        pk, digest = signing.loads(token, salt=SALT, max_age=OPENS_FOR)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    row: Match | None = Match.objects.listed().filter(pk=pk).exclude(volunteer__state=Volunteer.State.FORGOTTEN).first()
    return row if row is not None and digests.of_mail(row.opportunity.host_mail) == digest else None


def remind(*, now: datetime) -> int:
    """Write to hosts who have not answered, after a week and after two; and ask after three months whether she is still there. Each once."""
    written = 0
    for number, after in enumerate(REMINDED_AFTER):
        due = Match.objects.listed().filter(state=State.INTRODUCED, answered_at=None, reminders=number, introduced_at__lte=now - after)
        written += sum(_remind(row, number) for row in due)
    asked = Match.objects.listed().filter(state=State.STARTED, asked_lasting=False, started_on__lte=localtime(now).date() - LASTS)
    return written + sum(_ask_lasting(row) for row in asked)


@transaction.atomic
def _remind(row: Match, number: int) -> bool:
    if not Match.objects.filter(pk=row.pk, state=State.INTRODUCED, answered_at=None, reminders=number).update(reminders=number + 1, version=F("version") + 1):
        return False
    return _tell_host(row, _somebody_waits, lambda row: [_("Somebody who would like to hear more about “%(title)s” has not heard from you yet. Read who it is, and say how it goes, here: %(link)s") % {"title": row.opportunity.title, "link": link_of(row)}], f"reminder-{number}")


@transaction.atomic
def _ask_lasting(row: Match) -> bool:
    if not Match.objects.filter(pk=row.pk, state=State.STARTED, asked_lasting=False).update(asked_lasting=True, version=F("version") + 1):
        return False
    return _tell_host(row, _how_is_it, lambda row: [_("Three months ago a volunteer began with you through us: “%(title)s”. Is she still there? Say it here with one click: %(link)s") % {"title": row.opportunity.title, "link": link_of(row)}], "lasting")


def _locked(match: Match) -> Match:
    volunteering.one_at_a_time(match.volunteer_id)
    found: Match = Match.objects.select_for_update(of=("self",)).select_related("volunteer__person", "volunteer__centre", "opportunity__organisation", "opportunity__centre", "centre").get(pk=match.pk)
    return found


def _refuse_ended(row: Match) -> None:
    if row.state == State.ENDED:
        raise ValidationError(_("This has ended. Suggest it anew if it begins again."))


def _not_ahead(on: date, now: datetime) -> None:
    if on > localtime(now).date():
        raise ValidationError({"on": _("That day has not come yet.")})


def _become(row: Match, state: str, verb: str, *, by: User | None, now: datetime) -> None:
    before = audit.values(Match.objects.get(pk=row.pk))
    row.state = state
    row.save()
    audit.record(verb, row, by=by, before=before, now=now)


def _host_in_words(job: Opportunity) -> str:
    return "\n".join(part for part in (job.title, job.host, job.contact_name, job.contact_phone, job.contact_mail) if part)


def _tell_her(row: Match, subject: Callable[[], str], lines: Callable[[], Iterable[str]], once: str) -> None:
    letters.tell(row.volunteer, row.volunteer.centre, subject=subject, lines=lines, once=f"match-{row.pk}-{once}")


def _somebody_for(row: Match) -> str:
    return _("Somebody is interested: %(title)s") % {"title": row.opportunity.title}


def _somebody_waits(row: Match) -> str:
    return _("Somebody waits for your answer: %(title)s") % {"title": row.opportunity.title}


def _how_is_it(row: Match) -> str:
    return _("Is your volunteer still there? %(title)s") % {"title": row.opportunity.title}


def _tell_host(row: Match, subject: Callable[[Match], str], lines: Callable[[Match], Iterable[str]], once: str) -> bool:
    """To the host, without a word on who she is: that stands behind the link, as long as she wishes it to."""
    to = row.opportunity.host_mail
    if not to:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        text = letters.SEPARATOR.join([_("Hello"), *lines(row), _("Kind regards"), row.centre.name])
        return outbox.write(to=to, subject=subject(row), text=text, once_key=f"match-{row.pk}-{once}") is not None


def _out(volunteer: Volunteer, *, by: User | None, now: datetime) -> None:
    """Who leaves the pool is proposed no more; what runs already goes on between the two."""
    for row in Match.objects.filter(volunteer=volunteer, state__in=list(BEFORE_START)):
        _ended_by_leaving(row, by=by, now=now)


def _ended_by_leaving(row: Match, *, by: User | None, now: datetime) -> None:
    locked = _locked(row)
    locked.ended_on, locked.because = localtime(now).date(), Because.LEFT
    _become(locked, State.ENDED, "ended", by=by, now=now)


def _forget(volunteer: Volunteer) -> None:
    """What runs ends here too: nobody can say any more how it went on."""
    now = localtime()
    for row in Match.objects.running().filter(volunteer=volunteer):
        _ended_by_leaving(row, by=None, now=now)


volunteering.going_out.add("matches", _out)
volunteering.forgetting.add("matches", _forget)
