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
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.matching import accompanying, approving, introducing, talking
from brobygger.matching.models import JobFeed, Match, Opportunity, Volunteer, VolunteerHours, VolunteerTalk

SHOWN = 5
LETS_WAIT = timedelta(days=7)
SILENT = timedelta(days=21)


def _matching(request: HttpRequest) -> Iterable[Task]:
    """Jobs to approve, and feeds that cannot be fetched. Who has written and not been met, talks that should have been held, next steps: by number of
    the talk, since a start page is seen by whoever walks by.
    """
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    today, here = timezone.localdate(), {"centre": access.centre.key}
    jobs = Opportunity.objects.listed().filter(state=Opportunity.State.WAITING).order_by("pk")
    feeds = JobFeed.objects.filter(active=True).exclude(error="")
    of_volunteers = (
        Volunteer.objects.pool(today).filter(state=Volunteer.State.ENQUIRY, enquired_on__lte=today - LETS_WAIT),
        VolunteerTalk.objects.listed().to_follow_up().filter(follow_up_on__lte=today + timedelta(days=3)).order_by("follow_up_on", "pk"),
        Match.objects.listed().filter(introducing.UNANSWERED, reminders__gte=len(introducing.REMINDED_AFTER), introduced_on__lte=today - SILENT).order_by("introduced_on"),
        approving.of_centre(VolunteerHours.objects.waiting()),
        approving.silent(today),
        VolunteerTalk.objects.listed().filter(state=VolunteerTalk.State.BOOKED, time__ends_at__lt=timezone.now(), time__by=access.user).order_by("time__starts_at"),
        talking.with_nobody(timezone.now()),
        Volunteer.objects.unconfirmed().filter(asked_on=None, state=Volunteer.State.ENQUIRY),
    )
    jobs, feeds, unmet, steps, silent, hours, unanswered, late, left, unconfirmed = asked_together(
        jobs if access.may(May.EDIT_OPPORTUNITIES) else jobs.none(), feeds if access.may(May.RUN_CENTRE) else feeds.none(),
        *(rows if access.may(May.EDIT_VOLUNTEERS) else rows.none() for rows in of_volunteers),
    )
    shown = list(jobs[: SHOWN + 1])
    yield from (Task(_("Approve “%(title)s”") % {"title": row.title}, row.get_absolute_url(), None, row.host) for row in shown[:SHOWN])
    if len(shown) > SHOWN:
        yield Task(_("%(n)s more: %(what)s") % {"n": jobs.count() - SHOWN, "what": _("volunteer jobs to approve")}, f"{reverse('matching:jobs', kwargs=here)}?vis=venter")
    for row in feeds[:SHOWN]:
        yield Task(_("“%(name)s” cannot be fetched; the last good copy is shown") % {"name": row}, reverse("matching:feed", kwargs={**here, "pk": row.pk}), None, row.error)
    if n := unmet.count():
        yield Task(ngettext("%(n)s who wants to volunteer has waited for a talk for a week", "%(n)s who want to volunteer have waited for a talk for a week", n) % {"n": n}, f"{reverse('matching:volunteers', kwargs=here)}?vis=nye")
    if n := unconfirmed.count():
        yield Task(
            ngettext("%(n)s who stands on your list has not said yes to it", "%(n)s who stand on your list have not said yes to it", n) % {"n": n}, f"{reverse('matching:volunteers', kwargs=here)}?vis=ubekraeftet", None,
            _("Write to them together; whoever never says yes is put away after two months."),
        )
    yield from (Task(row.follow_up, row.get_absolute_url(), row.follow_up_on, _("after a talk with a volunteer")) for row in steps[:SHOWN])
    yield from (Task(_("%(host)s has not answered a volunteer: call them") % {"host": row.opportunity.host}, row.get_absolute_url(), None, row.opportunity.title) for row in silent[:SHOWN])
    if n := hours.count():
        yield Task(ngettext("Approve the hours of a volunteer", "Approve hours of volunteers, %(n)s times", n) % {"n": n}, reverse("matching:hours", kwargs=here))
    if n := unanswered.count():
        yield Task(ngettext("An association has not answered for a volunteer’s hours: call it", "Associations have not answered for volunteers’ hours, %(n)s times: call them", n) % {"n": n}, reverse("matching:hours", kwargs=here))
    yield from (
        Task(_("A volunteer has a talk with somebody who has left: take it over, or call"), row.get_absolute_url(), timezone.localtime(row.time.starts_at).date() if row.time else None, row.time.place if row.time else "")
        for row in left[:SHOWN]
    )
    yield from (Task(_("Was the talk held?"), row.get_absolute_url(), timezone.localtime(row.time.starts_at).date() if row.time else None) for row in late[:SHOWN])


def _along(request: HttpRequest) -> Iterable[Task]:
    """Who would like company and nobody has looked for; who was asked and has not answered. By the code and the place, never a name."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.EDIT_VOLUNTEERS):
        return
    here = reverse("matching:accompaniments", kwargs={"centre": access.centre.key})
    yield from (Task(_("Find somebody to go along with %(code)s") % {"code": row.code}, here, None, row.to) for row in accompanying.wanted_of_referrals()[:SHOWN])
    yield from (Task(_("Hear about going along: %(to)s") % {"to": row.to}, row.get_absolute_url(), None, str(row.get_state_display())) for row in accompanying.overdue(timezone.localdate())[:SHOWN])


tasks.add("matching.matching", _matching)
tasks.add("matching.along", _along)
