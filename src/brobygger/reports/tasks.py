"""What reports need of whom today: the yearly report on base funding, which is due on 30 April."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.reports.models import Report, ReportTemplate

BASE_FUNDING: Final = "base-funding"
AHEAD: Final = timedelta(days=60)


def due(today: date) -> date:
    """The day on which last year's report on base funding is to be in."""
    return date(today.year, 4, 30)


def _base_funding(request: HttpRequest) -> Iterable[Task]:
    """From two months before until it is published, and no longer than to the end of the year; not where the template is used no longer."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    today = timezone.localdate()
    if not access.may(May.PUBLISH_REPORTS):
        return
    last = date(today.year - 1, 12, 31)
    published = Report.objects.published().filter(template=OuterRef("pk"), ends_on__gte=last)
    for template in ReportTemplate.objects.filter(key=BASE_FUNDING, retired=False).exclude(Exists(published)):  # asked all year: the page asks as much in January as in April
        if today >= due(today) - AHEAD:
            yield Task(_("Hand in: %(what)s") % {"what": f"{template} {last.year}"}, reverse("reports:new_report", args=[access.centre.key]), due(today))


tasks.add("reports", _base_funding)
