"""What organisations need of whom today: applications to answer."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.organisations.models import Application

SHOWN = 5


def _applications(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.RUN_CENTRE):
        return
    for row in Application.objects.filter(state=Application.State.WAITING).order_by("applied_at")[:SHOWN]:
        url = reverse("organisations:application", kwargs={"centre": access.centre.key, "pk": row.pk})
        yield Task(_("Answer the application of %(name)s") % {"name": row.name}, url, None, _("applied %(day)s") % {"day": f"{localtime(row.applied_at):%d.%m.%Y}"})


tasks.add("organisations.applications", _applications)
