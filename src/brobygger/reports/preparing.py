"""Long files are made by the worker while a page shows how far it is; the file can be fetched again for a week.

A workbook with every row behind every figure of a busy centre takes many seconds, a pamphlet of all offers a few. What is asked for is kept as plain data with
the asker's rights of that moment, so the worker makes exactly what the person would have been shown.
"""

from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from brobygger.accounts.models import User
from brobygger.board.models import Meeting
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core.schedule import hand_over
from brobygger.journal.models import Registration
from brobygger.plan.models import Plan
from brobygger.reports import pamphlet_made
from brobygger.reports.made import FORMATS, Asked, Told, make
from brobygger.reports.models import KEPT, Prepared
from brobygger.reports.standing import Sees

JOB = "reports.prepare"
LONG = 1500
"""Registrations within the plans from which a workbook takes longer than a second."""


def takes_long(asked: Asked, wanted: str) -> bool:
    if wanted != "excel" or not asked.plans:
        return False
    start, end = min(plan.starts_on for plan in asked.plans), max(plan.ends_on for plan in asked.plans)
    return Registration.objects.counting().filter(done_on__gte=start, done_on__lte=end).count() > LONG


def ask(asked: Asked, wanted: str, *, language: str, by: User) -> Prepared:
    said = {
        "kind": asked.kind,
        "plans": [plan.pk for plan in asked.plans],
        "day": asked.day.isoformat(),
        "meeting": asked.meeting.pk if asked.meeting else None,
        "names": asked.sees.names,
        "board": asked.sees.board,
        "format": wanted,
        "language": language,
    }
    return hand_on(said, name=f"{asked.name}.{FORMATS[wanted][2]}", centre=asked.centre, by=by)


def hand_on(said: dict[str, Any], *, name: str, centre: Centre, by: User) -> Prepared:
    """Hand the file over to the worker. The same asked again while it is being made is the same file."""
    waiting = Prepared.objects.filter(asked_by=by, made_at=None, failed_at=None)
    for each in waiting:
        if each.asked == said:
            return each
    prepared = Prepared(asked_by=by, asked=said, name=name)
    prepared.save()
    hand_over(JOB, centre.pk, prepared.pk)
    return prepared


def prepare(centre: int, pk: int) -> None:
    """Make one file; run by the worker. A job that is run twice makes it once."""
    with centre_in_force(centre):
        prepared = Prepared.objects.filter(pk=pk, made_at=None).first()
        if prepared is None:
            return
        said = prepared.asked
        try:
            with translation.override(said["language"]):
                content = _content(Centre.objects.get(pk=centre), said, _teller(prepared))
        except Exception:
            _set(prepared, failed_at=timezone.now())
            raise
        prepared.file.save(prepared.name, ContentFile(content), save=False)
        prepared.percent, prepared.made_at, prepared.failed_at = 100, timezone.now(), None
        prepared.save()


def _content(centre: Centre, said: dict[str, Any], told: Told) -> bytes:
    if said["kind"] == pamphlet_made.KIND:
        return pamphlet_made.make(centre, pamphlet_made.about_of(said), date.fromisoformat(said["day"]), told=told)
    return make(_asked(centre, said), said["format"], told=told)


def _asked(centre: Centre, said: dict[str, Any]) -> Asked:
    meeting = Meeting.objects.select_related("team", "centre").get(pk=said["meeting"]) if said["meeting"] else None
    plans = list(Plan.objects.filter(pk__in=said["plans"]).order_by("kind", "pk"))
    sees = Sees(names=said["names"], board=said["board"])
    return Asked(said["kind"], centre, plans, date.fromisoformat(said["day"]), meeting, sees)


def _teller(prepared: Prepared) -> Told:
    """Keeps how far the work is, when that has moved by a percent."""

    def told(share: float) -> None:
        percent = min(int(share * 100), 99)
        if percent > prepared.percent:
            _set(prepared, percent=percent)

    return told


def _set(prepared: Prepared, **fields: Any) -> None:
    Prepared.objects.filter(pk=prepared.pk).update(**fields)
    for name, value in fields.items():
        setattr(prepared, name, value)


def sweep(now: datetime | None = None) -> None:
    """Take away what nobody has needed for a week."""
    before = (now or timezone.now()) - KEPT
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            for old in Prepared.objects.filter(asked_at__lt=before):
                old.delete()
