"""What groups need of whom today: heads to be counted, clarifying talks, enough waiting to start, seats that are free, supervision that is due."""

from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.emptiness import asked_together
from brobygger.core.tasks import Task, tasks
from brobygger.groups import lists, upcoming
from brobygger.groups.models import Group
from brobygger.groups.models.groups import ENOUGH
from brobygger.groups.shown import rhythm

SHOWN = 5


def _groups(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    today = timezone.localdate()
    if access.may(May.CHECK_IN):
        cafes, meetings = asked_together(upcoming.open_today(today), upcoming.uncounted(today))
        for cafe in cafes[:SHOWN]:
            yield Task(_("How many came to “%(title)s” today?") % {"title": cafe}, cafe.get_absolute_url(), today, rhythm(cafe))
        for meeting in meetings[:SHOWN]:
            yield Task(_("How many came to “%(title)s”?") % {"title": meeting}, meeting.get_absolute_url(), meeting.registration.done_on)
    if access.may(May.EDIT_GROUPS):
        yield from _lists(access)
        yield from _people(access)


def _lists(access: Access) -> Iterable[Task]:
    """Enough wait for a theme, or a group has enough."""
    theirs = reverse("groups:lists", kwargs={"centre": access.centre.key})
    enough = lists.enough_by_type()
    for each in [each for each in lists.waiting_lists(enough) if each.is_enough][:SHOWN]:
        said = _("Enough are waiting: start a group about “%(theme)s”?") % {"theme": each.name}
        yield Task(said, theirs, None, _("%(n)s on the list for a %(what)s") % {"n": each.n, "what": each.of})
    for row in upcoming.ready(enough, ENOUGH)[:SHOWN]:
        yield Task(_("“%(title)s” has enough: start it?") % {"title": row}, row.get_absolute_url(), None, _("%(n)s on the list or with a seat") % {"n": row.seated + row.waiting})


def _people(access: Access) -> Iterable[Task]:
    """An association has put a group forward; talks, seats and supervision."""
    today = timezone.localdate()
    centre = {"centre": access.centre.key}
    groups = Group.objects.listed()
    proposed, talks, to_talk_with, with_seats, asking = asked_together(
        groups.filter(proposed_at__isnull=False).order_by("proposed_at"), upcoming.talks_due(today), upcoming.to_talk_with(), upcoming.with_free_seats(),
        groups.filter(supervision_asked_on__isnull=False).order_by("supervision_asked_on"),
    )
    for row in proposed[:SHOWN]:
        yield Task(_("Look at “%(title)s”, from %(who)s") % {"title": row, "who": row.organisation}, row.get_absolute_url(), timezone.localtime(row.proposed_at).date())
    for talk in talks[:SHOWN]:
        one = talk.participant
        what = one.group.title if one.group else ""
        yield Task(_("What did the talk with %(name)s lead to?") % {"name": one}, reverse("groups:participant", kwargs={**centre, "pk": one.pk}), talk.on, what)
    waiting = to_talk_with.order_by().values_list("group", "group__title").annotate(n=Count("pk")).order_by("group__title")
    for pk, title, n in waiting[:SHOWN]:
        said = ngettext("Agree on a clarifying talk with %(n)s person", "Agree on a clarifying talk with %(n)s persons", n) % {"n": n}
        yield Task(said, reverse("groups:people", kwargs={**centre, "pk": pk}), None, title)
    for row in with_seats[:SHOWN]:
        said = ngettext("A seat is free in “%(title)s”, and %(n)s waits", "A seat is free in “%(title)s”, and %(n)s wait", row.waiting) % {"title": row, "n": row.waiting}
        yield Task(said, reverse("groups:people", kwargs={**centre, "pk": row.pk}))
    for row in asking[:SHOWN]:
        yield Task(_("Those who carry “%(title)s” ask for supervision") % {"title": row}, f"{row.get_absolute_url()}supervision/", row.supervision_asked_on)
    for row in upcoming.unsupported(today)[:SHOWN]:
        yield Task(_("Supervision for those who carry “%(title)s”") % {"title": row}, f"{row.get_absolute_url()}#supervision", None, _("it is time"))


tasks.add("groups.groups", _groups)
