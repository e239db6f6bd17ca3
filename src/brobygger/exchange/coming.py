"""Swaps agreed on for a day, for the calendar and the start page."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from brobygger.accounts.rights import Access
from brobygger.accounts.roles import May
from brobygger.core.coming import Coming, Reader, coming
from brobygger.exchange.models import Exchange


def _swaps(reader: Reader, start: date, end: date) -> Iterable[Coming]:
    access = cast("Access", reader)
    if access.may(May.SEE_EXCHANGE):
        for row in Exchange.objects.listed().filter(state=Exchange.State.AGREED, on__range=(start, end)):
            assert row.on is not None  # noqa: S101 -- for the type checker: those asked for have a day
            yield Coming(f"exchange-{row.pk}", row.on, row.title, row.get_absolute_url(), _("swap: %(giver)s helps %(getter)s") % {"giver": row.giver, "getter": row.getter})


coming.add("exchange.swaps", _swaps)
