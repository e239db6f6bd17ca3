"""What the desk needs of whom today: post that has waited for more than a fortnight, faults that nobody has mended for a week, hosts that are lacking."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.tasks import Task, tasks
from brobygger.reception import hosting
from brobygger.reception.models import Fault, Post

SHOWN = 5
SOON = timedelta(days=7)


def _post(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.RECEIVE):
        return
    late = Post.objects.overdue(timezone.localdate()).order_by().values("organisation", "organisation__name").annotate(since=Min("received_on"), n=Count("pk")).order_by("since", "organisation")
    rows = list(late[: SHOWN + 1])
    here = {"centre": access.centre.key}
    for row in rows[:SHOWN]:
        said = {"who": row["organisation__name"], "day": formats.date_format(row["since"])}
        yield Task(_("Get hold of %(who)s: their post has waited since %(day)s") % said, reverse("reception:post_of", kwargs={**here, "pk": row["organisation"]}), row["since"] + Post.FORTNIGHT)
    if len(rows) > SHOWN:
        yield Task(_("More post has waited for more than a fortnight"), f"{reverse('reception:post', kwargs=here)}?vis=laenge")


def _faults(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.RECEIVE):
        return
    rows = list(Fault.objects.listed().old(timezone.localdate()).order_by("reported_on", "pk")[: SHOWN + 1])
    for row in rows[:SHOWN]:
        said = {"what": row, "where": row.room} if row.room else {"what": row}
        yield Task((_("Have it mended: %(what)s, %(where)s") if row.room else _("Have it mended: %(what)s")) % said, row.get_absolute_url(), row.expected_on or row.reported_on + Fault.A_WEEK, str(row.get_state_display()))
    if len(rows) > SHOWN:
        yield Task(_("More faults are not mended"), reverse("reception:faults", kwargs={"centre": access.centre.key}))


def _hosts(request: HttpRequest) -> Iterable[Task]:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the middleware; tasks are asked behind needs()
    if not access.may(May.EDIT_OPPORTUNITIES):
        return
    now = timezone.now()
    today = timezone.localdate(now)
    empty = [each.shift for each in hosting.hosts(today, today + SOON) if each.is_empty and each.shift.starts_at > now]
    for row in empty[:SHOWN]:
        day = timezone.localdate(row.starts_at)
        said = {"when": formats.date_format(timezone.localtime(row.starts_at), "l j. F H.i")}
        yield Task(_("Find a host for %(when)s") % said, f"{reverse('reception:hosts', kwargs={'centre': access.centre.key})}?uge={day:%Y-%m-%d}", day)


tasks.add("reception.hosts", _hosts)
tasks.add("reception.post", _post)
tasks.add("reception.faults", _faults)
