"""What is written to those who ask, and to advisers from outside: short mails, each sent once, with the appointment for a calendar."""

from datetime import datetime

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from brobygger.advice.models import AdviserTime, Request
from brobygger.centres.models import Centre
from brobygger.core import outbox
from brobygger.core.ical import Appointment, calendar

SEPARATOR = "\n\n"


def link(row: Request, centre: Centre) -> str:
    """Where whoever asked moves or cancels the appointment."""
    return f"/{centre.key}/ydelser/aftale/{row.token}/"


def when(time: AdviserTime) -> str:
    starts = timezone.localtime(time.starts_at)
    said = _("Your time: %(day)s at %(time)s %(place)s") % {"day": formats.date_format(starts, "l j. F Y"), "time": f"{starts:%H.%M}", "place": time.place}
    return said.strip()


def appointment(row: Request, centre: Centre, *, key: str, url: str) -> Appointment:
    assert row.time is not None  # noqa: S101 -- for the type checker: only those with a time have an appointment
    off = row.state in {Request.State.DECLINED, Request.State.CANCELLED}
    return Appointment(
        key=f"{key}-{row.pk}", starts_at=row.time.starts_at, ends_at=row.time.ends_at, text=str(row.service), url=url, place=row.time.place, sequence=row.sequence, cancelled=off,
    )


def tell(row: Request, centre: Centre, *, subject: Promise, first: Promise, words: str = "", once: str, now: datetime) -> None:
    """To whoever asked, in the language it was asked in; with the appointment, and the way to change it, where there is one."""
    if not row.mail:  # its time is up, and it was removed
        return
    holds, attached = row.time is not None and row.state in Request.HOLDING, ""
    with translation.override(row.language):
        said = [_("Dear %(who)s") % {"who": row.name}, str(first)]
        if row.time is not None and holds:
            said += [when(row.time)]
        said += [words] if words else []
        if holds:
            said += [_("Move or cancel it here: %(link)s") % {"link": f"{settings.SITE_URL}{link(row, centre)}"}]
        said += [_("Kind regards"), centre.name]
        if row.time is not None:
            attached = calendar(centre.name, [appointment(row, centre, key="aftale", url=link(row, centre))], site=settings.SITE_URL, now=now)
        outbox.write(to=row.mail, subject=str(subject) % {"service": row.service}, text=SEPARATOR.join(said), once_key=f"request-{row.pk}-{once}", calendar=attached)


def tell_adviser(row: Request, centre: Centre, *, subject: Promise, once: str, now: datetime) -> None:
    """To the adviser whose time it is: who comes, and when; what it is about is said when they meet."""
    if row.time is None or not row.time.adviser.mail:
        return
    with translation.override(settings.LANGUAGE_CODE):
        adviser = row.time.adviser
        said = [_("Dear %(who)s") % {"who": adviser.name}, str(subject) % {"service": row.service}, when(row.time), row.shown_name or str(row.get_client_display())]
        attached = calendar(centre.name, [appointment(row, centre, key="raadgiver", url=f"/{centre.key}/ydelser/{row.service_id}/")], site=settings.SITE_URL, now=now)
        said += [_("Kind regards"), centre.name]
        outbox.write(to=adviser.mail, subject=str(subject) % {"service": row.service}, text=SEPARATOR.join(said), once_key=f"request-{row.pk}-{once}-adviser", calendar=attached)


def tell_centre(row: Request, centre: Centre, *, subject: Promise, once: str) -> None:
    if centre.mail:
        with translation.override(settings.LANGUAGE_CODE):
            url = f"{settings.SITE_URL}/{centre.key}/kontor/sparring/henvendelser/{row.pk}/"
            outbox.write(
                to=centre.mail, subject=str(subject) % {"service": row.service}, text=_("Read and answer it here: %(link)s") % {"link": url}, once_key=f"request-{row.pk}-{once}-here",
            )
