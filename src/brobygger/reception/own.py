"""What an association's own pages show of the desk: the post that waits for it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.navigation import Door
from brobygger.core.tasks import Task
from brobygger.organisations.own import Own, own_pages, own_tasks
from brobygger.reception import posting
from brobygger.reception.models import Post


def _post(own: Own) -> Iterable[Task]:
    rows = list(Post.objects.waiting().filter(organisation=own.organisation).order_by("received_on", "pk"))
    if rows:
        yield Task(_("Fetch your post: %(what)s") % {"what": posting.in_words(rows)}, f"/{own.centre_key}/forening/{own.organisation.pk}/reception/")


own_tasks.add("post", _post)
own_pages.add("reception", Door(gettext_lazy("The reception"), "own_reception:page", May.OWN_ORGANISATION, 46))
