"""What volunteers and their jobs need of whom today."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.matching import accompanying, approving, introducing
from brobygger.matching.models import JobFeed, Match, Opportunity, Volunteer, VolunteerHours, VolunteerTalk

SHOWN = 5
LETS_WAIT = timedelta(days=7)
SILENT = timedelta(days=21)


def _to_approve(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_OPPORTUNITIES):
        return
    rows = Opportunity.objects.listed().filter(state=Opportunity.State.WAITING).order_by("pk")
    shown = list(rows[: SHOWN + 1])
    yield from (Task(_("Approve “%(title)s”") % {"title": row.title}, row.get_absolute_url(), None, row.host) for row in shown[:SHOWN])
    if len(shown) > SHOWN:
        yield Task(_("%(n)s more: %(what)s") % {"n": rows.count() - SHOWN, "what": _("volunteer jobs to approve")}, f"{reverse('matching:jobs', kwargs={'centre': access.centre.key})}?vis=venter")


def _volunteers(request: HttpRequest) -> Iterable[Task]:
    """Who has written and not been met, talks that should have been held, next steps. By number of the talk, since a start page is seen by whoever walks by."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.EDIT_VOLUNTEERS):
        return
    today, here = timezone.localdate(), {"centre": access.centre.key}
    if n := Volunteer.objects.pool(today).filter(state=Volunteer.State.ENQUIRY, enquired_on__lte=today - LETS_WAIT).count():
        yield Task(ngettext("%(n)s who wants to volunteer has waited for a talk for a week", "%(n)s who want to volunteer have waited for a talk for a week", n) % {"n": n}, f"{reverse('matching:volunteers', kwargs=here)}?vis=nye")
    steps = VolunteerTalk.objects.listed().to_follow_up().filter(follow_up_on__lte=today + timedelta(days=3)).order_by("follow_up_on", "pk")
    yield from (Task(row.follow_up, row.get_absolute_url(), row.follow_up_on, _("after a talk with a volunteer")) for row in steps[:SHOWN])
    silent = Match.objects.listed().filter(introducing.UNANSWERED, reminders__gte=len(introducing.REMINDED_AFTER), introduced_on__lte=today - SILENT).order_by("introduced_on")
    yield from (Task(_("%(host)s has not answered a volunteer: call them") % {"host": row.opportunity.host}, row.get_absolute_url(), None, row.opportunity.title) for row in silent[:SHOWN])
    if n := approving.of_centre(VolunteerHours.objects.waiting()).count():
        yield Task(ngettext("Approve the hours of a volunteer", "Approve hours of volunteers, %(n)s times", n) % {"n": n}, reverse("matching:hours", kwargs=here))
    if n := approving.silent(today).count():
        yield Task(ngettext("An association has not answered for a volunteer’s hours: call it", "Associations have not answered for volunteers’ hours, %(n)s times: call them", n) % {"n": n}, reverse("matching:hours", kwargs=here))
    late = VolunteerTalk.objects.listed().filter(state=VolunteerTalk.State.BOOKED, time__ends_at__lt=timezone.now(), time__by=access.user).order_by("time__starts_at")
    yield from (Task(_("Was the talk held?"), row.get_absolute_url(), timezone.localtime(row.time.starts_at).date() if row.time else None) for row in late[:SHOWN])


def _along(request: HttpRequest) -> Iterable[Task]:
    """Who would like company and nobody has looked for; who was asked and has not answered. By the code and the place, never a name."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.EDIT_VOLUNTEERS):
        return
    here = reverse("matching:accompaniments", kwargs={"centre": access.centre.key})
    yield from (Task(_("Find somebody to go along with %(code)s") % {"code": row.code}, here, None, row.to) for row in accompanying.wanted_of_referrals()[:SHOWN])
    yield from (Task(_("Hear about going along: %(to)s") % {"to": row.to}, row.get_absolute_url(), None, str(row.get_state_display())) for row in accompanying.overdue(timezone.localdate())[:SHOWN])


def _feeds(request: HttpRequest) -> Iterable[Task]:
    """A feed that could not be fetched."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if access.may(May.RUN_CENTRE):
        for row in JobFeed.objects.filter(active=True).exclude(error="")[:SHOWN]:
            yield Task(_("“%(name)s” cannot be fetched; the last good copy is shown") % {"name": row}, reverse("matching:feed", kwargs={"centre": access.centre.key, "pk": row.pk}), None, row.error)


tasks.add("matching.feeds", _feeds)
tasks.add("matching.volunteers", _volunteers)
tasks.add("matching.along", _along)
tasks.add("matching.approve", _to_approve)
