from collections.abc import Iterable
from datetime import date
from typing import cast

from brobygger.accounts.rights import Access
from brobygger.core.coming import Coming, Reader, coming
from brobygger.journal.models import State
from brobygger.journal.permissions import visible


def _planned(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    """Planned work, and what was moved to a new day; what a tool stands on, the tool tells of with its time."""
    rows = visible(cast("Access", reader)).filter(state__in=[State.PLANNED, State.MOVED], draft=False, tool="", done_on__gte=start, done_on__lte=end)
    for row in rows.select_related("kind", "centre", "locality"):
        yield Coming(f"work-{row.pk}", row.done_on, row.title, row.get_absolute_url(), str(row.kind), place=str(row.locality or ""), mine=row.created_by_id == reader.user.pk)


coming.add("journal.planned", _planned)
