"""What matching puts on others' pages: on an association's its volunteer jobs, and the way to write one."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.core.tasks import Task
from brobygger.directory.besides import said_of_referrals
from brobygger.matching import accompanying, approving
from brobygger.matching.models import Opportunity
from brobygger.organisations.beside import Link, Panel, beside, doors
from brobygger.organisations.models import Organisation
from brobygger.organisations.own import Line, Own, own_pages, own_panels, own_tasks
from brobygger.organisations.own import Panel as OwnPanel

MOST = 8
ALIVE = (Opportunity.State.DRAFT, Opportunity.State.WAITING, Opportunity.State.PUBLISHED)


def _begin(access: Access, organisation: Organisation) -> Iterable[Link]:
    if access.may(May.EDIT_OPPORTUNITIES):
        yield Link(_("New volunteer job"), f"{reverse('matching:new_job', kwargs={'centre': access.centre.key})}?organisation={organisation.pk}")


def _jobs(access: Access, organisation: Organisation) -> Iterable[Panel]:
    if access.may(May.SEE_OPPORTUNITIES):
        rows = Opportunity.objects.listed().filter(organisation=organisation, state__in=ALIVE)[:MOST]
        yield Panel(_("Volunteer jobs"), [Link(row.title, row.get_absolute_url(), str(row.get_state_display())) for row in rows])


def _own(own: Own) -> OwnPanel:
    here = f"/{own.centre_key}/forening/{own.organisation.pk}/frivilligjob/"
    rows = Opportunity.objects.filter(organisation=own.organisation, state__in=ALIVE)[:MOST]
    lines = [Line(row.title, str(row.get_state_display()), f"{here}{row.pk}/") for row in rows]
    return OwnPanel(gettext_lazy("Your volunteer jobs"), lines, gettext_lazy("You look for nobody right now."), (gettext_lazy("All of them, and a new one"), here))


def _own_tasks(own: Own) -> Iterable[Task]:
    """What the centre has sent back with a word."""
    for row in Opportunity.objects.filter(organisation=own.organisation, state=Opportunity.State.DRAFT).exclude(said=""):
        yield Task(_("Look once more at “%(title)s”") % {"title": row.title}, f"/{own.centre_key}/forening/{own.organisation.pk}/frivilligjob/{row.pk}/", None, row.said)


def _own_hours(own: Own) -> Iterable[Task]:
    if n := approving.of_organisation(own.organisation).waiting().count():
        yield Task(ngettext("Approve the hours of a volunteer", "Approve hours of volunteers, %(n)s times", n) % {"n": n}, f"/{own.centre_key}/forening/{own.organisation.pk}/timer/")


said_of_referrals.add("matching.along", accompanying.said_of_referrals)
doors.add("matching", _begin)
beside.add("matching", _jobs)
own_panels.add("matching", _own)
own_tasks.add("matching", _own_tasks)
own_tasks.add("matching.hours", _own_hours)
own_pages.add("jobs", Door(gettext_lazy("Volunteer jobs"), "own_matching:jobs", May.OWN_ORGANISATION, 45))
