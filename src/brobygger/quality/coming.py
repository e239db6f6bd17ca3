"""Days that quality knows of: when answers are to be in, and when a framework's next round is due."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy

from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.quality.due import next_round
from brobygger.quality.models import Framework


def _rounds(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    if not reader.may(May.SEE_QUALITY):
        return
    for row in Framework.objects.listed().filter(retired=False).prefetch_related("rounds"):
        rounds = list(row.rounds.all())
        mine = row.responsible_id == reader.user.pk
        for each in rounds:
            if not each.is_closed and start <= each.due_on <= end:
                yield Coming(f"quality-round-{each.pk}", each.due_on, str(row), f"{row.get_absolute_url()}", gettext_lazy("answers of a self-assessment"), mine=mine)
        due = next_round(row, rounds)
        if due and start <= due <= end:
            yield Coming(f"quality-next-{row.pk}-{due.year}", due, str(row), row.get_absolute_url(), gettext_lazy("new round of self-assessment"), mine=mine, is_task=True)


coming.add("quality", _rounds)
