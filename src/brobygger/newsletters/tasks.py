"""What newsletters need of whom today: a letter that is written waits for one who may send it."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.newsletters.models import Newsletter

SHOWN = 5


def _ready(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.SEND_NEWSLETTERS):
        return
    for row in Newsletter.objects.listed().filter(state=Newsletter.State.READY).order_by("pk")[:SHOWN]:
        yield Task(_("The newsletter “%(subject)s” is ready: send it?") % {"subject": row.subject}, row.get_absolute_url(), None, str(row.written_by or ""))


tasks.add("newsletters.ready", _ready)
