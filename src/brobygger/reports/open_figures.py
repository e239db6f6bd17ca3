"""What a year's open figures say: each figure with its unit, by theme and by locality where its rows have one; and the steps by which a centre gives them out.

Of what people do a figure below :data:`~brobygger.directory.statistics.SMALL` is not told, since behind it somebody might be known; nor the next
smallest beside a single one, since the total would tell it. What associations, the house and money come to is told as it is.
"""

from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.centres import audit
from brobygger.centres.models import Locality, Theme
from brobygger.directory.statistics import SMALL, protected
from brobygger.plan.counting import Demand, count
from brobygger.plan.measure_keys import Unit
from brobygger.plan.measures import Measure, measures
from brobygger.plan.periods import Period
from brobygger.reports.models import OpenYear

FORM: Final = 1
APART: Final[dict[str, Any]] = {"theme": Theme, "locality": Locality}
ADDS_UP: Final = {Unit.ROWS, Unit.PERSONS, Unit.HOURS, Unit.SUM}
TOLD_AS_THEY_ARE: Final = frozenset({
    "events_held", "events_with_invitation", "joint_activities", "working_groups_formed", "working_groups_active", "working_group_meetings", "collaborations_active", "equipment_loans", "visibility_events",
    "documents_adopted", "documents_reviewed", "questionnaires_sent", "meetings_attended", "network_meetings", "network_meetings_with_agenda", "interest_meetings", "networks_started", "networks_evaluated",
    "networks_closed", "needs_surveys", "publications", "opportunities_published", "materials_developed", "communities_started", "groups_started", "groups_running", "offer_searches", "offer_views", "offers_verified",
    "evaluations_done", "bookings_held", "booking_hours", "exchanges_made", "exchange_hours", "applications_sent", "applications_granted", "member_types", "member_localities", "localities_active", "tours_held",
    "relay_localities", "political_meetings", "agreements_signed", "follow_ups_done",
})  # fmt: skip
"""Rows and hours that stand for no single person. All others may, and are held back where they are few."""


def can_be_open() -> list[Measure]:
    """All that is counted here, but for averages of what people answered: those belong beside the questions."""
    return [each for each in measures.values() if each.counted and each.unit is not Unit.AVERAGE]


def figures(year: int, keys: list[str], today: date) -> list[dict[str, Any]]:
    """The year's figures up to ``today``, in the order of ``keys``. ``value`` is None for one too small to tell."""
    if today < date(year, 1, 1):
        return []
    period = Period(date(year, 1, 1), min(date(year, 12, 31), today))
    known = {each.key: each for each in can_be_open()}
    chosen = [known[key] for key in keys if key in known]
    apart = [(each, by) for each in chosen for by in APART if _lies_apart(each, by)]
    found = count([Demand(each.key, period) for each in chosen] + [Demand(each.key, period, each=by) for each, by in apart])
    names = {by: dict(rows.objects.values_list("pk", "name")) for by, rows in APART.items()}
    told = []
    for each in chosen:
        total: Any = found[Demand(each.key, period)]
        if not total:
            continue  # a centre does not tell of what it does not do
        hidden = _may_tell_of_somebody(each) and 0 < total < SMALL
        line: dict[str, Any] = {"key": each.key, **_labels(each), "unit": each.unit.value, "value": None if hidden else total}
        if not hidden:
            line |= {by: parts for one, by in apart if one is each and (parts := _parts(each, by, total, found[Demand(each.key, period, each=by)], names[by]))}
        told.append(line)
    return told


def _may_tell_of_somebody(measure: Measure) -> bool:
    return measure.key not in TOLD_AS_THEY_ARE and measure.unit not in {Unit.ORGANISATIONS, Unit.SUM}


def _lies_apart(measure: Measure, by: str) -> bool:
    """Whether each of its rows is of one theme, or place, at most, so that the parts make up the whole."""
    return measure.unit in ADDS_UP and all(
        not source.distinct and isinstance(lookup := source.towards([by]).narrows.get(by), str) and not source.towards([by]).multiplies(lookup) for source in measure.sources
    )


def _parts(measure: Measure, by: str, total: int, found: Any, names: dict[int, str]) -> list[dict[str, Any]]:
    """By name, largest first; what has none last. Empty where nothing of it has one."""
    counted = sorted(((names[pk], n) for pk, n in found.items() if pk in names and n), key=lambda part: (-part[1], part[0]))
    if not counted:
        return []
    rest = total - sum(n for _name, n in counted)
    counted += [("", rest)] if rest > 0 else []
    return [{"name": name, "value": n} for name, n in (protected(counted) if _may_tell_of_somebody(measure) else counted)]


def _labels(measure: Measure) -> dict[str, str]:
    said = {}
    for language in ("da", "en"):
        with translation.override(language):
            said[f"label_{language}"] = capfirst(str(measure.label))
    return said


@transaction.atomic
def keep(row: OpenYear, *, before: dict[str, Any] | None, by: User, now: datetime) -> OpenYear:
    """Which figures and on what terms. What everybody reads already stays until the year is given out anew."""
    row.save()
    audit.record("added" if before is None else "edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def publish(row: OpenYear, *, by: User, now: datetime) -> OpenYear:
    """Give the figures to everybody as they stand; a year that is out already is told anew, at the same address. ValidationError where there is none to tell."""
    held: OpenYear = OpenYear.objects.listed().select_for_update(of=("self",)).get(pk=row.pk)
    today = localtime(now).date()
    told = figures(held.year, held.measures, today)
    if not told:
        raise ValidationError(_("There are no figures of that year yet."))
    before = audit.values(held)
    first = held.content.get("first_published") or today.isoformat()
    held.content = {
        "form": FORM, "year": held.year, "from": f"{held.year}-01-01", "to": min(date(held.year, 12, 31), today).isoformat(), "licence": held.licence, "first_published": first,
        "modified": today.isoformat(), "publisher": held.centre.name, "municipality": held.centre.municipality, "figures": told,
    }
    held.published_at, held.published_by = now, by
    held.save()
    audit.record("published", held, by=by, before=before, now=now)
    return held


@transaction.atomic
def withdraw(row: OpenYear, *, by: User, now: datetime) -> OpenYear:
    """Off the site again. Twice is once."""
    held: OpenYear = OpenYear.objects.select_for_update().get(pk=row.pk)
    if held.published_at is not None:
        before = audit.values(held)
        held.content, held.published_at, held.published_by = {}, None, None
        held.save()
        audit.record("edited", held, by=by, before=before, now=now)
    return held
