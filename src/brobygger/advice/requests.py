"""What people ask for on the public site: received, taken up as work, done, or declined; each with a mail."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.advice import actions, booking, letters
from brobygger.advice.models import Client, Consultation, Request, Service
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.journal import actions as journal
from brobygger.journal.actions import From
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration, State
from brobygger.organisations.naming import by_name

ABOUT = gettext_lazy("About your request: %(service)s")


@transaction.atomic
def receive(request: Request, *, centre: Centre, now: datetime) -> Request:
    """Keep what was asked, and confirm it by mail. The same ``key`` again is the same request. ValidationError where the time has just been taken."""
    there = Request.objects.filter(service=request.service, key=request.key).first()
    if there is not None:
        return there
    request.asked_at = now
    if request.client == Client.CITIZEN:
        request.label = ""  # a citizen is helped without a name
    request.organisation_id = by_name().get(request.label.strip().lower())
    try:
        booking.hold(request)
    except ValidationError:
        there = Request.objects.filter(service=request.service, key=request.key).first()
        if there is not None:
            return there
        raise
    audit.record("received", request, by=None, now=now)
    letters.tell(
        request, centre, subject=gettext_lazy("We have your request: %(service)s"), first=gettext_lazy("Thank you for writing. You will hear from us as soon as we can."), once="new", now=now,
    )
    asks = gettext_lazy("Somebody asks for: %(service)s")
    letters.tell_adviser(request, centre, subject=asks, once="new", now=now)
    letters.tell_centre(request, centre, subject=asks, once="new")
    return request


@transaction.atomic
def take(request: Request, *, answer: str, centre: Centre, by: User, now: datetime) -> Registration:
    """Take it up: advice becomes a draft consultation, practical help a registration that counts once it is done. Whoever asked is told. Twice is once."""
    row = _locked(request)
    if row.registration is not None:
        return row.registration
    if row.state != Request.State.NEW:
        raise ValidationError(_("It has been answered already."))
    service, today = row.service, timezone.localtime(now).date()
    day = timezone.localtime(row.time.starts_at).date() if row.time else today
    whom = [From(row.organisation_id, "" if row.organisation_id else row.label)] if row.shown_name else []
    registration = Registration(kind=_kind(service), done_on=day, title=": ".join(word for word in (str(service), row.shown_name) if word), theme=service.theme)
    if service.sort == Service.Sort.ADVICE:
        registration.draft = True
        consultation = Consultation(client=row.client, about=service.about, adviser=service.adviser)
        if row.time is not None:
            consultation.at, consultation.place = timezone.localtime(row.time.starts_at).time(), row.time.place
            registration.draft = False
        actions.keep(consultation, registration, whom, before=None, by=by, now=now)
    else:
        registration.state = State.PLANNED
        journal.register(registration, affiliations=whom, by=by, today=today, now=now)
    _answered(row, Request.State.TAKEN, answer, registration, by=by, now=now)
    letters.tell(row, centre, subject=ABOUT, first=gettext_lazy("We have taken up your request."), words=answer, once="taken", now=now)
    letters.tell_adviser(row, centre, subject=gettext_lazy("It is agreed on: %(service)s"), once="taken", now=now)
    return registration


@transaction.atomic
def finish(request: Request, *, amount: int | None, minutes: int | None, answer: str, centre: Centre, by: User, now: datetime) -> None:
    """Practical help that was taken up is done, and counts from today; ``amount`` is how many copies, letters, loans. Told only where there is a word to say."""
    row = _locked(request)
    work = row.registration
    if work is None or row.service.sort != Service.Sort.PRACTICAL or work.tool or work.state != State.PLANNED:
        raise ValidationError(_("It is done already, or nobody has taken it up."))
    before, was = audit.values(row), audit.values(work)
    work.state, work.done_on, work.minutes = State.HELD, timezone.localtime(now).date(), minutes
    work.save()
    audit.record("held", work, by=by, before=was, now=now)
    row.amount = amount
    row.save()
    audit.record("done", row, by=by, before=before, extra={"done": [False, True]}, now=now)
    if answer:
        letters.tell(row, centre, subject=ABOUT, first=gettext_lazy("It is done."), words=answer, once="done", now=now)


@transaction.atomic
def decline(request: Request, *, answer: str, centre: Centre, by: User, now: datetime) -> None:
    """Say no, with a word on why; a time that was held is free again."""
    row = _locked(request)
    if row.state != Request.State.NEW:
        raise ValidationError(_("It has been answered already."))
    if not answer:
        raise ValidationError({"answer": _("Write a few words on why; they go with the mail.")})
    row.sequence += 1
    _answered(row, Request.State.DECLINED, answer, None, by=by, now=now)
    letters.tell(row, centre, subject=ABOUT, first=gettext_lazy("We are sorry that we cannot help with this."), words=answer, once="declined", now=now)
    letters.tell_adviser(row, centre, subject=gettext_lazy("Cancelled: %(service)s"), once="declined", now=now)


def _kind(service: Service) -> Kind:
    """What the work counts as: the service's own kind, else the only one there is; among several practical ones nobody guesses."""
    if service.kind is not None:
        return service.kind
    base = service.base
    kinds = list(Kind.objects.filter(base=base, retired=False)[:2])
    if not kinds:
        raise ValidationError(_("The centre has no kind of work that counts as “%(base)s”. Add one under the settings first.") % {"base": BaseKind(base).label})
    if len(kinds) > 1 and service.sort == Service.Sort.PRACTICAL:
        raise ValidationError(_("Choose first, on “%(service)s” under What we offer, which kind of work it is.") % {"service": service})
    return kinds[0]


def _answered(row: Request, state: str, answer: str, registration: Registration | None, *, by: User, now: datetime) -> None:
    before = audit.values(row)
    row.state, row.answer, row.registration, row.answered_at, row.answered_by = state, answer, registration, now, by
    row.save()
    audit.record("answered", row, by=by, before=before, now=now)


def _locked(request: Request) -> Request:
    row: Request = Request.objects.select_for_update(of=("self",)).select_related(
        "service__adviser", "service__theme", "service__kind", "time__adviser", "organisation", "registration__kind", "registration__centre",
    ).get(pk=request.pk)
    return row
