"""What the journal shows on others' pages: on an organisation's, the work it took part in."""

from collections.abc import Iterable

from brobygger.accounts.rights import Access
from brobygger.journal.models import Participation, State
from brobygger.journal.permissions import visible
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline


def _took_part(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    mine = Participation.objects.filter(organisation=organisation).values("registration")
    rows = visible(access).filter(pk__in=mine, draft=False).select_related("kind", "centre").order_by("-done_on", "-pk")[:most]
    for row in rows:
        state = "" if row.state == State.HELD else str(row.get_state_display())
        yield Happened(row.done_on, row.title, str(row.kind), row.get_absolute_url(), state)


timeline.add("journal", _took_part)
