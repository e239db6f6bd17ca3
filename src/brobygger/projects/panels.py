"""What projects show on an organisation's page: those it is a partner in, and what it was helped to apply for."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline
from brobygger.projects.models import FundApplication, Partner


def _projects(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    if not access.may(May.SEE_PROJECTS):
        return
    for row in Partner.objects.listed().filter(organisation=organisation).order_by("-since", "-pk")[:most]:
        detail = _("until %(day)s") % {"day": f"{row.until:%d.%m.%Y}"} if row.until else row.role
        yield Happened(row.since, _("Partner in “%(project)s”") % {"project": row.project}, gettext_lazy("project"), row.project.get_absolute_url(), detail)
    helped = FundApplication.objects.listed().filter(organisation=organisation, sent_on__isnull=False).order_by("-sent_on", "-pk")
    for application in helped[:most]:
        if application.sent_on is not None:
            yield Happened(application.sent_on, application.title, gettext_lazy("application for money"), application.get_absolute_url(), str(application.get_state_display()))


timeline.add("projects", _projects)
