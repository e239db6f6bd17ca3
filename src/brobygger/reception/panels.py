"""What the desk shows on an organisation's page: the post that waits."""

from collections.abc import Iterable

from django.utils import formats
from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.organisations.beside import Link, Panel, beside
from brobygger.organisations.models import Organisation
from brobygger.reception import own  # noqa: F401 -- it registers what an association's own pages show
from brobygger.reception.models import Post

MOST = 8


def _post(access: Access, organisation: Organisation) -> Iterable[Panel]:
    if access.may(May.RECEIVE):
        rows = Post.objects.listed().waiting().filter(organisation=organisation).order_by("received_on", "pk")[:MOST]
        yield Panel(_("Post that waits"), [Link(str(row), row.get_absolute_url(), formats.date_format(row.received_on)) for row in rows])


beside.add("post", _post)
