"""Owners are reminded by mail: once before an activity is due, once when it is late. One mail a person a day, however many.

A plan whose ``reminds`` is off sends none; what is due then stands on the start page only.
"""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.models import RoleAssignment, User
from brobygger.centres.models import Centre
from brobygger.centres.scoping import centre_in_force
from brobygger.core import outbox
from brobygger.plan.duties import NOTICE, Duty, duties
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.models import Activity, Plan
from brobygger.plan.wording import day


def remind_everywhere() -> None:
    """Remind the owners of every centre as of today."""
    for centre in Centre.objects.all():
        with centre_in_force(centre):
            remind_owners(centre, timezone.localdate())


@transaction.atomic
def remind_owners(centre: Centre, today: date) -> int:
    """Write a mail to each person at ``centre`` who has something to be reminded of on ``today``; gives how many.

    Asked twice on one day it writes nothing new: what was brought to mind is marked in the same transaction.
    """
    plans = list(Plan.objects.running_on(today).filter(reminds=True).select_for_update())
    due: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties(evaluate_all(plans, today)) if plans else ():
        if not _told_already(duty):
            due[duty.owner].append(duty)
    here = RoleAssignment.objects.on(today).values("user")
    reached = User.objects.filter(pk__in=due, is_active=True).filter(pk__in=here)
    for user in reached:
        with translation.override(user.language):
            _write(user, centre, due[user.pk], today)
        told = [duty.activity.pk for duty in due[user.pk]]
        # An update that leaves the version alone: being reminded must not make anybody's open form a stale one.
        Activity.objects.filter(pk__in=told).update(reminded_on=today)
    return len(reached)


def _told_already(duty: Duty) -> bool:
    told = duty.activity.reminded_on
    if told is None:
        return False
    return told > duty.due if duty.late else told >= duty.due - NOTICE


def _write(user: User, centre: Centre, found: list[Duty], today: date) -> None:
    late = [duty for duty in found if duty.late]
    soon = [duty for duty in found if not duty.late]
    parts = [_("Hello %(name)s") % {"name": user.name}]
    for heading, duties_there in (
        (_("Past its planned end:"), late),
        (_("Due soon:"), soon),
    ):
        if duties_there:
            parts.append("\n".join([heading, *(_line(duty, centre) for duty in sorted(duties_there, key=lambda duty: duty.due))]))
    parts.append(
        _("Mark it as done on its page, or move its planned end and say why. You are not reminded again of the same thing.")
    )
    subject = ngettext(
        "%(n)s activity in the plan waits for you", "%(n)s activities in the plan wait for you", len(found)
    ) % {"n": len(found)}
    outbox.write(
        to=user.email, subject=subject, text="\n\n".join(parts), once_key=f"plan.remind:{centre.pk}:{user.pk}:{today.isoformat()}"
    )


def _line(duty: Duty, centre: Centre) -> str:
    address = settings.SITE_URL + reverse("plan:goal", kwargs={"centre": centre.key, "pk": duty.goal.pk}) + f"#activity-{duty.activity.pk}"
    return f"– {' '.join(duty.activity.text.split())} ({day(duty.due)})\n  {address}"
