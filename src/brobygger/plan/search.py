from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.accounts.roles import May
from brobygger.core.search import Hit, Searchable, search
from brobygger.plan.lights import shorten
from brobygger.plan.models import Activity, Goal, MeansOfVerification
from brobygger.plan.permissions import visible_plans


def _goals(request: HttpRequest, words: str, limit: int) -> Iterable[Hit]:
    """Goals by their own words, then by those of their activities and documentation; each goal once."""
    access = request.access  # type: ignore[attr-defined]  # set by the middleware
    standing = Goal.objects.filter(removed=False, area__removed=False, area__plan__in=visible_plans(access)).select_related("area__plan")
    by_title = list(standing.filter(title__icontains=words).order_by("-area__plan__starts_on", "position", "pk")[:limit])
    below = Activity.objects.filter(removed=False, text__icontains=words).values("goal")
    means = MeansOfVerification.objects.filter(removed=False, text__icontains=words).values("goal")
    known = [goal.pk for goal in by_title]
    rest = (standing.filter(pk__in=below) | standing.filter(pk__in=means)).exclude(pk__in=known)
    for goal in [*by_title, *rest.order_by("-area__plan__starts_on", "pk")[: limit - len(by_title)]]:
        url = reverse("plan:goal", kwargs={"centre": access.centre.key, "pk": goal.pk})
        yield Hit(shorten(goal.title, 120), url, f"{goal.area.plan.title} · {shorten(goal.area.title, 60)}")


search.add("plan.goals", Searchable(_("Goals in plans"), May.SEE_PLAN, _goals))
