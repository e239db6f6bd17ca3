"""What projects and their money need of whom today: money that has not come, something to hand in, money that is left, lines overdrawn, applications to send or to ask about."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.emptiness import asked_together
from brobygger.core.money import in_kroner
from brobygger.core.tasks import Task, tasks
from brobygger.projects import seeking, warnings
from brobygger.projects.models import FundApplication, FundDeadline, Grant
from brobygger.projects.standing import standings

SHOWN = 5
APPLY_AHEAD = timedelta(days=21)


def _projects(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_PROJECTS):
        return
    today, me, money = timezone.localdate(), access.user.pk, access.may(May.EDIT_MONEY)
    mine = Q(responsible=me) | Q(responsible=None)
    reports, instalments, running, write, ask, deadlines = asked_together(
        warnings.to_hand_in(today) if money else warnings.to_hand_in(today).filter(grant__responsible=me),
        warnings.late_instalments(today) if money else warnings.late_instalments(today).none(),
        (Grant.objects.open_on(today) | warnings.ending(today)).distinct() if money else Grant.objects.none(),
        FundApplication.objects.listed().filter(mine, state__in=["idea", "draft"], deadline__lte=today + APPLY_AHEAD).order_by("deadline", "pk"),
        FundApplication.objects.listed().filter(mine, state="sent", answer_by__lt=today).order_by("answer_by", "pk"),
        FundDeadline.objects.filter(fund__retired=False),
    )
    for row in reports[:SHOWN]:
        yield Task(_("Hand in: %(what)s") % {"what": row.what}, f"{row.grant.get_absolute_url()}#afrapportering", row.due_on, str(row.grant))
    for row in instalments[:SHOWN]:
        yield Task(_("Has the instalment of %(amount)s kr. come?") % {"amount": in_kroner(row.amount)}, f"{row.grant.get_absolute_url()}#rater", row.due_on, str(row.grant))
    yield from _of_grants(list(running), access)
    for row in write[:SHOWN]:
        yield Task(_("Send the application “%(title)s”") % {"title": row}, row.get_absolute_url(), row.deadline, row.fund.name)
    for row in ask[:SHOWN]:
        yield Task(_("Was “%(title)s” answered?") % {"title": row}, row.get_absolute_url(), row.answer_by, row.fund.name)
    if deadlines.query.is_empty():
        return
    busy = set(FundApplication.objects.own().open().values_list("fund", flat=True))
    near = [due for due in seeking.calendar(today, APPLY_AHEAD.days) if due.deadline.fund_id not in busy]
    for due in near[:SHOWN]:
        yield Task(_("Do we apply to %(fund)s this time?") % {"fund": due.deadline.fund}, due.deadline.fund.get_absolute_url(), due.on, due.deadline.note)


def _of_grants(grants: list[Grant], access: Access) -> Iterable[Task]:
    """A line overdrawn is told at once; money that is left, when the end is near."""
    today = timezone.localdate()
    ends = {row.pk for row in grants if today - warnings.ENDED_AGO <= row.last_day <= today + warnings.ENDS_AHEAD}
    known = standings(grants)
    for row in grants:
        now, url = known[row.pk], f"/{access.centre.key}/kontor/bevillinger/{row.pk}/"
        for line in now.overdrawn[:SHOWN]:
            yield Task(_("“%(line)s” is overdrawn by %(more)s kr.") % {"line": line.line, "more": in_kroner(-line.left)}, f"{url}#budget", None, str(row))
        if row.pk in ends and now.left > 0:
            yield Task(_("%(left)s kr. of “%(grant)s” is not spent") % {"left": in_kroner(now.left), "grant": row}, url, row.last_day)


tasks.add("projects", _projects)
