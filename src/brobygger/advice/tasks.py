"""What advice needs of whom today: requests that wait, next steps, talks that should have been held, drafts, members nobody has spoken with."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.advice import statistics
from brobygger.advice.models import Consultation, Initiative, Request
from brobygger.advice.wanted import to_do, visible
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.journal.models import State

SHOWN = 5
SOON = timedelta(days=7)
A_YEAR = timedelta(days=365)


def _advice(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if access.may(May.SERVE):
        yield from _requests(access)
    if not access.may(May.EDIT_WORK):
        return
    today, me, centre = timezone.localdate(), access.user.pk, {"centre": access.centre.key}
    here = reverse("advice:consultations", kwargs=centre)
    steps, begun, agreed, drafts = asked_together(
        Consultation.objects.listed().waiting().of(me),
        Initiative.objects.listed().filter(ended_on=None).waiting().of(me),
        Consultation.objects.listed().filter(registration__state=State.PLANNED, registration__draft=False, registration__done_on__lt=today).order_by("registration__done_on", "pk"),
        Consultation.objects.listed().filter(registration__draft=True, registration__created_by=me, registration__done_on__lt=today).order_by("registration__done_on", "pk"),
    )
    soon, soon_begun = (rows.filter(Q(next_on=None) | Q(next_on__lte=today + SOON)).order_by(F("next_on").asc(nulls_last=True), "pk") for rows in (steps, begun))
    yield from _some(soon, lambda row: Task(row.next_step, row.get_absolute_url(), row.next_on, row.registration.title), f"{here}?vis=mine", _("next steps"), of=steps)
    yield from _some(soon_begun, lambda row: Task(row.next_step, row.get_absolute_url(), row.next_on, row.name), reverse("advice:initiatives", kwargs=centre), _("next steps of initiatives"))
    quiet = Initiative.objects.select_related("centre").quiet(today)
    yield from (Task(_("Hear how “%(name)s” is getting on") % {"name": row}, row.get_absolute_url(), None, _("quiet since %(day)s") % {"day": f"{row.last_heard:%d.%m.%Y}"}) for row in quiet[:SHOWN])
    if len(quiet) > SHOWN:
        yield Task(_("%(n)s more: %(what)s") % {"n": len(quiet) - SHOWN, "what": _("quiet initiatives")}, reverse("advice:initiatives", kwargs=centre))
    yield from _some(agreed, _titled(_("Was “%(title)s” held?")), f"{here}?vis=aftalt&til={today}", _("talks that were agreed on"))
    yield from _some(drafts, _titled(_("Finish the draft “%(title)s”")), f"{here}?vis=kladder", _("drafts"))
    if n := statistics.not_spoken_with(today - A_YEAR, today).count():
        said = ngettext("%(n)s member has not been spoken with for a year", "%(n)s members have not been spoken with for a year", n) % {"n": n}
        yield Task(said, f"{reverse('advice:figures', kwargs=centre)}#stille")


def _requests(access: Access) -> Iterable[Task]:
    """Those that wait for an answer, and practical help that was taken up and is not done; the desk sees what is practical."""
    centre = {"centre": access.centre.key}
    every = reverse("advice:requests", kwargs=centre)

    def task(words: str) -> Callable[[Request], Task]:
        return lambda row: Task(words % {"who": row.who, "service": row.service}, reverse("advice:request", kwargs={**centre, "pk": row.pk}), timezone.localtime(row.asked_at).date())

    new, waiting = asked_together(visible(access).filter(state=Request.State.NEW).order_by("asked_at", "pk"), to_do(access))
    yield from _some(new, task(_("Answer %(who)s: %(service)s")), every, _("requests"))
    yield from _some(waiting, task(_("Do for %(who)s: %(service)s")), every, _("practical help"))


def _some(rows: QuerySet[Any], task: Callable[[Any], Task], url: str, what: str, *, of: QuerySet[Any] | None = None) -> Iterable[Task]:
    """The first of them, and how many more there are (``of``: among more than those due), with the way to all."""
    shown = [task(row) for row in rows[:SHOWN]]
    yield from shown
    more = (rows if of is None else of).count() - len(shown) if shown or of is not None else 0
    if more > 0:
        yield Task(_("%(n)s more: %(what)s") % {"n": more, "what": what}, url)


def _titled(words: str) -> Callable[[Consultation], Task]:
    return lambda row: Task(words % {"title": row}, row.get_absolute_url(), row.registration.done_on)


tasks.add("advice.advice", _advice)
