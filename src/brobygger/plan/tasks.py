"""What the plan needs of whom today: activities due or late, drafts to adopt, targets to say what counts, proof to look at."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.plan.duties import duties
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.lights import shorten
from brobygger.plan.measures import measures
from brobygger.plan.models import Plan, Proof, Target
from brobygger.plan.states import PlanState

SHOWN = 10


def running(request: HttpRequest) -> list[PlanState]:
    """The running plans as they stand today: evaluated once for a page, whoever on it asks."""
    if not hasattr(request, "running_plans"):
        today = timezone.localdate()
        request.running_plans = evaluate_all(list(Plan.objects.running_on(today)), today)  # type: ignore[attr-defined]  # no other reads it
    return request.running_plans  # type: ignore[attr-defined,no-any-return]  # set above


def _mine(request: HttpRequest) -> Iterable[Task]:
    """Activities of mine that are due or late."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.SEE_PLAN):
        return
    found = [duty for duty in duties(running(request)) if duty.owner == access.user.pk]
    for duty in sorted(found, key=lambda duty: duty.due)[:SHOWN]:
        url = reverse("plan:activity", kwargs={"centre": access.centre.key, "pk": duty.activity.pk})
        yield Task(shorten(duty.activity.text, 120), url, duty.due, shorten(duty.goal.title, 90))


def _drafts(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.EDIT_PLAN):
        return
    for plan in Plan.objects.filter(status=Plan.Status.DRAFT)[:SHOWN]:
        url = reverse("plan:manage", kwargs={"centre": access.centre.key, "pk": plan.pk})
        yield Task(_("Adopt the plan “%(title)s”, or go on writing it") % {"title": plan.title}, url)


def _uncounted(request: HttpRequest) -> Iterable[Task]:
    """One task a plan: targets that nobody has said how to count."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.EDIT_PLAN):
        return
    waiting: dict[int, int] = {}
    standing = Target.objects.filter(
        removed=False, evidenced=False, activity__removed=False, activity__goal__removed=False, activity__goal__area__removed=False,
        activity__goal__area__plan__status=Plan.Status.ADOPTED,
    ).exclude(measure__in=[key for key, measure in measures.items() if measure.counted])
    for plan in standing.values_list("activity__goal__area__plan", flat=True):
        waiting[plan] = waiting.get(plan, 0) + 1
    for plan, n in list(waiting.items())[:SHOWN]:
        text = ngettext("Say what counts for %(n)s target", "Say what counts for %(n)s targets", n) % {"n": n}
        yield Task(text, reverse("plan:uncounted", kwargs={"centre": access.centre.key, "pk": plan}))


def _proofs(request: HttpRequest) -> Iterable[Task]:
    """Proof that waits for somebody to accept it."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.FOLLOW_UP):
        return
    waiting = Proof.objects.filter(
        accepted_on=None, target__removed=False, target__activity__removed=False, target__activity__goal__area__plan__status=Plan.Status.ADOPTED
    ).exclude(target__proofs__accepted_on__isnull=False)
    for proof in waiting.select_related("target__activity").order_by("added_at")[:SHOWN]:
        url = reverse("plan:evidence", kwargs={"centre": access.centre.key, "pk": proof.target_id})
        yield Task(_("Look at the proof for “%(what)s”") % {"what": shorten(proof.target.activity.text, 90)}, url)


tasks.add("plan.mine", _mine)
tasks.add("plan.drafts", _drafts)
tasks.add("plan.uncounted", _uncounted)
tasks.add("plan.proofs", _proofs)
