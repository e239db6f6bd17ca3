"""What programs need of a leader: one that was to be told of changes, and takes nothing any more."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.api.models import Webhook
from brobygger.core.tasks import Task, tasks

SHOWN = 5


def _stopped(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.RUN_CENTRE):
        return
    for row in Webhook.objects.select_related("token", "centre").filter(state__in=[Webhook.State.FAILED, Webhook.State.GONE])[:SHOWN]:
        yield Task(_("“%(program)s” is told nothing any more: start it again, or take it away") % {"program": row.token.name}, row.get_absolute_url(), None, row.url)


tasks.add("api.webhooks", _stopped)
