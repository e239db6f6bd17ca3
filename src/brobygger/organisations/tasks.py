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
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.organisations.fees.charging import settings_here
from brobygger.organisations.models import Application, Charge, CheckAnswer

SHOWN = 5


def _organisations(request: HttpRequest) -> Iterable[Task]:
    """Applications to answer; and one line each for all who were asked in vain and all who did not pay: each is found in the list it leads to."""
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    here, edits = {"centre": access.centre.key}, access.may(May.EDIT_ORGANISATIONS)
    applications, silent, unpaid = asked_together(
        Application.objects.filter(state=Application.State.WAITING) if access.may(May.DECIDE_MEMBERSHIP) else Application.objects.none(),
        CheckAnswer.objects.of_newest_round().in_vain() if edits else CheckAnswer.objects.none(),
        Charge.objects.left_to_people(timezone.localdate(), settings_here()) if edits else Charge.objects.none(),
    )
    for row in applications.order_by("applied_at")[:SHOWN]:
        url = reverse("organisations:application", kwargs={**here, "pk": row.pk})
        yield Task(_("Answer the application of %(name)s") % {"name": row.name}, url, None, _("applied %(day)s") % {"day": f"{localtime(row.applied_at):%d.%m.%Y}"})
    if n := silent.count():
        yield Task(
            ngettext("Ask %(n)s member yourself whether all is still right", "Ask %(n)s members yourself whether all is still right", n) % {"n": n},
            f"{reverse('organisations:organisations', kwargs=here)}?kun=ubesvaret", None, _("three reminders, or no mail address"),
        )
    if n := unpaid.count():  # after the last reminder a person decides what happens
        text = ngettext("%(n)s member has not paid the fee, and is reminded no more", "%(n)s members have not paid the fee, and are reminded no more", n) % {"n": n}
        yield Task(text, f"{reverse('organisations:fees', kwargs=here)}?aar=alle&tilstand=til-jer", None, _("Call them, waive it or write it off."))


tasks.add("organisations.organisations", _organisations)
