"""What the exchange needs of staff today."""

from collections.abc import Iterable

from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.exchange.models import ExchangePost, PostReport

SHOWN = 5


def _reported(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_EXCHANGE):
        return
    reported = PostReport.objects.open().order_by().values("post").annotate(n=Count("pk"), last=Max("at"))
    counts = {each["post"]: each["n"] for each in reported[:SHOWN]}
    for row in ExchangePost.objects.listed().filter(pk__in=counts).order_by("pk") if counts else ():
        yield Task(_("Look at “%(title)s”, which is reported") % {"title": row.title}, row.get_absolute_url(), None, row.who)


tasks.add("exchange.reported", _reported)
