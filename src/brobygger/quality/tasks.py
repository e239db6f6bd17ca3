"""What quality needs of whom today: one's own answers, the joint ones when all have answered or the day has come, and a new round when it is time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.quality.due import next_round
from brobygger.quality.models import Assessor, Framework, Round

AHEAD = timedelta(days=30)


def _quality(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.SEE_QUALITY):
        return
    today, me = timezone.localdate(), access.user.pk
    mine, led = asked_together(
        Assessor.objects.filter(user=me, answered_at=None, round__closed_at=None).select_related("round__framework", "round__centre"),
        Framework.objects.listed().filter(responsible=me, retired=False).prefetch_related("rounds__assessors") if access.may(May.RUN_QUALITY) else Framework.objects.none(),
    )
    for asked in mine:
        yield Task(_("How well do we do? Give your answers: %(round)s") % {"round": asked.round}, f"{asked.round.get_absolute_url()}mine-svar/", asked.round.due_on)
    rounds: dict[int, list[Round]] = defaultdict(list)
    for row in led:
        rounds[row.pk] = list(row.rounds.all())
        for each in rounds[row.pk]:
            if not each.is_closed and (each.due_on <= today or all(one.answered_at for one in each.assessors.all())):
                yield Task(_("Give the joint answers and close: %(framework)s") % {"framework": row}, f"/{access.centre.key}/kontor/kvalitet/runder/{each.pk}/", each.due_on)
        due = next_round(row, rounds[row.pk])
        if due and due <= today + AHEAD:
            yield Task(_("Time for a new round: %(framework)s") % {"framework": row}, row.get_absolute_url(), due)


tasks.add("quality", _quality)
