"""The example centres' projects and money. Slagelse has the large one, with partners, grants and all that follows from them."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from brobygger.accounts.models import User
from brobygger.centres.models import Centre, TargetGroup
from brobygger.journal.models import Registration
from brobygger.organisations.models import Organisation
from brobygger.plan.models import Activity, Area, Goal, Plan, Target
from brobygger.projects import partnering
from brobygger.projects.models import Partner, Project

LARGE: Final = "slagelse"
ROLES: Final = ("Åbner sit mødested", "Finder unge, der gerne vil med", "Holder værksteder", "Følger op på trivsel", "Låner lokaler ud", "Uddanner de frivillige")
ABOUT: Final = (
    "Unge mellem 15 og 25 år, som er meget alene, møder et fællesskab gennem en forening tæt på, hvor de bor. Foreningerne lærer af hinanden at tage imod dem, "
    "og en frivillig følges med den unge de første gange."
)
GOALS: Final = (
    ("Flere unge er en del af et fællesskab", "Holde mindst fire åbne arrangementer om året for unge", "events_held", 4, "year"),
    ("Foreningerne tager bedre imod unge, der er alene", "Holde 6 workshops i perioden om den gode velkomst", "events_held", 6, "plan"),
)


def fill(*, centre: Centre, today: date, now: datetime, by: User) -> None:
    """Give ``centre``, which is in force, its projects."""
    if centre.key == LARGE:
        project = _large(today=today, now=now, by=by)
        _partners(project, today=today, now=now, by=by)
        _tagged(project, today)


def _large(*, today: date, now: datetime, by: User) -> Project:
    """Four years, of which this is the second."""
    plan = Plan(title="Unge med", label="Projektplan", starts_on=date(today.year - 1, 1, 1), ends_on=date(today.year + 2, 12, 31), status=Plan.Status.ADOPTED, adopted_on=date(today.year - 2, 12, 1))
    project = partnering.begin(Project(responsible=by, partner_cap=30, age_from=15, age_to=25, about=ABOUT), plan, by=by, now=now)
    project.target_groups.set(TargetGroup.objects.filter(name__icontains="unge"))
    area = Area.objects.create(plan=plan, title="Unge i fællesskaber")
    for position, (title, text, measure, least, per) in enumerate(GOALS):
        goal = Goal.objects.create(area=area, title=title, position=position, owner=by)
        activity = Activity.objects.create(goal=goal, text=text, owner=by)
        Target.objects.create(activity=activity, measure=measure, minimum=least, per=per, narrow={"project": [plan.pk]})
    return project


def _partners(project: Project, *, today: date, now: datetime, by: User) -> None:
    found: list[Any] = list(Organisation.objects.order_by("pk")[:14])
    for number, organisation in enumerate(found):
        since = project.plan.starts_on + timedelta(days=21 * number)
        row = Partner(project=project, organisation=organisation, role=ROLES[number % len(ROLES)], since=min(since, today), agreed_on=min(since, today))
        if number == 3:
            row.until = today - timedelta(days=40)
        if row.until is None or row.until >= row.since:
            partnering.take_in(row, by=by, now=now)


def _tagged(project: Project, today: date) -> None:
    """Every sixth piece of the work that has been done was for the project too."""
    rows = Registration.objects.filter(done_on__gte=project.plan.starts_on, done_on__lte=today, project=None).order_by("done_on", "pk").values_list("pk", flat=True)
    Registration.objects.filter(pk__in=list(rows)[::6]).update(project=project.plan_id)
