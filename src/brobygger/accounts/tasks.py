"""What the centre itself needs of its leader: that somebody looks at how accessible its pages are, once a year."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.centres.models import AccessibilityStatement
from brobygger.core.tasks import Task, tasks

SOON = timedelta(days=30)


def _accessibility(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.RUN_CENTRE):
        return
    row, url = AccessibilityStatement.objects.first(), reverse("settings:accessibility", kwargs={"centre": access.centre.key})
    if row is None:
        yield Task(_("Say how accessible your pages are"), url, None, _("A short statement that every page leads to."))
    elif row.look_again_on <= timezone.localdate() + SOON:
        yield Task(_("Look your accessibility statement over again"), url, row.look_again_on, _("looked at %(day)s") % {"day": f"{row.looked_on:%d.%m.%Y}"})


tasks.add("accounts.accessibility", _accessibility)
