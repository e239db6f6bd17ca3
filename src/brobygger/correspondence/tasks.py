"""Mail that does not leave is a to-do of the leader's: others notice it last."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.correspondence import serving


def _stuck(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if settings.MAIL is None or not access.may(May.RUN_CENTRE):
        return
    found = serving.lies_still(timezone.now())
    n = found["stuck"] + found["failed"]
    if n:
        text = ngettext("%(n)s mail has not left: try the mail server", "%(n)s mails have not left: try the mail server", n) % {"n": n}
        yield Task(text, reverse("correspondence:server", args=[access.centre.key]), None, _("for an hour or longer"))


tasks.add("correspondence.stuck", _stuck)
