"""What advice needs of whom today: requests that wait, next steps that fall due, drafts nobody has finished."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.advice.models import Consultation, Request
from brobygger.core.tasks import Task, tasks
from brobygger.journal.models import State

SHOWN = 5
SOON = timedelta(days=7)


def _advice(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_WORK):
        return
    today = timezone.localdate()
    for row in Request.objects.filter(state=Request.State.NEW).select_related("service", "organisation").order_by("asked_at")[:SHOWN]:
        url = reverse("advice:request", kwargs={"centre": access.centre.key, "pk": row.pk})
        yield Task(_("Answer %(who)s: %(service)s") % {"who": row.who, "service": row.service}, url, timezone.localtime(row.asked_at).date())
    steps = Consultation.objects.listed().waiting().filter(next_owner=request.user.pk, next_on__isnull=False, next_on__lte=today + SOON)
    for each in steps.order_by("next_on", "pk")[:SHOWN]:
        yield Task(each.next_step, each.get_absolute_url(), each.next_on, each.registration.title)
    agreed = Consultation.objects.listed().filter(registration__state=State.PLANNED, registration__draft=False, registration__done_on__lt=today)
    for each in agreed.order_by("registration__done_on", "pk")[:SHOWN]:
        yield Task(_("Was “%(title)s” held?") % {"title": each}, each.get_absolute_url(), each.registration.done_on)
    drafts = Consultation.objects.listed().filter(registration__draft=True, registration__created_by=request.user.pk, registration__done_on__lt=today)
    for each in drafts.order_by("registration__done_on", "pk")[:SHOWN]:
        yield Task(_("Finish the draft “%(title)s”") % {"title": each}, each.get_absolute_url(), each.registration.done_on)


tasks.add("advice.advice", _advice)
