"""What organisations need of whom today: applications to answer, members who have not said whether what is known of them is right."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.organisations.fees.charging import settings_here
from brobygger.organisations.models import Application, Charge, CheckAnswer

SHOWN = 5


def _applications(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.DECIDE_MEMBERSHIP):
        return
    for row in Application.objects.filter(state=Application.State.WAITING).order_by("applied_at")[:SHOWN]:
        url = reverse("organisations:application", kwargs={"centre": access.centre.key, "pk": row.pk})
        yield Task(_("Answer the application of %(name)s") % {"name": row.name}, url, None, _("applied %(day)s") % {"day": f"{localtime(row.applied_at):%d.%m.%Y}"})


def _checks(request: HttpRequest) -> Iterable[Task]:
    """One line for all who were asked in vain: each is found in the list it leads to."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if access.may(May.EDIT_ORGANISATIONS) and (n := CheckAnswer.objects.of_newest_round().in_vain().count()):
        url = reverse("organisations:organisations", kwargs={"centre": access.centre.key})
        yield Task(
            ngettext("Ask %(n)s member yourself whether all is still right", "Ask %(n)s members yourself whether all is still right", n) % {"n": n},
            f"{url}?kun=ubesvaret", None, _("three reminders, or no mail address"),
        )


tasks.add("organisations.checks", _checks)
tasks.add("organisations.applications", _applications)


def _unpaid(request: HttpRequest) -> Iterable[Task]:
    """One line, however many: after the last reminder a person decides what happens."""
    access: Access = request.access  # type: ignore[attr-defined]  # as above
    if not access.may(May.EDIT_ORGANISATIONS):
        return
    if n := Charge.objects.left_to_people(timezone.localdate(), settings_here()).count():
        url = reverse("organisations:fees", kwargs={"centre": access.centre.key}) + "?aar=alle&tilstand=til-jer"
        text = ngettext("%(n)s member has not paid the fee, and is reminded no more", "%(n)s members have not paid the fee, and are reminded no more", n) % {"n": n}
        yield Task(text, url, None, _("Call them, waive it or write it off."))


tasks.add("organisations.fees", _unpaid)
