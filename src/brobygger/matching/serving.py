"""Shifts taken without double booking, and hours written down by the volunteer."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.core.times import moment
from brobygger.matching import candidates, introducing, letters, volunteering
from brobygger.matching.models import Match, Opportunity, Shift, ShiftTaken, Volunteer, VolunteerHours, VolunteerTalk
from brobygger.matching.reasons import Names, Need, Seeker, Weights, judge

State = VolunteerHours.State
JUST_TAKEN: Final = timedelta(hours=6)


@transaction.atomic
def put_up(opportunity: Opportunity, times: Iterable[tuple[datetime, datetime]], *, places: int, note: str, by: User, now: datetime) -> None:
    for starts_at, ends_at in times:
        row = Shift(opportunity=opportunity, starts_at=starts_at, ends_at=ends_at, places=places, note=note)
        row.save()
        audit.record("added", row, by=by, now=now)


@transaction.atomic
def take_out(shift: Shift, *, by: User, now: datetime) -> None:
    """ValidationError where somebody has it."""
    row = Shift.objects.select_for_update().get(pk=shift.pk)
    if row.taken.exists():
        raise ValidationError(_("Somebody has taken that shift. Call them first."))
    audit.record("removed", row, by=by, now=now)
    row.delete()


def to_take(now: datetime) -> Any:
    """Shifts to come of public jobs that have a place left, with how many are taken."""
    rows = Shift.objects.filter(starts_at__gt=now, opportunity__state=Opportunity.State.PUBLISHED).select_related("opportunity__organisation", "opportunity__centre")
    return rows.annotate(n=Count("taken")).filter(n__lt=F("places"))


@transaction.atomic
def take(volunteer: Volunteer, shift: Shift, *, now: datetime) -> ShiftTaken:
    """She has the shift, and is introduced where she was not. ValidationError where it is full, has begun, or overlaps one of hers, at whichever job, or her
    talk; and where the job has an age she is not, or asks for a certificate that nobody has seen: at a shift nobody has the time to look at one first.
    """
    hers: Volunteer = Volunteer.objects.select_for_update(of=("self",)).select_related("person", "centre").get(pk=volunteer.pk)  # her shifts are taken one after the other
    row = Shift.objects.select_for_update(of=("self",)).select_related("opportunity__organisation", "opportunity__centre").get(pk=shift.pk)
    there = ShiftTaken.objects.filter(shift=row, volunteer=hers).first()
    if there is not None:
        return there
    if row.starts_at <= now or row.opportunity.state != Opportunity.State.PUBLISHED:
        raise ValidationError(_("That shift can no longer be taken."))
    _refuse_unfit(hers, row.opportunity, localtime(now).date())
    if row.taken.count() >= row.places:
        raise ValidationError(_("That shift has just been filled. Choose another."))
    clash = ShiftTaken.objects.filter(volunteer=hers, shift__starts_at__lt=row.ends_at, shift__ends_at__gt=row.starts_at).select_related("shift__opportunity").first()
    if clash is not None:
        raise ValidationError(_("You have another shift at that time: %(title)s, %(when)s.") % {"title": clash.shift.opportunity.title, "when": clash.shift})
    talk = VolunteerTalk.objects.filter(volunteer=hers, state=VolunteerTalk.State.BOOKED, time__starts_at__lt=row.ends_at, time__ends_at__gt=row.starts_at).select_related("time").first()
    if talk is not None:
        raise ValidationError(_("You have a talk with us at that time: %(when)s.") % {"when": talk.time})
    match = introducing.suggest(hers, row.opportunity, by=None, now=now)
    if match.state == Match.State.SUGGESTED:
        introducing.introduce(match, by=None, now=now)
    made = ShiftTaken(shift=row, volunteer=hers, taken_at=now)
    made.save()
    audit.record("added", made, by=None, now=now)
    return made


def _refuse_unfit(volunteer: Volunteer, job: Opportunity, day: date) -> None:
    seen = candidates.certificates_of([volunteer.pk], day).get(volunteer.pk, frozenset())
    hers = Seeker(born=volunteer.born, accepts_certificate=volunteer.accepts_certificate, certificates=seen)
    need = candidates.need_of(job)
    excluded = judge(hers, Need(min_age=need.min_age, max_age=need.max_age, certificates=need.certificates), Weights(), Names(), year=day.year, within_reach=None).excluded
    if excluded:
        raise ValidationError(_("You cannot take this shift: %(why)s.") % {"why": excluded[0]})
    if need.certificates - seen:
        raise ValidationError(_("This job asks for a certificate that we have not seen yet. Call us, and we find a way."))


@transaction.atomic
def give_back(volunteer: Volunteer, shift: Shift, *, now: datetime) -> None:
    """She cannot come after all. Twice is once; a shift that has begun stays hers."""
    for row in ShiftTaken.objects.select_for_update(of=("self",)).filter(volunteer=volunteer, shift=shift, shift__starts_at__gt=now):
        audit.record("removed", row, by=None, now=now)
        row.delete()


def to_come(volunteer: Volunteer, now: datetime) -> Any:
    """Her shifts that are not over."""
    rows = ShiftTaken.objects.filter(volunteer=volunteer, shift__ends_at__gt=now)
    return rows.select_related("shift__opportunity__organisation", "shift__opportunity__centre", "shift__opportunity__locality", "volunteer").order_by("shift__starts_at", "pk")


def remind(centre: Centre, *, now: datetime, before: datetime) -> None:
    """Write to those who have shifts from ``now`` to ``before``: one mail, once, for all shifts of the day of the first; not to one who has just taken it."""
    until = moment(localtime(before).date() + timedelta(days=1), time.min)
    rows = ShiftTaken.objects.filter(shift__starts_at__gt=now, shift__starts_at__lt=until, taken_at__lte=now - JUST_TAKEN).exclude(shift__opportunity__state__in=[Opportunity.State.DRAFT, Opportunity.State.CLOSED])
    by_day: dict[tuple[int, date], list[ShiftTaken]] = {}
    for row in rows.select_related("shift__opportunity__organisation", "shift__opportunity__centre", "shift__opportunity__locality", "volunteer__person").order_by("shift__starts_at", "pk"):
        by_day.setdefault((row.volunteer_id, localtime(row.shift.starts_at).date()), []).append(row)
    for (_volunteer, day), taken in by_day.items():
        if taken[0].shift.starts_at <= before:
            letters.shifts_are_soon(taken, day, centre, now=now)


@transaction.atomic
def log(match: Match, *, on: date, minutes: int, what: str, key: str, now: datetime) -> VolunteerHours:
    """Write hours down; they wait for approval. The same form sent twice is one. ValidationError before she began, or for a day to come or too full."""
    volunteering.one_at_a_time(match.volunteer_id)  # a day has its hours, at however many places
    hers = Match.objects.select_for_update(of=("self",)).select_related("volunteer").get(pk=match.pk)
    there = VolunteerHours.objects.filter(match=hers, key=key).first()
    if there is not None:
        return there
    if on > localtime(now).date():
        raise ValidationError({"on": _("That day has not come yet.")})
    begun = hers.introduced_on or hers.suggested_on
    if on < begun or (hers.ended_on is not None and on > hers.ended_on):
        raise ValidationError({"on": _("On that day it had not begun, or it was over.")})
    that_day = VolunteerHours.objects.filter(match__volunteer=hers.volunteer_id, on=on).exclude(state=State.REFUSED).aggregate(n=Sum("minutes"))["n"] or 0
    if that_day + minutes > 24 * 60:
        raise ValidationError({"minutes": _("A day has but 24 hours; you have written some of them already.")})
    row = VolunteerHours(match=hers, on=on, minutes=minutes, what=what, key=key)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return VolunteerHours.objects.get(match=hers, key=key)
    audit.record("added", row, by=None, now=now)
    volunteering.heard(hers.volunteer, now)
    return row


def thank(volunteer: Volunteer, *, words: str, by: User, now: datetime) -> bool:
    """A word of thanks by mail. Says whether there was somewhere to write."""
    told = letters.tell(
        volunteer, volunteer.centre, subject=lambda: _("Thank you from %(name)s") % {"name": volunteer.centre.name}, lines=lambda: [words, _("On your page you can fetch a certificate of what you have done.")], once=f"thanks-{now:%Y%m%d%H%M}",
    )
    if told:
        audit.record("thanked", volunteer, by=by, now=now, before=audit.values(volunteer), extra={"thanked": [False, True]})
    return told


def given(volunteer: Volunteer) -> list[tuple[Match, int]]:
    """What she has done: each match that began, with its approved minutes."""
    rows: Any = Match.objects.listed().filter(volunteer=volunteer).annotate(minutes=Sum("hours__minutes", filter=Q(hours__state=State.APPROVED)))
    return [(row, row.minutes or 0) for row in rows.order_by("introduced_on", "pk") if row.started_on is not None or row.minutes]


def _out(volunteer: Volunteer, *, by: User | None, now: datetime) -> None:
    """Who leaves the pool does not come to shifts: they are free again."""
    for row in ShiftTaken.objects.filter(volunteer=volunteer, shift__starts_at__gt=now):
        audit.record("removed", row, by=by, now=now)
        row.delete()


def _forget(volunteer: Volunteer) -> None:
    """Minutes stay, words go; what waited for approval is not to be judged any more."""
    VolunteerHours.objects.filter(match__volunteer=volunteer).waiting().delete()
    for row in VolunteerHours.objects.filter(match__volunteer=volunteer).exclude(what="", reason=""):
        row.what = row.reason = ""
        row.save()


volunteering.going_out.add("service", _out)
volunteering.forgetting.add("service", _forget)
