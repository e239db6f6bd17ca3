"""What people ask for on the public site: received, taken up as work, or declined; each with a mail."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.models import User
from brobygger.advice import actions
from brobygger.advice.models import AdviserTime, Client, Consultation, Request, Service
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.journal import actions as journal
from brobygger.journal.actions import From
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Kind, Registration
from brobygger.organisations.naming import by_name


def free_times(service: Service, now: datetime) -> list[AdviserTime]:
    """The adviser's times to come that nobody has."""
    if service.adviser is None or service.adviser.retired:
        return []
    taken = Request.objects.exclude(state=Request.State.DECLINED).filter(time__isnull=False).values("time")
    return list(service.adviser.times.filter(starts_at__gt=now).exclude(pk__in=taken))


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
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        there = Request.objects.filter(service=request.service, key=request.key).first()
        if there is not None:
            return there
        raise ValidationError({"time": _("Somebody else has just taken that time. Choose another.")}) from error
    audit.record("received", request, by=None, now=now)
    _tell(request, centre, gettext_lazy("We have your request: %(service)s"), gettext_lazy("Thank you for writing. You will hear from us as soon as we can."), "")
    if centre.mail:
        url = f"/{centre.key}/kontor/sparring/henvendelser/{request.pk}/"
        outbox.write(
            to=centre.mail, subject=_("Somebody asks for: %(service)s") % {"service": request.service}, text=_("Read and answer it here: %(link)s") % {"link": _link(url)},
            once_key=f"request-{request.pk}-here",
        )
    return request


@transaction.atomic
def take(request: Request, *, answer: str, centre: Centre, by: User, now: datetime) -> Registration:
    """Take it up: advice becomes a draft consultation, practical help a registration of today. Whoever asked is told. Taken twice is taken once."""
    row = _locked(request)
    if row.registration is not None:
        return row.registration
    if row.state != Request.State.NEW:
        raise ValidationError(_("It has been answered already."))
    service, day = row.service, timezone.localtime(row.time.starts_at if row.time else now).date()
    base = BaseKind.CONSULTATION if service.sort == Service.Sort.ADVICE else BaseKind.PRACTICAL_SERVICE
    kind = Kind.objects.filter(base=base, retired=False).first()
    if kind is None:
        raise ValidationError(_("The centre has no kind of work that counts as “%(base)s”. Add one under the settings first.") % {"base": BaseKind(base).label})
    whom = [From(row.organisation_id, "" if row.organisation_id else row.label)] if row.shown_name else []
    registration = Registration(kind=kind, done_on=day, title=": ".join(word for word in (str(service), row.shown_name) if word), theme=service.theme)
    if service.sort == Service.Sort.ADVICE:
        registration.draft = True
        consultation = Consultation(client=row.client, about=service.about, adviser=service.adviser)
        if row.time is not None:
            consultation.at, consultation.place = timezone.localtime(row.time.starts_at).time(), row.time.place
            registration.draft = False
        actions.keep(consultation, registration, whom, before=None, by=by, now=now)
    else:
        journal.register(registration, affiliations=whom, by=by, today=timezone.localtime(now).date(), now=now)
    _answered(row, Request.State.TAKEN, answer, registration, by=by, now=now)
    _tell(row, centre, gettext_lazy("About your request: %(service)s"), gettext_lazy("We have taken up your request."), answer)
    return registration


@transaction.atomic
def decline(request: Request, *, answer: str, centre: Centre, by: User, now: datetime) -> None:
    """Say no, with a word on why; a time that was held is free again."""
    row = _locked(request)
    if row.state != Request.State.NEW:
        raise ValidationError(_("It has been answered already."))
    if not answer:
        raise ValidationError({"answer": _("Write a few words on why; they go with the mail.")})
    _answered(row, Request.State.DECLINED, answer, None, by=by, now=now)
    _tell(row, centre, gettext_lazy("About your request: %(service)s"), gettext_lazy("We are sorry that we cannot help with this."), answer)


def _answered(row: Request, state: str, answer: str, registration: Registration | None, *, by: User, now: datetime) -> None:
    before = audit.values(row)
    row.state, row.answer, row.registration, row.answered_at, row.answered_by = state, answer, registration, now, by
    row.save()
    audit.record("answered", row, by=by, before=before, now=now)


def _tell(row: Request, centre: Centre, subject: Promise, first: Promise, words: str) -> None:
    if not row.mail:  # its time is up, and it was removed
        return
    with translation.override(row.language):
        said = [_("Dear %(who)s") % {"who": row.name}, str(first)]
        if row.time is not None and row.state != Request.State.DECLINED:
            starts = timezone.localtime(row.time.starts_at)
            said.append(_("Your time: %(day)s at %(time)s %(place)s") % {"day": formats.date_format(starts, "l j. F Y"), "time": f"{starts:%H.%M}", "place": row.time.place})
        said += [words] if words else []
        said += [_("Kind regards"), centre.name]
        outbox.write(to=row.mail, subject=str(subject) % {"service": row.service}, text=actions.SEPARATOR.join(said), once_key=f"request-{row.pk}-{row.state}")


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _locked(request: Request) -> Request:
    row: Request = Request.objects.select_for_update(of=("self",)).select_related("service__adviser", "service__theme", "time", "organisation", "registration").get(pk=request.pk)
    return row
