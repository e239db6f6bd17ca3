"""What volunteers and their jobs need of whom today."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.matching.models import Opportunity

SHOWN = 5


def _to_approve(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_OPPORTUNITIES):
        return
    rows = Opportunity.objects.listed().filter(state=Opportunity.State.WAITING).order_by("pk")
    shown = list(rows[: SHOWN + 1])
    yield from (Task(_("Approve “%(title)s”") % {"title": row.title}, row.get_absolute_url(), None, row.host) for row in shown[:SHOWN])
    if len(shown) > SHOWN:
        yield Task(_("%(n)s more: %(what)s") % {"n": rows.count() - SHOWN, "what": _("volunteer jobs to approve")}, f"{reverse('matching:jobs', kwargs={'centre': access.centre.key})}?vis=venter")


tasks.add("matching.approve", _to_approve)
