"""Teams and the follow-up they hold: how often this year, against how often they are to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from brobygger.accounts.access import StaffRequest, needs
from brobygger.accounts.roles import May
from brobygger.board.models import Meeting
from brobygger.board.permissions import kinds_run_by
from brobygger.plan.evaluation import evaluate_all
from brobygger.plan.models import Plan, Team
from brobygger.plan.permissions import visible_plans
from brobygger.plan.states import GoalState


@dataclass(frozen=True, slots=True)
class Held:
    """How many follow-ups of the year have been held (frozen), of how many."""

    held: int
    asked: int

    @property
    def enough(self) -> bool:
        return self.held >= self.asked


def held_by_team(today: date) -> dict[int, int]:
    """Frozen team meetings of the year, by team."""
    rows = Team.objects.annotate(
        held=Count(
            "meetings",
            filter=Q(meetings__frozen_at__isnull=False, meetings__held_on__year=today.year, meetings__held_on__lte=today),
        )
    )
    return dict(rows.values_list("pk", "held"))


@needs(May.SEE_BOARD)
def teams(request: StaffRequest, centre: str) -> HttpResponse:
    today = timezone.localdate()
    held = held_by_team(today)
    rows = Team.objects.prefetch_related("members").annotate(n_goals=Count("goals", filter=Q(goals__removed=False)))
    staff = Meeting.objects.filter(kind=Meeting.Kind.STAFF, held_on__year=today.year, frozen_at__isnull=False).count()
    context = {
        "teams": [(team, Held(held.get(team.pk, 0), team.follow_ups_a_year)) for team in rows],
        "staff_held": staff,
        "may_call": bool(kinds_run_by(request.access)),
        "may_edit": request.access.may(May.EDIT_PLAN),
        "today": today,
    }
    return render(request, "board/teams.html", context)


@needs(May.SEE_BOARD)
def team(request: StaffRequest, centre: str, pk: int) -> HttpResponse:
    """The team's own view: its follow-ups of the year, its goals with their lights, its meetings."""
    found = get_object_or_404(Team.objects.prefetch_related("members"), pk=pk)
    today = timezone.localdate()
    running = visible_plans(request.access).filter(starts_on__lte=today, ends_on__gte=today).exclude(status=Plan.Status.CLOSED)
    goals: list[GoalState] = [
        goal for state in evaluate_all(list(running), today) for goal in state.goals() if goal.node.goal.team_id == found.pk
    ]
    context = {
        "team": found,
        "held": Held(held_by_team(today).get(found.pk, 0), found.follow_ups_a_year),
        "goals": goals,
        "meetings": list(Meeting.objects.filter(team=found).select_related("team", "centre")[:20]),
        "may_call": Meeting.Kind.TEAM in kinds_run_by(request.access),
        "may_edit": request.access.may(May.EDIT_PLAN),
        "today": today,
    }
    return render(request, "board/team.html", context)
