"""What questionnaires need of whom today: one that is prepared and waits to be opened, and one that closes soon while many have not answered."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.surveys.actions import may_remind
from brobygger.surveys.models import Sending

SHOWN: Final = 5
SOON: Final = timedelta(days=5)


def _sendings(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_SURVEYS):
        return
    today = timezone.localdate()
    rows = Sending.objects.select_related("centre")
    waiting, closing = asked_together(rows.filter(opened_on=None).order_by("pk"), rows.open_on(today).filter(closes_on__lte=today + SOON).order_by("closes_on", "pk"))
    for row in waiting[:SHOWN]:
        yield Task(_("“%(title)s” is prepared: open it?") % {"title": row}, row.get_absolute_url())
    for row in closing.counted()[:SHOWN]:
        if row.asked > row.answered and not may_remind(row, today):
            said = _("“%(title)s” closes soon: remind those who have not answered?") % {"title": row}
            yield Task(said, row.get_absolute_url(), row.closes_on, _("%(n)s of %(of)s have answered") % {"n": row.answered, "of": row.asked})


tasks.add("surveys", _sendings)
