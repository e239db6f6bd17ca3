"""Staff hours by grant and by project. There is one record of how many hours a week somebody has and from when, so that no two reports differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.board.models import StaffHours
from brobygger.centres import audit
from brobygger.projects.granting import Before, held
from brobygger.projects.models import Grant, PaidHours, Project, WorkedHours
from brobygger.projects.partnering import held as held_project

HUNDREDTH: Final = Decimal("0.01")


def _staff_held(staff: int) -> StaffHours:
    found: StaffHours = StaffHours.objects.select_for_update(of=("self",)).get(pk=staff)
    return found


@transaction.atomic
def pay(row: PaidHours, *, before: Before = None, by: User, now: datetime) -> PaidHours:
    """Let the grant pay hours of somebody's. All grants together pay no more than there are, and only while both last."""
    held(row.grant_id)
    staff = _staff_held(row.staff_id)
    row.staff = staff
    row.validate_constraints()
    if row.until < row.since:
        raise ValidationError({"staff": _("The grant and these hours have no day in common.")})
    others = PaidHours.objects.filter(staff=staff).exclude(pk=row.pk).select_related("grant", "staff")
    together = row.hours + sum((each.hours for each in others if each.since <= row.until and each.until >= row.since), Decimal(0))
    if together > staff.hours:
        said = {"sum": formats.number_format(together), "name": staff.name, "hours": formats.number_format(staff.hours)}
        raise ValidationError({"hours": _("With other grants it comes to %(sum)s hours a week, and %(name)s has %(hours)s.") % said})
    row.save()
    audit.record("added" if before is None else "edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def work(row: WorkedHours, *, before: Before = None, by: User, now: datetime) -> WorkedHours:
    """Hours of a week on a project; written down anew for the same week they take the place of those that stood there."""
    project = held_project(row.project_id)
    row.week -= timedelta(days=row.week.weekday())
    last = row.week + timedelta(days=6)
    if last < project.plan.starts_on or row.week > project.plan.ends_on:
        raise ValidationError({"week": _("The project does not run in that week.")})
    if last < row.staff.since or (row.staff.until and row.week > row.staff.until):
        raise ValidationError({"week": _("%(name)s does not have these hours in that week.") % {"name": row.staff.name}})
    there = WorkedHours.objects.filter(project=project, staff=row.staff, week=row.week).exclude(pk=row.pk).first()
    if there is not None:
        if row.pk is not None:
            raise ValidationError({"week": _("There are hours of that week already. Correct those.")})
        before = audit.values(there)
        there.minutes, there.rate = row.minutes, row.rate
        row = there
    row.entered_by = row.entered_by or by
    row.save()
    audit.record("added" if before is None else "edited", row, by=by, before=before, now=now)
    return row


@transaction.atomic
def take_out(row: WorkedHours, *, by: User, now: datetime) -> None:
    audit.record("deleted", row, by=by, now=now)
    row.delete()


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many hours a week of somebody, from a day to a day."""

    name: str
    hours: Decimal
    since: date
    until: date


def weekly(grants: Iterable[Grant]) -> list[Stretch]:
    """What the grants pay of whose hours, by name and day: 18 hours until the day they became 21."""
    rows = PaidHours.objects.filter(grant__in=[grant.pk for grant in grants]).select_related("staff", "grant")
    return sorted((Stretch(row.staff.name, row.hours, row.since, row.until) for row in rows if row.since <= row.until), key=lambda each: (each.name, each.since))


@dataclass(frozen=True, slots=True)
class Worked:
    """Somebody's hours on a project in a time; ``cost`` in øre of those that have one."""

    name: str
    minutes: int
    cost: int

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60


def worked(project: Project, *, start: date | None = None, end: date | None = None) -> list[Worked]:
    """Hours on the project by person, of the weeks that begin from ``start`` to ``end``."""
    rows = project.worked_hours.select_related("staff")
    if start is not None:
        rows = rows.filter(week__gte=start)
    if end is not None:
        rows = rows.filter(week__lte=end)
    sums: dict[str, tuple[int, int]] = {}
    for row in rows:
        minutes, cost = sums.get(row.staff.name, (0, 0))
        sums[row.staff.name] = (minutes + row.minutes, cost + (row.cost or 0))
    return [Worked(name, *each) for name, each in sorted(sums.items())]
