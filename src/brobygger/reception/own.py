"""What an association's own pages show of the desk: the post that waits for it, its turns in the garden."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.core.tasks import Task
from brobygger.organisations.own import Own, own_pages, own_tasks
from brobygger.reception import posting
from brobygger.reception.models import Post, UpkeepTurn


def _post(own: Own) -> Iterable[Task]:
    rows = list(Post.objects.waiting().filter(organisation=own.organisation).order_by("received_on", "pk"))
    if rows:
        yield Task(_("Fetch your post: %(what)s") % {"what": posting.in_words(rows)}, f"/{own.centre_key}/forening/{own.organisation.pk}/reception/")


def _turns(own: Own) -> Iterable[Task]:
    """Its own turn of this week and the next; and of the next three those that another of the garden has given up. One question."""
    gardens = UpkeepTurn.objects.filter(organisation=own.organisation).order_by().values("premises")
    near = Q(organisation=own.organisation, starts_on__lte=own.today + timedelta(days=7)) | Q(organisation=None, premises__in=gardens, starts_on__lte=own.today + timedelta(days=21))
    for row in UpkeepTurn.objects.listed().filter(near, done_on=None).to_come(own.today):
        text = _("Your turn to keep %(garden)s in order") if row.organisation_id else _("Can you take a turn in %(garden)s? Another could not")
        yield Task(text % {"garden": row.premises}, f"/{own.centre_key}/forening/{own.organisation.pk}/reception/", row.starts_on + timedelta(days=6), str(row))


own_tasks.add("post", _post)
own_tasks.add("upkeep", _turns)
own_pages.add("reception", Door(gettext_lazy("The reception"), "own_reception:page", May.OWN_ORGANISATION, 46))
