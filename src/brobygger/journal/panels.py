"""What the journal shows on others' pages: on an organisation's, the work it took part in, and what was written about it."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from brobygger.accounts.rights import Access
from brobygger.journal.base_kinds import BaseKind
from brobygger.journal.models import Participation, State
from brobygger.journal.permissions import visible
from brobygger.organisations.beside import Link, Panel, beside
from brobygger.organisations.models import Organisation
from brobygger.organisations.timeline import Happened, timeline

WRITTEN = 5  # of what was written about it


def _took_part(access: Access, organisation: Organisation, most: int) -> Iterable[Happened]:
    mine = Participation.objects.filter(organisation=organisation).values("registration")
    rows = visible(access).filter(pk__in=mine, draft=False).select_related("kind", "centre").order_by("-done_on", "-pk")[:most]
    for row in rows:
        state = "" if row.state == State.HELD else str(row.get_state_display())
        yield Happened(row.done_on, row.title, str(row.kind), row.get_absolute_url(), state)


def _written_about(access: Access, organisation: Organisation) -> Iterable[Panel]:
    """Publications it is named on, newest first: a link of theirs leads to what was written."""
    rows = visible(access).filter(base=BaseKind.PUBLICATION, pk__in=Participation.objects.filter(organisation=organisation).values("registration"), draft=False, state=State.HELD)
    lines = [Link(row.title, row.link or row.get_absolute_url(), f"{row.get_channel_display() or row.kind}, {date_format(row.done_on)}".capitalize()) for row in rows.select_related("kind", "centre").order_by("-done_on", "-pk")[:WRITTEN]]
    yield Panel(gettext_lazy("What was written about it"), lines)


timeline.add("journal", _took_part)
beside.add("journal.written", _written_about)
