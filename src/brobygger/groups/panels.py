"""What groups show on an organisation's page: those that are its own, as they started."""

from collections.abc import Iterable

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.groups import own  # noqa: F401 -- it registers what an association's own pages show
from brobygger.groups.models import Group
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline


def _groups(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    if not access.may(May.SEE_GROUPS):
        return
    for row in Group.objects.listed().filter(organisation=organisation).order_by("-gathering_since", "-pk")[:most]:
        yield Happened(row.started_on or row.gathering_since, row.title, str(row.get_type_display()), row.get_absolute_url(), str(row.get_state_display()))


timeline.add("groups", _groups)
