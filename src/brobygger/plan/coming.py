from collections.abc import Iterable
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.plan.lights import shorten
from brobygger.plan.models import Activity, Plan, Target


def _ends(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Planned ends of activities that are not done, of adopted plans; and the deadlines of targets that name a day of their own."""
    if not reader.may(May.SEE_PLAN):
        return
    standing = Activity.objects.filter(
        removed=False, done_on=None, dropped_on=None, continuous=False, goal__removed=False, goal__changed_on=None, goal__area__removed=False,
        goal__area__plan__status=Plan.Status.ADOPTED,
    )
    for activity in standing.filter(ends_on__gte=start, ends_on__lte=end):
        yield _coming(reader, f"activity-{activity.pk}", activity.ends_on or end, activity)
    dated = Target.objects.filter(removed=False, due_on__gte=start, due_on__lte=end, activity__in=standing)
    for target in dated.exclude(due_on=F("activity__ends_on")).select_related("activity"):
        yield _coming(reader, f"target-{target.pk}", target.due_on or end, target.activity)


def _coming(reader: Reader, key: str, on: date, activity: Activity) -> Coming:
    url = reverse("plan:activity", kwargs={"centre": reader.centre.key, "pk": activity.pk})
    return Coming(key, on, shorten(activity.text, 120), url, _("planned end"), mine=activity.owner_id == reader.user.pk)


coming.add("plan.ends", _ends)
